"""Transfers between nodes, and the costs that the rows of transfers and fulfilment tell."""

from typing import Any

from models.problem import Problem
from optimizer.checks.carriage import violations
from optimizer.formulation.objective import transfer
from tests.builders import build
from tests.optimizer.verify.plans import facts, on, plan, told

MOVE: dict[str, Any] = {"from_node": "N", "to_node": "M", "units": 4}


def _problem(lead: int = 0, **given: Any) -> Problem:
    way = {"from_node": "N", "to_node": "M", "lead_time_days": lead}
    return build(nodes=["N", "M"], transfers=[{**way, **given.pop("way", {})}], **given)


def test_a_transfer_needs_a_way() -> None:
    assert told(violations, _problem(), plan(transfers=[MOVE])) == []
    back = {**MOVE, "from_node": "M", "to_node": "N"}
    assert told(violations, _problem(), plan(transfers=[back])) == [
        "The transfer of item A from M to N, 2024-01-01: there is no such way."
    ]


def test_a_transfer_leaves_at_the_start_of_a_period_frozen_or_not() -> None:
    later = {**MOVE, "ship_date": 1, "arrival_date": 1}
    assert told(violations, _problem(frozen_periods=3), plan(transfers=[later])) == []
    day = on(1, 1)
    assert len(told(violations, _problem(), plan(transfers=[{**MOVE, "ship_date": day, "arrival_date": day}]))) == 1


def test_a_transfer_arrives_within_the_horizon() -> None:
    assert told(violations, _problem(14), plan(transfers=[{**MOVE, "arrival_date": on(0, 14)}])) == []
    (sentence,) = told(violations, _problem(15), plan(transfers=[{**MOVE, "arrival_date": on(0, 15)}]))
    assert "it arrives on 2024-01-16; the last period starts on 2024-01-15" in sentence


def test_a_transfer_tells_its_day_of_arrival() -> None:
    assert told(violations, _problem(3), plan(transfers=[{**MOVE, "arrival_date": on(0, 3)}])) == []
    assert len(told(violations, _problem(3), plan(transfers=[{**MOVE, "arrival_date": on(1)}]))) == 1


def test_nothing_is_sent_backwards() -> None:
    assert len(told(violations, _problem(), plan(transfers=[{**MOVE, "units": -4}]))) == 1


def test_kits_are_not_sent() -> None:
    problem = _problem(items=["A", "K"], offers=[{}], kits=[{"kit_id": "K", "component_id": "A"}])
    assert "kits are not stocked" in told(violations, problem, plan(transfers=[{**MOVE, "item_id": "K"}]))[0]


def test_a_transfer_costs_by_unit_volume_and_weight() -> None:
    # 4 x (1 + 2 x 0.5 m3 + 3 x 2 kg) = 32, weighed by the week in which it leaves.
    problem = _problem(
        items=[{"unit_m3": 0.5, "unit_kg": 2}],
        way={"cost_per_unit": 1, "cost_per_m3": 2, "cost_per_kg": 3},
        discount_rate=0.5,
    )
    move = {**MOVE, "ship_date": 1, "arrival_date": 1, "cost": 32}
    assert told(violations, problem, plan(transfers=[move])) == []
    assert transfer.cost(facts(problem, plan(transfers=[move]))) == 32 * 1.5 ** (-7 / 365)
    assert told(violations, problem, plan(transfers=[{**move, "cost": 31}])) == [
        "The transfer of item A from N to M, 2024-01-08 says a cost of 31; it is 32."
    ]


def test_serving_tells_its_cost() -> None:
    # 2 x 1.5
    problem = build(fulfilment=[{"zone_id": "Z", "node_id": "N", "cost_per_unit": 1.5}], demand={("A", "Z"): [2]})
    row = {"zone_id": "Z", "units": 2, "cost": 3}
    assert told(violations, problem, plan(fulfilment=[row])) == []
    (sentence,) = told(violations, problem, plan(fulfilment=[{**row, "cost": 2.9}]))
    assert sentence.endswith("says a cost of 2.9; it is 3.")


def test_rows_of_zeros_say_nothing() -> None:
    assert told(violations, build(), plan(transfers=[{**MOVE, "to_node": "N", "units": 0}])) == []
