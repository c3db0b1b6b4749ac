import pytest

from scenarios.report.buying import bought_by, first_and_rest, order_reasons
from tests.scenarios.report.plans import order, plan_of, shipment

PLAN = plan_of(
    orders=[
        order(4, 40, duty=4, reason="need"),
        order(1, 10, node_id="M", reason="case"),
        order(2, 90, order_id="PO-2", supplier_id="T", item_id="B"),
        order(1, 5, order_id="PO-2", supplier_id="T", item_id="C", reason="need"),
    ],
    shipments=[
        shipment(7),
        shipment(3, node_id="M"),
        shipment(5, order_id="PO-2", supplier_id="T"),
    ],
)


def test_orders_by_supplier_are_price_duty_and_freight_of_each() -> None:
    table = bought_by(PLAN, "supplier_id").set_index("supplier_id")
    assert list(table.index) == ["T", "S"]  # 90 + 5 + 5 = 100 against 40 + 10 + 4 + 7 + 3 = 64
    row = table.loc[["S"], ["orders", "items", "units", "value", "duty", "freight", "money"]]
    assert row.to_numpy().tolist() == [[1, 1, 5, 50, 4, 10, 64]]


@pytest.mark.parametrize("key", ["supplier_id", "node_id"])
def test_they_add_up_to_the_plan_however_they_are_cut(key: str) -> None:
    table = bought_by(PLAN, key)
    assert table["value"].sum() == PLAN.orders["value"].sum()
    assert table["duty"].sum() == PLAN.orders["duty"].sum()
    assert table["freight"].sum() == PLAN.shipments["freight"].sum()
    assert first_and_rest(table, key, 1)["money"].sum() == table["money"].sum() == 145 + 4 + 15


def test_what_is_not_shown_is_one_row_and_nothing_where_all_is_shown() -> None:
    table = bought_by(PLAN, "supplier_id")
    assert first_and_rest(table, "supplier_id", 1)["supplier_id"].to_list() == ["T", "1 others"]
    assert first_and_rest(table, "supplier_id", 2)["supplier_id"].to_list() == ["T", "S"]


def test_the_reason_with_most_money_comes_first() -> None:
    told = order_reasons(PLAN, ["PO-1", "PO-2"])
    assert told["PO-1"] == ["need (1 item)", "case (1 item)"]  # 44 against 10
    assert told["PO-2"] == ["no reason is given (1 item)", "need (1 item)"]  # 90 against 5
    assert order_reasons(PLAN, ["PO-1"], count=1)["PO-1"] == ["need (1 item)", "..."]
