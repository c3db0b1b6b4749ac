"""Freight: shipments, minimum charges, containers by volume and weight, modes. A lost unit costs 100."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import cost, plan

BOX: dict[str, Any] = {"periods": 1, "items": [{"unit_m3": 1}]}


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # Road: a fixed cost, a minimum and containers of both kinds, at most 3. Sea: containers alone switch it.
    golden(
        build(
            periods=1,
            items=[{"unit_m3": 0.5, "unit_kg": 3}],
            offers=[{"case_pack": 2}],
            lanes=[
                {
                    "mode": "road",
                    "cost_per_unit": 1,
                    "cost_per_kg": 0.5,
                    "min_charge": 4,
                    "shipment_cost": 2,
                    "container_m3": 2,
                    "container_kg": 10,
                    "container_cost": 7,
                    "max_containers": 3,
                },
                {"mode": "sea", "container_m3": 5, "container_cost": 9},
            ],
            demand=[8],
        )
    )


def test_a_shipment_costs_once_for_all_its_items() -> None:
    # 10 a shipment; B comes along a week early rather than alone, at 1 a unit and week.
    items = ["A", {"item_id": "B", "carrying_cost": 1}]
    assert cost(items=items, lanes=[{"shipment_cost": 10}], demand={"A": [2], "B": [0, 3]}) == 13
    # Two nodes are two shipments.
    lanes = [{"shipment_cost": 10}, {"node_id": "M", "shipment_cost": 10}]
    assert cost(nodes=["N", "M"], lanes=lanes, demand={("A", "N"): [2], ("A", "M"): [2]}) == 20


@pytest.mark.parametrize(("wanted", "paid"), [(2, 9), (3, 9), (4, 12)])
def test_the_variable_charge_has_a_minimum(wanted: int, paid: int) -> None:
    # 1 a unit, 4 a m3 (0.25 m3 each), 0.5 a kg (2 kg each): 3 a unit, at least 9.
    lane = {"cost_per_unit": 1, "cost_per_m3": 4, "cost_per_kg": 0.5, "min_charge": 9}
    found = plan(items=[{"unit_m3": 0.25, "unit_kg": 2}], lanes=[lane], demand=[wanted])
    assert found.costs == {"freight": paid}


def test_the_minimum_is_of_the_charges_not_of_the_shipments_cost() -> None:
    # max(5, 2 x 1) + 4.
    assert cost(lanes=[{"cost_per_unit": 1, "min_charge": 5, "shipment_cost": 4}], demand=[2]) == 9


@pytest.mark.parametrize(("wanted", "boxes"), [(4, 1), (5, 2), (8, 2), (9, 3)])
def test_goods_travel_in_whole_containers_by_volume(wanted: int, boxes: int) -> None:
    found = plan(lanes=[{"container_m3": 4, "container_cost": 10}], demand=[wanted], **BOX)
    assert found.cost == 10 * boxes
    assert found.chosen("g") == {("S", "N", "standard", 0): boxes}


@pytest.mark.parametrize(("kg", "boxes"), [(1, 2), (2.5, 2), (2.6, 3)])
def test_the_tighter_of_volume_and_weight_counts(kg: float, boxes: int) -> None:
    # 8 m3 in containers of 4 m3 and 10 kg.
    items = [{"unit_m3": 1, "unit_kg": kg}]
    lane = {"container_m3": 4, "container_kg": 10, "container_cost": 10}
    assert cost(periods=1, items=items, lanes=[lane], demand=[8]) == 10 * boxes


def test_a_container_lane_takes_at_least_one_for_goods_without_size() -> None:
    assert cost(periods=1, lanes=[{"container_m3": 4, "container_cost": 10}], demand=[8]) == 10


def test_items_share_a_container() -> None:
    # 3 m3 of A and 1 m3 of B in one of 4.
    items = [{"unit_m3": 1}, {"item_id": "B", "unit_m3": 0.5}]
    lanes = [{"container_m3": 4, "container_cost": 10}]
    assert cost(periods=1, items=items, lanes=lanes, demand={"A": [3], "B": [2]}) == 10
    assert cost(periods=1, items=items, lanes=lanes, demand={"A": [3], "B": [3]}) == 20


def test_no_more_containers_than_the_lane_has() -> None:
    # 2 of 4 m3: 8 units; the ninth is lost, or comes by the dearer mode at 30.
    sea = {"mode": "sea", "container_m3": 4, "container_cost": 10, "max_containers": 2}
    assert cost(lanes=[sea], demand=[8], **BOX) == 20
    assert cost(lanes=[sea], demand=[9], **BOX) == 120
    assert cost(lanes=[sea, {"mode": "air", "cost_per_unit": 30}], demand=[9], **BOX) == 50
    # The limit is one of each shipment, without any cost of the container: two periods, two shipments.
    free = {"container_m3": 4, "max_containers": 1}
    assert plan(items=[{"unit_m3": 1}], lanes=[free], demand=[0, 8]).ordered() == {0: 4, 1: 4}


def test_a_case_larger_than_a_container_takes_several() -> None:
    # A case of 10 m3 does not travel in two boxes of 4 with 2 m3 to spare, but in three.
    assert cost(lanes=[{"container_m3": 4, "container_cost": 10}], offers=[{"case_pack": 10}], demand=[10], **BOX) == 30
    one = {"container_m3": 4, "container_cost": 10, "max_containers": 2}
    assert cost(lanes=[one], offers=[{"case_pack": 10}], demand=[10], **BOX) == 1000


def test_the_fast_mode_serves_now_and_the_cheap_one_later() -> None:
    # Sea takes a week: the first 2 units fly at 5 each, the 4 of the next week sail at 1.
    lanes = [{"mode": "air", "cost_per_unit": 5}, {"mode": "sea", "cost_per_unit": 1, "lead_time_days": 7}]
    found = plan(lanes=lanes, demand=[2, 4], items=[{"carrying_cost": 0.5}])
    assert found.cost == 14
    assert found.ordered("mode", "period") == {("air", 0): 2, ("sea", 0): 4}


def test_a_fuller_container_may_be_worth_an_early_order() -> None:
    # 2 units now and 2 next week fit one container of 4 at 10: holding 2 for a week costs 2, a second one 10.
    box = [{"container_m3": 4, "container_cost": 10}]
    items = [{"unit_m3": 1, "carrying_cost": 1}]
    found = plan(items=items, lanes=box, demand=[2, 2])
    assert found.cost == 12
    assert found.ordered() == {0: 4}
