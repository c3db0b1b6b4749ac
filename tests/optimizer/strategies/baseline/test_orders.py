"""What becomes of what stocks want: cases, minima, limits and priority, on a first week that asks for all it needs."""

from typing import Any

import numpy as np
import pytest

from optimizer.strategies.baseline.fit import fitted
from optimizer.strategies.baseline.registry import policy
from optimizer.strategies.baseline.simulate import simulate
from optimizer.strategies.baseline.stocks import Stocks, stocks_of
from tests.builders import build, day

TWO: dict[str, Any] = {"items": ["A", "B"], "demand": {"A": [10], "B": [10]}}


def ordered(values: dict[str, float] | None = None, **given: Any) -> dict[tuple[str, int], float]:
    """Units ordered by (item, period) where what is asked until the next week is ordered, and nothing more."""
    stocks = stocks_of(build(**given))
    rule = policy("weeks-of-cover")
    cases = simulate(stocks, rule, rule.with_values({"cover_periods": 1.0} | (values or {})))
    return _by_item(stocks, cases)


def _by_item(stocks: Stocks, cases: np.ndarray[Any, Any]) -> dict[tuple[str, int], float]:
    ordering, items = stocks.ordering, stocks.problem.items["item_id"]
    found: dict[tuple[str, int], float] = {}
    for k in np.flatnonzero(cases):
        key = (str(items.iloc[ordering.item[k]]), int(ordering.period[k]))
        found[key] = found.get(key, 0.0) + float(cases[k] * ordering.case_pack[k])
    return found


def test_whole_cases() -> None:
    # 10 in cases of 6: two cases, of which 2 are left for the second week's 10: 8 more, again two cases
    assert ordered(demand=[10, 10], periods=2, offers=[{"case_pack": 6}]) == {("A", 0): 12, ("A", 1): 12}


def test_a_line_is_raised_to_its_minimum_over_its_nodes() -> None:
    nodes: dict[str, Any] = {"nodes": ["N", "M"], "demand": {("A", "N"): [10], ("A", "M"): [10]}, "periods": 1}
    assert ordered(**nodes, offers=[{"moq_units": 20}]) == {("A", 0): 20}
    assert ordered(**nodes, offers=[{"moq_units": 21}]) == {("A", 0): 21}
    assert ordered(**nodes, offers=[{"max_units": 15}]) == {("A", 0): 15}


def test_an_order_near_its_minimum_is_enlarged_and_any_other_waits() -> None:
    # 10 of a minimum of 20 lack a half; 10 of 21 lack more, and what is not sold is not asked for again
    assert ordered(demand=[10], periods=1, suppliers=[{"min_order_units": 20}]) == {("A", 0): 20}
    assert ordered(demand=[10], periods=1, suppliers=[{"min_order_units": 21}]) == {}
    # on backorder it is: 10 and 10 more
    late = ordered(demand=[10, 11], periods=2, suppliers=[{"min_order_units": 21}], shortage_mode="backorder")
    assert late == {("A", 1): 21}
    assert ordered({"top_up": 0.0}, demand=[10], periods=1, suppliers=[{"min_order_units": 11}]) == {}


def test_money_goes_to_what_loses_most_for_it() -> None:
    # A loses 100 a unit for a price of 4, B 60 for 2: B is worth 30 for one, A 25
    offers = [{"item_id": "A", "unit_price": 4.0}, {"item_id": "B", "unit_price": 2.0}]
    items = [{"item_id": "A"}, {"item_id": "B", "shortage_cost": 60.0}]
    given: dict[str, Any] = {"items": items, "demand": TWO["demand"], "offers": offers, "periods": 1}
    assert ordered(**given, budgets=[{"amount": 60}]) == {("A", 0): 10, ("B", 0): 10}
    assert ordered(**given, budgets=[{"amount": 59}]) == {("A", 0): 9, ("B", 0): 10}  # 20, and 39 for nine at 4
    assert ordered(**given, budgets=[{"amount": 19}]) == {("B", 0): 9}
    # a soft one is kept too, unless it is to count for nothing
    soft = [{"amount": 20, "overrun_cost": 0.1}]
    assert ordered(**given, budgets=soft) == {("B", 0): 10}
    assert ordered({"overrun": 1.0}, **given, budgets=soft) == {("A", 0): 10, ("B", 0): 10}


def test_money_that_a_dropped_order_sets_free_goes_to_others() -> None:
    # 60 buys A of S (40) and half of B of U, whose minimum is 10: S falls short of its own as well if B came first
    offers: list[dict[str, Any]] = [
        {"item_id": "A", "supplier_id": "S", "unit_price": 4.0},
        {"item_id": "B", "supplier_id": "U", "unit_price": 4.0},
    ]
    suppliers = [{"supplier_id": "S", "min_order_units": 10}, {"supplier_id": "U", "min_order_units": 10}]
    assert ordered(**TWO, periods=1, offers=offers, suppliers=suppliers, budgets=[{"amount": 60}]) == {("A", 0): 10}


def test_capacity_containers_and_what_nodes_receive() -> None:
    assert ordered(demand=[10], periods=1, suppliers=[{"capacity": 7}]) == {("A", 0): 7}
    line = [{"capacity_per_line": 3}]
    assert ordered(demand=[10], periods=1, suppliers=[{"capacity": 7}], offers=line) == {("A", 0): 4}
    items = [{"unit_m3": 1.0}]
    lanes = [{"container_m3": 4, "max_containers": 2}]
    assert ordered(demand=[10], periods=1, items=items, lanes=lanes) == {("A", 0): 8}
    assert ordered(demand=[10], periods=1, items=items, nodes=[{"inbound_m3": 6}]) == {("A", 0): 6}
    assert ordered(demand=[10], periods=1, nodes=[{"inbound_units": 5}]) == {("A", 0): 5}


def test_hard_storage_and_cover() -> None:
    # in cases of 12, 2 units would be left: a storage of 2 m3 takes them, one of 1 m3 takes no order at all
    shelf: dict[str, Any] = {"demand": [10], "periods": 1, "items": [{"unit_m3": 1.0}], "offers": [{"case_pack": 12}]}
    assert ordered(**shelf, nodes=[{"storage_m3": 2}]) == {("A", 0): 12}
    assert ordered(**shelf, nodes=[{"storage_m3": 1}]) == {}
    # 40 would last for weeks 0 to 3; at most one week ahead and a case of 1 may be left after week 0: 10 + 11
    many: dict[str, Any] = {"periods": 4, "demand": [10] * 4}
    assert ordered({"cover_periods": 4.0}, **many)["A", 0] == 40
    assert ordered({"cover_periods": 4.0}, **many, items=[{"max_cover_periods": 1}])["A", 0] == 21


def test_frozen_periods_and_the_order_cycle() -> None:
    assert ordered(demand=[10, 10, 10], frozen_periods=1) == {("A", 1): 10, ("A", 2): 10}
    # no order of week 3 exists, and the policy goes on beyond the horizon with the mean
    assert ordered(demand=[10, 10, 10], suppliers=[{"order_every_periods": 2}]) == {("A", 0): 20, ("A", 2): 20}


def test_the_cheapest_landed_route_is_taken() -> None:
    # 4 + 25 % duty = 5 against 4.5 + 0.4 of freight
    offers = [
        {"supplier_id": "S", "unit_price": 4.0, "duty_rate": 0.25},
        {"supplier_id": "U", "unit_price": 4.5},
    ]
    for freight, supplier in ((0.4, "U"), (0.6, "S")):
        lanes = [{"supplier_id": "S"}, {"supplier_id": "U", "cost_per_unit": freight}]
        stocks = stocks_of(build(suppliers=["S", "U"], offers=offers, lanes=lanes, demand=[10]))
        assert stocks.problem.suppliers["supplier_id"].iloc[stocks.route.supplier[0]] == supplier


def test_a_zone_is_served_by_the_node_where_goods_and_service_are_cheapest() -> None:
    zones = [{"zone_id": "Z", "node_id": "N", "cost_per_unit": 2.0}, {"zone_id": "Z", "node_id": "M"}]
    for freight, node in ((1.5, "M"), (2.5, "N")):
        lanes = [{"node_id": "N"}, {"node_id": "M", "cost_per_unit": freight}]
        stocks = stocks_of(build(nodes=["N", "M"], fulfilment=zones, lanes=lanes, demand={("A", "Z"): [10]}))
        asked = stocks.lost.sum(axis=1)
        assert stocks.problem.nodes["node_id"].iloc[stocks.stocking.node[asked > 0][0]] == node


def test_kits_are_bought_as_components() -> None:
    kits = [{"kit_id": "K", "component_id": "A", "units": 2}, {"kit_id": "K", "component_id": "B", "units": 1}]
    offers = [{"item_id": "A"}, {"item_id": "B"}]
    found = ordered(items=["A", "B", "K"], kits=kits, offers=offers, demand={"K": [5]}, periods=1)
    assert found == {("A", 0): 10, ("B", 0): 5}


def test_who_comes_first_gets_whole_cases_the_last_one_a_part() -> None:
    # group 0 has room for 10: 2 x 3 come first, then 4 - 1 (by itself) = 3 is one case of 2; group -1 has no limit
    cases, rank, group = np.array([3.0, 3.0, 9.0, 1.0]), np.array([1, 0, 3, 2]), np.array([0, 0, -1, 0])
    load = (np.array([2.0, 2.0, 2.0, 2.0]), np.array([1.0, 0.0, 0.0, 0.0]))
    assert fitted(cases, rank, group, load, np.array([10.0])).tolist() == [1, 3, 9, 0]
    assert fitted(cases, rank, group, load, np.array([np.inf])).tolist() == cases.tolist()


@pytest.mark.parametrize("kind", ["order", "payment"])
def test_budgets_of_days_and_categories(kind: str) -> None:
    items = [{"item_id": "A", "category": "x"}, {"item_id": "B", "category": "y"}]
    offers = [{"item_id": "A", "unit_price": 1.0}, {"item_id": "B", "unit_price": 1.0}]
    budgets = [{"amount": 6, "category": "x", "first_date": day(1), "last_date": day(1), "basis": kind}]
    given: dict[str, Any] = {"items": items, "offers": offers, "budgets": budgets, "periods": 2}
    demand = {"A": [10, 10], "B": [10, 10]}
    found = ordered(**given, demand=demand, suppliers=[{"payment_days": 7}])
    # the order day of week 1, or the payment day of what is ordered in week 0
    short = 1 if kind == "order" else 0
    assert found == {("A", 0): 10, ("A", 1): 10, ("B", 0): 10, ("B", 1): 10} | {("A", short): 6}
