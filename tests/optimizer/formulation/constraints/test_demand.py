"""Demand: served, lost or owed; who may serve it, and with what."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import cost, plan

LATE = {"lanes": [{"lead_time_days": 7}], "offers": [{"unit_price": 1}]}


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # One stream that is lost, one that waits (a row from its first demand on), one that a node owes from the start.
    golden(
        build(
            periods=2,
            items=["A", {"item_id": "B", "shortage_mode": "backorder", "shortage_cost": 2, "unit_cost": 5}],
            offers=[{}, {"item_id": "B"}],
            substitutes=[{"item_id": "B", "substitute_id": "A", "cost_per_unit": 1}],
            demand={"A": [3], "B": [4, 0]},
            stock=-2,
        )
    )


def test_a_sale_is_lost_where_buying_costs_more() -> None:
    assert cost(items=[{"shortage_cost": 3}], demand=[2], offers=[{"unit_price": 4}]) == 6
    assert cost(items=[{"shortage_cost": 3}], demand=[2], offers=[{"unit_price": 2}]) == 4


def test_customers_wait_at_a_cost_a_period() -> None:
    # Goods come a week later: 2 units wait once at 5, and cost 1 each.
    found = plan(shortage_mode="backorder", items=[{"shortage_cost": 5}], demand=[2], **LATE)
    assert found.cost == 12
    assert found.chosen("B") == {("A", "N", "default", 0): 2}
    assert cost(shortage_mode="lost", items=[{"shortage_cost": 5}], demand=[2], **LATE) == 10


def test_what_is_owed_in_the_end_costs_what_it_takes_to_buy() -> None:
    # Two periods, nothing sold: 2 units wait two periods at 5, then owe a unit cost of 7 each.
    owed = {"shortage_mode": "backorder", "offers": [{"unit_price": 1}]}
    found = plan(
        periods=2, items=["A", {"item_id": "B", "shortage_cost": 5, "unit_cost": 7}], demand={"B": [2]}, **owed
    )
    assert found.costs == {"shortage": 2 * 5 * 2 + 2 * 7}


def test_a_kit_that_is_owed_costs_its_components() -> None:
    # 1 kit of 3 A: waits one period at 2, then 3 x 4; the kit's own unit_cost of 99 counts for nothing.
    found = cost(
        periods=1,
        shortage_mode="backorder",
        items=[{"unit_cost": 4}, {"item_id": "K", "shortage_cost": 2, "unit_cost": 99}],
        offers=[{"unit_price": 50}],
        kits=[{"kit_id": "K", "component_id": "A", "units": 3}],
        demand={"K": [1]},
    )
    assert found == 14


@pytest.mark.parametrize(
    ("plans", "items", "channels", "waits"),
    [
        ("lost", None, None, False),
        ("backorder", None, None, True),
        ("backorder", "lost", None, False),
        ("lost", "backorder", None, True),
        ("lost", "backorder", "lost", False),
        ("lost", "lost", "backorder", True),
    ],
)
def test_the_mode_is_the_channels_then_the_items_then_the_plans(
    plans: str, items: str | None, channels: str | None, waits: bool
) -> None:
    # 2 units a week late: lost at 5 = 10; waiting 10 + 2 to buy. Waiting shows in the purchase.
    item = {"shortage_cost": 5} | ({"shortage_mode": items} if items else {})
    channel = {"channel": "default"} | ({"shortage_mode": channels} if channels else {})
    assert cost(shortage_mode=plans, items=[item], channels=[channel], demand=[2], **LATE) == (12 if waits else 10)


def test_a_channel_weighs_what_a_shortage_costs() -> None:
    # One unit for two customers, one in the shop at 3 x 10, one in the web at 0.5 x 10: the web goes without.
    rows = [{"units": 1, "channel": "shop"}, {"units": 1, "channel": "web"}]
    channels = [{"channel": "shop", "shortage_factor": 3}, {"channel": "web", "shortage_factor": 0.5}]
    found = plan(items=[{"shortage_cost": 10}], channels=channels, demand=rows, stock=1, offers=[{"unit_price": 99}])
    assert found.cost == 5
    assert found.chosen("L") == {("A", "N", "web", 0): 1}


def test_a_zone_is_served_by_its_nodes_alone() -> None:
    # Z may be served from N, where nothing is; M has plenty. The second row of the table lets M serve it, at 4.
    served = {
        "nodes": ["N", "M"],
        "stock": [{"node_id": "M", "on_hand": 9}],
        "demand": [{"zone_id": "Z", "units": 2}],
        "offers": [{"unit_price": 99}],
        "items": [{"shortage_cost": 50}],
    }
    assert cost(fulfilment=[{"zone_id": "Z", "node_id": "N"}], **served) == 100
    both = [{"zone_id": "Z", "node_id": "N"}, {"zone_id": "Z", "node_id": "M", "cost_per_unit": 4}]
    assert cost(fulfilment=both, **served) == 8


def test_a_substitute_serves_what_is_declared_and_no_chain() -> None:
    # C has stock. B may stand in for A, C for B: A's customer is not served with C.
    items = ["A", "B", "C"]
    shelf = {"items": items, "stock": [{"item_id": "C", "on_hand": 5}], "offers": [{"unit_price": 999}]}
    chain = [{"item_id": "A", "substitute_id": "B"}, {"item_id": "B", "substitute_id": "C"}]
    assert cost(substitutes=chain, demand={"A": [1]}, **shelf) == 100
    assert cost(substitutes=chain, demand={"B": [1]}, **shelf) == 0
    # Nor the other way round.
    assert cost(substitutes=[{"item_id": "C", "substitute_id": "A"}], demand={"A": [1]}, **shelf) == 100


def test_a_kit_stands_in_for_an_item_and_an_item_for_a_kit() -> None:
    kits = [{"kit_id": "K", "component_id": "B", "units": 2}]
    shelf = {"items": ["A", "B", "K"], "kits": kits, "offers": [{"unit_price": 999}]}
    stand_in = [{"item_id": "A", "substitute_id": "K", "cost_per_unit": 3}]
    stock = [{"item_id": "B", "on_hand": 5}]
    # 5 B make two kits and a half: all three A are served but half a one, 2.5 x 3 + 0.5 x 100.
    assert cost(substitutes=stand_in, demand={"A": [3]}, stock=stock, **shelf) == 57.5
    back = [{"item_id": "K", "substitute_id": "A", "cost_per_unit": 3}]
    assert cost(substitutes=back, demand={"K": [3]}, stock=3, **shelf) == 9


def test_components_in_a_kit_are_not_substituted() -> None:
    shelf = {
        "items": ["A", "B", "K"],
        "kits": [{"kit_id": "K", "component_id": "A"}],
        "offers": [{"unit_price": 999}],
        "substitutes": [{"item_id": "A", "substitute_id": "B"}],
        "stock": [{"item_id": "B", "on_hand": 5}],
    }
    assert cost(demand={"K": [1]}, **shelf) == 100
    assert cost(demand={"A": [1]}, **shelf) == 0


def test_a_negative_stock_is_owed_by_its_node_alone() -> None:
    # N owes 3; M has 9. A transfer at 2 brings them; the zone's own carriage of 5 is not charged for what is owed.
    owing = {
        "nodes": ["N", "M"],
        "lanes": [{}],
        "fulfilment": [{"zone_id": "N", "node_id": n, "cost_per_unit": 5} for n in ("N", "M")],
        "stock": [{"on_hand": 1, "reserved": 4}, {"node_id": "M", "on_hand": 9}],
        "offers": [{"unit_price": 999}],
    }
    assert cost(**owing) == 300
    found = plan(transfers=[{"from_node": "M", "to_node": "N", "cost_per_unit": 2}], **owing)
    assert found.cost == 6
    assert found.chosen("F") == {("A", "N", "open", "A", "N", 0): 3}


def test_the_open_channel_has_a_mode_and_a_factor() -> None:
    # 3 owed units, goods a week later: 3 x 100 x 0.1 waiting once, 3 bought at 1.
    channels = [{"channel": "open", "shortage_mode": "backorder", "shortage_factor": 0.1}]
    assert cost(stock=-3, channels=channels, **LATE) == 33
    # Owed stock may be served with a substitute, at the substitute's cost.
    found = cost(
        items=["A", "B"],
        stock=[{"on_hand": -3}, {"item_id": "B", "on_hand": 3}],
        substitutes=[{"item_id": "A", "substitute_id": "B", "cost_per_unit": 2}],
        offers=[{"unit_price": 999}],
    )
    assert found == 6


def test_promotions_are_served_like_any_demand() -> None:
    rows = [{"units": 2, "kind": "baseline"}, {"units": 3, "kind": "promotion"}]
    assert plan(demand=rows, offers=[{"unit_price": 1}]).ordered() == {0: 5}
