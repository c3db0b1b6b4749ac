"""The approval machine of a purchase order: every allowed transition in one table; and the states that are derived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.ledger.errors import TransitionError
from models.ledger.purchase_order import Approval, Billing, PurchaseOrder, Receipt

DRAFT, PENDING, APPROVED, REJECTED, ISSUED, CANCELLED, CLOSED = Approval


class Action(StrEnum):
    """What can be done with an order."""

    CHANGE = "change"
    """Write it anew: in place while it is an unsubmitted draft, else as a new version."""
    SUBMIT = "submit"
    """Ask for approval of the present version."""
    WITHDRAW = "withdraw"
    """Take back what was submitted."""
    APPROVE = "approve"
    """Allow the present version to be sent."""
    REJECT = "reject"
    """Send it back, with a reason."""
    ISSUE = "issue"
    """Send the present version to the supplier."""
    ACKNOWLEDGE = "acknowledge"
    """Record the supplier's answer to the issued version."""
    CANCEL = "cancel"
    """End it, with a reason, before anything is received."""
    CLOSE = "close"
    """End it; short of what was ordered only with a reason."""


TRANSITIONS: dict[tuple[Approval, Action], Approval] = {
    (DRAFT, Action.CHANGE): DRAFT,
    (APPROVED, Action.CHANGE): DRAFT,
    (REJECTED, Action.CHANGE): DRAFT,
    (ISSUED, Action.CHANGE): DRAFT,
    (DRAFT, Action.SUBMIT): PENDING,
    (PENDING, Action.WITHDRAW): DRAFT,
    (PENDING, Action.APPROVE): APPROVED,
    (PENDING, Action.REJECT): REJECTED,
    (APPROVED, Action.REJECT): REJECTED,
    (APPROVED, Action.ISSUE): ISSUED,
    # The supplier's answer to the version that was sent may come while a newer one is being written.
    (ISSUED, Action.ACKNOWLEDGE): ISSUED,
    (DRAFT, Action.ACKNOWLEDGE): DRAFT,
    (PENDING, Action.ACKNOWLEDGE): PENDING,
    (APPROVED, Action.ACKNOWLEDGE): APPROVED,
    (REJECTED, Action.ACKNOWLEDGE): REJECTED,
    (DRAFT, Action.CANCEL): CANCELLED,
    (PENDING, Action.CANCEL): CANCELLED,
    (APPROVED, Action.CANCEL): CANCELLED,
    (REJECTED, Action.CANCEL): CANCELLED,
    (ISSUED, Action.CANCEL): CANCELLED,
    (ISSUED, Action.CLOSE): CLOSED,
    # The same holds for what has come of it: it can end without waiting for the newer version.
    (DRAFT, Action.CLOSE): CLOSED,
    (PENDING, Action.CLOSE): CLOSED,
    (APPROVED, Action.CLOSE): CLOSED,
    (REJECTED, Action.CLOSE): CLOSED,
}
"""The state that follows, by state and action. Whatever is not here is refused."""

NEED_ISSUE = (Action.ACKNOWLEDGE, Action.CLOSE)
"""What makes sense only with an order of which the supplier has a version."""

FINAL = (CANCELLED, CLOSED)


def next_state(order: PurchaseOrder, action: Action) -> Approval:
    """The state that the action leads to. Raises TransitionError, which names the states that would be allowed."""
    state = TRANSITIONS.get((order.approval, action))
    if state is None:
        raise refusal(order, action)
    if action in NEED_ISSUE and order.issued_version is None:
        raise refusal(order, action, "the supplier has no version of it yet")
    return state


def refusal(order: PurchaseOrder, action: Action, why: str = "") -> TransitionError:
    """The refusal of an action, with everything that would be allowed instead."""
    actions = actions_of(order)
    follow = tuple(dict.fromkeys(TRANSITIONS[order.approval, each] for each in actions))
    return TransitionError(order.number, action, order.approval, allowed_in(action), actions, follow, why)


def allowed_in(action: Action) -> tuple[Approval, ...]:
    """The states in which the table allows an action, in the order of the table."""
    return tuple(state for state, each in TRANSITIONS if each is action)


def actions_of(order: PurchaseOrder) -> tuple[Action, ...]:
    """What the table allows in the present state, in the order of the table."""
    known = order.issued_version is not None
    return tuple(
        action for state, action in TRANSITIONS if state is order.approval and (known or action not in NEED_ISSUE)
    )


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """Of one order line: units ordered, received (less what was returned) and billed, and whether a match blocks it."""

    ordered: int
    received: int = 0
    billed: int = 0
    blocked: bool = False


def receipt_state(lines: Sequence[Fulfilled]) -> Receipt:
    """`none` without a unit, `partial` while a line is short, else `over` where a line has more than ordered."""
    if not any(line.received for line in lines):
        return Receipt.NONE
    if any(line.received < line.ordered for line in lines):
        return Receipt.PARTIAL
    return Receipt.OVER if any(line.received > line.ordered for line in lines) else Receipt.FULL


def billing_state(lines: Iterable[Fulfilled]) -> Billing:
    """`disputed` while a match blocks a line, else by units billed: `none`, `partial`, `full` (every line, or more)."""
    told = list(lines)
    if any(line.blocked for line in told):
        return Billing.DISPUTED
    if not any(line.billed for line in told):
        return Billing.NONE
    return Billing.PARTIAL if any(line.billed < line.ordered for line in told) else Billing.FULL
