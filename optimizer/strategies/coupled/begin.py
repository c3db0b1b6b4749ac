"""A first plan and a first bound: from nothing, or from an earlier plan and what its search learnt."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from models.multipliers import Multipliers as Learnt
from models.plan import Plan
from optimizer.linear import Bools, Floats
from optimizer.strategies.call import Call
from optimizer.strategies.coupled.bound import Bounding
from optimizer.strategies.coupled.flows import flowing
from optimizer.strategies.coupled.polish import Effort, polished
from optimizer.strategies.coupled.pricing import first_shares
from optimizer.strategies.coupled.rules import broken
from optimizer.strategies.coupled.setting import Setting, resourced
from optimizer.strategies.coupled.solver import Solver
from optimizer.strategies.coupled.standing import Limits, Standing, cost_of
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.cores import Cores
from optimizer.strategies.decomposed.improve import THEN, Improvement, improve, keep_rules
from optimizer.strategies.decomposed.recall import Memory
from optimizer.strategies.decomposed.search import Going, Search
from optimizer.strategies.start import cases_of

LOTS_SHARE, MOVES_SHARE = 0.12, 0.3
"""Shares of the time after which prices of lots and first moves end."""

FIRST_ROUNDS, LOT_ROUNDS = 15, 40

AGAIN_FIRST = 20
"""Rounds of the bound that an earlier run makes needless: steps are as short as after so many."""

EXACT_EFFORT = 8
"""Cases of branch and bound an item in the first answers."""


@dataclass(frozen=True)
class Begun:
    """The bound after its first round, the best plan of lots, and that plan with the flows that suit it."""

    bounding: Bounding
    best: Improvement
    standing: Standing


def begin(call: Call, setting: Setting, ascent: Ascent, cores: Cores) -> Begun:
    """From nothing: prices of lots, sources from a first relaxation, exact answers of lots, moves."""
    _lot_prices(ascent, FIRST_ROUNDS, lambda: call.before(0.3 * LOTS_SHARE))
    call.report("prices of lots", None, None)
    ascent.gather()
    bounding = _bounding(setting, ascent, cores)
    if bounding.step(1.0, lambda: not call.stopped()):  # without a first round there is no bound
        call.report("relaxation", None, bounding.bound)
        ascent.renew(resourced(setting, cores, bounding.values, mixed=False), ascent.own)
        _lot_prices(ascent, LOT_ROUNDS, lambda: call.before(LOTS_SHARE))
        call.report("prices of lots", None, bounding.bound)
    exact = ascent.exact(EXACT_EFFORT)
    ascent.gather()
    with closing(Search(ascent)) as search:
        best = improve(
            search, [each.quantity for each in exact], lambda: call.before(MOVES_SHARE), lambda _: False,
            lambda phase, _: call.report(phase, None, bounding.bound),
        )  # fmt: skip
    return Begun(bounding, best, standing_of(call, setting, best, bounding))


def begin_again(
    call: Call, setting: Setting, ascent: Ascent, cores: Cores, start: Plan, learnt: Learnt
) -> Begun:
    """From an earlier plan and what its search learnt: its prices, its orders, the sources of its flows."""
    Memory(learnt, call.problem).take_up(ascent, setting.chunks.every())
    ascent.gather()
    bounding = _bounding(setting, ascent, cores)
    bounding.step(0.95**AGAIN_FIRST, lambda: not call.stopped())
    call.report("prices of an earlier run", None, bounding.bound)
    earlier = flowing_of(call, setting, [cases_of(start, each) for each in setting.instances], bounding)
    ascent.renew(resourced(setting, cores, earlier.values, mixed=True), ascent.own)
    ascent.gather()
    with closing(Search(ascent)) as search:
        best = Improvement(
            search, lambda: call.before(MOVES_SHARE), lambda phase, _: call.report(phase, None, bounding.bound)
        )
        search.judge(THEN)
        search.build([part.choices_of(earlier.cases(k)) for k, part in enumerate(ascent.parts)])
        best.note("the earlier plan")
        keep_rules(best)
    standing = standing_of(call, setting, best, bounding)
    if not broken(earlier, setting.shared).any:
        standing = min(earlier, standing, key=lambda each: cost_of(each, setting.shared, setting.weights))
    return Begun(bounding, best, standing)


def _bounding(setting: Setting, ascent: Ascent, cores: Cores) -> Bounding:
    """Rounds of the bound, from the prices and the weights of lots."""
    share = [
        first_shares(blocks, part, own, ascent.order_weight, ascent.shipment_weight, setting.sharing)
        for blocks, part, own in zip(setting.blocks, setting.parts, ascent.own, strict=True)
    ]
    return Bounding(
        setting.blocks, setting.instances, setting.sharing, setting.shared, setting.weights, ascent.prices,
        ascent.scales, share, cores,
    )  # fmt: skip


def standing_of(call: Call, setting: Setting, best: Improvement, bounding: Bounding) -> Standing:
    """The plan of the lots with the flows that suit it best."""
    cases = [
        np.zeros(part.case_count) if best.cases is None else part.cases_of(best.cases[k])
        for k, part in enumerate(setting.parts)
    ]
    return flowing_of(call, setting, cases, bounding)


def flowing_of(call: Call, setting: Setting, cases: Sequence[Floats], bounding: Bounding) -> Standing:
    """``cases`` (of every chunk) with the flows that suit them; blocks whose own rules forbid theirs decide anew."""
    multipliers = bounding.multipliers()
    standing = Standing(setting.blocks, setting.instances, setting.sharing, Limits.of(setting.shared, setting.sharing))

    def served(k: int) -> tuple[Floats, Bools]:
        return flowing(setting.blocks[k], setting.instances[k], cases[k], multipliers, Solver())

    answers = bounding.cores.each(served, range(len(setting.chunks)))
    standing.values = [values for values, _ in answers]
    standing.count()
    solver = Solver()
    for chunk, (_, kept_cases) in enumerate(answers):
        for block in np.flatnonzero(~kept_cases):
            if call.before(1.0):
                polished(standing, chunk, int(block), solver, Effort(nodes=200))
    return standing


def _lot_prices(ascent: Ascent, rounds: int, go_on: Going) -> None:
    for number in range(rounds):
        ascent.step(pace=0.965 ** (number * 100 / rounds))
        if not go_on():
            break
