"""Blocks against the whole model: a bound is never above the optimum, nor a plan below it, and every plan verifies."""

from __future__ import annotations

import functools
import itertools
import random
import time
from dataclasses import replace

import numpy as np
import pytest

from models.problem import Problem
from optimizer.feasibility import infeasible_reasons
from optimizer.instance import instance_of
from optimizer.options import Options
from optimizer.strategies import large, whole
from optimizer.strategies.coupled import strategy as coupled
from optimizer.strategies.coupled.blocks import blocks_of
from optimizer.strategies.coupled.pricing import costs_at, multipliers_of, small_of
from optimizer.strategies.coupled.sharing import Sharing
from optimizer.strategies.coupled.solver import Solver
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.hands.threads import Threads
from optimizer.verify import verify
from tests.optimizer.strategies.decomposed.plain import anywhere, ascent_of
from tests.strategies import random_dataset

COUNT = 6
"""Problems of a family."""

FAMILIES = ("transfers", "fulfilment", "kits", "substitutes", "shares", "cover", "all")


def tied_problem(seed: int, family: str) -> Problem | None:
    """A random problem with only one family of ties, or with all; None where it drew none of it."""
    settings, frames = random_dataset(random.Random(seed))  # noqa: S311 - no secret
    if family != "all":
        for name in {"transfers", "kits", "substitutes"} - {family}:
            frames.pop(name, None)
        if family != "fulfilment" and "fulfilment" in frames:
            frames["fulfilment"] = frames["fulfilment"].drop_duplicates("zone_id", ignore_index=True)
        if family != "shares":
            frames["offers"] = frames["offers"].drop(columns=["min_share", "max_share"], errors="ignore")
        if family != "cover":
            frames["items"] = frames["items"].drop(columns=["max_cover_periods"], errors="ignore")
    problem = Problem.from_tables(settings, frames)
    return None if infeasible_reasons(problem) or not large.ties(problem) else problem


def optimum(problem: Problem) -> float:
    """The cost of a best plan, from the whole model."""
    outcome = whole.run(problem, Options(gap=1e-9), deadline=time.monotonic() + 60)
    assert outcome.bound is not None
    return next(iter(outcome.drafts)).cost


@functools.cache
def problems(family: str) -> list[tuple[Problem, float]]:
    """The first so many problems of a family, each with its optimum."""
    drawn = (tied_problem(seed, family) for seed in range(10 * COUNT))
    return [(problem, optimum(problem)) for problem in itertools.islice((p for p in drawn if p is not None), COUNT)]


@pytest.mark.parametrize("family", FAMILIES)
def test_bound_optimum_plan(family: str) -> None:
    """The bound is at most the optimum, the plan at least; on average the plan is near it."""
    ratios = []
    for problem, best in problems(family):
        outcome = coupled.run(problem, Options(), deadline=time.monotonic() + 60)
        draft = next(iter(outcome.drafts))
        size = max(1.0, abs(best))
        assert outcome.bound is not None
        assert outcome.bound <= best + 1e-6 * size
        assert draft.cost >= best - 1e-6 * size
        plan = replace(draft.plan, summary={})
        assert not [v for v in verify(problem, plan).violations if v.rule != "summary"]
        ratios.append((draft.cost - best) / size)
    assert np.mean(ratios) < 0.05


@pytest.mark.parametrize("family", ["fulfilment", "kits", "all"])
def test_after_an_earlier_run(family: str) -> None:
    """From its own plan and prices a run gets no dearer; from another problem's it still proves and keeps all rules."""
    (problem, best), (other, best_of_other) = problems(family)[:2]
    first = coupled.run(problem, Options(), deadline=time.monotonic() + 60)
    before = next(iter(first.drafts))
    start = replace(before.plan, multipliers=first.multipliers)
    for changed, least in ((problem, best), (other, best_of_other)):
        outcome = coupled.run(changed, Options(), start=start, deadline=time.monotonic() + 60)
        draft, size = next(iter(outcome.drafts)), max(1.0, abs(least))
        assert outcome.bound is not None
        assert outcome.bound <= least + 1e-6 * size <= draft.cost + 2e-6 * size
        assert changed is other or draft.cost <= before.cost + 1e-6 * size
        assert not [v for v in verify(changed, replace(draft.plan, summary={})).violations if v.rule != "summary"]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_price_proves(family: str) -> None:
    """Whatever the multipliers and the shares, the blocks cost no more than a best plan."""
    rng = np.random.default_rng(5)
    crew = Crew(Threads(1))
    for problem, best in problems(family):
        ascent = ascent_of(problem, crew, size=100)
        instance, sharing = instance_of(problem), Sharing.of(problem)
        blocks, weights = blocks_of(instance, sharing), ascent.parts[0].weights[:-1]
        for _ in range(5):
            anywhere(ascent, rng)
            multipliers = multipliers_of(ascent.prices, ascent.shared, sharing, weights)
            share = rng.uniform(0.0, 1.0, blocks.column.size)
            copies = ~blocks.is_own
            total = np.bincount(blocks.column_place[copies], share[copies], sharing.column_count)
            share[copies] /= total[blocks.column_place[copies]]
            cost = costs_at(blocks, multipliers, share)
            least = sum(
                Solver().whole(small_of(blocks, b, cost), nodes=10_000, gap=0.0).bound for b in range(blocks.count)
            )
            assert multipliers.constant + least <= best + 1e-6 * max(1.0, abs(best))
    crew.close()
