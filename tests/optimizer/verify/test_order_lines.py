"""Order lines: whole cases, line minimum and maximum, price tiers of both kinds."""

import pytest

from models.problem import Problem
from optimizer.formulation.constraints.order_lines import violations
from optimizer.formulation.objective import duty, purchase
from tests.builders import build
from tests.optimizer.verify.plans import Row, facts, plan, told


def test_units_are_cases_times_the_pack() -> None:
    problem = build(offers=[{"case_pack": 6}])
    assert told(violations, problem, plan(orders=[{"cases": 2, "units": 12}])) == []  # 2 x 6
    (sentence,) = told(violations, problem, plan(orders=[{"cases": 2, "units": 11}]))
    assert sentence == "Order PO1 says 11 units of item A to node N, but 2 cases of 6 are 12."


@pytest.mark.parametrize("cases", [0, -1, 1.5, 2.0000001])
def test_cases_are_whole_and_at_least_one(cases: float) -> None:
    (sentence, *_) = told(violations, build(), plan(orders=[{"cases": cases}]))
    assert "only whole cases, 1 or more, are sold" in sentence


def test_a_line_reaches_its_minimum_over_all_nodes() -> None:
    problem = build(nodes=["N", "M"], offers=[{"moq_units": 10}])
    enough: list[Row] = [{"cases": 4}, {"cases": 6, "node_id": "M"}]  # 4 + 6 = 10
    assert told(violations, problem, plan(orders=enough)) == []
    (sentence,) = told(violations, problem, plan(orders=[{"cases": 4}, {"cases": 5, "node_id": "M"}]))
    assert sentence == (
        "Order PO1 of 2024-01-01 to supplier S has 9 units of item A in all; the least of a line is 10."
    )


def test_a_minimum_is_not_reached_by_two_orders_together() -> None:
    problem = build(offers=[{"moq_units": 10}])
    split: list[Row] = [{"cases": 5}, {"cases": 5, "order_id": "PO2", "order_date": 1}]
    assert len(told(violations, problem, plan(orders=split))) == 2


def test_a_line_keeps_its_maximum() -> None:
    problem = build(offers=[{"max_units": 8}])
    assert told(violations, problem, plan(orders=[{"cases": 8}])) == []
    assert "the most of a line is 8" in told(violations, problem, plan(orders=[{"cases": 9}]))[0]


def _with_breaks(kind: str) -> Problem:
    return build(
        offers=[{"unit_price": 10, "break_kind": kind, "duty_rate": 0.1}],
        price_breaks=[{"min_units": 10, "unit_price": 8}, {"min_units": 20, "unit_price": 9}],
    )


@pytest.mark.parametrize(
    ("kind", "units", "paid"),
    [
        ("all_units", 9, 90),  # below the first break: 9 x 10
        ("all_units", 10, 80),  # all of them at 8
        ("all_units", 19, 152),  # 19 x 8, one unit before the next tier
        ("all_units", 20, 180),  # a later price may be higher: 20 x 9
        ("incremental", 9, 90),
        ("incremental", 10, 100),  # the first ten at 10
        ("incremental", 11, 108),  # 100 + 1 x 8
        ("incremental", 20, 180),  # 100 + 10 x 8
        ("incremental", 23, 207),  # 100 + 80 + 3 x 9
    ],
)
def test_a_line_pays_the_price_of_its_tier(kind: str, units: int, paid: float) -> None:
    problem = _with_breaks(kind)
    row = {"cases": units, "unit_price": paid / units, "value": paid, "duty": paid / 10}
    assert told(violations, problem, plan(orders=[row])) == []
    assert purchase.cost(facts(problem, plan(orders=[row]))) == pytest.approx(paid)
    assert duty.cost(facts(problem, plan(orders=[row]))) == pytest.approx(paid / 10)
    assert len(told(violations, problem, plan(orders=[{**row, "value": paid + 0.01}]))) == 1
    assert len(told(violations, problem, plan(orders=[{**row, "duty": paid / 10 - 0.01}]))) == 1
    assert len(told(violations, problem, plan(orders=[{**row, "unit_price": paid / units + 0.001}]))) == 1


def test_the_tier_is_that_of_the_line_over_nodes_and_modes() -> None:
    # 4 + 6 = 10 units: all at 8, though neither row reaches the break.
    problem = build(
        nodes=["N", "M"], offers=[{"unit_price": 10}], price_breaks=[{"min_units": 10, "unit_price": 8}]
    )
    rows: list[Row] = [
        {"cases": 4, "unit_price": 8, "value": 32},
        {"cases": 6, "node_id": "M", "unit_price": 8, "value": 48},
    ]
    assert told(violations, problem, plan(orders=rows)) == []
    dear = [{**row, "unit_price": 10, "value": row["cases"] * 10} for row in rows]
    assert len(told(violations, problem, plan(orders=dear))) == 4


def test_small_prices_are_judged_too() -> None:
    # 1000 units at 0.001 are 1.00; 0.0010 more on each is 1.00 more.
    problem = build(offers=[{"unit_price": 0.001}])
    assert told(violations, problem, plan(orders=[{"cases": 1000, "unit_price": 0.001, "value": 1.0}])) == []
    assert len(told(violations, problem, plan(orders=[{"cases": 1000, "unit_price": 0.002, "value": 2.0}]))) == 2


def test_another_supplier_has_breaks_of_its_own() -> None:
    problem = build(
        suppliers=["S", "R"],
        offers=[{"unit_price": 10}, {"supplier_id": "R", "unit_price": 7}],
        price_breaks=[{"min_units": 5, "unit_price": 9}],
    )
    rows: list[Row] = [
        {"cases": 5, "unit_price": 9, "value": 45},
        {"cases": 5, "order_id": "PO2", "supplier_id": "R", "unit_price": 7, "value": 35},
    ]
    assert told(violations, problem, plan(orders=rows)) == []
