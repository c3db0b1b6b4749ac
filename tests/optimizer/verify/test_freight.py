"""Freight: shipments, containers, charges."""

from typing import Any

import pytest

from models.plan import Plan
from models.problem import Problem
from optimizer.formulation.constraints.freight import violations
from optimizer.formulation.objective import freight
from tests.builders import build
from tests.optimizer.verify.plans import Row, facts, plan, told


def _problem(**lane: Any) -> Problem:
    return build(items=[{"unit_m3": 0.5, "unit_kg": 2}], lanes=[lane])


def _plan(cases: float, **shipment: Any) -> Plan:
    """10 units are 5 m3 and 20 kg."""
    row = {"units": cases, "m3": cases * 0.5, "kg": cases * 2, **shipment}
    return plan(orders=[{"cases": cases}], shipments=[row])


def test_charges_by_unit_volume_and_weight() -> None:
    # 10 x 1 + 5 x 2 + 20 x 0.25 = 25, and 3 for the shipment: 28.
    problem = _problem(cost_per_unit=1, cost_per_m3=2, cost_per_kg=0.25, shipment_cost=3)
    assert told(violations, problem, _plan(10, freight=28)) == []
    assert freight.cost(facts(problem, _plan(10, freight=28))) == 28
    (sentence,) = told(violations, problem, _plan(10, freight=27.9))
    assert sentence == "The shipment of order PO1 to node N by standard says 27.9 of freight; it is 28."


def test_the_minimum_charge_is_of_the_variable_charges() -> None:
    # 10 x 1 is less than 12: 12 and the 3 of the shipment. With 13 units it is 13.
    problem = _problem(cost_per_unit=1, min_charge=12, shipment_cost=3)
    assert told(violations, problem, _plan(10, freight=15)) == []
    assert told(violations, problem, _plan(13, freight=16)) == []
    assert len(told(violations, problem, _plan(10, freight=13))) == 1


def test_every_load_has_a_shipment_and_every_shipment_a_load() -> None:
    problem = _problem()
    (sentence,) = told(violations, problem, plan(orders=[{"cases": 1}]))
    assert sentence == "The shipment of order PO1 to node N by standard is not in the plan."
    (sentence,) = told(violations, problem, plan(shipments=[{"units": 1}]))
    assert sentence == "The shipment of order PO1 to node N by standard carries nothing of what is ordered."


@pytest.mark.parametrize(
    ("lane", "cases", "fill"),
    [
        ({"container_m3": 2.5}, 10, 1.0),  # 5 m3 in 2 x 2.5
        ({"container_kg": 10}, 10, 1.0),  # 20 kg in 2 x 10
        ({"container_m3": 2.5, "container_kg": 40}, 10, 1.0),  # tighter: 5 of 5 m3, not 20 of 80 kg
        ({"container_m3": 5, "container_kg": 10}, 9, 0.9),  # tighter: 18 of 20 kg, not 4.5 of 10 m3
    ],
)
def test_containers_hold_volume_and_weight(lane: dict[str, float], cases: float, fill: float) -> None:
    problem = _problem(**lane, container_cost=100)
    judged = _plan(cases, containers=2, fill=fill, freight=200)
    assert told(violations, problem, judged) == []
    assert freight.cost(facts(problem, judged)) == 200
    too_few = _plan(11, containers=2, fill=1.1, freight=200)
    assert any("containers" in sentence for sentence in told(violations, problem, too_few))


def test_a_container_is_not_overfilled() -> None:
    problem = _problem(container_m3=2.5)
    (sentence,) = told(violations, problem, _plan(11, containers=2, fill=1.1))
    assert sentence == "The shipment of order PO1 to node N by standard is 5.5 m3; its 2 containers hold 5."


def test_more_containers_than_needed_are_legal_and_paid() -> None:
    problem = _problem(container_m3=5, container_cost=100)
    judged = _plan(10, containers=2, fill=0.5, freight=200)
    assert told(violations, problem, judged) == []
    assert freight.cost(facts(problem, judged)) == 200


@pytest.mark.parametrize("containers", [0, 0.5, 1.000001, -1, None])
def test_containers_are_whole_and_at_least_one(containers: float | None) -> None:
    problem = _problem(container_m3=5)
    found = told(violations, problem, _plan(1, containers=containers, fill=0.1))
    assert any("it takes whole ones, at least 1" in sentence for sentence in found)


def test_a_lane_takes_so_many_containers() -> None:
    problem = _problem(container_m3=2.5, max_containers=2)
    assert told(violations, problem, _plan(10, containers=2, fill=1)) == []
    found = told(violations, problem, _plan(10, containers=3, fill=5 / 7.5))
    assert found == ["The shipment of order PO1 to node N by standard has 3 containers; the lane takes 2 at most."]


def test_no_containers_where_the_lane_has_none() -> None:
    assert told(violations, _problem(), _plan(1, containers=None)) == []
    assert told(violations, _problem(), _plan(1, containers=0)) == []
    assert len(told(violations, _problem(), _plan(1, containers=1))) == 1
    assert len(told(violations, _problem(), _plan(1, fill=0.5))) == 1


@pytest.mark.parametrize("column", ["units", "m3", "kg"])
def test_a_shipment_tells_what_it_carries(column: str) -> None:
    assert told(violations, _problem(), _plan(10)) == []
    assert len(told(violations, _problem(), _plan(10, **{column: 9}))) == 1


def test_a_shipment_arrives_with_the_latest_of_its_lines() -> None:
    # lead 1 day, and 3 more for B: the shipment arrives on the fifth of January, four days after the first.
    problem = build(
        items=["A", "B"], lanes=[{"lead_time_days": 1}], offers=[{}, {"item_id": "B", "extra_lead_days": 3}]
    )
    rows: list[Row] = [{"cases": 1}, {"cases": 1, "item_id": "B"}]
    latest, first = ({"units": 2, "arrival_date": day} for day in ("2024-01-05", "2024-01-02"))
    assert told(violations, problem, plan(orders=rows, shipments=[latest])) == []
    assert len(told(violations, problem, plan(orders=rows, shipments=[first]))) == 1


def test_modes_are_shipments_of_their_own() -> None:
    problem = build(lanes=[{"mode": "air", "shipment_cost": 5}, {"mode": "sea", "shipment_cost": 3}])
    orders: list[Row] = [{"cases": 1, "mode": "air"}, {"cases": 1, "mode": "sea"}]
    shipments = [{"units": 1, "mode": "air", "freight": 5}, {"units": 1, "mode": "sea", "freight": 3}]
    assert told(violations, problem, plan(orders=orders, shipments=shipments)) == []
    assert freight.cost(facts(problem, plan(orders=orders, shipments=shipments))) == 8
