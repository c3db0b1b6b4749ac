"""Where faults are collected while a dataset is checked: all are counted, so many of a kind are kept."""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from models.faults import Fault

KEPT = 1000  # faults of one kind kept as objects; four million bad rows must not become four million objects

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
Words = Callable[[int], str]


class Report:
    """The faults found so far, in any order; `faults()` puts them in the order of `tables` and rows."""

    def __init__(self, tables: Iterable[str]) -> None:
        self._rank = {name: position for position, name in enumerate(tables)}
        self._faults: list[Fault] = []
        self.total = 0

    def add(self, table: str, row: int | None, column: str, value: str, expected: str) -> None:
        """Notes one fault."""
        self.total += 1
        self._faults.append(Fault(table, row, column, value, expected))

    def add_rows(self, table: str, column: str, rows: IntArray, value: Words, expected: str | Words) -> None:
        """Notes a fault of one kind in each of `rows`, numbered as on the sheet.

        `value` and `expected` are asked with a place in `rows`, for those that are kept only.
        """
        self.total += len(rows)
        for place, row in enumerate(rows[:KEPT].tolist()):
            words = expected if isinstance(expected, str) else expected(place)
            self._faults.append(Fault(table, row, column, value(place), words))

    def faults(self) -> tuple[Fault, ...]:
        """What was kept, in the order of tables, then rows; faults of whole tables come first."""
        last = len(self._rank)
        return tuple(sorted(self._faults, key=lambda f: (self._rank.get(f.table, last), f.table, f.row or 0)))

    def __bool__(self) -> bool:
        return self.total > 0
