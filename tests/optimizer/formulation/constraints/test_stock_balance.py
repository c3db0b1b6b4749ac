"""Stock balance: nothing appears, nothing is lost, nothing is there before it arrives. A lost unit costs 100."""

from collections.abc import Callable

from models.problem import Problem
from tests.builders import build, day
from tests.optimizer.planning import cost, plan


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # Opening stock and inbound on the right side; an order, a transfer of one week and a kit of two units on the left.
    golden(
        build(
            periods=2,
            items=["A", {"item_id": "K", "shortage_cost": 300}],
            nodes=["N", "M"],
            offers=[{"unit_price": 1}],
            lanes=[{}],
            transfers=[{"from_node": "N", "to_node": "M", "lead_time_days": 7}],
            kits=[{"kit_id": "K", "component_id": "A", "units": 2}],
            demand={("K", "N"): [1], ("A", "M"): [0, 4]},
            stock=3,
            inbound=[{"units": 2, "arrival_date": day(1)}],
        )
    )


def test_opening_stock_serves_and_the_rest_is_bought() -> None:
    # 4 of 5 are there; the fifth costs 3.
    assert cost(stock=4, demand=[0, 5], offers=[{"unit_price": 3}]) == 3
    assert cost(stock=5, demand=[0, 5], offers=[{"unit_price": 3}]) == 0


def test_reserved_and_held_stock_is_not_there() -> None:
    # 5 - 2 - 1 = 2 are available to plan: 3 of 5 are bought.
    stock = [{"on_hand": 5, "reserved": 2, "on_hold": 1}]
    assert plan(stock=stock, demand=[5], offers=[{"unit_price": 3}]).ordered() == {0: 3}


def test_goods_under_way_serve_from_the_period_they_arrive_in() -> None:
    # Two weeks' lead time: an order of period 0 serves period 2, not period 1.
    late = {"lanes": [{"lead_time_days": 14}], "offers": [{"unit_price": 1}]}
    assert cost(demand=[0, 0, 2], **late) == 2
    assert cost(demand=[0, 2, 0], **late) == 200


def test_inbound_is_received_in_the_first_period_from_its_day_on() -> None:
    # Monday of period 1 serves period 1; Tuesday waits for period 2.
    assert cost(inbound=[{"units": 2, "arrival_date": day(1)}], demand=[0, 2, 0], offers=[{"unit_price": 3}]) == 0
    assert (
        cost(inbound=[{"units": 2, "arrival_date": day(1, offset=1)}], demand=[0, 2], offers=[{"unit_price": 3}]) == 6
    )
    assert (
        cost(inbound=[{"units": 2, "arrival_date": day(1, offset=1)}], demand=[0, 0, 2], offers=[{"unit_price": 3}])
        == 0
    )


def test_overdue_inbound_comes_at_once_and_one_after_the_horizon_never() -> None:
    assert cost(inbound=[{"units": 2, "arrival_date": day(-4)}], demand=[2], offers=[{"unit_price": 3}]) == 0
    # Tuesday of the last period is received in a period that is not planned.
    never = [{"units": 2, "arrival_date": day(2, offset=1)}]
    assert cost(inbound=never, demand=[0, 0, 2], offers=[{"unit_price": 3}]) == 6


def test_transfers_bring_goods_to_a_node_that_no_supplier_reaches() -> None:
    # 2 units by period 1: bought at 1 each, moved at 0.5 each, one week under way.
    way = {
        "nodes": ["N", "M"],
        "lanes": [{}],
        "offers": [{"unit_price": 1}],
        "transfers": [{"from_node": "N", "to_node": "M", "lead_time_days": 7, "cost_per_unit": 0.5}],
    }
    found = plan(demand={("A", "M"): [0, 2, 0]}, **way)
    assert found.cost == 3
    assert found.chosen("X") == {("A", "N", "M", 0): 2}
    # In period 0 nothing can have arrived.
    assert cost(demand={("A", "M"): [2]}, **way) == 200


def test_a_transfer_that_would_arrive_after_the_horizon_does_not_exist() -> None:
    # One day under way is one week of the plan: what leaves in the last period never arrives.
    way = {
        "nodes": ["N", "M"],
        "lanes": [{}],
        "demand": {("A", "M"): [0, 2]},
        "inbound": [{"units": 2, "arrival_date": day(1)}],
        "offers": [{"unit_price": 99, "available_from": day(1)}],
        "periods": 2,
    }
    assert cost(transfers=[{"from_node": "N", "to_node": "M", "lead_time_days": 1}], **way) == 200
    assert cost(transfers=[{"from_node": "N", "to_node": "M", "lead_time_days": 0}], **way) == 0


def test_a_transfer_chain_of_no_lead_time_passes_in_one_period() -> None:
    # N -> M -> O within period 0.
    chain = [{"from_node": "N", "to_node": "M"}, {"from_node": "M", "to_node": "O"}]
    found = plan(nodes=["N", "M", "O"], lanes=[{}], transfers=chain, demand={("A", "O"): [3]})
    assert found.cost == 0
    assert found.chosen("F") == {("A", "O", "default", "A", "O", 0): 3}


def test_kits_of_kits_take_all_their_components_from_one_node() -> None:
    # A box holds 3 packs of 2 A and 1 B: 6 A + 1 B at 1 each make 7; 2 of the A are there already.
    found = plan(
        items=["A", "B", {"item_id": "pack", "shortage_cost": 0}, {"item_id": "box", "shortage_cost": 50}],
        offers=[{"unit_price": 1}, {"item_id": "B", "unit_price": 1}],
        kits=[
            {"kit_id": "pack", "component_id": "A", "units": 2},
            {"kit_id": "box", "component_id": "pack", "units": 3},
            {"kit_id": "box", "component_id": "B"},
        ],
        demand={("box", "N"): [1]},
        stock=2,
    )
    assert found.cost == 5
    assert found.ordered("item") == {"A": 4, "B": 1}


def test_components_in_two_nodes_make_no_kit() -> None:
    # A waits in N, B in M: without a transfer the kit is lost; with one at 7 it ships.
    apart = {
        "items": ["A", "B", {"item_id": "K", "shortage_cost": 50}],
        "nodes": ["N", "M"],
        "offers": [{"unit_price": 99}],
        "kits": [{"kit_id": "K", "component_id": "A"}, {"kit_id": "K", "component_id": "B"}],
        "stock": [{"on_hand": 1}, {"item_id": "B", "node_id": "M", "on_hand": 1}],
        "demand": {("K", "N"): [1]},
    }
    assert cost(**apart) == 50
    assert cost(transfers=[{"from_node": "M", "to_node": "N", "cost_per_unit": 7}], **apart) == 7
