"""The order of moves: from exact answers to a plan that keeps every rule, then better ones while there is time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.linear import Ints
from optimizer.strategies.decomposed.answers import Exact
from optimizer.strategies.decomposed.moves import OPEN_ORDERS, ORDERS, SHIPMENTS
from optimizer.strategies.decomposed.search import Going, Search, Standing

RAMP = ((0.0, 30.0), (0.2, 1e2), (0.6, 1e4))
"""Penalties rise: (least price of a missing minimum as a share of what it may be, money per unit of a broken rule)."""

EFFORT = 32
"""Cases of the branch and bound of one item within a move."""

Report = Callable[[str, "Improvement"], None]


@dataclass
class Improvement:
    """The best plan so far: ``cases`` of every part's choices (None before the first that keeps all rules), cost."""

    search: Search
    go_on: Going
    report: Report
    cases: list[Ints] | None = None
    cost: float = np.inf

    def note(self, phase: str) -> Standing:
        """Look at what stands on the boards; keep it where it is a better plan."""
        standing = self.search.standing()
        if standing.keeps_rules and standing.cost < self.cost - 1e-9 * abs(standing.cost):
            self.cost, self.cases = standing.cost, self.search.snapshot()
        self.report(phase, self)
        return standing


def improve(
    search: Search, exact: list[Exact], go_on: Going, enough: Callable[[float], bool], report: Report
) -> Improvement:
    """Build, search which orders exist, keep all rules, then make that plan better while anything wins.

    ``enough`` says whether a plan of so much cost is near enough to the bound.
    """
    best = Improvement(search, go_on, report)
    search.steer(floor=RAMP[0][0], penalty=RAMP[0][1])
    search.build(exact)
    search.sweep(go_on, rising=True)
    search.sweep(go_on)
    best.note("first moves")
    for floor, penalty in RAMP:
        search.steer(floor=floor, penalty=penalty)
        _shared_moves(search, go_on)
        search.lines(go_on)
        best.note("orders")
    keep_rules(best)
    use_money(best, enough)
    while go_on() and not enough(best.cost):
        before = best.cost
        search.answers(EFFORT, go_on)
        best.note("items")
        _shared_moves(search, go_on)
        best.note("orders")
        use_money(best, enough)
        if before - best.cost < LEAST_GAIN * abs(best.cost):
            break
    return best


LEAST_GAIN = 1e-4
"""A round of all moves that gains less than this share of the cost is the last."""


def _shared_moves(search: Search, go_on: Going) -> None:
    """Close shipments and orders, those with the fewest lines first; open orders that the prices found likely."""
    common, likely = search.common, search.ascent.likely
    for key, kind in (("shipment_count", SHIPMENTS), ("order_lines", ORDERS)):
        rising = np.argsort(common[key], kind="stable")
        search.targets(rising[common[key][rising] > 0], kind, go_on)
    if likely is not None:
        fresh = (common["order_lines"] == 0) & (likely.order_share > 0.02)
        search.targets(np.flatnonzero(fresh), OPEN_ORDERS, go_on)


def keep_rules(best: Improvement) -> None:
    """Raise the prices of money that is overspent, and penalties of what is broken, until every rule holds.

    It ends: at ever higher prices nothing is bought, which breaks no rule. Time does not end it: without it there is
    no plan.
    """
    search = best.search
    bump = np.full(search.money_price.size, 0.01)
    for turn in range(60):
        standing = best.note("budgets")
        if standing.keeps_rules:
            break
        over = standing.over_budget > 0
        raised = np.maximum(search.money_price, 0.01) * (1.0 + bump)
        search.money_price = np.where(over, raised, search.money_price)
        haste = 1.0 if best.go_on() else 4.0  # out of time, a dearer plan soon is worth more than a good one late
        bump = np.where(over, np.minimum(bump * 2.0 * haste, 4.0), bump)
        search.steer(guarded=search.guarded or turn >= 3)
        if standing.broken > 1e-6:
            search.steer(penalty=min(search.penalty * 2.0 * haste, 1e9), floor=min(search.floor * 1.3 * haste, 20.0))
            search.mend_lines()
            _mend(search, drop=turn >= 6 or not best.go_on())
        search.sweep(_always, rising=True)
    search.steer(guarded=True)


def _always() -> bool:
    return True


def _mend(search: Search, *, drop: bool) -> None:
    """Close orders that are below a minimum or above a hard capacity, where that is better; ``drop``: in any case."""
    shared, common = search.shared, search.common
    missing = (shared.least - common["order_held"] > 1e-7 * np.maximum(1.0, shared.least)).any(axis=0)
    heavy = ~np.isfinite(shared.capacity_over) & (common["order_load"] > shared.capacity)
    targets = np.flatnonzero((missing | heavy) & (common["order_lines"] > 0))
    if drop:
        search.close(targets, ORDERS)
    else:
        search.targets(targets, ORDERS, _always)


def use_money(best: Improvement, enough: Callable[[float], bool]) -> None:
    """Lower the prices of money that is left, a little at a time, never beyond what there is; keep the best."""
    search, shared = best.search, best.search.shared
    for _ in range(8):
        if not best.go_on() or enough(best.cost):
            break
        used = shared.matches @ search.common["spent"]
        left = (shared.amount - used) / np.maximum(shared.amount, 1e-9)
        search.money_price = np.where((left > 2e-4) & search.hard, search.money_price * 0.93, search.money_price)
        search.steer()
        before = best.cost
        search.sweep(best.go_on)
        search.lines(best.go_on)
        best.note("money left")
        if before - best.cost < 2e-5 * abs(best.cost):
            break
