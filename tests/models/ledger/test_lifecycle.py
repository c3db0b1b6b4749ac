import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from models.ledger import lifecycle
from models.ledger.errors import DocumentError, TransitionError, VersionError
from models.ledger.purchase_order import Approval, Receipt
from tests.models.ledger.orders import ANN, BOB, approved, content, draft, issued, line, submitted


def test_a_draft_is_changed_in_place_and_its_writers_are_remembered() -> None:
    order = lifecycle.change(draft(), content(line(units=50, cases=5)), BOB)
    assert [version.number for version in order.versions] == [1]
    assert order.content.units == 50
    assert order.writers == ("ann", "bob")


def test_what_was_submitted_is_kept() -> None:
    order = lifecycle.change(lifecycle.withdraw(submitted()), content(line(units=50, cases=5)), BOB)
    assert [(each.number, each.content.units) for each in order.versions] == [(1, 100), (2, 50)]


@pytest.mark.parametrize("made", [approved, issued])
def test_an_approval_holds_for_its_version_alone(made: object) -> None:
    assert callable(made)
    order = lifecycle.change(made(), content(line(units=50, cases=5)), ANN, "less is needed")
    assert (order.approval, order.present.number, order.approved_version) == (Approval.DRAFT, 2, None)
    again = lifecycle.submit(order)
    with pytest.raises(VersionError, match="PO-1: approval is for version 1, but version 2 counts"):
        lifecycle.approve(again, 1)
    assert lifecycle.approve(again, 2).approved_version == 2


def test_an_order_without_a_standing_approval_is_not_issued() -> None:
    forged = replace(approved(), approved_version=None)
    with pytest.raises(VersionError):
        lifecycle.issue(forged)
    assert lifecycle.issue(approved()).issued_version == 1


def test_the_supplier_keeps_the_issued_version_until_the_next_is_issued() -> None:
    order = lifecycle.change(issued(), content(line(units=50, cases=5)), ANN)
    assert lifecycle.acknowledgeable(order, 1).content.units == 100
    reissued = lifecycle.issue(lifecycle.approve(lifecycle.submit(order), 2))
    assert lifecycle.acknowledgeable(reissued, 2).content.units == 50
    with pytest.raises(VersionError, match="the answer is to version 1, but version 2 counts"):
        lifecycle.acknowledgeable(reissued, 1)


def test_nothing_is_acknowledged_before_it_is_issued() -> None:
    with pytest.raises(TransitionError, match="cannot acknowledge: the supplier has no version of it yet"):
        lifecycle.acknowledgeable(draft(), 1)


def test_an_issued_order_keeps_its_supplier_and_currency() -> None:
    with pytest.raises(TransitionError, match="its supplier_id was issued as S; cancel it"):
        lifecycle.change(issued(), content(supplier_id="T"), ANN)
    with pytest.raises(TransitionError, match="its currency was issued as EUR"):
        lifecycle.change(issued(), content(line(currency="USD"), currency="USD"), ANN)
    assert lifecycle.change(draft(), content(supplier_id="T"), ANN).content.header.supplier_id == "T"


def test_a_change_keeps_the_plan_it_came_from() -> None:
    order = lifecycle.change(draft(plan_id="plan-1", run_id="run-1"), content(), ANN)
    assert (order.content.header.plan_id, order.content.header.run_id) == ("plan-1", "run-1")


def test_ending_an_order_needs_a_reason() -> None:
    with pytest.raises(TransitionError, match="PO-1 cannot cancel: a reason is needed"):
        lifecycle.cancel(issued(), "  ")
    assert lifecycle.cancel(issued(), " no demand ").reason == "no demand"
    with pytest.raises(TransitionError, match="its receipt is partial, and closing it short needs a reason"):
        lifecycle.close(issued(), Receipt.PARTIAL)
    assert lifecycle.close(issued(), Receipt.PARTIAL, "rest is late").approval is Approval.CLOSED
    assert lifecycle.close(issued(), Receipt.FULL).approval is Approval.CLOSED


def test_what_was_received_is_not_cancelled() -> None:
    with pytest.raises(TransitionError, match="its receipt is partial; close it instead"):
        lifecycle.cancel(issued(), "no demand", Receipt.PARTIAL)


def test_an_order_that_was_never_sent_is_not_closed() -> None:
    with pytest.raises(TransitionError, match="the supplier has no version of it yet"):
        lifecycle.close(draft(), Receipt.NONE, "no demand")
    changed = lifecycle.change(issued(), content(line(units=50, cases=5)), ANN)
    assert lifecycle.close(changed, Receipt.FULL).approval is Approval.CLOSED


def test_faults_are_collected_with_their_lines() -> None:
    odd = content(
        line(1, units=100, cases=3),
        line(2, item_id=" ", need_by=dt.date(2023, 12, 31)),
        line(2, item_id="B", currency="USD"),
        currency="EUR",
        payment_days=-1,
    )
    with pytest.raises(DocumentError) as refused:
        lifecycle.create("PO-1", odd, ANN)
    places = [(fault.row, fault.column) for fault in refused.value.faults]
    assert places == [
        (None, "payment_days"), (2, "number"), (1, "cases"), (2, "item_id"), (2, "need_by"), (2, "unit_price"),
    ]  # fmt: skip
    assert refused.value.faults[2].expected == "a number of cases that divides 100 units into equal whole cases"


def test_two_lines_of_one_item_and_day_are_refused_and_of_two_days_taken() -> None:
    later = dt.date(2024, 3, 1)
    with pytest.raises(DocumentError, match="line 1 has it too"):
        draft(line(1), line(2))
    assert len(draft(line(1), line(2, need_by=later)).content.lines) == 2


def test_an_order_that_is_worth_more_than_money_can_be_is_refused() -> None:
    # 1e9 units x 1e12 EUR
    with pytest.raises(DocumentError, match="expected amount: found"):
        draft(line(units=10**9, cases=1, price="1e12"))


def test_values_and_duty_add_up() -> None:
    # 3 x 0.335 = 1.005 -> 1.01, duty 10 % of 1.01 = 0.101 -> 0.10; 100 x 2.50 = 250.00
    order = draft(line(1, units=3, cases=1, price="0.335", duty_rate=Decimal("0.1")), line(2, item_id="B"))
    assert (str(order.content.value), str(order.content.duty), str(order.content.total)) == (
        "251.01 EUR", "0.10 EUR", "251.11 EUR",
    )  # fmt: skip
