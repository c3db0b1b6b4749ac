"""Both strategies one after the other: a plan and a bound item by item, then the whole model from that plan."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace

from models.plan import Plan
from models.problem import Problem
from models.result import Termination, relative_gap
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.options import Options
from optimizer.strategies import large, whole
from optimizer.strategies.outcome import Outcome

FIRST_SHARE = 0.3
"""Share of the time that the decomposition may take."""

FIRST_SECONDS, FIRST_MOST = 4.0, 0.7
"""It has these seconds in any case, as long as they are no more than this share: before, its plan is not done."""


def run(
    problem: Problem,
    options: Options,
    *,
    start: Plan | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
    deadline: float,
) -> Outcome:
    """The better plan and the better bound of the two; ``deadline`` is a moment of ``time.monotonic``."""
    began = time.monotonic()
    seconds = deadline - began
    until = began + max(FIRST_SHARE * seconds, min(FIRST_SECONDS, FIRST_MOST * seconds))
    first = large.run(problem, options, start=start, progress=progress, stop=stop, deadline=until)
    drafts = sorted(first.drafts, key=lambda draft: draft.cost)
    gap = relative_gap(drafts[0].cost, first.bound) if drafts else None
    stopped = first.termination is Termination.CANCELLED
    if stopped or (gap is not None and gap <= options.gap):
        return replace(first, drafts=drafts)
    begin = drafts[0].plan if drafts else start
    second = whole.run(problem, options, start=begin, progress=progress, stop=stop, deadline=deadline)
    bounds = [bound for bound in (first.bound, second.bound) if bound is not None]
    better = iter(second.drafts)
    lead = list(itertools.islice(better, 1))
    ordered = sorted([*lead, *drafts], key=lambda draft: draft.cost)
    bound = max(bounds, default=None)
    if bound is not None and ordered:
        bound = min(bound, ordered[0].cost)
    gap = relative_gap(ordered[0].cost, bound) if ordered else None
    ended = Termination.GAP_REACHED if gap is not None and gap <= options.gap else second.termination
    return replace(
        second,
        drafts=itertools.chain(ordered, better),
        bound=bound,
        termination=ended,
        multipliers=first.multipliers,
    )
