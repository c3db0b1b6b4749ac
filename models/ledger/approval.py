"""Who may approve what: limits of amount, supplier status and item criticality; and rules of automatic approval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.ledger.errors import LimitError
from models.ledger.money import Money

ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Case:
    """What an approval looks at.

    `total` is with duty, `critical` are the critical items among the lines, `segments` the categories of its items (""
    for an item without one).
    """

    order: str
    total: Money
    supplier_id: str
    supplier_status: str = ACTIVE
    critical: tuple[str, ...] = ()
    segments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Limit:
    """Up to what total one person may approve orders, of suppliers in which states, and whether with critical items."""

    holder: str
    amount: Money
    supplier_statuses: frozenset[str] = frozenset({ACTIVE})
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of automatic approval that an approver, `set_by`, answers for.

    It approves orders of up to `amount`, of active suppliers, of `suppliers` and `segments` where these are given (all
    items of the order must be in one of them), with critical items only where `critical` says so.
    """

    rule_id: str
    set_by: str
    amount: Money
    suppliers: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    critical: bool = False


def check_limits(who: str, limits: Sequence[Limit], case: Case) -> None:
    """Raises LimitError, with the reason of each limit, where none of the person's limits covers the order."""
    mine = [limit for limit in limits if limit.holder == who]
    reasons = []
    for limit in mine:
        against = list(_against(limit, case))
        if not against:
            return
        reasons.append(" and ".join(against))
    raise LimitError(case.order, who, reasons or ["none is set"])


def rule_for(rules: Sequence[Rule], case: Case, barred: frozenset[str] = frozenset()) -> Rule | None:
    """The first rule that approves the order by itself, None where none does.

    `barred` are those who could not approve it by hand (who wrote it, who keeps its supplier): their rules are idle.
    """
    return next((rule for rule in rules if rule.set_by not in barred and covers(rule, case)), None)


def covers(rule: Rule, case: Case) -> bool:
    """Whether a rule is about such an order."""
    return (
        rule.amount.currency == case.total.currency
        and case.total <= rule.amount
        and case.supplier_status == ACTIVE
        and (rule.critical or not case.critical)
        and (not rule.suppliers or case.supplier_id in rule.suppliers)
        and (not rule.segments or case.segments <= rule.segments)
    )


def check_rule(rule: Rule, limits: Sequence[Limit]) -> None:
    """Raises LimitError where who sets a rule could not approve by hand what it would approve."""
    largest = Case(f"rule {rule.rule_id}", rule.amount, "", ACTIVE, ("any",) if rule.critical else ())
    check_limits(rule.set_by, limits, largest)


def _against(limit: Limit, case: Case) -> Iterator[str]:
    """Why a limit does not cover an order."""
    if limit.amount.currency != case.total.currency:
        yield f"a limit in {limit.amount.currency} says nothing about {case.total.currency}"
    elif not case.total <= limit.amount:
        yield f"its total is {case.total}, the limit {limit.amount}"
    if case.supplier_status not in limit.supplier_statuses:
        meant = " or ".join(sorted(limit.supplier_statuses))
        yield f"supplier {case.supplier_id} is {case.supplier_status}, the limit is for {meant}"
    if case.critical and not limit.critical:
        yield f"critical items ({', '.join(case.critical[:3])}) are beyond the limit"
