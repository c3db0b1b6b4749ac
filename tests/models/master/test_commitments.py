"""What is ordered already: goods to come, money that is gone."""

from decimal import Decimal

import pandas as pd

from models.master.commitments import COLUMNS, inbound_of, less_committed, no_orders, of_known, uncountable


def ordered(*rows: tuple[object, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    return frame.astype(COLUMNS)


LINES = ordered(
    ("PO-1", "PO-1", "S", "A", "N", "2026-01-05", "2026-02-05", "2026-01-20", 4.0, "EUR", Decimal(100)),
    ("PO-1", "PO-1", "S", "A", "N", "2026-01-05", "2026-02-05", "2026-01-20", 6.0, "EUR", Decimal(30)),
    ("PO-2", "PO-2", "T", "B", "N", "2026-01-06", "2026-01-06", "2026-01-21", 0.0, "JPY", Decimal(7)),
)
ITEMS = pd.DataFrame({"item_id": ["A", "B"], "category": ["food", ""]})


def budget(**given: object) -> float:
    row = {"budget_id": "B", "first_date": "2026-01-01", "last_date": "2026-01-31", "amount": 120.0, "category": "",
           "supplier_id": "", "basis": "order"} | given  # fmt: skip
    return float(less_committed(pd.DataFrame([row]), ITEMS, LINES)["amount"].iloc[0])


def test_what_is_not_received_comes_by_its_latest_date() -> None:
    found = inbound_of(LINES)
    assert found[["reference", "units", "kind"]].to_numpy().tolist() == [["PO-1", 10.0, "purchase"]]  # 4 + 6
    assert len(inbound_of(no_orders())) == 0


def test_budgets_have_no_more_what_is_committed() -> None:
    assert budget(amount=150.0) == 13.0  # 150 - 100 - 30 - 7
    assert budget() == 0.0  # 120 - 137 is spent, not owed
    assert budget(supplier_id="T") == 113.0
    assert budget(category="food", amount=200.0) == 70.0
    assert budget(basis="payment") == 113.0  # PO-1 is paid in February
    assert budget(last_date="2026-01-05", amount=131.0) == 1.0


def test_what_is_left_is_exact() -> None:
    # As doubles 0.10 + 0.20 is 0.30000000000000004, so that of 0.30 not 0 but -0.00000000000000004 were left, and of
    # 1,000,000.31 not 1,000,000.01 but 1,000,000.0099999999.
    lines = ordered(
        ("PO-1", "PO-1", "S", "A", "N", "2026-01-05", "2026-01-05", "2026-01-20", 1.0, "EUR", Decimal("0.10")),
        ("PO-2", "PO-2", "S", "A", "N", "2026-01-05", "2026-01-05", "2026-01-20", 1.0, "EUR", Decimal("0.20")),
    )
    row = {"budget_id": "B", "first_date": "2026-01-01", "last_date": "2026-01-31", "category": "", "supplier_id": "",
           "basis": "order"}  # fmt: skip
    budgets = pd.DataFrame([row | {"amount": amount} for amount in (0.3, 0.31, 1_000_000.31)])
    left = less_committed(budgets, ITEMS, lines)["amount"].tolist()
    assert left == [Decimal(0), Decimal("0.01"), Decimal("1000000.01")]


def test_money_in_another_currency_matters_where_a_budget_counts_it() -> None:
    def found(**given: object) -> list[str]:
        row = {"first_date": "2026-01-01", "last_date": "2026-01-31"}
        row |= {"category": "", "supplier_id": "", "basis": "order"}
        return uncountable(pd.DataFrame([{**row, **given}]), ITEMS, LINES, "EUR")["order"].tolist()

    assert found() == ["PO-2"]  # of January 6, in JPY; PO-1 is in EUR
    assert found(supplier_id="S") == found(category="food") == found(last_date="2026-01-05") == []


def test_what_is_not_known_is_told_with_its_order() -> None:
    def found(**gone: str) -> tuple[list[str], list[str], list[str]]:
        ids = {"items": ["A", "B"], "nodes": ["N"], "suppliers": ["S", "T"]}
        kept = {name: pd.Series([each for each in some if each != gone.get(name)]) for name, some in ids.items()}
        known, notices = of_known(LINES, **kept)
        examples = [example for notice in notices for example in notice.examples]
        return inbound_of(known)["supplier_id"].tolist(), [notice.rule for notice in notices], examples

    lines = ["PO-1, A, N, S", "PO-1, A, N, S"]
    assert found() == (["S"], [], [])
    assert found(items="B", suppliers="T") == (["S"], [], [])  # of PO-2 nothing is still to come
    assert found(items="A") == found(nodes="N") == ([], ["ordered-unknown"], lines)
    assert found(suppliers="S") == ([""], ["ordered-from-unknown"], lines)  # the goods come all the same
