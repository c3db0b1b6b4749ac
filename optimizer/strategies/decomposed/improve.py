"""The order of moves: from exact answers to a plan that keeps every rule, then better ones while there is time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.linear import Ints
from optimizer.strategies.decomposed.moves import AGAIN, ANSWER
from optimizer.strategies.decomposed.offers import Trial
from optimizer.strategies.decomposed.regret import dearest, regrets
from optimizer.strategies.decomposed.rules import (
    URGENCY,
    heavy,
    lacking,
    meet_or_close,
    mend_lines,
    mend_orders,
    mend_shipments,
    relieve,
)
from optimizer.strategies.decomposed.search import SIDE_BY_SIDE, Going, Search, Severity
from optimizer.strategies.decomposed.shared_moves import shared_moves
from optimizer.strategies.decomposed.standing import Standing, standing_of

FIRST = Severity(penalty=30.0, stiff=0.05)
"""How moves are judged at first: minima and limits at the prices of the bound, so that items choose freely."""

THEN = Severity(penalty=1e4, stiff=0.3)
"""How they are judged once orders have been searched."""

CHEAPER = 0.96
"""Factor of the prices of what is left, from pass to pass."""

FITTED = 4
"""Sweeps in which prices of hard limits follow a change, at most."""

MANY = 20_000
"""Choices of an order beyond which what it lacks is not bought lot after lot, but by prices that rise turn by turn."""

TURNS, HASTY_TURNS = 10, 3
"""Times that minima are looked at, at most, and when there is no time left."""

EFFORT = 16
"""Cases of the branch and bound of one item within a move."""

DEAR = 0.9
"""Share of the regret of all items."""

MOST_DEAR = 2_000
"""Items that answer as a whole between two other moves: each takes 10 to 20 ms, and time is looked at in between."""

WALKS = 12
"""Sweeps between which the prices of hard limits are walked."""

LEAST_GAIN = 1e-4
"""A round of all moves that gains less than this share of the cost is the last."""

LEAST_KICK = 1e-5
"""Share of the cost that a kick must gain not to be in vain."""

KICKS = 12
"""Orders closed or opened in vain, one after the other, after which nothing more is tried."""

Report = Callable[[str, "Improvement"], None]


@dataclass
class Improvement:
    """The best plan so far: ``cases`` of every part's choices (None before the first that keeps all rules), cost."""

    search: Search
    go_on: Going
    report: Report
    cases: list[Ints] | None = None
    cost: float = np.inf
    last: float = np.inf

    def note(self, phase: str) -> Standing:
        """Look at what stands on the boards; keep it where it is a better plan."""
        standing = standing_of(self.search)
        if standing.keeps_rules and standing.cost < self.cost - 1e-9 * abs(standing.cost):
            self.cost, self.cases = standing.cost, self.search.snapshot()
        self.last = standing.cost
        self.report(phase, self)
        return standing

    def return_to(self) -> None:
        """Put the best plan so far back on the boards, where moves have since lost."""
        if self.cases is not None and self.last > self.cost + 1e-6 * abs(self.cost):
            self.search.clear()
            self.search.build(self.cases)
            self.last = self.cost


def improve(
    search: Search, cases: Sequence[Ints], go_on: Going, enough: Callable[[float], bool], report: Report,
    *, soon: Going | None = None,
) -> Improvement:  # fmt: skip
    """Build, search which orders exist, keep all rules, then make that plan better while anything wins.

    ``cases`` of every part's choices are the answers to begin with. ``enough`` says whether a plan of so much cost is
    near enough to the bound. The first search of orders ends when ``soon`` says so, to leave time for the rules.
    """
    best = Improvement(search, go_on, report)
    search.judge(FIRST)
    search.build(cases)
    settle(search, go_on)
    best.note("first moves")
    shared_moves(search, soon or go_on)
    dear_items(search, soon or go_on)
    settle(search, go_on)
    best.note("orders")
    search.judge(THEN)
    meet_minima(search, go_on)
    best.note("minima")
    _finish(best, enough)
    return best


def settle(search: Search, go_on: Going, most: int = WALKS) -> None:
    """Lots answer and prices of hard limits walk until these nearly fit, at most so often."""
    for _ in range(most):
        search.sample(go_on)
        if search.walk(slack=0.005):
            break


def dear_items(search: Search, go_on: Going) -> None:
    """Items answer as a whole that together have ``DEAR`` of what items cost beyond their bounds."""
    if go_on():
        search.answers(EFFORT, go_on, dearest(regrets(search, search.ascent.bounds), DEAR, MOST_DEAR))


def meet_minima(search: Search, go_on: Going) -> None:
    """Buy what minima lack, or close the order, until few are left: every answer moves money that others had.

    Out of time it goes on for ``HASTY_TURNS``: to close all such orders at once loses a tenth of what can be sold.
    """
    for turn in range(TURNS):
        short = lacking(search)
        if (short.size == 0 and heavy(search).size == 0) or (turn >= HASTY_TURNS and not go_on()):
            break
        for order in short:
            if search.reach(int(order)) <= MANY:
                meet_or_close(search, int(order), URGENCY)
            else:  # lots answer side by side in what follows
                search.urgency[order] = URGENCY[min(turn, len(URGENCY) - 1)]
                search.steer()
                search.attempt(Trial(shut_order=int(order)))
        relieve(search)
        settle(search, _always, FITTED)
        search.strain = 3.0 ** min(turn + 1, 4)
        search.steer()


def improve_further(
    search: Search, cases: Sequence[Ints], go_on: Going, enough: Callable[[float], bool], report: Report
) -> Improvement:
    """``improve`` for the cases of an earlier plan: data may have changed a little, so that rules come first."""
    best = Improvement(search, go_on, report)
    search.judge(THEN)
    search.build(cases)
    best.note("the earlier plan")
    _finish(best, enough)
    return best


def _finish(best: Improvement, enough: Callable[[float], bool]) -> None:
    """All rules kept, all money used, then all moves as long as they win."""
    search = best.search
    keep_rules(best)
    use_what_is_left(best, enough)
    while best.go_on() and not enough(best.cost):
        before = best.cost
        dear_items(search, best.go_on)
        best.note("items")
        shared_moves(search, best.go_on)
        best.note("orders")
        use_what_is_left(best, enough)
        if before - best.cost < LEAST_GAIN * abs(best.cost):
            break
    _kicked(best, enough)


def _kicked(best: Improvement, enough: Callable[[float], bool]) -> None:
    """Close or open an order whatever it costs, let all else follow, keep what is better; until nothing is, often.

    What moves one by one cannot leave is left so (iterated local search: Lourenço, Martin and Stützle, 2003).
    """
    search, rng, vain = best.search, np.random.default_rng(0), 0
    could = search.possible_orders()
    while could.any() and vain < KICKS and best.cases is not None and best.go_on() and not enough(best.cost):
        best.return_to()
        prices, before = (search.money.price.copy(), search.capacity.price.copy()), best.cost
        search.judge(THEN)
        opened = search.common.orders["lines"] > 0
        target = int(rng.choice(np.flatnonzero(opened if rng.random() < 0.6 and opened.any() else could)))
        if opened[target]:
            search.attempt(Trial(shut_order=target), ANSWER, keep=np.inf)
        else:
            search.attempt(Trial(open_order=target), AGAIN, keep=np.inf)
        settle(search, best.go_on, FITTED)
        if not best.go_on():
            break
        meet_minima(search, best.go_on)
        keep_rules(best)
        use_what_is_left(best, enough, most=3)
        search.money.price, search.capacity.price = prices
        vain = vain + 1 if before - best.cost < LEAST_KICK * abs(best.cost) else 0


def moved_on(best: Improvement) -> None:
    """Sweep, close and open from the plan that stands, once."""
    search, go_on = best.search, best.go_on
    search.sweep(go_on)
    best.note("lots")
    search.lines(go_on)
    best.note("lines")
    shared_moves(search, go_on)
    search.sweep(go_on)
    best.note("orders")


def keep_rules(best: Improvement) -> None:
    """Nobody passes a hard limit any more; raise penalties and fines of what is broken until every rule holds.

    It ends: at ever higher prices nothing is bought, which breaks no rule. Time does not end it as long as there is no
    plan at all.
    """
    search = best.search
    for _ in range(FITTED):
        if search.walk(slack=np.inf):
            break
        search.sweep(_always)
    search.steer(capped=True, penalty=max(search.penalty, 1e4), fine=max(search.fine, 100.0))
    for turn in range(60):
        search.sweep(_always, rising=True, together=1 if turn >= 2 else SIDE_BY_SIDE)
        standing = best.note("rules")
        if standing.keeps_rules or (best.cases is not None and not best.go_on()):
            break
        search.walk(slack=1.0)
        haste = 1.0 if best.go_on() else 4.0  # out of time, a dearer plan soon is worth more than a good one late
        if standing.broken > 1e-6:
            search.steer(penalty=min(search.penalty * 2.0 * haste, 1e9), fine=min(max(2.0 * search.fine, 100.0), 1e6))
            search.release(0.005)
            relieve(search)
            mend_lines(search, forced=turn >= 8)
            mend_orders(search, forced=turn >= 3, drop=turn >= 12)
            mend_shipments(search, forced=turn >= 8)


def _always() -> bool:
    return True


def use_what_is_left(best: Improvement, enough: Callable[[float], bool], most: int = 10) -> None:
    """Lower the prices of what is left, a little at a time, never beyond what there is; keep the best."""
    search, idle = best.search, 0
    for turn in range(most):
        if not best.go_on() or enough(best.cost) or idle > 1:
            break
        budgets, orders = search.common.budgets, search.common.orders
        left = (budgets["amount"] - budgets["used"]) / np.maximum(budgets["amount"], 1e-9)
        room = 1.0 - orders["load"] / np.maximum(orders["capacity"], 1e-9)
        cheaper = search.hard & ((left > 2e-4) | (turn == 0))
        search.money.price = np.where(cheaper, search.money.price * CHEAPER, search.money.price)
        search.capacity.price = np.where(room > 0.002, search.capacity.price * CHEAPER, search.capacity.price)
        search.steer()
        before = best.cost
        search.sweep(best.go_on)
        dear_items(search, best.go_on)
        best.note("what is left")
        idle = idle + 1 if before - best.cost < 2e-5 * abs(best.cost) else 0
    best.return_to()
