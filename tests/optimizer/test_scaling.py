"""Figures of very different size in one problem: the plan still verifies, and small money is not lost in large."""

import random
from typing import Any

import numpy as np
import pytest

from models.problem import Problem
from optimizer.solve import solve
from optimizer.verify import verify
from tests.builders import build
from tests.strategies import random_dataset


def planned(problem: Problem) -> Any:
    """The result of a plan that verifies, with a bound that is no higher."""
    found = solve(problem)
    assert found.plan is not None
    assert verify(problem, found.plan).violations == ()
    assert found.bound is not None
    assert found.objective is not None
    assert found.bound <= found.objective + 1e-6 * max(1.0, abs(found.objective))
    return found


def test_prices_of_a_thousandth_beside_budgets_of_a_hundred_million() -> None:
    # 1e6 units at 0.001 are 1000 of 1e8; a second budget of 499.9995 buys 499 999 units of B at 0.001.
    found = planned(
        build(
            items=[{"shortage_cost": 0.01, "category": "x"}, {"item_id": "B", "shortage_cost": 0.01, "category": "y"}],
            offers=[{"unit_price": 0.001}, {"item_id": "B", "unit_price": 0.001}],
            budgets=[{"amount": 1e8}, {"budget_id": "B2", "amount": 499.9995, "category": "y"}],
            demand={"A": [1e6], "B": [1e6]},
        )
    )
    assert found.plan.orders["units"].sum() == pytest.approx(1e6 + 499_999, abs=2)
    assert found.objective == pytest.approx(1000 + 499.999 + 0.01 * 500_001, rel=1e-6)


@pytest.mark.parametrize("pack", [1, 7, 1_000, 999_983])
def test_ten_million_units_in_small_and_large_cases(pack: int) -> None:
    found = planned(
        build(
            items=[{"carrying_cost": 1e-4, "shortage_cost": 1e4}],
            demand=[0, 1e7, 123],
            offers=[{"unit_price": 0.5, "case_pack": pack}],
        )
    )
    cases = np.ceil((1e7 + 123) / pack)
    assert found.plan.orders["units"].sum() == cases * pack


def test_small_and_large_cases_of_one_item() -> None:
    # 1003 units: one case of 1000 at 1 a unit and 3 single ones at 50 are 1150; two large cases would be 2000.
    offers = [{"unit_price": 1, "case_pack": 1000}, {"supplier_id": "R", "unit_price": 50}]
    found = planned(build(suppliers=["S", "R"], offers=offers, demand=[1003], items=[{"shortage_cost": 1e4}]))
    assert found.objective == pytest.approx(1150)


@pytest.mark.parametrize(("order", "unit"), [(1e7, 1e-4), (1e-4, 1e7)])
def test_costs_of_a_ten_thousandth_beside_ten_millions(order: float, unit: float) -> None:
    # One order of three for the whole horizon where it is dear; one a period where holding is.
    found = planned(
        build(
            items=[{"carrying_cost": unit, "shortage_cost": 1e9}],
            suppliers=[{"order_cost": order}],
            offers=[{"unit_price": 1}],
            demand=[5, 5, 5],
        )
    )
    assert len(found.plan.orders) == (1 if order > unit else 3)
    assert found.objective == pytest.approx(15 + (order + 15 * unit if order > unit else 3 * order), rel=1e-6)


def test_a_dear_item_does_not_hide_a_cheap_one() -> None:
    # A is worth 1e6 a unit, B a ten thousandth; B's order pays by half a ten thousandth a unit.
    found = planned(
        build(
            periods=1,
            items=[{"shortage_cost": 2e6}, {"item_id": "B", "shortage_cost": 1e-4}],
            offers=[{"unit_price": 1e6}, {"item_id": "B", "unit_price": 5e-5}],
            demand={"A": [10], "B": [1000]},
        )
    )
    assert found.plan.orders.set_index("item_id")["units"].to_dict()["A"] == 10


def test_a_minimum_of_ten_million_units_for_a_tiny_demand() -> None:
    found = planned(
        build(
            periods=1,
            items=[{"shortage_cost": 1e6, "unit_m3": 1e-6}],
            offers=[{"unit_price": 1e-3, "moq_units": 10_000_000}],
            lanes=[{"container_m3": 3, "container_cost": 5}],
            demand=[1],
        )
    )
    # 1e7 units of a cubic centimetre are 10 m3, four containers.
    assert found.objective == pytest.approx(10_000 + 20)


MONEY = {
    "items": ["unit_cost", "shortage_cost", "carrying_cost", "safety_cost"],
    "suppliers": ["order_cost", "min_order_value", "capacity_overrun_cost"],
    "nodes": ["overflow_cost"],
    "offers": ["unit_price", "line_cost"],
    "price_breaks": ["unit_price"],
    "lanes": ["cost_per_unit", "cost_per_m3", "cost_per_kg", "min_charge", "shipment_cost", "container_cost"],
    "transfers": ["cost_per_unit", "cost_per_m3", "cost_per_kg"],
    "fulfilment": ["cost_per_unit", "cost_per_kg"],
    "substitutes": ["cost_per_unit"],
    "budgets": ["amount"],
}


@pytest.mark.parametrize(("seed", "factor"), [(0, 1e-4), (3, 1e6), (21, 1e6)])
def test_another_currency_is_the_same_problem(seed: int, factor: float) -> None:
    # Prices in a ten thousandth of the money, or a million times it: the plan costs as much more.
    chosen, frames = random_dataset(random.Random(seed))  # noqa: S311 - no secret
    scaled = {
        name: frame.assign(**{column: frame[column] * factor for column in MONEY.get(name, ()) if column in frame})
        for name, frame in frames.items()
    }
    here, there = planned(Problem.from_tables(chosen, frames)), planned(Problem.from_tables(chosen, scaled))
    assert there.objective == pytest.approx(here.objective * factor, rel=1e-5)
