"""Bounds of orders cut off nothing: whatever makes an order larger than the demand left is worthwhile still."""

import itertools
import random
from typing import Any

import pytest

from optimizer.instance import instance_of
from tests.builders import build, day
from tests.optimizer.planning import plan, plan_of


def ordered(**given: Any) -> float:
    return sum(plan(**given).ordered().values())


def test_for_the_terminal_credit() -> None:
    # 1 wanted in each of 2 periods; ten periods of the mean of 1 are worth 5 each at a price of 2.
    worth: dict[str, Any] = {"items": [{"unit_cost": 5}], "terminal_value": 1, "terminal_cover_periods": 10}
    assert ordered(periods=2, demand=[1, 1], offers=[{"unit_price": 2}], **worth) == 12
    # In the last period as well, and with transfers between nodes that might use it.
    late = [{"unit_price": 2, "available_from": day(1)}]
    assert ordered(periods=2, demand=[0, 2], offers=late, **worth) == 12
    way = [{"from_node": "N", "to_node": "M"}]
    assert ordered(periods=2, nodes=["N", "M"], transfers=way, demand=[0, 2], offers=late, **worth) == 12


def test_for_safety_stock_of_one_node_and_of_others() -> None:
    assert ordered(safety_stock=50, offers=[{"unit_price": 1}], items=[{"safety_cost": 9}]) == 50
    # All goods come through N; M and O guard 20 each.
    nodes: dict[str, Any] = {
        "nodes": ["N", "M", "O"],
        "lanes": [{}],
        "offers": [{"unit_price": 1, "available_to": day(0)}],
    }
    way = [{"from_node": "N", "to_node": "M"}, {"from_node": "N", "to_node": "O", "lead_time_days": 7}]
    safety = [{"node_id": "M", "units": 20}, {"node_id": "O", "units": 20}]
    assert ordered(transfers=way, safety_stock=safety, items=[{"safety_cost": 9}], **nodes) == 40


def test_for_a_break_a_minimum_and_a_case() -> None:
    breaks = [{"min_units": 90, "unit_price": 0.1}]
    assert ordered(periods=1, demand=[2], offers=[{"unit_price": 5}], price_breaks=breaks) == 90
    assert ordered(periods=1, demand=[2], offers=[{"unit_price": 1, "moq_units": 90}]) == 90
    assert ordered(periods=1, demand=[2], offers=[{"unit_price": 1, "case_pack": 90}]) == 90
    # All three: 95 is the minimum, in cases of 7: 98.
    offer = {"unit_price": 5, "moq_units": 95, "case_pack": 7}
    assert ordered(periods=1, demand=[2], offers=[offer], price_breaks=breaks) == 98


@pytest.mark.parametrize(
    "minimum", [{"min_order_value": 60}, {"min_order_units": 60}, {"min_order_kg": 30}, {"min_order_m3": 15}]
)
def test_for_the_minimum_of_an_order(minimum: dict[str, float]) -> None:
    # 2 wanted; B, of which nobody wants any, fills the order at 1 each where A costs 3 and weighs as much.
    items = [{"unit_kg": 0.5, "unit_m3": 0.25}, {"item_id": "B", "unit_kg": 0.5, "unit_m3": 0.25}]
    offers = [{"unit_price": 3}, {"item_id": "B", "unit_price": 1}]
    found = plan(periods=1, items=items, suppliers=[minimum], offers=offers, demand=[2])
    if "min_order_value" in minimum:  # worth is worth, whatever it is spent on: 60 in all
        assert found.cost == 60
    else:
        assert found.ordered("item") == {"A": 2, "B": 58}


def test_for_a_minimum_that_only_a_dearer_tier_reaches() -> None:
    # Incremental, 1 to 5 units, 4 beyond: a value of 21 is 5 + 4 x 4, nine units for a demand of 2.
    found = ordered(
        periods=1, demand=[2], suppliers=[{"min_order_value": 21}],
        offers=[{"unit_price": 1, "break_kind": "incremental"}], price_breaks=[{"min_units": 5, "unit_price": 4}],
    )  # fmt: skip
    assert found == 9


def test_for_customers_who_wait() -> None:
    # The last period's order serves the backlog of all periods before.
    found = plan(
        shortage_mode="backorder", items=[{"unit_cost": 99, "shortage_cost": 1}], demand=[7, 8, 9],
        offers=[{"unit_price": 1, "available_from": day(2)}],
    )  # fmt: skip
    assert found.ordered() == {2: 24}


def test_for_kits_and_for_those_who_take_a_substitute() -> None:
    # 5 kits of 4 A, and 6 of B whose customers may take A.
    found = ordered(
        items=["A", "B", "K"],
        offers=[{"unit_price": 1}],
        kits=[{"kit_id": "K", "component_id": "A", "units": 4}],
        substitutes=[{"item_id": "B", "substitute_id": "A"}],
        demand={"K": [5], "B": [6]},
    )
    assert found == 26


def test_hard_limits_make_them_tight() -> None:
    # 100 wanted; at most 12 a line, 9 by capacity, 7 m3 of a container, 6 received.
    most = [
        {"offers": [{"max_units": 12}]},
        {"suppliers": [{"capacity": 9}]},
        {"lanes": [{"container_m3": 7, "max_containers": 1}]},
        {"nodes": [{"inbound_units": 6}]},
    ]
    for limit, expected in zip(most, (12, 9, 7, 6), strict=True):
        instance = instance_of(build(periods=1, items=[{"unit_m3": 1}], demand=[100], **limit))
        assert instance.most_cases.tolist() == [expected]


def test_a_lane_whose_shipments_may_have_no_container_stops_no_other() -> None:
    # No containers of no size gave a bound that was no number, and with it the supplier's line by any lane was lost.
    lanes = [{"mode": "sea", "container_kg": 3, "max_containers": 0}, {}]
    given: dict[str, Any] = {"periods": 1, "items": [{"unit_kg": 1, "unit_m3": 1}], "lanes": lanes, "demand": [5]}
    assert instance_of(build(**given)).most_cases.tolist() == [0, 5]
    assert ordered(**given) == 5


# -- shares, which tie offers together: every combination of cases tried one by one -----------------------------------
def cheapest(wanted: int, offers: list[dict[str, Any]], most: int) -> float:
    """Least cost of one period over all cases of all offers up to so many units each; a lost unit costs 100."""
    best = 100.0 * wanted
    choices = [range(0, most + 1, offer["case_pack"]) for offer in offers]
    for units in itertools.product(*choices):
        total = sum(units)
        if total and all(may(x, total, offer) for x, offer in zip(units, offers, strict=True)):
            paid = sum(x * o["unit_price"] for x, o in zip(units, offers, strict=True))
            best = min(best, paid + 100.0 * max(0, wanted - total))
    return best


def may(x: int, total: int, offer: dict[str, Any]) -> bool:
    """Whether x units of an offer keep its minimum and its shares of the total."""
    low, high = offer["min_share"] * total - 1e-9, offer["max_share"] * total + 1e-9
    return bool(x in {0, max(x, offer["moq_units"])} and low <= x <= high)


def tied(seed: int) -> tuple[int, list[dict[str, Any]]]:
    """Units wanted and two or three offers of which some plan keeps the shares."""
    r = random.Random(seed)  # noqa: S311 - no secret
    count = r.choice((2, 3))
    shares = r.choice(((0.5, 0.5, 0), (0.3, 0.5, 0.2), (0.25, 0.25, 0.5), (0.1, 0.6, 0.3), (1 / 3, 1 / 3, 1 / 3)))
    offers: list[dict[str, Any]] = []
    for number in range(count):
        low, high = r.choice(((0, 1), (shares[number], 1), (0, max(shares[number], 0.4)), (0.5 * shares[number], 0.9)))
        offers.append({"supplier_id": f"S{number}", "min_share": low, "max_share": high})
        offers[-1] |= {"unit_price": r.choice((0.1, 1, 3, 8)), "case_pack": r.choice((1, 2, 3, 5))}
        offers[-1] |= {"moq_units": r.choice((0, 0, 4, 12))}
    if sum(offer["max_share"] for offer in offers) < 1:
        offers[0]["max_share"] = 1
    return r.choice((1, 2, 5, 9)), offers


@pytest.mark.parametrize("seed", range(12))
def test_shares_pull_no_order_beyond_its_bound(seed: int) -> None:
    wanted, offers = tied(seed)
    suppliers = [offer["supplier_id"] for offer in offers]
    found = plan_of(build(periods=1, suppliers=suppliers, offers=offers, demand=[wanted]))
    assert found.cost == pytest.approx(cheapest(wanted, offers, 60 if len(offers) == 3 else 150))
