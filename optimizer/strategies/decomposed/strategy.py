"""The decomposed strategy: parts, prices, a bound, moves, and one plan put together; see the package's page in docs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain

import numpy as np

from models.multipliers import Multipliers
from models.plan import Plan
from models.problem import Problem
from models.result import relative_gap
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.instance import instance_of
from optimizer.linear import Floats, Ints
from optimizer.memory import give_back
from optimizer.options import Options
from optimizer.strategies.call import Call
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.assemble import assemble
from optimizer.strategies.decomposed.chunks import Chunks, chunks_of
from optimizer.strategies.decomposed.crew import crew_for
from optimizer.strategies.decomposed.improve import Improvement, improve, improve_further
from optimizer.strategies.decomposed.memory import kept
from optimizer.strategies.decomposed.recall import Memory
from optimizer.strategies.decomposed.search import Search
from optimizer.strategies.outcome import Draft, Outcome
from optimizer.strategies.start import cases_of

KEPT_BACK = (0.5, 7e-4)
"""Seconds, and seconds an item, kept back for putting the plan together, checking and writing it."""

SEARCHED = 0.75
"""Share of the time after which orders are no longer searched, so that the rules can be kept in what is left."""

SOLVER = {"name": "caselot decomposed", "version": "1"}

ROUNDS = 100
"""Rounds of prices for a catalogue of up to some thousand items; larger ones settle in fewer."""

WARM = ((0.2, 40), (0.4, 20))
"""After an earlier run: shares of the rounds, and how far steps have shrunk at first; the second where needed."""

ROUNDS_SHARE, EXACT_SHARE = 0.3, 0.3
"""Shares of the time that rounds and the bound of whole items may take, so that a slow machine has a plan in time."""

CASE = 8.0
"""Rounds in whose time every item is through one case of branch and bound."""

AGAIN_EFFORT = 10
"""Cases of branch and bound an item after an earlier run: at 40 it takes twice as long and proves 0.02 % more."""

SETTLED = 2e-3
"""Where the first of these raise the bound by less than this share, data have changed little and no more are needed."""


def run(
    problem: Problem,
    options: Options,
    *,
    start: Plan | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
    deadline: float,
) -> Outcome:
    """Bound and plan of a problem whose items share orders, shipments, nodes and money, and nothing else.

    ``deadline`` is a moment of ``time.monotonic``. Without a bound or a plan the outcome says so.
    """
    call = Call(problem, options, progress, stop, time.monotonic(), deadline, KEPT_BACK)
    chunks = chunks_of(problem, part_size(len(problem.items)))
    found = _found(call, chunks, start)
    give_back()
    drafts = _put_together(problem, chunks, found, start)
    lead = next(drafts, None)
    # an earlier plan may break rules of changed data, so its cost says nothing of the bound
    cost = found.cost if found.cases is not None else None if lead is None else lead.cost
    bound = found.bound if np.isfinite(found.bound) else None
    if cost is not None and bound is not None:
        bound = min(bound, cost)
    every = chain(() if lead is None else (lead,), drafts)
    return Outcome(every, bound, call.ended(cost, bound), SOLVER, found.built, multipliers=found.learnt)


@dataclass(frozen=True)
class _Found:
    """What is kept of bound and search: parts and boards take more memory than there is for putting a plan together.

    ``cases``: an array for each chunk, in the order of its case columns, and their ``cost``; None where no plan keeps
    all rules. ``no_dearer``: than the earlier plan, as far as that keeps the rules.
    """

    cases: list[Floats] | None
    cost: float
    no_dearer: bool
    money: Floats
    bound: float
    learnt: Multipliers
    built: float


def _found(call: Call, chunks: Chunks, start: Plan | None) -> _Found:
    """Rounds of prices, the bound of whole items, moves."""
    problem, crew = call.problem, crew_for(call.options)
    try:
        call.report("cutting into parts", None, None)
        ascent = Ascent.start(problem, chunks, crew)
        built = time.monotonic() - call.began
        memory = None if start is None or start.multipliers is None else Memory(start.multipliers, problem)
        _bounded(call, ascent, chunks, memory)
        effort = _effort(call, ascent, time.monotonic() - call.began - built)
        effort = effort if memory is None else min(effort, AGAIN_EFFORT)
        began_with = [each.quantity for each in ascent.exact(effort)]
        call.report("bound", None, ascent.bound)
        ascent.gather()
    finally:
        crew.close()  # the moves are made here: the workers' memory is free for them
    learnt = kept(problem, chunks.every(), ascent.parts, ascent.own, ascent.prices)
    no_dearer = False
    if start is not None and memory is not None:
        earlier = [cases_of(start, instance_of(chunk)) for chunk in chunks]
        began_with = [part.choices_of(cases) for part, cases in zip(ascent.parts, earlier, strict=True)]
        no_dearer = _nothing_lost(began_with, earlier)
    best = _searched(call, ascent, began_with, again=memory is not None)
    cases = None if best.cases is None else [p.cases_of(q) for p, q in zip(ascent.parts, best.cases, strict=True)]
    return _Found(cases, best.cost, no_dearer, best.search.money.price, ascent.bound, learnt, built)


def _searched(call: Call, ascent: Ascent, began_with: list[Ints], *, again: bool) -> Improvement:
    """Moves from what items answered, or ``again`` from an earlier plan."""

    def enough(cost: float) -> bool:
        gap = relative_gap(cost, ascent.bound)
        return gap is not None and gap <= call.options.gap

    with closing(Search(ascent)) as search:
        if again:
            return improve_further(search, began_with, call.go_on, enough, _heard(call, ascent))
        return improve(search, began_with, call.go_on, enough, _heard(call, ascent), soon=lambda: call.before(SEARCHED))


def _bounded(call: Call, ascent: Ascent, chunks: Chunks, memory: Memory | None) -> None:
    """Rounds of prices, as many as suit the size or the time; a ``memory`` makes the first of them needless."""
    rounds = rounds_for(len(call.problem.items))
    if memory is None:
        _rounds(call, ascent, rounds, 0)
        return
    memory.take_up(ascent, chunks.every())
    call.report("prices of an earlier run", None, None)
    for share, first in WARM:
        _rounds(call, ascent, max(round(share * rounds), 1), first)
        if not call.go_on() or ascent.bound - ascent.history[0] < SETTLED * abs(ascent.bound):
            break


def _effort(call: Call, ascent: Ascent, seconds: float) -> int:
    """Cases of branch and bound an item: as many as suit the size, fewer where rounds took so many ``seconds``."""
    if not call.go_on():
        return 1
    each = CASE * seconds / max(ascent.round, 1)
    return int(np.clip(call.seconds(EXACT_SHARE) / max(each, 1e-9), 1, effort_for(len(call.problem.items))))


def _nothing_lost(choices: Sequence[Ints], earlier: Sequence[Floats]) -> bool:
    """Whether every case of the earlier plan is a choice of its part."""
    return sum(float(each.sum()) for each in choices) >= sum(float(each.sum()) for each in earlier) - 0.5


def _rounds(call: Call, ascent: Ascent, rounds: int, first: int) -> None:
    """So many rounds while there is time; steps shrink from those of ``first`` hundredths of the way to the last."""
    for number in range(rounds):
        ascent.step(pace=0.965 ** (first + number * (100 - first) / rounds))
        if number % 10 == 9:
            call.report("prices", None, ascent.bound)
        if not call.before(ROUNDS_SHARE):
            break


def _heard(call: Call, ascent: Ascent) -> Callable[[str, Improvement], None]:
    """The reports of moves, with the bound beside them."""
    return lambda phase, best: call.report(phase, None if best.cases is None else best.cost, ascent.bound)


def part_size(items: int) -> int:
    """Items a part: many enough for two machines' cores, few enough for small memory; the same whoever works."""
    return int(np.clip(items // 8, 50, 2000))


def rounds_for(items: int) -> int:
    """Rounds of prices over all items."""
    return ROUNDS if items <= 3000 else 60 if items <= 30_000 else 30


def effort_for(items: int) -> int:
    """Cases of branch and bound an item."""
    return 40 if items <= 3000 else 24 if items <= 30_000 else 8


def _put_together(problem: Problem, chunks: Chunks, found: _Found, start: Plan | None) -> Iterator[Draft]:
    """The best plan of the moves and the one begun with, by cost; then to order nothing, which keeps all rules.

    What comes after the first is made only when it is asked for; so is the one begun with, where moves end no dearer.
    """

    def made(cases: Sequence[Floats]) -> list[Draft]:
        each = assemble(problem, chunks, cases, found.money)
        return [] if each is None else [Draft(each.plan, each.costs, each.service)]

    drafts = [] if found.cases is None else made(found.cases)
    if drafts and found.no_dearer:
        yield drafts.pop()
    if start is not None:
        drafts += made([cases_of(start, instance_of(chunk)) for chunk in chunks])
    yield from sorted(drafts, key=lambda draft: draft.cost)
    yield from made([np.zeros(instance_of(chunk).ordering.case_count) for chunk in chunks])
