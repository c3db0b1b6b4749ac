"""Purchase orders: one supplier and one day each, minima, capacity and overtime."""

from typing import Any

import pytest

from optimizer.formulation.constraints.purchase_orders import violations
from optimizer.formulation.objective import capacity_overrun, ordering
from tests.builders import build
from tests.optimizer.verify.plans import Row, facts, plan, told


def test_an_order_has_one_supplier() -> None:
    problem = build(suppliers=["S", "R"])
    apart: list[Row] = [{"cases": 1}, {"cases": 1, "supplier_id": "R", "order_id": "PO2"}]
    assert told(violations, problem, plan(orders=apart)) == []
    (sentence,) = told(violations, problem, plan(orders=[{"cases": 1}, {"cases": 1, "supplier_id": "R"}]))
    assert sentence == (
        "Order PO1 is also placed with supplier R on 2024-01-01; one order is one supplier and one day."
    )


def test_an_order_has_one_day() -> None:
    late = {"cases": 1, "order_date": 1}
    assert told(violations, build(), plan(orders=[{"cases": 1}, {**late, "order_id": "PO2"}])) == []
    assert len(told(violations, build(), plan(orders=[{"cases": 1}, {**late, "item_id": "B"}]))) == 1


def test_a_supplier_has_one_order_a_day() -> None:
    problem = build(items=["A", "B"])
    one: list[Row] = [{"cases": 1}, {"cases": 1, "item_id": "B"}]
    assert told(violations, problem, plan(orders=one)) == []
    (sentence,) = told(violations, problem, plan(orders=[one[0], {**one[1], "order_id": "PO2"}]))
    assert sentence == "Order PO2 goes to supplier S on 2024-01-01, as order PO1 does: that is one order."


@pytest.mark.parametrize(
    ("minimum", "least"),
    [
        ("min_order_value", 30),  # 6 units at 5, duty not counted
        ("min_order_units", 6),
        ("min_order_kg", 12),  # 6 x 2 kg
        ("min_order_m3", 3),  # 6 x 0.5 m3
    ],
)
def test_an_order_reaches_each_minimum_over_its_lines(minimum: str, least: float) -> None:
    given: dict[str, Any] = {
        "items": [{"item_id": name, "unit_kg": 2, "unit_m3": 0.5} for name in "AB"],
        "offers": [{"item_id": name, "unit_price": 5, "duty_rate": 1} for name in "AB"],
    }
    both = plan(orders=[{"cases": 2}, {"cases": 4, "item_id": "B"}])
    assert told(violations, build(suppliers=[{minimum: least}], **given), both) == []
    (sentence,) = told(violations, build(suppliers=[{minimum: least + 0.01}], **given), both)
    assert f"its least is {least + 0.01:g}" in sentence


def test_capacity_holds_units_and_set_ups() -> None:
    # 4 x 1.5 for the units and 2 for the line make 8.
    offers = [{"capacity_per_unit": 1.5, "capacity_per_line": 2}]
    order = plan(orders=[{"cases": 4}])
    assert told(violations, build(suppliers=[{"capacity": 8}], offers=offers), order) == []
    (sentence,) = told(violations, build(suppliers=[{"capacity": 7.9}], offers=offers), order)
    assert sentence == "Order PO1 of 2024-01-01 takes 8 of the capacity of supplier S, which is 7.9."


def test_overtime_is_paid_where_it_has_a_price() -> None:
    problem = build(suppliers=[{"capacity": 3, "capacity_overrun_cost": 10}])
    order = plan(orders=[{"cases": 5}])
    assert told(violations, problem, order) == []
    assert capacity_overrun.cost(facts(problem, order)) == 20  # 2 above 3, at 10
    assert capacity_overrun.cost(facts(problem, plan(orders=[{"cases": 3}]))) == 0


def test_capacity_is_per_order_day() -> None:
    problem = build(suppliers=[{"capacity": 5}])
    orders: list[Row] = [{"cases": 5}, {"cases": 5, "order_id": "PO2", "order_date": 1}]
    assert told(violations, problem, plan(orders=orders)) == []


def test_ordering_costs_each_order_and_each_line_once() -> None:
    # order_cost 7 once, line_cost 2 for A (two nodes, one line) and 3 for B: 12; times 1.21^(-7/365) a week later.
    problem = build(
        items=["A", "B"],
        nodes=["N", "M"],
        suppliers=[{"order_cost": 7}],
        offers=[{"line_cost": 2}, {"item_id": "B", "line_cost": 3}],
        discount_rate=0.21,
    )
    rows: list[Row] = [{"cases": 1}, {"cases": 1, "node_id": "M"}, {"cases": 1, "item_id": "B"}]
    assert ordering.cost(facts(problem, plan(orders=rows))) == 12
    later = [{**row, "order_date": 1} for row in rows]
    assert ordering.cost(facts(problem, plan(orders=later))) == pytest.approx(12 * 1.21 ** (-7 / 365))
