"""Limits raised to what is unavoidable: P[t] = max(0, P[t-1] + inbound - d)."""

from typing import Any

import numpy as np

from optimizer.instance import instance_of
from optimizer.instance.limits import Limits
from tests.builders import build, day


def limits(**given: Any) -> Limits:
    return instance_of(build(**given)).limits


def test_a_hard_room_is_raised_to_what_nobody_takes() -> None:
    # 9 - 3 = 6, + 4 - 1 = 9, - 7 = 2; half a m3 each; the room of 2 holds again in the last period.
    came = [{"units": 4, "arrival_date": day(1)}]
    found = limits(nodes=[{"storage_m3": 2}], items=[{"unit_m3": 0.5}], stock=9, inbound=came, demand=[3, 1, 7])
    assert found.storage.tolist() == [[3, 4.5, 2]]


def test_a_soft_room_and_no_room_at_all_are_left_as_they_are() -> None:
    full: dict[str, Any] = {"items": [{"unit_m3": 0.5}], "stock": 9}
    assert limits(nodes=[{"storage_m3": 2, "overflow_cost": 1}], **full).storage.tolist() == [[2, 2, 2]]
    assert limits(**full).storage.tolist() == [[np.inf] * 3]


def test_it_does_not_fall_below_nothing() -> None:
    # 2 - 5 is 0, not -3: the 4 of period 1 stay 4.
    came = [{"units": 4, "arrival_date": day(1)}]
    found = limits(nodes=[{"storage_m3": 1}], items=[{"unit_m3": 1}], stock=2, inbound=came, demand=[5])
    assert found.storage.tolist() == [[1, 4, 4]]


def test_only_the_items_own_demand_that_one_node_alone_serves_counts() -> None:
    # Not a kit's, not that of a zone with two nodes.
    kit: dict[str, Any] = {
        "items": [{"unit_m3": 1}, "K"],
        "kits": [{"kit_id": "K", "component_id": "A"}],
        "offers": [{}],
    }
    assert limits(nodes=[{"storage_m3": 1}], stock=9, demand={"K": [5]}, **kit).storage.tolist() == [[9, 9, 9]]
    shared = [{"zone_id": "Z", "node_id": n} for n in ("N", "M")]
    alone = [*shared, {"zone_id": "Y", "node_id": "N"}]
    rows = [{"zone_id": "Z", "units": 5}, {"zone_id": "Y", "units": 2}]
    found = limits(nodes=[{"storage_m3": 1}, "M"], items=[{"unit_m3": 1}], stock=9, fulfilment=alone, demand=rows)
    assert found.storage[0].tolist() == [7, 7, 7]


def test_what_is_received_anyway_comes_first() -> None:
    # 5 units of 0.5 m3 on the way in period 0: 3 of 8 units are left, 0 of 2 m3 (raised to 2.5); nothing later.
    found = limits(
        nodes=[{"inbound_units": 8, "inbound_m3": 2}], items=[{"unit_m3": 0.5}], inbound=[{"units": 5}], demand=[1]
    )
    assert found.inbound_units.tolist() == [[3, 8, 8]]
    assert found.inbound_m3.tolist() == [[0, 2, 2]]


def test_cover_is_the_next_periods_and_the_largest_case() -> None:
    # Demand 4, 2, 3 (mean 3), two periods ahead, cases of 5: 2 + 3 + 5, 3 + 3 + 5, 3 + 3 + 5. 30 in stock: 26, 24, 21.
    item = {"items": [{"max_cover_periods": 2}], "offers": [{"case_pack": 5}], "demand": [4, 2, 3]}
    assert limits(**item).cover.tolist() == [[10, 11, 11]]
    assert limits(stock=30, **item).cover.tolist() == [[26, 24, 21]]
