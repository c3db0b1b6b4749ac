"""The decomposed strategy: parts, prices, a bound, moves, and one plan put together; see the package's page in docs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import chain

import numpy as np

from models.plan import Plan
from models.problem import Problem
from models.result import relative_gap
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.instance import instance_of
from optimizer.linear import Floats, Ints
from optimizer.options import Options
from optimizer.strategies.call import Call
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.assemble import assemble
from optimizer.strategies.decomposed.chunks import Chunks, chunks_of
from optimizer.strategies.decomposed.crew import crew_for
from optimizer.strategies.decomposed.improve import Improvement, improve, improve_further
from optimizer.strategies.decomposed.memory import kept
from optimizer.strategies.decomposed.parts import Part
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
    crew = crew_for(options)
    try:
        call.report("cutting into parts", None, None)
        chunks = chunks_of(problem, part_size(len(problem.items)))
        ascent = Ascent.start(problem, chunks, crew)
        built = time.monotonic() - call.began
        memory = None if start is None or start.multipliers is None else Memory(start.multipliers, problem)
        _bounded(call, ascent, chunks, memory)
        exact = ascent.exact(effort_for(len(problem.items), again=memory is not None) if call.go_on() else 1)
        call.report("bound", None, ascent.bound)
        ascent.gather()
        crew.close()  # the moves are made here: the workers' memory is free for them
        learnt = kept(problem, chunks.every(), ascent.parts, ascent.own, ascent.prices)

        def enough(cost: float) -> bool:
            gap = relative_gap(cost, ascent.bound)
            return gap is not None and gap <= options.gap

        earlier = None if start is None else [cases_of(start, instance_of(chunk)) for chunk in chunks]
        with closing(Search(ascent)) as search:
            if earlier is None or memory is None:
                began_with = [each.quantity for each in exact]
                best = improve(
                    search, began_with, call.go_on, enough, _heard(call, ascent), soon=lambda: call.before(SEARCHED)
                )
            else:
                began_with = [p.choices_of(cases) for p, cases in zip(ascent.parts, earlier, strict=True)]
                if _nothing_lost(began_with, earlier):
                    earlier = None  # the moves end no dearer
                best = improve_further(search, began_with, call.go_on, enough, _heard(call, ascent))
        drafts = _put_together(problem, chunks, ascent.parts, best, earlier)
    finally:
        crew.close()
    lead = next(drafts, None)
    # an earlier plan may break rules of changed data, so its cost says nothing of the bound
    cost = best.cost if best.cases is not None else None if lead is None else lead.cost
    bound = ascent.bound if np.isfinite(ascent.bound) else None
    if cost is not None and bound is not None:
        bound = min(bound, cost)
    return Outcome(
        chain(() if lead is None else (lead,), drafts),
        bound,
        call.ended(cost, bound),
        SOLVER,
        built,
        multipliers=learnt,
    )


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


def _nothing_lost(choices: Sequence[Ints], earlier: Sequence[Floats]) -> bool:
    """Whether every case of the earlier plan is a choice of its part."""
    return sum(float(each.sum()) for each in choices) >= sum(float(each.sum()) for each in earlier) - 0.5


def _rounds(call: Call, ascent: Ascent, rounds: int, first: int) -> None:
    """So many rounds while there is time; steps shrink from those of ``first`` hundredths of the way to the last."""
    for number in range(rounds):
        ascent.step(pace=0.965 ** (first + number * (100 - first) / rounds))
        if number % 10 == 9:
            call.report("prices", None, ascent.bound)
        if not call.go_on():
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


def effort_for(items: int, *, again: bool = False) -> int:
    """Cases of branch and bound an item; fewer ``again``, when an earlier plan is there and answers only prove."""
    if items > 30_000:
        return 8
    return AGAIN_EFFORT if again else 40 if items <= 3000 else 24


def _put_together(
    problem: Problem, chunks: Chunks, parts: Sequence[Part], best: Improvement, earlier: Sequence[Floats] | None
) -> Iterator[Draft]:
    """The best plan of the moves, an ``earlier`` one, and to order nothing, which always keeps the rules; by cost.

    What comes after the best of the moves is made only when it is asked for, as long as there is no earlier plan.
    """

    def made(cases: Sequence[Floats]) -> list[Draft]:
        found = assemble(problem, chunks, cases, best.search.money.price)
        return [] if found is None else [Draft(found.plan, found.costs, found.service)]

    found = [] if best.cases is None else made([p.cases_of(q) for p, q in zip(parts, best.cases, strict=True)])
    if earlier is None and found:
        yield found.pop()
    found += [] if earlier is None else made(earlier)
    found += made([np.zeros(part.case_count) for part in parts])
    yield from sorted(found, key=lambda draft: draft.cost)
