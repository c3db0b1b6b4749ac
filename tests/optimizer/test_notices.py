"""Warnings before planning: counted, with the worst examples."""

from typing import Any

import pytest

from models.problem import Problem
from optimizer.notices import planning_notices
from tests.builders import build, day


def _told(problem: Problem) -> dict[str, tuple[int, tuple[str, ...]]]:
    return {notice.rule: (notice.count, notice.examples) for notice in planning_notices(problem)}


def test_nothing_is_said_where_all_is_well() -> None:
    assert _told(build(demand=[5], stock=3, budgets=[{"amount": 5}], nodes=[{"storage_m3": 9}])) == {}


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ({}, "A: 7 units"),  # 3 + 4 before the order of week 0 arrives in week 2
        ({"stock": 5}, "A: 2 units"),
        ({"stock": 7}, None),
        ({"inbound": [{"arrival_date": day(1), "units": 9}]}, "A: 3 units"),  # too late for the 3 of week 0
        ({"stock": -2}, "A: 9 units"),  # a debt is demand
        ({"frozen_periods": 1}, "A: 12 units"),  # week 1 + 14 days is after the last period
        ({"suppliers": [{"status": "blocked"}]}, "A: 12 units"),
    ],
)
def test_demand_before_the_first_arrival_is_told(given: dict[str, Any], short: str | None) -> None:
    told = _told(build(demand=[3, 4, 5], lanes=[{"lead_time_days": 14}], **given))
    assert told == ({"demand-out-of-reach": (1, (short,))} if short else {})


def test_a_transfer_may_bring_it_in_time() -> None:
    # Orders reach M at once and N, which alone asks for A, in the last week; from M to N it takes a week.
    lanes = [{"lead_time_days": 14}, {"node_id": "M", "lead_time_days": 0}]
    given: dict[str, Any] = {"nodes": ["N", "M"], "lanes": lanes, "demand": [3, 4, 5]}
    assert _told(build(**given))["demand-out-of-reach"] == (1, ("A: 7 units",))
    way = [{"from_node": "M", "to_node": "N", "lead_time_days": 7}]
    assert _told(build(**given, transfers=way))["demand-out-of-reach"] == (1, ("A: 3 units",))


def test_another_node_of_the_zone_may_serve_it_in_time() -> None:
    given: dict[str, Any] = {
        "nodes": ["N", "M"],
        "lanes": [{"lead_time_days": 14}, {"node_id": "M", "lead_time_days": 0}],
        "demand": {("A", "Z"): [3]},
    }
    one, two = ([{"zone_id": "Z", "node_id": node} for node in nodes] for nodes in ("N", "NM"))
    assert _told(build(**given, fulfilment=one))["demand-out-of-reach"] == (1, ("A: 3 units",))
    assert _told(build(**given, fulfilment=two)) == {}


def test_stock_elsewhere_is_no_help() -> None:
    given: dict[str, Any] = {"nodes": ["N", "M"], "lanes": [{"lead_time_days": 99}, {"node_id": "M"}], "demand": [3]}
    told = _told(build(**given, stock=[{"node_id": "M", "on_hand": 9}]))
    assert told == {"demand-out-of-reach": (1, ("A: 3 units",))}


def test_kits_want_their_components() -> None:
    problem = build(
        items=["A", "K"],
        kits=[{"kit_id": "K", "component_id": "A", "units": 2}],
        offers=[{}],
        lanes=[{"lead_time_days": 7}],
        demand={"K": [3]},
    )
    assert _told(problem) == {"demand-out-of-reach": (1, ("A: 6 units",))}


def test_raised_limits_are_told() -> None:
    # 10 there, 3 asked for in week 0: 7 stay in each of three weeks; 8 are received in week 0, 3 can be.
    problem = build(
        items=[{"unit_m3": 1, "max_cover_periods": 0}],
        nodes=[{"storage_m3": 5, "inbound_units": 3}],
        stock=2,
        inbound=[{"units": 8}],
        demand=[3],
    )
    told = _told(problem)
    assert told["raised-storage-limit"][0] == 3
    assert told["raised-storage-limit"][1][0] == "node N, 2024-01-01: 5 to 7 m3"
    assert told["raised-cover-limit"][1][0] == "item A, 2024-01-01: 1 to 7 units"
    assert told["raised-inbound-limit"] == (1, ("node N, 2024-01-01: 3 to 8 units",))


def test_a_soft_limit_is_not_raised() -> None:
    assert _told(build(items=[{"unit_m3": 1}], nodes=[{"storage_m3": 5, "overflow_cost": 1}], stock=10)) == {}


@pytest.mark.parametrize(
    ("given", "least"),
    [
        ({}, 60),  # a case of 6 at 10
        ({"offers": [{"unit_price": 10, "case_pack": 6, "moq_units": 7, "duty_rate": 0.1}]}, 132),  # 12 x 10 x 1.1
        ({"price_breaks": [{"min_units": 12, "unit_price": 1}]}, 12),  # two cases are cheaper than one
        ({"suppliers": [{"min_order_value": 80}]}, 80),
    ],
)
def test_a_budget_that_buys_nothing_is_told(given: dict[str, Any], least: float) -> None:
    def told(amount: float) -> dict[str, tuple[int, tuple[str, ...]]]:
        offers = [{"unit_price": 10, "case_pack": 6}]
        return _told(build(**{"offers": offers} | given, budgets=[{"amount": amount}]))

    assert told(least) == {}
    assert told(least - 1) == {"budget-too-small": (1, (f"B1: {least - 1:g}, the cheapest order is {least:g}",))}


def test_a_budget_for_days_without_orders_is_not_told() -> None:
    offers = [{"unit_price": 10}]
    assert _told(build(offers=offers, budgets=[{"amount": 1, "first_date": day(5)}])) == {}
    assert _told(build(offers=offers, budgets=[{"amount": 1, "category": "toys"}])) == {}
