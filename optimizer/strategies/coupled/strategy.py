"""The strategy for large problems whose items or nodes are tied to one another; see docs/decisions."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.options import Options
from optimizer.strategies.call import Call
from optimizer.strategies.coupled.begin import AGAIN_FIRST, Begun, begin, begin_again, standing_of
from optimizer.strategies.coupled.bound import Bounding
from optimizer.strategies.coupled.polish import Effort, polished
from optimizer.strategies.coupled.rules import broken, keep_rules
from optimizer.strategies.coupled.setting import Setting, resourced, setting_of
from optimizer.strategies.coupled.solver import Solver
from optimizer.strategies.coupled.standing import Standing, cost_of
from optimizer.strategies.decomposed.answers import own_of
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.assemble import Assembled, Decided, assemble, tabled
from optimizer.strategies.decomposed.bill import ordered_of, used_of, whole_costs
from optimizer.strategies.decomposed.cores import Cores
from optimizer.strategies.decomposed.crew import Crew, crew_for
from optimizer.strategies.decomposed.flow_answers import answered
from optimizer.strategies.decomposed.improve import LEAST_GAIN, THEN, Improvement, moved_on
from optimizer.strategies.decomposed.memory import kept
from optimizer.strategies.decomposed.search import Search
from optimizer.strategies.outcome import Draft, Outcome
from optimizer.strategies.start import cases_of

SOLVER = {"name": "caselot decomposed", "version": "1"}

KEPT_BACK = (0.5, 2.5e-3)
"""Seconds, and seconds an item, kept back for putting the plan together, checking and writing it."""

BOUND_SHARE, AGAIN_SHARE = 0.8, 0.9
"""Shares of the time after which rounds of the bound, and moves from other sources end; polishing has the rest."""

BOUND_ROUNDS = 40


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
    setting = setting_of(call.problem, cores)
    built = time.monotonic() - call.began
    ascent = Ascent.start(call.problem, [(part, own_of(part)) for part in setting.parts], crew)
    if start is None or start.multipliers is None:
        begun, first = begin(call, setting, ascent, cores), 0
    else:
        begun, first = begin_again(call, setting, ascent, cores, start, start.multipliers), AGAIN_FIRST
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


def _again(call: Call, setting: Setting, ascent: Ascent, begun: Begun) -> Standing:
    """Moves of lots again, with the sources of the flows; flows again; as long as that gains."""
    bounding, best, standing = begun.bounding, begun.best, begun.standing
    while call.before(AGAIN_SHARE):
        lots = replace(ascent, parts=resourced(setting, bounding.cores, standing.values, mixed=True))
        with closing(Search(lots)) as search:
            search.money.price, search.capacity.price = best.search.money.price, best.search.capacity.price
            search.steer(penalty=THEN.penalty, floor=0.6, capped=True)
            search.build([part.choices_of(standing.cases(k)) for k, part in enumerate(lots.parts)])
            found = Improvement(search, lambda: call.before(AGAIN_SHARE), lambda *_: None)
            found.note("again")
            moved_on(found)
        if found.cases is None:
            break
        fresh = standing_of(call, setting, found, bounding)
        before, cost = (cost_of(s, setting.shared, setting.weights) for s in (standing, fresh))
        call.report("moves again", min(cost, before), bounding.bound)
        if cost >= before or broken(fresh, setting.shared).any:
            break
        standing, best = fresh, found
        if before - cost < LEAST_GAIN * abs(cost):
            break
    return standing


def _polish(call: Call, setting: Setting, standing: Standing, bounding: Bounding) -> float:
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
    setting: Setting, standing: Standing, bounding: Bounding, start: Plan | None
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


def _decided(setting: Setting, standing: Standing) -> Decided:
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
