"""Nodes: storage, hard or rented, and what can be received. A lost unit costs 100."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build, day
from tests.optimizer.planning import cost, plan

EARLY: dict[str, Any] = {"suppliers": [{"order_every_periods": 3}], "items": [{"unit_m3": 1}]}
"""Orders in period 0 alone: what is sold later must be stored."""


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # N rents space and receives little; M's hard limit of 1 is raised to the 4 m3 that it has and nobody wants.
    golden(
        build(
            periods=2,
            items=[{"unit_m3": 0.5}],
            nodes=[
                {"storage_m3": 2, "overflow_cost": 3, "inbound_m3": 4, "inbound_units": 9},
                {"node_id": "M", "storage_m3": 1},
            ],
            lanes=[{}],
            transfers=[{"from_node": "N", "to_node": "M"}],
            stock=[{"node_id": "M", "on_hand": 8}],
            inbound=[{"units": 3}],
            demand=[0, 6],
        )
    )


def test_a_hard_storage_limit_holds_at_the_end_of_every_period() -> None:
    # 6 wanted in period 1, room for 4 at the end of period 0: 2 are lost.
    assert cost(nodes=[{"storage_m3": 6}], demand=[0, 6], **EARLY) == 0
    assert cost(nodes=[{"storage_m3": 4}], demand=[0, 6], **EARLY) == 200
    # Goods sold in the period they come in take no room.
    assert cost(nodes=[{"storage_m3": 0}], demand=[6], **EARLY) == 0


def test_rented_space_costs_by_m3_and_period() -> None:
    # 6 m3 stored for two period ends, room for 4: 2 x 2 x 1.5.
    found = plan(nodes=[{"storage_m3": 4, "overflow_cost": 1.5}], demand=[0, 0, 6], **EARLY)
    assert found.costs == {"storage_overflow": 6}
    # At 60 a unit and period, two lost at 100 each are cheaper than 120 each.
    assert cost(nodes=[{"storage_m3": 4, "overflow_cost": 60}], demand=[0, 0, 6], **EARLY) == 200


def test_two_items_share_the_room() -> None:
    items = [{"unit_m3": 1, "shortage_cost": 10}, {"item_id": "B", "unit_m3": 2, "shortage_cost": 30}]
    # Room for 5: B is worth 15 a m3, A 10: two B (4 m3) and one A (1 m3); two A are lost.
    assert cost(nodes=[{"storage_m3": 5}], demand={"A": [0, 3], "B": [0, 2]}, **EARLY | {"items": items}) == 20


def test_what_is_there_already_raises_a_hard_limit() -> None:
    # 9 m3 in a room of 4; 3 are sold in period 0 (by this node alone), so 6 stay and may. Ordering more may not.
    full: dict[str, Any] = {"nodes": [{"storage_m3": 4}], "stock": 9, "items": [{"unit_m3": 1}]}
    assert cost(demand=[3], **full) == 0
    # Period 2 wants 8: 6 are left, the room holds 6 until then, period 2 buys 2 itself.
    assert plan(demand=[3, 0, 8], offers=[{"unit_price": 1}], **full).ordered() == {2: 2}
    # With the only order in period 0 two are lost: the raised room is full, not larger.
    early = {"suppliers": [{"order_every_periods": 3}]}
    assert cost(demand=[3, 0, 8], offers=[{"unit_price": 1}], **full | early) == 200


def test_inbound_raises_a_hard_limit_too() -> None:
    # 7 m3 arrive in period 1 where 4 fit; they may stay.
    came = [{"units": 7, "arrival_date": day(1)}]
    assert cost(nodes=[{"storage_m3": 4}], inbound=came, items=[{"unit_m3": 1}], demand=[0, 0, 7]) == 0
    # In period 0 the limit is still 4: of 6 more for period 1, only 4 can wait.
    assert cost(nodes=[{"storage_m3": 4}], inbound=came, demand=[0, 13], **EARLY) == 200


def test_a_soft_limit_is_not_raised() -> None:
    # 9 m3 in room for 4: 5 m3 are rented in each of three periods.
    assert cost(nodes=[{"storage_m3": 4, "overflow_cost": 2}], stock=9, items=[{"unit_m3": 1}]) == 30


def test_demand_that_another_node_could_serve_is_not_certain_to_empty_a_room() -> None:
    # Zone Z may be served from M as well: N's 9 m3 are counted as staying, so its limit is 9, and holds 9 at the end.
    zones = [{"zone_id": "Z", "node_id": "N"}, {"zone_id": "Z", "node_id": "M"}]
    shared: dict[str, Any] = {
        "nodes": [{"storage_m3": 4}, "M"],
        "fulfilment": zones,
        "items": [{"unit_m3": 1}],
        "stock": 9,
    }
    late: dict[str, Any] = {"suppliers": [{"order_every_periods": 3}], "lanes": [{}], "offers": [{"unit_price": 1}]}
    # 3 leave in period 0 and 3 are bought at once for period 1, which wants 9 from N and M: 6 + 3.
    assert (
        cost(demand=[{"zone_id": "Z", "units": 3}, {"zone_id": "Z", "units": 9, "date": day(1)}], **shared, **late) == 3
    )
    # N alone serves Z: what stays is 6, the room is 6, and 3 of the 9 are lost.
    alone = shared | {"fulfilment": zones[:1]}
    assert (
        cost(demand=[{"zone_id": "Z", "units": 3}, {"zone_id": "Z", "units": 9, "date": day(1)}], **alone, **late)
        == 300
    )


@pytest.mark.parametrize("limit", [{"inbound_units": 4}, {"inbound_m3": 2}])
def test_a_node_receives_so_much_a_period(limit: dict[str, float]) -> None:
    # 6 wanted in period 1, 4 units (of 0.5 m3) received a period: 2 come early, held at 1 each.
    items = [{"unit_m3": 0.5, "carrying_cost": 1}]
    found = plan(nodes=[limit], items=items, demand=[0, 6])
    assert found.cost == 2
    assert found.ordered() == {0: 2, 1: 4}
    wide = {key: value * 1.5 for key, value in limit.items()}
    assert cost(nodes=[wide], items=items, demand=[0, 6]) == 0


def test_inbound_takes_its_share_of_what_is_received() -> None:
    # 4 units a period, 3 of them on the way already: one order of 1 in period 0.
    coming: dict[str, Any] = {"nodes": [{"inbound_units": 4}], "inbound": [{"units": 3}], "periods": 1}
    assert cost(demand=[4], **coming) == 0
    assert cost(demand=[5], **coming) == 100
    # 7 on the way raise the limit to 7 and leave nothing for orders.
    more = coming | {"inbound": [{"units": 7}]}
    assert cost(demand=[7], **more) == 0
    assert cost(demand=[8], **more) == 100


def test_transfers_count_where_they_arrive() -> None:
    # M receives 4 units a period, one week from N; 6 are wanted in period 2.
    way: dict[str, Any] = {
        "nodes": ["N", {"node_id": "M", "inbound_units": 4}],
        "lanes": [{}],
        "transfers": [{"from_node": "N", "to_node": "M", "lead_time_days": 7}],
    }
    found = plan(demand={("A", "M"): [0, 0, 6]}, **way)
    assert found.cost == 0
    assert cost(demand={("A", "M"): [0, 6]}, **way) == 200


def test_goods_under_way_take_no_room() -> None:
    # Two weeks at sea, no room at all, sold on arrival.
    assert (
        cost(nodes=[{"storage_m3": 0}], items=[{"unit_m3": 1}], lanes=[{"lead_time_days": 14}], demand=[0, 0, 5]) == 0
    )
