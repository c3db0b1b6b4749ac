"""Rows of a plan that tell of stock and demand, laid beside what they should tell."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.facts.calendar import Calendar
from optimizer.facts.catalogue import Catalogue, by_period
from optimizer.facts.plan_tables import DECLARED, figures_of
from optimizer.facts.stock import Stock
from optimizer.facts.streams import Streams
from optimizer.facts.tolerance import Bools, Floats, Ints, differs
from optimizer.verdict import LISTED, worded


@dataclass(frozen=True)
class Accounts:
    """What the plan's projection and shortage tables say, as arrays beside those recomputed."""

    calendar: Calendar
    catalogue: Catalogue
    stock: Stock
    streams: Streams
    projection_table: pd.DataFrame
    shortage_table: pd.DataFrame

    def _laid_out(self, table: str, rows: pd.DataFrame, groups: Ints, shape: tuple[int, int]) -> dict[str, Floats]:
        """Return every figure of a table by group and period; of a repeated row only the first counts."""
        period = self.calendar.starting(self.calendar.days(rows["date"]))
        first = ~rows.duplicated(list(DECLARED[table].key)).to_numpy()
        group = np.where(first, groups, -1)
        return {name: by_period(group, period, rows[name].to_numpy(np.float64), shape) for name in figures_of(table)}

    @cached_property
    def projection(self) -> dict[str, Floats]:
        """Figures of the projection, by place and period."""
        rows = self.projection_table
        return self._laid_out("projection", rows, self.stock.place_of(rows), self.stock.shape)

    @cached_property
    def shortage_streams(self) -> Ints:
        """Stream of each row of the shortage table, -1 where there is none."""
        rows, known = self.shortage_table, self.catalogue
        return self.streams.number(
            known.item(rows["item_id"]), known.zone(rows["zone_id"]), known.channel(rows["channel"])
        )

    @cached_property
    def shortage(self) -> dict[str, Floats]:
        """Figures of the shortage table, by stream and period."""
        return self._laid_out("shortage", self.shortage_table, self.shortage_streams, self.streams.shape)


def cells(names: pd.DataFrame, starts: npt.NDArray[np.datetime64], wrong: Bools, **values: Floats) -> pd.DataFrame:
    """List the wrong cells of arrays of `len(names)` x periods.

    Returns:
        A row per wrong cell: the columns of `names`, `date`, and one column for each array of `values`.
    """
    row, period = np.nonzero(wrong)
    listed = names.iloc[row].reset_index(drop=True).assign(date=starts[period])
    return listed.assign(**{name: np.broadcast_to(array, wrong.shape)[row, period] for name, array in values.items()})


def compared(
    told: dict[str, Floats], expected: dict[str, Floats], names: pd.DataFrame, starts: npt.NDArray[np.datetime64]
) -> pd.DataFrame:
    """List the cells in which a figure told is not the one expected.

    Returns:
        A row per such cell: the columns of `names`, `date`, and, for those that will be listed, `found` and `limit` of
        the first figure that differs and `words` about all that do.
    """
    wrong = {name: differs(told[name], figures) for name, figures in expected.items()}
    anywhere = np.logical_or.reduce(list(wrong.values()))
    told_of = []
    for cell in np.argwhere(anywhere)[:LISTED]:
        at = (cell[0], cell[1])
        pairs = {name: (float(told[name][at]), float(expected[name][at])) for name in expected if wrong[name][at]}
        words = ", ".join(f"{name} {worded(one)} where it is {worded(other)}" for name, (one, other) in pairs.items())
        told_of.append((words, *next(iter(pairs.values()))))
    return cells(names, starts, anywhere).join(pd.DataFrame(told_of, columns=["words", "found", "limit"]))
