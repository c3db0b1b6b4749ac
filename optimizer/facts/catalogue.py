"""What the dataset's ids stand for: numbered items, nodes, zones and channels, and what a kit is made of."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.facts.tolerance import Floats, Ints

OPEN = "open"
UNKNOWN = -1


def total(groups: Ints, values: Floats, size: int) -> Floats:
    """Sum `values` by group number 0..size-1; rows of an unknown group (-1) are left out."""
    known = groups >= 0
    if not known.all():
        groups, values = groups[known], values[known]
    sums: Floats = np.bincount(groups, weights=values, minlength=size).astype(np.float64, copy=False)
    return sums


def by_period(groups: Ints, periods: Ints, values: Floats, shape: tuple[int, int]) -> Floats:
    """Sum `values` by group and period into an array of `shape`; unknown groups and periods are left out."""
    return total(cell_numbers(groups, periods, shape[1]), values, shape[0] * shape[1]).reshape(shape)


def cell_numbers(groups: Ints, periods: Ints, count: int) -> Ints:
    """Number the cells (group, period) row by row, `count` periods each; -1 where either is unknown."""
    cells = groups * count
    cells += periods
    cells[(groups < 0) | (periods < 0)] = UNKNOWN
    return cells


@dataclass(frozen=True)
class Catalogue:
    """Numbers for the ids of a problem, and the composition of its items."""

    problem: Problem

    @cached_property
    def items(self) -> pd.Index:
        """Item ids, kits included."""
        return _index([self.problem.items["item_id"]])

    @cached_property
    def nodes(self) -> pd.Index:
        """Node ids."""
        return _index([self.problem.nodes["node_id"]])

    @cached_property
    def zones(self) -> pd.Index:
        """Every id that stands for a zone: of the demand, of the table of fulfilment, and the nodes' own."""
        problem = self.problem
        return _index([problem.demand["zone_id"], problem.fulfilment["zone_id"], problem.nodes["node_id"]])

    @cached_property
    def channels(self) -> pd.Index:
        """Channels of the demand, those declared, and `open`."""
        declared = self.problem.channels["channel"]
        return _index([self.problem.demand["channel"], declared, pd.Series([OPEN], dtype="str")])

    def item(self, ids: pd.Series) -> Ints:
        """Item numbers of ids, -1 where unknown."""
        return _number(self.items, ids)

    def node(self, ids: pd.Series) -> Ints:
        """Node numbers of ids, -1 where unknown."""
        return _number(self.nodes, ids)

    def zone(self, ids: pd.Series) -> Ints:
        """Zone numbers of ids, -1 where unknown."""
        return _number(self.zones, ids)

    def channel(self, ids: pd.Series) -> Ints:
        """Channel numbers of ids, -1 where unknown."""
        return _number(self.channels, ids)

    @cached_property
    def is_kit(self) -> "pd.Series[bool]":
        """Whether each item is a kit."""
        return self.problem.items["item_id"].isin(self.problem.kits["kit_id"])

    @cached_property
    def composition(self) -> pd.DataFrame:
        """What is in one unit of each kit: `kit`, `item` (numbers), `units`; kits of kits multiplied out."""
        kits = self.problem.kits
        direct = pd.DataFrame(
            {
                "kit": self.item(kits["kit_id"]),
                "item": self.item(kits["component_id"]),
                "units": kits["units"].to_numpy(dtype=np.float64),
            }
        )
        inside = self.is_kit.to_numpy()
        parts, done = direct, []
        for _ in range(len(kits) + 1):  # a chain of kits is no longer than the table
            nested = inside[parts["item"]]
            done.append(parts[~nested])
            step = parts[nested].merge(direct, left_on="item", right_on="kit", suffixes=("", "_inner"))
            if step.empty:
                break
            parts = pd.DataFrame(
                {"kit": step["kit"], "item": step["item_inner"], "units": step["units"] * step["units_inner"]}
            )
        return pd.concat(done).groupby(["kit", "item"])["units"].sum().reset_index()

    def multiplied_out(self, items: Ints, units: Floats) -> tuple[Ints, Ints, Floats]:
        """Tell the items that are no kits in `units` of `items`.

        Returns:
            Three arrays of one length: the row of the argument each entry stems from, the item, its units. Unknown
            items (-1) are left out.
        """
        kits = (items >= 0) & self.is_kit.to_numpy(dtype=np.bool_)[items]
        if not kits.any() and (items >= 0).all():
            return np.arange(len(items)), items, units
        plain = np.flatnonzero(~kits & (items >= 0))
        rows = pd.DataFrame({"row": np.flatnonzero(kits), "kit": items[kits]})
        parts = rows.merge(self.composition, on="kit")
        row = parts["row"].to_numpy(dtype=np.int64)
        return (
            np.concatenate([plain, row]),
            np.concatenate([items[plain], parts["item"].to_numpy(dtype=np.int64)]),
            np.concatenate([units[plain], units[row] * parts["units"].to_numpy(dtype=np.float64)]),
        )

    def _with_kits(self, column: str) -> Floats:
        """Return a figure of each item, that of a kit being its components'."""
        own = self.problem.items[column].to_numpy(dtype=np.float64)
        parts = self.composition
        kit = parts["kit"].to_numpy(dtype=np.int64)
        inner = own[parts["item"].to_numpy(dtype=np.int64)] * parts["units"].to_numpy(dtype=np.float64)
        return np.where(self.is_kit, total(kit, inner, len(own)), own)

    @cached_property
    def unit_kg(self) -> Floats:
        """Weight of each item in kg; of a kit, its components'."""
        return self._with_kits("unit_kg")

    @cached_property
    def unit_cost(self) -> Floats:
        """Cost of each item; of a kit, its components'."""
        return self._with_kits("unit_cost")

    @cached_property
    def unit_m3(self) -> Floats:
        """Volume of each item in m3 (only items that are no kits are stocked)."""
        return self.problem.items["unit_m3"].to_numpy(dtype=np.float64)


def _index(columns: list[pd.Series]) -> pd.Index:
    """Return the ids of the columns, each once, in the order in which they are met."""
    ids: pd.Index = pd.Index(pd.concat([column.drop_duplicates() for column in columns]).drop_duplicates())
    return ids


def _number(index: pd.Index, ids: pd.Series) -> Ints:
    """Return the place of each id in the index, -1 where it has none; each id is looked up once."""
    if isinstance(ids.dtype, pd.CategoricalDtype):
        codes, met = ids.cat.codes.to_numpy(), ids.cat.categories
    else:
        codes, met = pd.factorize(ids)
    return np.append(index.get_indexer(pd.Index(met)), UNKNOWN)[codes].astype(np.int64, copy=False)
