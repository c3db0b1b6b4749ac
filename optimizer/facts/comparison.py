"""Rows of a plan that tell of stock and demand, laid beside what they should tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.facts.calendar import Calendar
from optimizer.facts.catalogue import UNKNOWN, Catalogue, cell_numbers, total
from optimizer.facts.plan_tables import PlanTables, numbers
from optimizer.facts.stock import Stock
from optimizer.facts.streams import Streams
from optimizer.facts.tolerance import Bools, Floats, Ints, differs
from optimizer.verdict import LISTED, worded

BLOCK = 20_000  # rows


@dataclass(frozen=True)
class Told:
    """Figures of a plan's table as arrays of groups x periods, each laid out when it is asked for."""

    rows: pd.DataFrame
    cells: Ints
    shape: tuple[int, int]

    def __getitem__(self, name: str) -> Floats:
        return total(self.cells, numbers(self.rows, name), self.shape[0] * self.shape[1]).reshape(self.shape)


@dataclass(frozen=True)
class Accounts:
    """What the plan's projection and shortage tables say, as arrays beside those recomputed."""

    calendar: Calendar
    catalogue: Catalogue
    stock: Stock
    streams: Streams
    tables: PlanTables

    @cached_property
    def projection(self) -> Told:
        """Figures of the projection, by place and period."""
        return self._told("projection", self.stock.place_of(self.tables.projection), self.stock.shape)

    def _told(self, table: str, groups: Ints, shape: tuple[int, int]) -> Told:
        """Lay out a table by group and period; of a repeated row only the first counts."""
        rows: pd.DataFrame = getattr(self.tables, table)
        cells = cell_numbers(groups, self.calendar.periods_begun(rows["date"]), shape[1])
        cells[self.tables.repeated(table)] = UNKNOWN
        return Told(rows, cells, shape)

    @cached_property
    def shortage_streams(self) -> Ints:
        """Stream of each row of the shortage table, -1 where there is none."""
        rows, known = self.tables.shortage, self.catalogue
        return self.streams.number(
            known.item(rows["item_id"]), known.zone(rows["zone_id"]), known.channel(rows["channel"])
        )

    @cached_property
    def shortage(self) -> Told:
        """Figures of the shortage table, by stream and period."""
        return self._told("shortage", self.shortage_streams, self.streams.shape)


def in_blocks(tell: Callable[[Floats, Floats], Bools], found: Floats, limit: Floats) -> Bools:
    """Tell of long arrays of one shape some rows at a time: what is worked out on the way then takes little room."""
    told = np.empty(found.shape, dtype=np.bool_)
    for first in range(0, len(found), BLOCK):
        rows = slice(first, first + BLOCK)
        told[rows] = tell(found[rows], limit[rows])
    return told


def cells(names: pd.DataFrame, starts: npt.NDArray[np.datetime64], wrong: Bools, **values: Floats) -> pd.DataFrame:
    """List the wrong cells of arrays of `len(names)` x periods.

    Returns:
        A row per wrong cell: the columns of `names`, `date`, and one column for each array of `values`.
    """
    row, period = np.nonzero(wrong)
    listed = names.iloc[row].reset_index(drop=True).assign(date=starts[period])
    return listed.assign(**{name: np.broadcast_to(array, wrong.shape)[row, period] for name, array in values.items()})


def compared(
    told: Told, expected: Mapping[str, Floats], names: pd.DataFrame, starts: npt.NDArray[np.datetime64]
) -> pd.DataFrame:
    """List the cells in which a figure told is not the one expected.

    Returns:
        A row per such cell: the columns of `names`, `date`, and, for those that will be listed, `found` and `limit` of
        the first figure that differs and `words` about all that do.
    """
    wrong = {name: in_blocks(differs, told[name], figures) for name, figures in expected.items()}
    anywhere = np.logical_or.reduce(list(wrong.values()))
    row, period = (axis[:LISTED] for axis in np.nonzero(anywhere))
    found = {name: told[name][row, period] for name, where in wrong.items() if where[row, period].any()}
    due = {name: expected[name][row, period] for name in found}
    told_of = []
    for place, at in enumerate(zip(row, period, strict=True)):
        pairs = {name: (float(found[name][place]), float(due[name][place])) for name in found if wrong[name][at]}
        words = ", ".join(f"{name} {worded(one)} where it is {worded(other)}" for name, (one, other) in pairs.items())
        told_of.append((words, *next(iter(pairs.values()))))
    return cells(names, starts, anywhere).join(pd.DataFrame(told_of, columns=["words", "found", "limit"]))
