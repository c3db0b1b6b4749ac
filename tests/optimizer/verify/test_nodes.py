"""Nodes: room for closing stock, hands for what arrives, and limits that give way to what is there already."""

from typing import Any

import pytest

from optimizer.formulation.constraints.nodes import violations
from optimizer.formulation.objective import storage_overflow
from tests.builders import build
from tests.optimizer.verify.plans import facts, on, plan, told


def test_closing_stock_fits() -> None:
    # 4 units of 0.5 m3 are 2 m3.
    given: dict[str, Any] = {"items": [{"unit_m3": 0.5}], "periods": 1}
    order = plan(orders=[{"cases": 4}])
    assert told(violations, build(**given, nodes=[{"storage_m3": 2}]), order) == []
    (sentence,) = told(violations, build(**given, nodes=[{"storage_m3": 1.9}]), order)
    assert sentence == "Node N ends the period of 2024-01-01 with 2 m3 in stock; it has room for 1.9."


def test_room_beyond_is_rented_where_it_has_a_price() -> None:
    # 2 m3 in 1.5: half a cubic metre at 8, in each of two weeks.
    problem = build(items=[{"unit_m3": 0.5}], nodes=[{"storage_m3": 1.5, "overflow_cost": 8}], periods=2)
    order = plan(orders=[{"cases": 4}])
    assert told(violations, problem, order) == []
    assert storage_overflow.cost(facts(problem, order)) == 8


def test_only_what_stays_takes_room() -> None:
    problem = build(items=[{"unit_m3": 1}], nodes=[{"storage_m3": 1}], demand=[4], periods=1)
    assert told(violations, problem, plan(orders=[{"cases": 5}], fulfilment=[{"units": 4}])) == []


def test_a_hard_limit_is_raised_to_what_is_there_already() -> None:
    # P: 10 - 3 = 7 after week 0, 7 + 2 - 0 = 9 after week 1. Serving the 3 leaves exactly that; one more does not fit.
    problem = build(
        items=[{"unit_m3": 1}],
        nodes=[{"storage_m3": 5}],
        stock=10,
        demand=[3],
        inbound=[{"arrival_date": on(1), "units": 2}],
        periods=2,
    )
    assert told(violations, problem, plan(fulfilment=[{"units": 3}])) == []
    found = told(violations, problem, plan(fulfilment=[{"units": 2}]))
    assert found == [
        "Node N ends the period of 2024-01-01 with 8 m3 in stock; it has room for 7.",
        "Node N ends the period of 2024-01-08 with 10 m3 in stock; it has room for 9.",
    ]


def test_a_raised_limit_leaves_nothing_to_demand_that_another_node_may_serve() -> None:
    # Zone Z has two nodes: its demand does not lower P, and all 10 may stay.
    problem = build(
        items=[{"unit_m3": 1}],
        nodes=[{"storage_m3": 5}, {"node_id": "M"}],
        fulfilment=[{"zone_id": "Z", "node_id": n} for n in "NM"],
        stock=10,
        demand={("A", "Z"): [3]},
        periods=1,
    )
    assert told(violations, problem, plan()) == []


def test_a_raised_limit_counts_the_debt_but_not_kits() -> None:
    # P of B: inbound 6 less the debt of 2 = 4; the kit's demand for B does not count.
    problem = build(
        items=[{}, {"item_id": "B", "unit_m3": 1}, {"item_id": "K"}],
        offers=[{}],
        kits=[{"kit_id": "K", "component_id": "B"}],
        nodes=[{"storage_m3": 1}],
        stock=[{"item_id": "B", "on_hand": -2}],
        inbound=[{"item_id": "B", "units": 6}],
        demand={"K": [3]},
        periods=1,
    )
    settled = {"item_id": "B", "served_item_id": "B", "channel": "open", "units": 2}
    assert told(violations, problem, plan(fulfilment=[settled])) == []
    assert len(told(violations, problem, plan(fulfilment=[{**settled, "units": 1}]))) == 1


def test_a_soft_limit_is_not_raised() -> None:
    problem = build(items=[{"unit_m3": 1}], nodes=[{"storage_m3": 5, "overflow_cost": 2}], stock=10, periods=1)
    assert storage_overflow.cost(facts(problem, plan())) == 10  # 5 m3 at 2


@pytest.mark.parametrize(("limit", "most"), [("inbound_units", 6), ("inbound_m3", 3)])
def test_what_arrives_can_be_received(limit: str, most: float) -> None:
    # An order of 4 and a transfer of 2 make 6 units, 3 m3.
    def found(value: float) -> list[str]:
        problem = build(
            items=[{"unit_m3": 0.5}],
            nodes=[{limit: value}, {"node_id": "M"}],
            stock=[{"node_id": "M", "on_hand": 2}],
            transfers=[{"from_node": "M", "to_node": "N"}],
        )
        return told(
            violations,
            problem,
            plan(orders=[{"cases": 4}], transfers=[{"from_node": "M", "to_node": "N", "units": 2}]),
        )

    assert found(most) == []
    assert len(found(most - 0.1)) == 1


def test_what_is_served_at_once_is_received_all_the_same() -> None:
    problem = build(nodes=[{"inbound_units": 3}], demand=[4])
    assert len(told(violations, problem, plan(orders=[{"cases": 4}], fulfilment=[{"units": 4}]))) == 1


def test_an_inbound_limit_is_raised_to_what_was_bought_already() -> None:
    problem = build(nodes=[{"inbound_units": 3}], inbound=[{"units": 5}])
    assert told(violations, problem, plan()) == []
    (sentence,) = told(violations, problem, plan(orders=[{"cases": 1}]))
    assert sentence == "Node N receives 6 units in the period of 2024-01-01; it can receive 5."
