"""What an earlier search has learnt, taken up as far as it still fits.

Whatever is taken up is brought into the limits within which every round is a proof (``Prices``, ``Own``), so that a
bound stays one whatever was kept: what does not fit makes the first rounds weaker, nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.multipliers import TIER, Multipliers
from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import positions
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.answers import Own
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.memory import (
    KINDS,
    MINIMA,
    OF_BUDGETS,
    OF_CHOICES,
    OF_ITEMS,
    OF_LANES,
    OF_LINES,
    OF_NODES,
    OF_SUPPLIERS,
    TIERS,
    Figures,
    choice_keys,
    line_keys,
)
from optimizer.strategies.decomposed.parts import Part
from optimizer.strategies.decomposed.prices import Prices, Scales, finite, first_prices
from optimizer.strategies.decomposed.shared import Shared

WEIGHTS = frozenset({"line_weight", "ship_weight", "share"})
"""Kinds of which 0 says that there was no such line or choice."""

LEAST, MOST = 1e-10, 1e6
"""Between these any weight will do."""

MOST_MONEY = 1e4
"""Money per unit of money of a hard budget: more than a sale brings."""

MOST_SCALES = 100.0
"""Prices of other hard limits end at so many of their usual scales: far above what is ever worth paying."""


@dataclass(frozen=True)
class Rows:
    """Rows of one kind by rising ``key``: what they are of, as positions in one figure; ``figures`` (rows, T)."""

    key: Ints
    figures: Figures

    def find(self, keys: Ints) -> tuple[Ints, Bools]:
        """The row of each key, and whether there is one."""
        if not self.key.size:
            return np.zeros(keys.size, np.int64), np.zeros(keys.size, np.bool_)
        row = np.minimum(np.searchsorted(self.key, keys), self.key.size - 1)
        return row, self.key[row] == keys


class Memory:
    """Multipliers as positions in a problem, by its periods: each gets what the day it begins on had.

    A day after the last one kept has that one's, a day before the first the first's. What the problem no longer has is
    left out. ``rows`` by kind.
    """

    def __init__(self, found: Multipliers, problem: Problem) -> None:
        self.suppliers, self.lanes = len(problem.suppliers), len(problem.lanes)
        starts = Calendar.of(problem.settings).starts.astype("datetime64[D]")
        self.periods = starts.size
        days = found.days.astype("datetime64[D]")
        column = np.clip(np.searchsorted(days, starts, side="right") - 1, 0, days.size - 1)
        names = found.names
        item = positions(pd.Index(problem.items["item_id"]), names["item_id"])
        supplier = positions(pd.Index(problem.suppliers["supplier_id"]), names["supplier_id"])
        node = positions(pd.Index(problem.nodes["node_id"]), names["node_id"])
        lane = _lanes(problem, supplier, node, names["mode"])
        budget = positions(pd.Index(problem.budgets["budget_id"]), names["budget_id"])
        tier = names[TIER].to_numpy(np.int64)
        kind = positions(pd.Index(KINDS), names["kind"])
        of = {OF_BUDGETS: budget, OF_SUPPLIERS: supplier, OF_NODES: node, OF_LANES: lane, OF_ITEMS: item}
        of[OF_LINES] = np.where((item >= 0) & (supplier >= 0), (item * self.suppliers + supplier) * TIERS + tier, -1)
        of[OF_CHOICES] = np.where((item >= 0) & (lane >= 0), (item * self.lanes + lane) * TIERS + tier, -1)
        self.rows: dict[str, Rows] = {}
        for group, key in of.items():
            fits = (key >= 0) & (tier >= 0) & (tier < TIERS)
            for name in group:
                at = np.flatnonzero(fits & (kind == KINDS.index(name)))
                at = at[np.argsort(key[at], kind="stable")]
                figures = found.figures[at][:, column]
                self.rows[name] = Rows(key[at], _nearest(figures) if name in WEIGHTS else figures)

    def take_up(self, ascent: Ascent, items: Sequence[Ints]) -> None:
        """Begin the rounds of an ascent here; ``items`` are the positions in the problem of each part's items."""
        ascent.gather()
        own = [self.own(at, part) for at, part in zip(items, ascent.parts, strict=True)]
        ascent.renew(ascent.parts, own)
        ascent.prices = self.prices(ascent.shared, ascent.scales)

    def shared(self, name: str, otherwise: Floats) -> Floats:
        """The figures (size,) of a kind that all parts share; ``otherwise`` where none was kept."""
        table = otherwise.reshape(-1, self.periods).copy()
        row, there = self.rows[name].find(np.arange(len(table)))
        table[there] = self.rows[name].figures[row[there]]
        return table.reshape(otherwise.shape)

    def prices(self, shared: Shared, scales: Scales) -> Prices:
        """Prices of what is shared within their limits; first prices where none was kept."""
        first = first_prices(shared)
        money = np.repeat(first.money[:, None], self.periods, axis=1)
        minimum = np.stack([self.shared(k, m) for k, m in zip(MINIMA, first.minimum, strict=True)])
        found = {name: self.shared(name, getattr(first, name)) for name in ("capacity", *OF_NODES, *OF_LANES)}
        return within_limits(Prices(self.shared("money", money)[:, 0], minimum, **found), shared, scales)

    def own(self, at: Ints, part: Part) -> Own:
        """What was kept of the part whose items stand ``at`` these positions in the problem.

        A line or choice that is new takes part with the mean of its order or shipment, or of its line.
        """
        lines, choices = part.lines, part.choices
        of_lines, of_choices = lines.item.size, choices.case.size
        keys = line_keys(at, part, self.periods, self.suppliers)
        line_weight = self._weights("line_weight", keys, lines.period)
        rebate = np.zeros(of_lines)
        row, there = self.rows["rebate"].find(keys)
        rebate[there] = self.rows["rebate"].figures[row[there], lines.period[there]]
        keys, period = choice_keys(at, part, self.periods, self.lanes), choices.shipment % self.periods
        ship_weight = self._weights("ship_weight", keys, period)
        share = self._weights("share", keys, period)
        theta = np.zeros(part.item_count)
        row, there = self.rows["theta"].find(at)
        theta[there] = self.rows["theta"].figures[row[there], 0]
        worth = np.zeros(part.item_count)
        worth[part.item] = part.rich - part.poor
        counts = np.diff(part.lot_first) > 1
        several = ~lines.alone & (lines.low > 0)
        members = np.bincount(choices.line, minlength=of_lines)
        return Own(
            theta=np.where(counts & (part.most_credit > 0), np.clip(theta, 0.0, np.maximum(worth, 0.0)), 0.0),
            rebate=np.where(several, rebate, 0.0),
            line_weight=_filled(line_weight, lines.order, np.full(of_lines, np.nan)),
            ship_weight=_filled(ship_weight, choices.shipment, np.full(of_choices, np.nan)),
            share=_filled(share, choices.line, 1.0 / members[choices.line]),
        )

    def _weights(self, name: str, keys: Ints, period: Ints) -> Floats:
        """The weights kept, of the nearest period that had one; NaN where there is none."""
        row, there = self.rows[name].find(keys)
        found = np.full(keys.size, np.nan)
        found[there] = self.rows[name].figures[row[there], period[there]]
        return np.where(found > 0, np.clip(found, LEAST, MOST), np.nan)


def _lanes(problem: Problem, supplier: Ints, node: Ints, mode: pd.Series) -> Ints:
    """The lane of each row, -1 where there is none."""
    lanes = problem.lanes
    modes = pd.Index(lanes["mode"].unique())
    ends = (
        positions(pd.Index(problem.suppliers["supplier_id"]), lanes["supplier_id"]),
        positions(pd.Index(problem.nodes["node_id"]), lanes["node_id"]),
        positions(modes, lanes["mode"]),
    )
    sought = (supplier, node, positions(modes, mode))
    size = (len(problem.nodes), len(modes))

    def key(places: Sequence[Ints]) -> Ints:
        whole = (places[0] * size[0] + places[1]) * size[1] + places[2]
        return np.where(np.minimum.reduce([*places]) >= 0, whole, -1)

    known = key(ends)
    order = np.argsort(known, kind="stable")
    row, there = Rows(known[order], np.zeros((order.size, 0), np.float32)).find(key(sought))
    return np.where(there & (key(sought) >= 0), order[row] if order.size else -1, -1)


def _nearest(figures: Figures) -> Figures:
    """(rows, T) zeros replaced by the last figure above 0 before them in the row, else by the next one."""
    columns = np.arange(figures.shape[1])
    last = np.maximum.accumulate(np.where(figures > 0, columns, -1), axis=1)
    coming = np.minimum.accumulate(np.where(figures > 0, columns, columns.size)[:, ::-1], axis=1)[:, ::-1]
    source = np.where(last >= 0, last, np.minimum(coming, columns.size - 1))
    return np.take_along_axis(figures, source, axis=1)


def _filled(weight: Floats, group: Ints, otherwise: Floats) -> Floats:
    """The weights, where unknown the mean of the known ones of the group, else ``otherwise``, else of all, else 1."""
    known = np.isfinite(weight)
    if known.all():
        return weight
    size = int(group.max(initial=-1)) + 1
    count = np.bincount(group[known], minlength=size)
    sums = np.bincount(group[known], weight[known], size)
    mean = np.divide(sums, count, out=np.full(size, np.nan), where=count > 0)[group]
    mean = np.where(np.isfinite(mean), mean, otherwise)
    usual = float(weight[known].mean()) if known.any() else 1.0
    return np.where(known, weight, np.where(np.isfinite(mean), mean, usual))


def within_limits(prices: Prices, shared: Shared, scales: Scales) -> Prices:
    """The prices brought into the limits of ``Prices``: whatever they were, a bound at these is one."""

    def limited(price: Floats, limit: Floats, over: Floats, usual: Floats) -> Floats:
        most = np.where(np.isfinite(over), over, MOST_SCALES * usual)
        return np.where(np.isfinite(limit), np.clip(finite(price), 0.0, most), 0.0)

    sized = [np.isfinite(size) for size in (shared.box_m3, shared.box_kg)]
    hard = np.full(shared.storage.size, np.inf)
    boxes = [
        np.where(there, np.clip(finite(price), 0.0, MOST_SCALES * usual), 0.0)
        for there, price, usual in zip(
            sized, (prices.box_m3, prices.box_kg), (scales.box_m3, scales.box_kg), strict=True
        )
    ]
    sold = boxes[0] * finite(shared.box_m3) + boxes[1] * finite(shared.box_kg)
    dear = ~np.isfinite(shared.most_boxes) & (sold > shared.box_cost)
    share = np.where(dear, shared.box_cost / np.where(dear, sold, 1.0), 1.0)
    most_money = np.where(np.isfinite(shared.budget_over), shared.budget_over, MOST_MONEY)
    return Prices(
        money=np.clip(finite(prices.money), 0.0, most_money),
        minimum=np.where(shared.least > 0, np.clip(finite(prices.minimum), 0.0, scales.most_minimum), 0.0),
        capacity=limited(prices.capacity, shared.capacity, shared.capacity_over, scales.capacity),
        storage=limited(prices.storage, shared.storage, shared.storage_over, scales.m3),
        inbound_m3=limited(prices.inbound_m3, shared.inbound_m3, hard, scales.m3),
        inbound_units=limited(prices.inbound_units, shared.inbound_units, hard, scales.units),
        box_m3=boxes[0] * share, box_kg=boxes[1] * share,
        charge=np.where(shared.min_charge > 0, np.clip(finite(prices.charge), 0.0, 1.0), 1.0),
    )  # fmt: skip
