"""In what two versions of an order differ: what the supplier and whoever approves the later one look at."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.ledger.purchase_order import Content

BESIDE = frozenset({"number", "pegging", "plan_line", "reason"})
"""Fields of a line that say why it is there, not what is ordered."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: `line` is None for the header, `field` "" for a whole line that is new or gone.

    `before` and `after` are the values as text, "" for nothing.
    """

    line: int | None
    field: str
    before: str
    after: str


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Every field in which two versions differ: the header first, then the lines by number."""
    return (*_fields(None, before.header, after.header), *_lines(before, after))


def _lines(before: Content, after: Content) -> Iterator[Difference]:
    old, new = before.by_number, after.by_number
    for number in sorted(old.keys() | new.keys()):
        if number not in new:
            yield Difference(number, "", _whole(old[number]), "")
        elif number not in old:
            yield Difference(number, "", "", _whole(new[number]))
        else:
            yield from _fields(number, old[number], new[number])


def _fields(line: int | None, before: Any, after: Any) -> Iterator[Difference]:  # noqa: ANN401 - two of one dataclass
    for field in dataclasses.fields(before):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if field.name not in BESIDE and was != now:
            yield Difference(line, field.name, _text(was), _text(now))


def _whole(line: Any) -> str:  # noqa: ANN401 - a line of an order
    return f"{line.units} x {line.item_id} at {line.unit_price} to {line.node_id} by {line.need_by}"


def _text(value: object) -> str:
    return "" if value is None else str(value)
