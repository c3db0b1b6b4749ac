from dataclasses import replace
from decimal import Decimal

import pytest

from models.ledger.approval import Case, Limit, Rule, check_limits, check_rule, rule_for
from models.ledger.duties import Act, Deed, check_duties
from models.ledger.errors import DutyError, LimitError
from models.ledger.money import Money


def eur(amount: str) -> Money:
    return Money.of(Decimal(amount), "EUR")


CASE = Case("PO-1", eur("1000.00"), "S", segments=frozenset({"toys"}))
LIMIT = Limit("bob", eur("1000.00"))
RULE = Rule("R1", "bob", eur("1000.00"), frozenset({"S", "T"}), frozenset({"toys", "games"}))


def test_a_limit_covers_up_to_its_amount() -> None:
    check_limits("bob", [LIMIT], CASE)
    with pytest.raises(LimitError, match=r"its total is 1,000.01 EUR, the limit 1,000.00 EUR"):
        check_limits("bob", [LIMIT], replace(CASE, total=eur("1000.01")))


def test_a_limit_says_nothing_about_others_or_other_money() -> None:
    with pytest.raises(LimitError, match=r"no approval limit of ann covers it \(none is set\)"):
        check_limits("ann", [LIMIT], CASE)
    with pytest.raises(LimitError, match="a limit in EUR says nothing about USD"):
        check_limits("bob", [LIMIT], replace(CASE, total=Money(1, "USD")))


def test_supplier_status_and_critical_items_need_a_limit_of_their_own() -> None:
    blocked = replace(CASE, supplier_status="blocked")
    with pytest.raises(LimitError, match="supplier S is blocked, the limit is for active"):
        check_limits("bob", [LIMIT], blocked)
    check_limits("bob", [LIMIT, replace(LIMIT, supplier_statuses=frozenset({"blocked"}))], blocked)
    critical = replace(CASE, critical=("A",))
    with pytest.raises(LimitError, match=r"critical items \(A\) are beyond the limit"):
        check_limits("bob", [LIMIT], critical)
    check_limits("bob", [replace(LIMIT, critical=True)], critical)


@pytest.mark.parametrize(
    "case",
    [
        replace(CASE, total=eur("1000.01")),
        replace(CASE, total=Money(1, "USD")),
        replace(CASE, supplier_id="U"),
        replace(CASE, supplier_status="blocked"),
        replace(CASE, segments=frozenset({"toys", "tools"})),
        replace(CASE, critical=("A",)),
    ],
)
def test_a_rule_approves_only_what_it_is_about(case: Case) -> None:
    assert rule_for([RULE], CASE) is RULE
    assert rule_for([RULE], case) is None


def test_a_rule_of_somebody_who_could_not_approve_by_hand_is_idle() -> None:
    other = replace(RULE, rule_id="R2", set_by="cay")
    assert rule_for([RULE, other], CASE, frozenset({"bob"})) is other
    assert rule_for([RULE], CASE, frozenset({"bob"})) is None


def test_a_rule_without_suppliers_and_segments_is_about_all() -> None:
    assert rule_for([replace(RULE, suppliers=frozenset(), segments=frozenset())], CASE) is not None


def test_nobody_sets_a_rule_beyond_the_own_limit() -> None:
    check_rule(RULE, [LIMIT])
    with pytest.raises(LimitError, match="rule R1: no approval limit of bob covers it"):
        check_rule(replace(RULE, amount=eur("1000.01")), [LIMIT])
    with pytest.raises(LimitError, match="critical"):
        check_rule(replace(RULE, critical=True), [LIMIT])


@pytest.mark.parametrize(
    ("deed", "act", "rule"),
    [
        (Deed.WROTE_ORDER, Act.APPROVE_ORDER, "writer-does-not-approve"),
        (Deed.KEEPS_SUPPLIER, Act.APPROVE_ORDER, "supplier-keeper-does-not-approve"),
        (Deed.RECEIVED_GOODS, Act.ENTER_INVOICE, "receiver-does-not-enter-invoice"),
        (Deed.RECEIVED_GOODS, Act.RELEASE_INVOICE, "receiver-does-not-release-invoice"),
        (Deed.ENTERED_INVOICE, Act.RELEASE_INVOICE, "enterer-does-not-release-invoice"),
    ],
)
def test_duties_are_segregated_by_document(deed: Deed, act: Act, rule: str) -> None:
    done = {deed: {"ann"}}
    with pytest.raises(DutyError, match="PO-1: ann ") as refused:
        check_duties("PO-1", "ann", act, done)
    assert refused.value.rule == rule
    check_duties("PO-1", "bob", act, done)


def test_other_deeds_bar_nothing() -> None:
    check_duties("PO-1", "ann", Act.APPROVE_ORDER, {Deed.RECEIVED_GOODS: {"ann"}, Deed.ENTERED_INVOICE: {"ann"}})
    check_duties("PO-1", "ann", Act.ENTER_INVOICE, {Deed.WROTE_ORDER: {"ann"}})
