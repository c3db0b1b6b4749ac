"""Branch and bound of one item against the exact model of a problem of that item alone."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from models.problem import Problem
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.hands.threads import Threads
from tests.builders import build
from tests.optimizer.planning import plan_of
from tests.optimizer.strategies.decomposed.plain import ascent_of

BATCH = 20


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    made = Crew(Threads(1))
    yield made
    made.close()


def drawn(rng: np.random.Generator) -> Problem:
    """One item, one or two suppliers without orders' costs, up to three nodes; minima, maxima, breaks of both kinds."""
    nodes, suppliers = ["N", "M", "O"][: rng.integers(1, 4)], ["S", "T"][: rng.integers(1, 3)]
    offers: list[dict[str, Any]] = []
    breaks: list[dict[str, Any]] = []
    for s in suppliers:
        pack, moq = int(rng.choice([1, 2, 3])), int(rng.choice([0, 6, 12]))
        offer: dict[str, Any] = {
            "item_id": "A", "supplier_id": s, "unit_price": float(rng.choice([2.0, 3.0])), "case_pack": pack,
            "moq_units": moq, "line_cost": float(rng.choice([0.0, 4.0])),
            "break_kind": str(rng.choice(["incremental", "all_units"])),
        }  # fmt: skip
        if rng.random() < 0.3:
            offer["max_units"] = 12 + 6 * int(rng.integers(0, 3))
        offers.append(offer)
        if rng.random() < 0.5:
            tiers = ((8, 1.8), (15, 1.5))
            breaks = [
                *breaks,
                *({"supplier_id": s, "min_units": least, "unit_price": price} for least, price in tiers),
            ]
    return build(
        periods=4, items=[{"item_id": "A", "unit_cost": 3.0, "shortage_cost": 9.0, "carrying_cost": 0.1}],
        suppliers=suppliers, nodes=nodes, offers=offers, price_breaks=breaks,
        demand={("A", n): rng.integers(0, 7, 4).tolist() for n in nodes},
    )  # fmt: skip


def gap(problem: Problem, crew: Crew) -> float:
    """How far the bound is below the optimum, as a share; never above it."""
    truth = plan_of(problem).cost
    ascent = ascent_of(problem, crew)
    ascent.exact(400)
    assert ascent.bound <= truth + 1e-6 * max(1.0, abs(truth))
    return (truth - ascent.bound) / max(1.0, abs(truth))


def limited(problem: Problem) -> bool:
    """Whether a line that goes to several nodes has a most quantity (its own or its tier's): no bound knows of that."""
    most = problem.offers["max_units"].notna().any()
    topped = len(problem.price_breaks) > 0 and (problem.offers["break_kind"] == "all_units").any()
    return len(problem.nodes) > 1 and bool(most or topped)


@pytest.mark.parametrize("first", [0, *(pytest.param(k, marks=pytest.mark.slow) for k in range(BATCH, 100, BATCH))])
def test_an_item_costs_what_its_bound_says(crew: Crew, first: int) -> None:
    for seed in range(first, first + BATCH):
        problem = drawn(np.random.default_rng(seed))
        share = gap(problem, crew)
        if not limited(problem):
            assert share <= (1e-4 if len(problem.nodes) == 1 else 3e-4), seed
