"""Which order lines need binaries of their own: the tiers a line can reach, and how their value is written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.instance import Instance
from optimizer.instance.indexing import expand, totals
from optimizer.linear import Bools, Floats, Ints


@dataclass(frozen=True)
class LinePlan:
    """Tiers of the lines (i,s,t) that need an open binary; the other lines are described by their cases alone.

    ``possible`` (lines,): some whole number of cases satisfies MOQ, maximum and hard limits.
    ``needs_open`` (lines,): a MOQ above one case, several tiers, a fixed part, a line cost or a set-up.
    ``open_line``, ``open_tier``, ``open_low``, ``open_high`` (cases), ``open_price``, ``open_fixed``: one per binary.
    ``split_open``: the binaries (positions) of lines with several tiers, whose quantity is split over ``x``.
    ``is_split`` (lines,), ``open_of`` (lines + 1,) where a line's binaries begin.
    ``price`` (lines,): unit price where the line has a single tier, 0 else; ``most`` (lines,) cases.
    """

    possible: Bools
    needs_open: Bools
    is_split: Bools
    open_line: Ints
    open_tier: Ints
    open_low: Floats
    open_high: Floats
    open_price: Floats
    open_fixed: Floats
    open_of: Ints
    split_open: Ints
    price: Floats
    most: Floats


def line_plan_of(instance: Instance) -> LinePlan:
    """Cross every line with its offer's tiers and keep those that its hard limits can reach."""
    ordering, tiers, problem = instance.ordering, instance.tiers, instance.problem
    offer = ordering.line_offer
    most = totals(ordering.line, instance.most_cases, ordering.line_count)
    pack = problem.offers["case_pack"].to_numpy(np.float64)[offer]
    largest = np.floor(problem.offers["max_units"].fillna(np.inf).to_numpy(np.float64)[offer] / pack)
    most = np.minimum(most, largest)

    count = np.diff(tiers.first)
    line, rank = expand(count[offer])
    tier = tiers.first[offer[line]] + rank
    low, high = tiers.low[tier], np.minimum(tiers.high[tier], most[line])
    reachable = low <= high
    line, rank, tier, low, high = line[reachable], rank[reachable], tier[reachable], low[reachable], high[reachable]
    tier_count = np.bincount(line, minlength=ordering.line_count)
    head = np.searchsorted(line, np.arange(ordering.line_count))
    single = tier_count == 1
    price = np.zeros(ordering.line_count)
    price[single] = tiers.price[tier[head[single]]]
    fixed, least = np.zeros(ordering.line_count), np.zeros(ordering.line_count)
    fixed[single], least[single] = tiers.fixed[tier[head[single]]], low[head[single]]

    capacity = problem.suppliers["capacity"].notna().to_numpy()[ordering.line_supplier]
    set_up = (problem.offers["capacity_per_line"] > 0).to_numpy()[offer] & capacity
    line_cost = (problem.offers["line_cost"] > 0).to_numpy()[offer]
    needs_open = (tier_count > 1) | (fixed != 0) | (least > 1) | set_up | line_cost
    needs_open &= tier_count > 0
    kept = needs_open[line]
    is_split = tier_count > 1
    open_line = line[kept]
    return LinePlan(
        possible=tier_count > 0,
        needs_open=needs_open,
        is_split=is_split,
        open_line=open_line,
        open_tier=rank[kept],
        open_low=low[kept],
        open_high=high[kept],
        open_price=tiers.price[tier[kept]],
        open_fixed=tiers.fixed[tier[kept]],
        open_of=np.searchsorted(open_line, np.arange(ordering.line_count + 1)),
        split_open=np.flatnonzero(is_split[open_line]),
        price=price,
        most=most,
    )
