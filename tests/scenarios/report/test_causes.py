from dataclasses import replace
from typing import Any

import pytest

from scenarios.report.causes import why_short
from tests.builders import build, day
from tests.scenarios.report.plans import lost, order, plan_of


def test_nobody_sells_it() -> None:
    problem = build(items=["A", "B"], offers=[{"item_id": "B"}], demand=[5])
    assert why_short(problem, plan_of(shortage=[lost(5)]), "A") == "nobody sells it"


def test_its_supplier_is_blocked() -> None:
    problem = build(suppliers=[{"status": "blocked"}], demand=[5])
    assert why_short(problem, plan_of(shortage=[lost(5)]), "A") == "its suppliers are blocked"


@pytest.mark.parametrize(
    ("lanes", "frozen"),
    [
        ([{"lead_time_days": 15}], 0),  # 15 days from day 0 are received in period 3, and there are 0, 1 and 2
        ([{"lead_time_days": 0}], 3),
    ],
)
def test_no_order_exists(lanes: list[dict[str, Any]], frozen: int) -> None:
    problem = build(lanes=lanes, frozen_periods=frozen, demand=[0, 0, 5])
    assert "no order that could still be placed" in why_short(problem, plan_of(shortage=[lost(5, 2)]), "A")


def test_the_first_order_comes_too_late() -> None:
    # 8 days from 2024-01-01 are received in the period of 2024-01-15
    problem = build(lanes=[{"lead_time_days": 8}], demand=[5, 5])
    reason = why_short(problem, plan_of(shortage=[lost(5, 0), lost(5, 1)]), "A")
    assert reason == "no order can arrive before 2024-01-15"


def test_the_part_that_comes_before_any_order_is_told_beside_another_cause() -> None:
    # 2 of 10 units in the first week, orders arrive in the second; 100 units at 20 against 10 lost sales of 100
    problem = build(
        lanes=[{"lead_time_days": 7}], offers=[{"unit_price": 20, "moq_units": 100}], demand=[2, 8]
    )
    reason = why_short(problem, plan_of(shortage=[lost(2, 0), lost(8, 1)]), "A")
    assert reason.startswith("likely the least that can be ordered")
    assert reason.endswith("; 20 % of it before any order can arrive")


def test_a_transfer_carries_an_order_on() -> None:
    # received in M in period 0, a week to N: period 1; the lane to N itself takes longer than the horizon
    problem = build(
        nodes=["M", "N"],
        lanes=[{"node_id": "M"}, {"node_id": "N", "lead_time_days": 70}],
        transfers=[{"from_node": "M", "to_node": "N", "lead_time_days": 7}],
        demand=[5],
    )
    assert why_short(problem, plan_of(shortage=[lost(5)]), "A") == "no order can arrive before 2024-01-08"


def test_a_unit_costs_more_than_the_sale() -> None:
    # 100 x 1.1 = 110 to buy, 105 to lose
    problem = build(
        items=[{"shortage_cost": 105}], offers=[{"unit_price": 100, "duty_rate": 0.1}], demand=[5]
    )
    assert why_short(problem, plan_of(shortage=[lost(5)]), "A") == "a unit costs 110.00 to buy and 105.00 to lose"
    problem = build(items=[{"shortage_cost": 111}], offers=[{"unit_price": 100, "duty_rate": 0.1}], demand=[5])
    assert why_short(problem, plan_of(shortage=[lost(5)]), "A") != "a unit costs 110.00 to buy and 111.00 to lose"


def test_the_budget_is_used_up() -> None:
    problem = build(offers=[{"unit_price": 10}], budgets=[{"amount": 105}], demand=[15])
    spent = plan_of(
        shortage=[lost(5)],
        orders=[order(10, 100)],
        budgets=[{"budget_id": "B1", "amount": 105, "used": 100}],  # 5 are left, a unit costs 10
    )
    assert why_short(problem, spent, "A") == "likely no money left in B1"


def test_the_suppliers_capacity_is_used_up() -> None:
    problem = build(suppliers=[{"capacity": 10}], demand=[15])
    full = plan_of(shortage=[lost(5)], orders=[order(10, 0)])
    assert why_short(problem, full, "A") == "likely no capacity left at S"
    half = plan_of(shortage=[lost(5)], orders=[order(5, 0)])
    assert "capacity" not in why_short(problem, half, "A")


def test_the_line_is_as_large_as_it_may_be() -> None:
    # cases of 4, at most 10 units: 8
    problem = build(offers=[{"case_pack": 4, "max_units": 10}], demand=[15])
    full = plan_of(shortage=[lost(7)], orders=[order(8, 0)])
    assert why_short(problem, full, "A") == "likely the largest order line that its supplier takes"


def test_there_is_no_room() -> None:
    problem = build(items=[{"unit_m3": 2}], nodes=[{"storage_m3": 20}], demand=[15])
    full = plan_of(
        shortage=[lost(5)], projection=[{"item_id": "A", "node_id": "N", "date": day(0), "closing": 10}]
    )
    assert why_short(problem, full, "A") == "likely no room left in N"


def test_the_least_order_costs_more_than_the_sale() -> None:
    # 100 units at 10 against 5 lost sales of 100
    problem = build(offers=[{"unit_price": 10, "moq_units": 100}], demand=[5])
    reason = why_short(problem, plan_of(shortage=[lost(5)]), "A")
    assert reason == "likely the least that can be ordered (100 units for 1,000.00), which costs more than the shortage"


def test_a_kit_is_short_of_the_component_that_comes_last() -> None:
    problem = build(
        items=["K", "A", "B"],
        suppliers=["S", "T"],
        offers=[{"item_id": "A"}, {"item_id": "B", "supplier_id": "T"}],
        lanes=[{"supplier_id": "S"}, {"supplier_id": "T", "lead_time_days": 7}],
        kits=[{"kit_id": "K", "component_id": "A"}, {"kit_id": "K", "component_id": "B"}],
        demand={"K": [5]},
    )
    reason = why_short(problem, plan_of(shortage=[lost(5, item_id="K")]), "K")
    assert reason == "its component B: no order can arrive before 2024-01-08"


def test_nothing_else_explains_it() -> None:
    problem = build(offers=[{"unit_price": 1}], demand=[5])
    plan = plan_of(shortage=[lost(5)])
    assert "no limit found" in why_short(problem, plan, "A")
    best = replace(plan, summary={"status": "optimal"})
    assert why_short(problem, best, "A").startswith("likely cheaper so")
