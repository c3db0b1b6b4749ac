"""Every round of prices proves a bound: no more than the best plan costs, at the prices met and at any others."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from models.problem import Problem
from optimizer.feasibility import infeasible_reasons
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.hands.threads import Threads
from tests.builders import build, day
from tests.optimizer.planning import plan_of
from tests.optimizer.strategies.decomposed.plain import anywhere, ascent_of, plain_problem, whole

FAST, ALL, BATCH = 40, 100, 20


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    made = Crew(Threads(1))
    yield made
    made.close()


def values(ascent: Ascent, rng: np.random.Generator, rounds: int = 12, leaps: int = 5) -> Iterator[tuple[str, float]]:
    """The bound of every round, of exact answers at times, and of both at random multipliers."""
    for k in range(rounds):
        if k % 6 == 0:
            yield f"exact before round {k}", exactly(ascent, 8)
        yield f"round {k}", ascent.step()
    for k in range(leaps):
        anywhere(ascent, rng)
        yield f"exact anywhere {k}", exactly(ascent, 4)
        yield f"anywhere {k}", ascent.step()


def exactly(ascent: Ascent, effort: int) -> float:
    ascent.bound = -np.inf
    ascent.exact(effort)
    return ascent.bound


def check(problem: Problem, crew: Crew, seed: int) -> float:
    """No bound exceeds the optimum; the distance of the best, as a share."""
    truth = plan_of(problem).cost
    best = -np.inf
    for name, value in values(ascent_of(problem, crew), np.random.default_rng(seed)):
        assert value <= truth + 1e-6 * max(1.0, abs(truth)), f"seed {seed}, {name}"
        best = max(best, value)
    return (truth - best) / max(1.0, abs(truth))


def batches() -> list[Any]:
    return [
        pytest.param(first, marks=[pytest.mark.slow] if first >= FAST else [], id=f"seeds from {first}")
        for first in range(0, ALL, BATCH)
    ]


@pytest.mark.parametrize("first", batches())
def test_no_bound_exceeds_the_optimum(crew: Crew, first: int) -> None:
    for seed in range(first, first + BATCH):
        problem = plain_problem(seed)
        if not infeasible_reasons(problem):
            check(problem if seed % 2 else whole(problem), crew, seed)


# -- one family at a time ---------------------------------------------------------------------------------------------
def drawn(rng: np.random.Generator, **given: Any) -> Problem:
    """Two items, two suppliers, two nodes, five weeks; what is given besides is what the test is about."""
    items = [
        {"item_id": i, "unit_cost": 3.0, "shortage_cost": float(rng.choice([6.0, 20.0])), "unit_m3": 0.5,
         "unit_kg": 2.0, "carrying_cost": float(rng.choice([0.0, 0.05, 0.3])), "category": c}
        for i, c in (("A", "x"), ("B", "y"))
    ]  # fmt: skip
    offers = [
        {"item_id": i, "supplier_id": s, "unit_price": float(rng.choice([2.0, 3.0, 4.0])),
         "case_pack": int(rng.choice([1, 2, 3])), "line_cost": float(rng.choice([0.0, 2.0]))}
        for i in "AB" for s in "ST"
    ]  # fmt: skip
    fractional = rng.random() < 0.3
    weeks = given.pop("periods", 5)
    demand = {
        (i, n): [round(float(u) * 0.7, 1) if fractional else int(u) for u in rng.integers(0, 9, weeks)]
        for i in "AB"
        for n in "NM"
    }
    usual: dict[str, Any] = {
        "periods": weeks, "items": items, "suppliers": ["S", "T"], "nodes": ["N", "M"], "offers": offers,
        "demand": demand,
        "terminal_value": float(rng.choice([0.0, 0.6])),
    }  # fmt: skip
    for table, rows in given.items():
        usual[table] = rows(usual[table]) if callable(rows) else rows
    return build(**usual)


def each(**columns: Any) -> Callable[[Any], list[dict[str, Any]]]:
    """The rows of a table with these columns on top."""
    key = {"suppliers": "supplier_id", "nodes": "node_id"}

    def more(rows: list[Any]) -> list[dict[str, Any]]:
        name = "suppliers" if rows[0] == "S" else "nodes"
        return [({key[name]: row} if isinstance(row, str) else row) | columns for row in rows]

    return more


def lanes(**columns: Any) -> list[dict[str, Any]]:
    return [{"supplier_id": s, "node_id": n} | columns for s in "ST" for n in "NM"]


def budgets(**columns: Any) -> list[dict[str, Any]]:
    narrow = {"budget_id": "B2", "amount": 25.0, "category": "x", "last_date": day(2)}
    return [{"amount": 60.0} | columns, narrow | columns]


BREAKS = [
    {"item_id": i, "supplier_id": s, "min_units": least, "unit_price": price}
    for i in "AB"
    for s in "ST"
    for least, price in ((5, 1.5), (9, 2.5), (14, 1.0))
]
SAFE = [{"item_id": i, "node_id": n, "units": units} for i, n, units in (("A", "N", 3), ("B", "M", 2.5))]
STOCK = [{"item_id": i, "node_id": n, "on_hand": u} for i, n, u in (("A", "N", 12), ("B", "M", 7.5), ("A", "M", -4))]
INBOUND = [{"item_id": "A", "node_id": "N", "units": 9, "arrival_date": day(1)}]

FAMILIES: dict[str, dict[str, Any]] = {
    "hard budgets of orders": {"budgets": budgets(basis="order")},
    "soft budgets of payments": {
        "budgets": budgets(basis="payment", overrun_cost=0.4), "suppliers": each(payment_days=10),
    },
    "hard budgets of payments": {"budgets": budgets(basis="payment"), "suppliers": each(payment_days=7)},
    "hard capacity with set-ups": {
        "suppliers": each(capacity=9.0), "offers": each(capacity_per_unit=1.0, capacity_per_line=2.0),
    },
    "soft capacity with set-ups": {
        "suppliers": each(capacity=6.0, capacity_overrun_cost=1.5), "offers": each(capacity_per_line=3.0),
    },
    "least value": {"suppliers": each(min_order_value=30.0, order_cost=4.0)},
    "least units": {"suppliers": each(min_order_units=12.0, order_cost=4.0)},
    "least kg": {"suppliers": each(min_order_kg=21.0)},
    "least m3": {"suppliers": each(min_order_m3=5.5)},
    "all minima": {
        "suppliers": each(min_order_value=20.0, min_order_units=8.0, min_order_kg=14.0, min_order_m3=4.0),
    },
    "containers by m3": {"periods": 3, "lanes": lanes(container_m3=3.0, container_cost=9.0, max_containers=2)},
    "containers by kg": {"periods": 3, "lanes": lanes(container_kg=11.0, container_cost=9.0, shipment_cost=3.0)},
    "containers by both": {
        "periods": 3, "lanes": lanes(container_m3=2.5, container_kg=9.0, container_cost=6.0, max_containers=3),
    },
    "minimum charges": {"lanes": lanes(min_charge=8.0, cost_per_m3=1.0, cost_per_kg=0.2, shipment_cost=1.0)},
    "hard storage": {"nodes": each(storage_m3=4.0), "stock": STOCK, "inbound": INBOUND},
    "soft storage": {"nodes": each(storage_m3=3.0, overflow_cost=0.8), "stock": STOCK, "inbound": INBOUND},
    "inbound limits": {"nodes": each(inbound_m3=4.0, inbound_units=7.0), "inbound": INBOUND},
    "discounting and salvage": {"discount_rate": 0.5, "salvage_value": 0.3, "terminal_value": 0.9},
    "frozen periods": {"frozen_periods": 2, "stock": STOCK},
    "order cycles": {"suppliers": each(order_every_periods=2, order_cost=3.0), "lanes": lanes(lead_time_days=7)},
    "all-units breaks": {"periods": 4, "price_breaks": BREAKS},
    "incremental breaks": {
        "periods": 4, "price_breaks": BREAKS, "offers": each(break_kind="incremental", duty_rate=0.1),
    },
    "minima over nodes": {"offers": each(moq_units=10, line_cost=3.0)},
    "maxima over nodes": {"offers": each(max_units=9, moq_units=6)},
    "safety stock": {"items": each(safety_cost=1.0), "safety_stock": SAFE, "stock": STOCK},
    "customers who wait": {
        "items": each(shortage_mode="backorder", safety_cost=2.0), "safety_stock": SAFE, "stock": STOCK,
        "inbound": INBOUND, "lanes": lanes(lead_time_days=7),
    },
    "some customers wait": {
        "channels": [{"channel": "default"}, {"channel": "open", "shortage_mode": "backorder"}], "inbound": INBOUND,
        "stock": [{"item_id": i, "node_id": n, "on_hand": -6} for i in "AB" for n in "NM"],
        "items": each(carrying_cost=4.0), "offers": each(moq_units=12), "lanes": lanes(lead_time_days=7),
    },
    "customers worth less than their service": {
        "fulfilment": [{"zone_id": n, "node_id": n, "cost_per_unit": 9.0} for n in "NM"],
        "items": each(carrying_cost=5.0), "stock": [{"item_id": "A", "node_id": "N", "on_hand": 30}],
    },
    "customers who wait are served cheaper later": {
        "fulfilment": [{"zone_id": n, "node_id": n, "cost_per_unit": 9.0} for n in "NM"], "discount_rate": 0.5,
        "items": each(shortage_mode="backorder", shortage_cost=0.05), "stock": STOCK, "terminal_value": 0.9,
    },
}  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_no_bound_exceeds_the_optimum_of_a_family(crew: Crew, family: str) -> None:
    rng = np.random.default_rng(7)
    for seed in range(2):
        check(drawn(rng, **FAMILIES[family]), crew, seed)


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_no_bound_exceeds_the_optimum_of_a_family_often(crew: Crew, family: str) -> None:
    rng = np.random.default_rng(8)
    for seed in range(5):
        check(drawn(rng, **FAMILIES[family]), crew, seed)
