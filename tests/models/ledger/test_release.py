import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.faults import CallError
from models.ledger.errors import DocumentError
from models.ledger.lifecycle import create
from models.ledger.money import half_up
from models.ledger.purchase_order import Peg, PlanLine
from models.ledger.release import Terms, nearest_to, release
from optimizer.solve import solve
from tests.builders import build
from tests.models.ledger.orders import ANN

TERMS = Terms("plan-1", "EUR", "run-1")
FIRST, SECOND = dt.date(2024, 1, 1), dt.date(2024, 1, 8)


def row(order_id: str = "PO-0001", item: str = "A", **given: Any) -> dict[str, Any]:
    return {
        "order_id": order_id, "order_date": pd.Timestamp(FIRST), "supplier_id": "S", "item_id": item, "node_id": "N",
        "mode": "standard", "cases": 3.0, "units": 30.0, "unit_price": 0.1, "duty": 0.15, "value": 3.0,
        "arrival_date": pd.Timestamp(SECOND), "payment_date": pd.Timestamp(FIRST) + pd.Timedelta(days=30),
        "reason": "covers demand",
    } | given  # fmt: skip


def key(order_id: str = "PO-0001", item: str = "A", node: str = "N") -> PlanLine:
    return PlanLine("plan-1", order_id, item, node, "standard")


def test_a_row_becomes_a_line_and_its_floats_exact() -> None:
    peg = Peg("demand", "A", "Z", "default", SECOND, Decimal("29.5"))
    (order,) = release(pd.DataFrame([row()]), TERMS, pegging={key(): (peg,)})
    (line,) = order.lines
    assert order.header.payment_days == 30
    assert (order.header.plan_id, order.header.run_id, order.header.order_date) == ("plan-1", "run-1", FIRST)
    # the float 0.1 is 0.1000000000000000055...; duty 0.15 / 3.00 = 5 %
    assert (line.unit_price.decimal, line.duty_rate) == (Decimal("0.10"), Decimal("0.05"))
    assert (line.units, line.cases, line.need_by, line.reason) == (30, 3, SECOND, "covers demand")
    assert (line.pegging, line.plan_line) == ((peg,), key())


@given(
    st.lists(st.tuples(st.floats(0, 1e12), st.floats(0, 1e12)), min_size=1, max_size=20),
    st.integers(0, 10**6),
)
def test_many_are_rounded_as_exactly_as_one(pairs: list[tuple[float, float]], odd: int) -> None:
    # odd / 128 has 7 decimals, the last one 5: a half that binary floats can hold
    numbers, divisors = (np.array(each) for each in zip(*pairs, (odd / 128, 1.0), strict=True))
    found = nearest_to(numbers, None, 10**6)
    assert found == [half_up(Fraction(float(number)) * 10**6) for number in numbers]
    rates = nearest_to(numbers, divisors, 10**6)
    assert rates == [
        half_up(Fraction(float(number)) / Fraction(float(divisor)) * 10**6) if divisor else 0
        for number, divisor in zip(numbers, divisors, strict=True)
    ]


def test_one_order_of_the_plan_is_one_draft_over_all_its_nodes() -> None:
    rows = [
        row("PO-0002", order_date=pd.Timestamp(SECOND)),
        row("PO-0001"),
        row("PO-0001", node_id="M"),
        row("PO-0001", "B"),
    ]
    drafts = release(pd.DataFrame(rows), TERMS)
    told = [[(line.number, line.item_id, line.node_id) for line in draft.lines] for draft in drafts]
    assert told == [[(1, "A", "N"), (2, "A", "M"), (3, "B", "N")], [(1, "A", "N")]]


def test_a_row_is_released_once() -> None:
    plan = pd.DataFrame([row(), row(item="B"), row("PO-0002")])
    chosen = release(plan, TERMS, chosen=[key(item="B")])
    assert [line.plan_line for draft in chosen for line in draft.lines] == [key(item="B")]
    rest = release(plan, TERMS, released=[key(item="B")])
    assert [line.plan_line for draft in rest for line in draft.lines] == [key(), key("PO-0002")]
    assert release(plan, TERMS, released=[key(), key(item="B"), key("PO-0002")]) == ()


def test_a_row_that_is_not_in_the_plan_is_refused() -> None:
    with pytest.raises(CallError, match="plan plan-1 has no order line PO-0009 A N standard"):
        release(pd.DataFrame([row()]), TERMS, chosen=[key("PO-0009")])


def test_a_hand_edited_row_that_is_not_whole_is_refused_and_its_neighbour_taken() -> None:
    plan = pd.DataFrame([row(units=30.5), row(item="B", cases=0.0), row(item="C", unit_price=float("nan"))])
    with pytest.raises(DocumentError) as refused:
        release(plan, TERMS)
    assert [(fault.column, fault.value) for fault in refused.value.faults] == [
        ("units", "30.5"), ("cases", "0"), ("unit_price", "nan"),
    ]  # fmt: skip
    assert len(release(pd.DataFrame([row(units=30.5), row(item="B")]), TERMS, chosen=[key(item="B")])) == 1


def test_rows_of_one_order_have_one_supplier_and_one_day() -> None:
    later = pd.Timestamp(SECOND)
    with pytest.raises(DocumentError) as refused:
        release(pd.DataFrame([row(), row(item="B", supplier_id="T"), row(item="C", order_date=later)]), TERMS)
    assert {fault.column for fault in refused.value.faults} == {"supplier_id", "order_date"}
    assert len(release(pd.DataFrame([row(), row("PO-0002", "B", supplier_id="T")]), TERMS)) == 2


def test_a_reason_without_end_is_cut() -> None:
    (order,) = release(pd.DataFrame([row(reason="x" * 3000)]), TERMS)
    assert len(order.lines[0].reason) == 2000


def test_a_free_line_has_no_duty_rate() -> None:
    (order,) = release(pd.DataFrame([row(unit_price=0.0, value=0.0, duty=0.0)]), TERMS)
    assert order.lines[0].duty_rate == 0


def test_the_drafts_of_a_real_plan_are_orders() -> None:
    # 30 units in three weeks, in cases of 7: at least 35 units are bought
    problem = build(demand=[10, 10, 10], offers=[{"unit_price": 1.1, "case_pack": 7, "duty_rate": 0.07}])
    plan = solve(problem).plan
    assert plan is not None
    drafts = [create(f"PO-{place}", each, ANN) for place, each in enumerate(release(plan.orders, TERMS))]
    assert sum(draft.content.units for draft in drafts) == plan.orders["units"].sum() >= 35
    assert {line.duty_rate for draft in drafts for line in draft.content.lines} == {Decimal("0.07")}
    spent = sum(draft.content.value.decimal for draft in drafts)
    assert float(spent) == pytest.approx(plan.orders["value"].sum())
