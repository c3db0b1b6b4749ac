"""The strategy for large problems whose items or nodes are tied to one another; see docs/decisions."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.multipliers import Multipliers as Learnt
from models.plan import Plan
from models.problem import Problem
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.instance import Instance, instance_of
from optimizer.instance.indexing import totals
from optimizer.instance.limits import unavoidable_stock
from optimizer.linear import Bools, Floats
from optimizer.options import Options
from optimizer.strategies.call import Call
from optimizer.strategies.coupled.blocks import Blocks, blocks_of
from optimizer.strategies.coupled.bound import Bounding
from optimizer.strategies.coupled.flows import flowing
from optimizer.strategies.coupled.polish import Effort, polished
from optimizer.strategies.coupled.pricing import first_shares
from optimizer.strategies.coupled.rules import broken, keep_rules
from optimizer.strategies.coupled.sharing import Sharing
from optimizer.strategies.coupled.single_source import cheapest_split, single_source, split_by
from optimizer.strategies.coupled.solver import Solver
from optimizer.strategies.coupled.standing import Limits, Standing, cost_of, own_values
from optimizer.strategies.decomposed.answers import own_of
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.assemble import Assembled, Decided, assemble, tabled
from optimizer.strategies.decomposed.bill import ordered_of, used_of, whole_costs
from optimizer.strategies.decomposed.chunks import Chunks, chunks_of
from optimizer.strategies.decomposed.cores import Cores
from optimizer.strategies.decomposed.crew import Crew, crew_for
from optimizer.strategies.decomposed.flow_answers import answered
from optimizer.strategies.decomposed.improve import (
    LEAST_GAIN,
    THEN,
    Improvement,
    improve,
    moved_on,
)
from optimizer.strategies.decomposed.improve import keep_rules as keep_lot_rules
from optimizer.strategies.decomposed.memory import kept
from optimizer.strategies.decomposed.parts import Part, part_of
from optimizer.strategies.decomposed.recall import Memory
from optimizer.strategies.decomposed.search import Going, Search
from optimizer.strategies.decomposed.shared import Shared, shared_of
from optimizer.strategies.outcome import Draft, Outcome
from optimizer.strategies.start import cases_of

SOLVER = {"name": "caselot decomposed", "version": "1"}

KEPT_BACK = (0.5, 2.5e-3)
"""Seconds, and seconds an item, kept back for putting the plan together, checking and writing it."""

LOTS_SHARE, MOVES_SHARE, BOUND_SHARE, AGAIN_SHARE = 0.12, 0.3, 0.8, 0.9
"""Shares of the time after which prices of lots, first moves, rounds of the bound, and moves from other sources end;
polishing has the rest."""

FIRST_ROUNDS, LOT_ROUNDS, BOUND_ROUNDS = 15, 40, 40

AGAIN_FIRST = 20
"""Rounds of the bound that an earlier run makes needless: steps are as short as after so many."""

EXACT_EFFORT = 8
"""Cases of branch and bound an item in the first answers."""


def run(
    problem: Problem,
    options: Options,
    *,
    start: Plan | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
    deadline: float,
) -> Outcome:
    """Bound and plan of any problem; ``deadline`` is a moment of ``time.monotonic``."""
    call = Call(problem, options, progress, stop, time.monotonic(), deadline, KEPT_BACK)
    with closing(crew_for(options)) as crew, closing(Cores()) as cores:
        return _planned(call, crew, cores, start)


def _planned(call: Call, crew: Crew, cores: Cores, start: Plan | None) -> Outcome:
    call.report("cutting into blocks", None, None)
    setting = _setting(call.problem, cores)
    built = time.monotonic() - call.began
    ascent = Ascent.start(call.problem, [(part, own_of(part)) for part in setting.parts], crew)
    if start is None or start.multipliers is None:
        begun, first = _begun(call, setting, ascent, cores), 0
    else:
        begun, first = _begun_again(call, setting, ascent, cores, start, start.multipliers), AGAIN_FIRST
    bounding, standing = begun.bounding, begun.standing
    cost = cost_of(standing, setting.shared, setting.weights)
    call.report("flows", cost, bounding.bound)
    for number in range(first, BOUND_ROUNDS):
        if not call.before(BOUND_SHARE) or not bounding.step(0.95**number, lambda: call.before(BOUND_SHARE)):
            break
        call.report("bound", cost, bounding.bound)
    standing = _again(call, setting, ascent, begun)
    _polish(call, setting, standing, bounding)
    drafts = _drafts(setting, standing, bounding, start)
    least = min((draft.cost for draft in drafts), default=None)
    bound = bounding.bound if np.isfinite(bounding.bound) else None
    if least is not None and bound is not None:
        bound = min(bound, least)
    learnt = kept(call.problem, setting.chunks.every(), ascent.parts, ascent.own, bounding.prices)
    return Outcome(drafts, bound, call.ended(least, bound), SOLVER, built, multipliers=learnt)


@dataclass(frozen=True)
class _Begun:
    """The bound after its first round, the best plan of lots, and that plan with the flows that suit it."""

    bounding: Bounding
    best: Improvement
    standing: Standing


def _begun(call: Call, setting: _Setting, ascent: Ascent, cores: Cores) -> _Begun:
    """From nothing: prices of lots, sources from a first relaxation, exact answers of lots, moves."""
    _lot_prices(ascent, FIRST_ROUNDS, lambda: call.before(0.3 * LOTS_SHARE))
    call.report("prices of lots", None, None)
    ascent.gather()
    bounding = _bounding(setting, ascent, cores)
    if bounding.step(1.0, lambda: not call.stopped()):  # without a first round there is no bound
        call.report("relaxation", None, bounding.bound)
        ascent.renew(_resourced(setting, cores, bounding.values, mixed=False), ascent.own)
        _lot_prices(ascent, LOT_ROUNDS, lambda: call.before(LOTS_SHARE))
        call.report("prices of lots", None, bounding.bound)
    exact = ascent.exact(EXACT_EFFORT)
    ascent.gather()
    with closing(Search(ascent)) as search:
        best = improve(
            search, [each.quantity for each in exact], lambda: call.before(MOVES_SHARE), lambda _: False,
            lambda phase, _: call.report(phase, None, bounding.bound),
        )  # fmt: skip
    return _Begun(bounding, best, _standing(call, setting, best, bounding))


def _begun_again(
    call: Call, setting: _Setting, ascent: Ascent, cores: Cores, start: Plan, learnt: Learnt
) -> _Begun:
    """From an earlier plan and what its search learnt: its prices, its orders, the sources of its flows."""
    Memory(learnt, call.problem).take_up(ascent, setting.chunks.every())
    ascent.gather()
    bounding = _bounding(setting, ascent, cores)
    bounding.step(0.95**AGAIN_FIRST, lambda: not call.stopped())
    call.report("prices of an earlier run", None, bounding.bound)
    earlier = _flowing(call, setting, [cases_of(start, each) for each in setting.instances], bounding)
    ascent.renew(_resourced(setting, cores, earlier.values, mixed=True), ascent.own)
    ascent.gather()
    with closing(Search(ascent)) as search:
        best = Improvement(
            search, lambda: call.before(MOVES_SHARE), lambda phase, _: call.report(phase, None, bounding.bound)
        )
        search.judge(THEN)
        search.build([part.choices_of(earlier.cases(k)) for k, part in enumerate(ascent.parts)])
        best.note("the earlier plan")
        keep_lot_rules(best)
    standing = _standing(call, setting, best, bounding)
    if not broken(earlier, setting.shared).any:
        costs = (cost_of(each, setting.shared, setting.weights) for each in (earlier, standing))
        standing = min(zip(costs, (0, 1), (earlier, standing), strict=True))[2]
    return _Begun(bounding, best, standing)


@dataclass(frozen=True)
class _Setting:
    """The problem in chunks: lots of each for one source a stream, blocks of each for the whole truth."""

    problem: Problem
    chunks: Chunks
    instances: list[Instance]
    parts: list[Part]
    blocks: list[Blocks]
    shared: Shared
    sharing: Sharing
    weights: Floats


def chunk_size(items: int) -> int:
    """Items a chunk."""
    return int(np.clip(items // 8, 50, 500))


def _setting(problem: Problem, cores: Cores) -> _Setting:
    chunks, sharing = chunks_of(problem, chunk_size(len(problem.items))), Sharing.of(problem)

    def made(k: int) -> tuple[Instance, Part, Blocks]:
        instance = instance_of(chunks[k])
        return instance, _narrowed(instance, cheapest_split(instance)), blocks_of(instance, sharing)

    each = cores.each(made, range(len(chunks)))
    instances, parts, blocks = ([*some] for some in zip(*each, strict=True))
    sums = (np.sum([getattr(p, name) for p in parts], axis=0) for name in ("kept_m3", "coming_m3", "coming_units"))
    shared = shared_of(problem, *sums)
    return _Setting(problem, chunks, instances, parts, blocks, shared, sharing, parts[0].weights[:-1])


def _narrowed(instance: Instance, split: Floats) -> Part:
    """Lots with one source each; what the whole problem's nodes hold whatever is done stays as it is."""
    part = part_of(single_source(instance, split))
    periods, stocking = instance.calendar.periods, instance.stocking
    each_m3 = instance.item_figure("unit_m3")[stocking.item, None]
    kept = unavoidable_stock(instance.problem, instance.streams, stocking) * each_m3
    cell = (stocking.node[:, None] * periods + np.arange(periods)).ravel()
    return replace(part, kept_m3=totals(cell, kept.ravel(), part.kept_m3.size))


def _resourced(setting: _Setting, cores: Cores, values: Sequence[Floats], *, mixed: bool) -> list[Part]:
    """Lots with the sources that ``values`` (columns of blocks, by chunk) serve streams from."""

    def made(k: int) -> Part:
        instance, columns = setting.instances[k], setting.blocks[k].columns
        served = own_values(setting.blocks[k], values[k])[columns.served.indices]
        by_option = np.zeros((instance.serving.stream.size, instance.calendar.periods))
        by_option[columns.served_option, columns.served_period] = served
        return _narrowed(instance, split_by(instance, by_option, mixed=mixed))

    return cores.each(made, range(len(setting.chunks)))


def _bounding(setting: _Setting, ascent: Ascent, cores: Cores) -> Bounding:
    """Rounds of the bound, from the prices and the weights of lots."""
    share = [
        first_shares(blocks, part, own, ascent.order_weight, ascent.shipment_weight, setting.sharing)
        for blocks, part, own in zip(setting.blocks, setting.parts, ascent.own, strict=True)
    ]
    return Bounding(
        setting.blocks, setting.instances, setting.sharing, setting.shared, setting.weights, ascent.prices,
        ascent.scales, share, cores,
    )  # fmt: skip


def _standing(call: Call, setting: _Setting, best: Improvement, bounding: Bounding) -> Standing:
    """The plan of the lots with the flows that suit it best."""
    cases = [
        np.zeros(part.case_count) if best.cases is None else part.cases_of(best.cases[k])
        for k, part in enumerate(setting.parts)
    ]
    return _flowing(call, setting, cases, bounding)


def _flowing(call: Call, setting: _Setting, cases: Sequence[Floats], bounding: Bounding) -> Standing:
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


def _again(call: Call, setting: _Setting, ascent: Ascent, begun: _Begun) -> Standing:
    """Moves of lots again, with the sources of the flows; flows again; as long as that gains."""
    bounding, best, standing = begun.bounding, begun.best, begun.standing
    while call.before(AGAIN_SHARE):
        lots = replace(ascent, parts=_resourced(setting, bounding.cores, standing.values, mixed=True))
        with closing(Search(lots)) as search:
            search.money.price, search.capacity.price = best.search.money.price, best.search.capacity.price
            search.steer(penalty=THEN.penalty, floor=0.6, capped=True)
            search.build([part.choices_of(standing.cases(k)) for k, part in enumerate(lots.parts)])
            found = Improvement(search, lambda: call.before(AGAIN_SHARE), lambda *_: None)
            found.note("again")
            moved_on(found)
        if found.cases is None:
            break
        fresh = _standing(call, setting, found, bounding)
        before, cost = (cost_of(s, setting.shared, setting.weights) for s in (standing, fresh))
        call.report("moves again", min(cost, before), bounding.bound)
        if cost >= before or broken(fresh, setting.shared).any:
            break
        standing, best = fresh, found
        if before - cost < LEAST_GAIN * abs(cost):
            break
    return standing


def _lot_prices(ascent: Ascent, rounds: int, go_on: Going) -> None:
    for number in range(rounds):
        ascent.step(pace=0.965 ** (number * 100 / rounds))
        if not go_on():
            break


def _polish(call: Call, setting: _Setting, standing: Standing, bounding: Bounding) -> float:
    """Blocks decide anew while there is time, in an order of chance."""
    random, solver = np.random.default_rng(call.options.seed), Solver()
    every = [(chunk, block) for chunk, blocks in enumerate(setting.blocks) for block in range(blocks.count)]
    cost = cost_of(standing, setting.shared, setting.weights)
    while call.before(1.0):
        before = cost
        for at, number in enumerate(random.permutation(len(every))):
            if not call.before(1.0):
                break
            chunk, block = every[int(number)]
            polished(standing, chunk, block, solver, Effort())
            if at % 50 == 49:
                call.report("polishing", cost_of(standing, setting.shared, setting.weights), bounding.bound)
        standing.count()
        cost = cost_of(standing, setting.shared, setting.weights)
        if before - cost < 1e-5 * abs(cost):
            break
    return cost


def _drafts(
    setting: _Setting, standing: Standing, bounding: Bounding, start: Plan | None
) -> tuple[Draft, ...]:
    """The plan that stands, the one begun with, or else to order nothing; by cost."""
    problem, chunks = setting.problem, setting.chunks
    made: list[Assembled | None] = []
    if keep_rules(standing, setting.shared, bounding.multipliers(), Solver()):
        made.append(tabled(problem, chunks, _decided(setting, standing), bounding.prices.money))
    elif not broken(standing, setting.shared).orders.any():
        cases = [standing.cases(chunk) for chunk in range(len(chunks))]
        made.append(assemble(problem, chunks, cases, bounding.prices.money))
    if start is not None:
        made.append(assemble(problem, chunks, [cases_of(start, instance) for instance in setting.instances]))
    if not any(made):
        made.append(assemble(problem, chunks, [np.zeros(part.case_count) for part in setting.parts]))
    drafts = [Draft(each.plan, each.costs, each.service) for each in made if each is not None]
    return tuple(sorted(drafts, key=lambda draft: draft.cost))


def _decided(setting: _Setting, standing: Standing) -> Decided:
    """The plan as chunks decide it, with its true cost."""
    problem, categories = setting.problem, pd.Index(setting.problem.items["category"].unique())
    cases, answers, ordered = [], [], []
    for chunk, instance in enumerate(setting.instances):
        columns = setting.blocks[chunk].columns
        own = standing.cases(chunk)
        flows = (columns.move.indices, columns.served.indices)
        moved, served = (np.maximum(standing.block_columns(chunk, each), 0.0) for each in flows)
        cases.append(own)
        answers.append(answered(instance, own, moved, served))
        ordered.append(ordered_of(instance, own, categories))
    whole = sum(ordered[1:], ordered[0])
    used = used_of(problem, whole.spent, categories)
    flow_terms = {term: sum(answer.costs[term] for answer in answers) for term in answers[0].costs}
    stored = np.sum([answer.use[0] for answer in answers], axis=0)
    return Decided(cases, answers, whole, used, whole_costs(problem, whole, flow_terms, stored, used))
