import csv
import io
from decimal import Decimal

import pytest

from api.documents.cells import csv_text
from api.documents.order_csv import order_csv
from api.documents.order_page import order_page
from models.ledger import lifecycle
from models.ledger.purchase_order import Incoterm
from tests.models.ledger.orders import ANN, AT, content, issued, line

SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_no_text_becomes_a_formula_and_numbers_stay_numbers(start: str) -> None:
    text = csv_text(("name", "n"), [(f"{start}1", -1), ("a=1", Decimal("-2.50"))])
    assert text == f'"name","n"\r\n"\'{start}1",-1\r\n"a=1",-2.50\r\n'


def test_numbers_have_no_exponent() -> None:
    assert csv_text(("n",), [(Decimal("1E+3"),)]) == '"n"\r\n1000\r\n'


def test_an_order_is_a_table_of_its_lines() -> None:
    order = issued(
        line(1, item_id="=A1"),
        line(2, item_id="B", units=3, cases=1, price="0.335", duty_rate=Decimal("0.1")),
        note="=Gate 4",
    )
    rows = list(csv.DictReader(io.StringIO(order_csv([(order, order.present)]), newline="")))
    assert [(row["order"], row["version"], row["state"], row["item_id"]) for row in rows] == [
        ("PO-1", "1", "issued", "'=A1"), ("PO-1", "1", "issued", "B"),
    ]  # fmt: skip
    # 3 x 0.335 = 1.005 -> 1.01, duty 0.101 -> 0.10
    assert [rows[1][name] for name in ("unit_price", "value", "duty", "need_by")] == [
        "0.335",
        "1.01",
        "0.10",
        "2024-02-01",
    ]
    assert [row["note"] for row in rows] == ["'=Gate 4"] * 2


def test_a_page_shows_what_is_ordered_and_runs_nothing() -> None:
    order = issued(
        line(item_id=SCRIPT, units=10_000, cases=10),
        incoterm=Incoterm.DAP,
        incoterm_place="Łódź",
        note=SCRIPT,
        supplier_id="\"'><img src=x onerror=alert(1)>",
    )
    page = order_page(order, order.present, "Example & Sons")
    assert "<script" not in page
    assert "<img" not in page
    assert "Example &amp; Sons" in page
    assert "DAP Łódź" in page
    # 10,000 x 2.50
    assert "25,000.00 EUR" in page
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        ("draft", "Draft: not an order yet"),
        ("pending_approval", "Waiting for approval"),
        ("rejected", "Rejected: not an order: too dear"),
        ("cancelled", "Cancelled: not needed"),
        ("closed", "Closed"),
    ],
)
def test_what_is_not_a_valid_order_says_so(state: str, mark: str) -> None:
    order = AT[state]()
    assert mark in order_page(order, order.present, "B")


def test_a_valid_order_has_no_mark_and_its_old_version_has() -> None:
    order = issued()
    assert 'class="mark"' not in order_page(order, order.present, "B")
    changed = lifecycle.change(order, content(line(units=50, cases=5)), ANN)
    again = lifecycle.issue(lifecycle.approve(lifecycle.submit(changed), 2))
    assert "Version 1 was replaced by version 2" in order_page(again, again.versions[0], "B")
    assert 'class="mark"' not in order_page(changed, changed.versions[0], "B")
