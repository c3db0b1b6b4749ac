"""Rules between cells: the smallest dataset that breaks one, beside the nearest that does not."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from models.faults import DatasetError
from models.problem import Problem
from tests.builders import build, settings, tables
from tests.models.refusals import faults_of, only_fault

PAIRS: list[tuple[dict[str, Any], str, str]] = [
    ({"offers": [{}, {"item_id": "Z"}]}, "offers row 3, item_id", "an item_id that stands in items"),
    ({"offers": [{}, {"supplier_id": "Z"}]}, "offers row 3, supplier_id", "a supplier_id that stands in suppliers"),
    ({"lanes": [{}, {"supplier_id": "Z"}]}, "lanes row 3, supplier_id", "a supplier_id that stands in suppliers"),
    ({"lanes": [{}, {"node_id": "Z"}]}, "lanes row 3, node_id", "a node_id that stands in nodes"),
    ({"transfers": [{"from_node": "Z", "to_node": "N"}]}, "transfers row 2, from_node", "a node_id that"),
    ({"transfers": [{"from_node": "N", "to_node": "Z"}]}, "transfers row 2, to_node", "a node_id that"),
    ({"fulfilment": [{"zone_id": "X", "node_id": "Z"}]}, "fulfilment row 2, node_id", "a node_id that stands in nodes"),
    ({"kits": [{"kit_id": "Z", "component_id": "A"}]}, "kits row 2, kit_id", "an item_id that stands in items"),
    ({"substitutes": [{"item_id": "Z", "substitute_id": "A"}]}, "substitutes row 2, item_id", "an item_id that"),
    ({"substitutes": [{"item_id": "A", "substitute_id": "Z"}]}, "substitutes row 2, substitute_id", "an item_id"),
    ({"demand": {"Z": [1]}}, "demand row 2, item_id", "an item_id that stands in items"),
    ({"stock": [{"item_id": "Z", "on_hand": 1}]}, "stock row 2, item_id", "an item_id that stands in items"),
    ({"stock": [{"node_id": "Z", "on_hand": 1}]}, "stock row 2, node_id", "a node_id that stands in nodes"),
    ({"inbound": [{"item_id": "Z", "units": 1}]}, "inbound row 2, item_id", "an item_id that stands in items"),
    ({"inbound": [{"node_id": "Z", "units": 1}]}, "inbound row 2, node_id", "a node_id that stands in nodes"),
    ({"inbound": [{"supplier_id": "Z", "units": 1}]}, "inbound row 2, supplier_id", "a supplier_id that stands"),
    ({"safety_stock": [{"item_id": "Z", "units": 1}]}, "safety_stock row 2, item_id", "an item_id that stands"),
    ({"safety_stock": [{"node_id": "Z", "units": 1}]}, "safety_stock row 2, node_id", "a node_id that stands"),
    ({"budgets": [{"supplier_id": "Z", "amount": 1}]}, "budgets row 2, supplier_id", "a supplier_id that stands"),
]


@pytest.mark.parametrize(
    ("given", "place", "expected"), PAIRS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_dangling_id_names_the_table_it_is_looked_for_in(given: dict[str, Any], place: str, expected: str) -> None:
    told = str(only_fault(**given))
    assert told.startswith(f"{place}: found 'Z', expected ")
    assert f"expected {expected}" in told


def test_optional_ids_may_be_empty() -> None:
    build(inbound=[{"units": 1}], budgets=[{"amount": 1}])


def test_ids_are_told_apart_by_case_and_spaces() -> None:
    assert only_fault(demand={"a": [1]}).value == "a"
    assert only_fault(demand={"A ": [1]}).value == "A "


def test_a_price_break_is_of_an_offer() -> None:
    fault = only_fault(items=["A", "B"], offers=[{}], price_breaks=[{"item_id": "B", "min_units": 5, "unit_price": 1}])
    assert str(fault) == (
        "price_breaks row 2, item_id, supplier_id: found 'B, S', expected the item_id and supplier_id of an offer"
    )
    build(price_breaks=[{"min_units": 5, "unit_price": 1}])


def test_a_row_with_a_fault_makes_no_reference_dangle() -> None:
    fault = only_fault(items=[{"item_id": "A", "unit_cost": "dear"}], demand=[1], stock=1)
    assert (fault.table, fault.column) == ("items", "unit_cost")


def test_an_unserved_zone_without_and_with_fulfilment() -> None:
    assert "without a table fulfilment a zone is a node_id" in only_fault(demand={("A", "EU"): [1]}).expected
    told = only_fault(demand={("A", "EU"): [1]}, fulfilment=[{"zone_id": "UK", "node_id": "N"}])
    assert "no row of fulfilment has this zone_id" in told.expected
    build(demand={("A", "EU"): [1]}, fulfilment=[{"zone_id": "EU", "node_id": "N"}])


def test_with_fulfilment_a_node_is_no_zone_by_itself() -> None:
    assert only_fault(demand=[1], fulfilment=[{"zone_id": "UK", "node_id": "N"}]).value == "N"


def test_a_zone_in_a_row_that_cannot_be_read_is_not_missed() -> None:
    fault = only_fault(demand={("A", "EU"): [1]}, fulfilment=[{"zone_id": None, "node_id": "N"}])
    assert fault.table == "fulfilment"


def test_channels_are_any_until_there_is_a_table_of_them() -> None:
    build(demand=[{"units": 1, "channel": "web"}])
    fault = only_fault(demand=[{"units": 1, "channel": "web"}], channels=[{"channel": "shop"}])
    assert fault.expected == "a channel that stands in channels"
    build(demand=[{"units": 1}, {"units": 1, "channel": "web"}], channels=[{"channel": "web"}])  # default need not be


def test_open_is_a_channel_of_no_demand_but_may_be_listed() -> None:
    assert "open is the one of negative stock" in only_fault(demand=[{"units": 1, "channel": "open"}]).expected
    assert len(faults_of(demand=[{"units": 1, "channel": "open"}], channels=[{"channel": "open"}])) == 1
    build(demand=[1], channels=[{"channel": "open", "shortage_factor": 2}])


def test_transfers_and_substitutes_lead_elsewhere() -> None:
    assert only_fault(transfers=[{"from_node": "N", "to_node": "N"}]).expected == "another one than from_node"
    assert only_fault(substitutes=[{"item_id": "A", "substitute_id": "A"}]).expected == "another one than item_id"
    build(nodes=["N", "M"], transfers=[{"from_node": "N", "to_node": "M"}])


def test_a_budget_begins_before_it_ends() -> None:
    day = dt.date(2024, 1, 8)
    fault = only_fault(budgets=[{"first_date": day, "last_date": day - dt.timedelta(days=1), "amount": 1}])
    assert str(fault) == (
        "budgets row 2, first_date: found '2024-01-08', expected a day no later than last_date, 2024-01-07"
    )
    build(budgets=[{"first_date": day, "last_date": day, "amount": 1}])


def test_a_lanes_blocked_days_begin_before_they_end() -> None:
    fault = only_fault(lanes=[{"blocked_from": "2024-01-09", "blocked_to": "2024-01-08"}])
    assert str(fault) == "lanes row 2, blocked_from: found '2024-01-09', expected a day not after blocked_to"
    build(lanes=[{"blocked_from": "2024-01-08", "blocked_to": "2024-01-08"}])


def test_offers_available_the_wrong_way_round_are_legal() -> None:
    build(offers=[{"available_from": "2024-02-01", "available_to": "2024-01-01"}])


def test_max_units_lies_at_or_above_moq_units() -> None:
    assert only_fault(offers=[{"moq_units": 10, "max_units": 9}]).expected == "at least moq_units, which is 10"
    build(offers=[{"moq_units": 10, "max_units": 10}])


@pytest.mark.parametrize(
    ("moq", "most", "pack", "smallest"),
    [(10, 11, 12, 12), (13, 23, 12, 24), (0, 5, 6, 6), (0, 0, 1, 1)],
)
def test_a_whole_number_of_cases_lies_between(moq: int, most: int, pack: int, smallest: int) -> None:
    offer = {"moq_units": moq, "max_units": most, "case_pack": pack}
    assert only_fault(offers=[offer]).expected.endswith(f"the smallest order line is {smallest}")
    build(offers=[offer | {"max_units": smallest}])


def test_salvage_is_at_most_the_lowest_price_plus_duty() -> None:
    rich = {"items": [{"unit_cost": 10.0}], "terminal_value": 1.0, "salvage_value": 0.5}
    # 0.5 x 10 = 5 against 4 x 1.25 = 5 and 4 x 1.2 = 4.8
    build(**rich, offers=[{"unit_price": 4.0, "duty_rate": 0.25}])
    fault = only_fault(**rich, offers=[{"unit_price": 4.0, "duty_rate": 0.2}])
    assert str(fault) == (
        "items row 2, unit_cost: found '10', expected salvage_value x unit_cost, 5, of at most 4.8, "
        "the item's lowest price plus duty"
    )
    cheap_break = [{"min_units": 99, "unit_price": 3.0}]
    assert only_fault(**rich, offers=[{"unit_price": 9.0, "duty_rate": 0.5}], price_breaks=cheap_break).row == 2
    build(**rich, offers=[{"unit_price": 9.0, "duty_rate": 0.7}], price_breaks=cheap_break)  # 3 x 1.7 = 5.1


def test_salvage_of_0_and_items_that_nobody_sells_are_no_matter() -> None:
    build(items=[{"unit_cost": 10.0}], offers=[{"unit_price": 1.0}], terminal_value=1.0)
    build(items=["A", {"item_id": "B", "unit_cost": 9.0}], offers=[{}], terminal_value=1.0, salvage_value=0.5)


def test_an_active_supplier_with_offers_has_a_lane() -> None:
    two = {"suppliers": ["S", "T"], "lanes": [{}]}
    fault = only_fault(**two, offers=[{}, {"supplier_id": "T"}])
    assert (fault.table, fault.row, fault.value) == ("suppliers", 3, "T")
    assert fault.expected.startswith("a lane to some node")
    build(**two, offers=[{}])  # sells nothing
    build(suppliers=["S", {"supplier_id": "T", "status": "blocked"}], lanes=[{}], offers=[{}, {"supplier_id": "T"}])


def test_a_lane_that_cannot_be_read_may_be_the_one() -> None:
    assert only_fault(lanes=[{"supplier_id": None}]).table == "lanes"


@pytest.mark.parametrize("column", ["container_cost", "max_containers"])
def test_container_terms_need_a_container(column: str) -> None:
    assert only_fault(lanes=[{column: 3}]).expected == "container_m3 or container_kg beside it"
    build(lanes=[{column: 3, "container_m3": 33.0}])
    build(lanes=[{column: 3, "container_kg": 9.0}])
    build(lanes=[{"container_cost": 0}])


def kits(*pairs: str) -> list[dict[str, Any]]:
    return [{"kit_id": pair[0], "component_id": pair[1]} for pair in pairs]


@pytest.mark.parametrize(
    ("pairs", "cycle"),
    [(["KK"], "K > K"), (["KL", "LK"], "K > L > K"), (["KL", "LM", "MK", "MA"], "K > L > M > K")],
)
def test_a_kit_that_holds_itself(pairs: list[str], cycle: str) -> None:
    given: dict[str, Any] = {"items": ["A", "K", "L", "M"], "offers": [{}]}
    fault = only_fault(**given, kits=kits(*pairs))
    assert (fault.table, fault.row, fault.value) == ("kits", 2, cycle)
    build(**given, kits=kits("KL", "KM", "LM", "MA", "KA"))  # a diamond is no cycle


def test_two_knots_are_two_faults() -> None:
    faults = faults_of(items=list("AKLMO"), offers=[{}], kits=kits("KL", "LK", "MO", "OM"))
    assert [fault.value for fault in faults] == ["K > L > K", "M > O > M"]


def test_deep_kits_are_no_trouble() -> None:
    names = [f"K{depth}" for depth in range(1000)]
    chain = [{"kit_id": a, "component_id": b} for a, b in zip(names, [*names[1:], "A"], strict=True)]
    build(items=["A", *names], offers=[{}], kits=chain)
    chain[-1]["component_id"] = "K0"
    assert only_fault(items=["A", *names], offers=[{}], kits=chain).value.startswith("K0 > K1 > ")


def test_kits_multiplied_out_hold_a_quantity() -> None:
    rows = [{"kit_id": "K", "component_id": "L", "units": 10**5}, {"kit_id": "L", "component_id": "A", "units": 10**4}]
    given: dict[str, Any] = {"items": ["A", "K", "L"], "offers": [{}]}
    build(**given, kits=rows)  # 10^9 of A
    fault = only_fault(**given, kits=[*rows, {"kit_id": "K", "component_id": "A", "units": 1}])
    assert fault.value.startswith("K holds 1e+09 of A")


@pytest.mark.parametrize(
    ("table", "row"),
    [("offers", {}), ("stock", {"on_hand": 0}), ("inbound", {"units": 1}), ("safety_stock", {"units": 0})],
)
def test_a_kit_is_not_stocked(table: str, row: dict[str, Any]) -> None:
    given: dict[str, Any] = {"items": ["A", "K"], "offers": [{}], "kits": kits("KA"), "demand": {"K": [1]}}
    build(**given)
    fault = only_fault(**given | {table: [{"item_id": "A"} | row, {"item_id": "K"} | row]})
    assert (fault.table, fault.row, fault.column, fault.value) == (table, 3, "item_id", "K")
    assert fault.expected.startswith("an item that is no kit")


@pytest.mark.parametrize(
    ("table", "row"),
    [("offers", {}), ("stock", {"on_hand": 0}), ("inbound", {"units": 1}), ("safety_stock", {"units": 0})],
)
def test_a_kit_that_is_no_item_is_told_once_in_each_cell(table: str, row: dict[str, Any]) -> None:
    faults = faults_of(kits=kits("QA"), **{table: [{"item_id": "Q"} | row]})
    assert {(fault.table, fault.column) for fault in faults} == {("kits", "kit_id"), (table, "item_id")}
    assert [fault.expected for fault in faults] == ["an item_id that stands in items"] * 2


def test_rules_that_need_an_unreadable_column_are_not_searched() -> None:
    frames = tables(demand=[1])
    frames["suppliers"] = pd.DataFrame({"supplier_id": ["S"], "status": [["active"]]})
    frames["suppliers"]["status"] = pd.Series([{"a": 1}]).convert_dtypes()
    frames["offers"]["supplier_id"] = "T"
    with pytest.raises(DatasetError) as caught:
        Problem.from_tables(settings(), frames)
    assert {(fault.table, fault.column) for fault in caught.value.faults} == {
        ("suppliers", "status"),
        ("offers", "supplier_id"),
    }
