"""Many values in portions that one statement can name: SQLite takes 32,766 of them, PostgreSQL 65,535."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Value = TypeVar("Value")

AT_A_TIME = 5000


def portions(values: Sequence[Value], size: int = AT_A_TIME) -> Iterator[Sequence[Value]]:
    """The values in their order, `size` at a time, the last with what is left."""
    return (values[begin : begin + size] for begin in range(0, len(values), size))
