"""What is done with an order: each function takes an order and returns the one that follows, or refuses.

An approval holds for one version alone. Changing an unsubmitted draft alters it in place. Whatever anybody was asked to
approve, or was sent, is kept: a change makes a new version, which has to be approved, issued and acknowledged again.
"""

import datetime as dt
from dataclasses import dataclass, replace

from models.ledger.checks import check_content
from models.ledger.errors import VersionError
from models.ledger.machine import Action, next_state, refusal
from models.ledger.purchase_order import Content, PurchaseOrder, Receipt, Version


@dataclass(frozen=True, slots=True)
class By:
    """Who does something, and when (with its zone)."""

    who: str
    at: dt.datetime


def create(number: str, content: Content, by: By) -> PurchaseOrder:
    """A draft. Raises DocumentError with every fault of the content."""
    check_content(content)
    return PurchaseOrder(number, (Version(1, content, by.who, by.at),), (by.who,))


def change(order: PurchaseOrder, content: Content, by: By, reason: str = "") -> PurchaseOrder:
    """The order written anew, as a draft; the plan and run it came from stay.

    Raises TransitionError, or DocumentError for a faulty content and for a supplier or currency that an issued order
    cannot change.
    """
    state = next_state(order, Action.CHANGE)
    kept = replace(
        content,
        header=replace(content.header, plan_id=order.content.header.plan_id, run_id=order.content.header.run_id),
    )
    check_content(kept)
    _check_partner(order, kept)
    present = order.present
    number = present.number + 1 if present.submitted else present.number
    written = Version(number, kept, by.who, by.at, reason)
    before = order.versions if present.submitted else order.versions[:-1]
    writers = tuple(dict.fromkeys((*order.writers, by.who)))
    return replace(
        order, versions=(*before, written), writers=writers, approval=state, approved_version=None, reason=""
    )


def submit(order: PurchaseOrder) -> PurchaseOrder:
    """Approval is asked for; from now on the version is never altered."""
    state = next_state(order, Action.SUBMIT)
    asked = replace(order.present, submitted=True)
    return replace(order, versions=(*order.versions[:-1], asked), approval=state)


def withdraw(order: PurchaseOrder) -> PurchaseOrder:
    """Nobody is asked any more; the version stays as it was submitted."""
    return replace(order, approval=next_state(order, Action.WITHDRAW))


def approve(order: PurchaseOrder, version: int) -> PurchaseOrder:
    """The version may be sent. Raises VersionError where it is not the present one any more."""
    state = next_state(order, Action.APPROVE)
    if version != order.present.number:
        raise VersionError(order.number, version, order.present.number, "approval is for")
    return replace(order, approval=state, approved_version=version)


def reject(order: PurchaseOrder, reason: str) -> PurchaseOrder:
    """Sent back; an approval that was given is taken back."""
    state = next_state(order, Action.REJECT)
    return replace(order, approval=state, approved_version=None, reason=_stated(order, Action.REJECT, reason))


def issue(order: PurchaseOrder) -> PurchaseOrder:
    """The present version is sent. Its approval stands behind it; another version's never does."""
    state = next_state(order, Action.ISSUE)
    if order.approved_version != order.present.number:
        raise VersionError(order.number, order.present.number, order.approved_version or 0, "to be issued is")
    return replace(order, approval=state, issued_version=order.present.number)


def acknowledgeable(order: PurchaseOrder, version: int) -> Version:
    """The version that an acknowledgement answers. Raises TransitionError, or VersionError for an old version."""
    next_state(order, Action.ACKNOWLEDGE)
    if order.issued is None or version != order.issued.number:
        raise VersionError(order.number, version, order.issued_version or 0, "the answer is to")
    return order.issued


def cancel(order: PurchaseOrder, reason: str, receipt: Receipt = Receipt.NONE) -> PurchaseOrder:
    """Ended. Raises TransitionError where goods were received (such an order is closed) or no reason is given."""
    state = next_state(order, Action.CANCEL)
    if receipt is not Receipt.NONE:
        raise refusal(order, Action.CANCEL, f"its receipt is {receipt}; close it instead")
    return replace(order, approval=state, reason=_stated(order, Action.CANCEL, reason))


def close(order: PurchaseOrder, receipt: Receipt, reason: str = "") -> PurchaseOrder:
    """Ended. Raises TransitionError where it is short of what was ordered and no reason is given."""
    state = next_state(order, Action.CLOSE)
    if receipt in {Receipt.NONE, Receipt.PARTIAL}:
        reason = _stated(order, Action.CLOSE, reason, f"its receipt is {receipt}, and closing it short needs a reason")
    return replace(order, approval=state, reason=reason.strip())


def line_numbers(order: PurchaseOrder) -> int:
    """The highest line number of any version that was submitted, 0 before; new lines get the ones after it."""
    kept = (version for version in order.versions if version.submitted)
    return max((line.number for version in kept for line in version.content.lines), default=0)


def _check_partner(order: PurchaseOrder, content: Content) -> None:
    """Raises TransitionError where an order that a supplier has would go to another one, or count other money."""
    if order.issued is None:
        return
    for name in ("supplier_id", "currency"):
        was, now = getattr(order.issued.content.header, name), getattr(content.header, name)
        if was != now:
            why = f"its {name} was issued as {was}; cancel it and create another order for {now}"
            raise refusal(order, Action.CHANGE, why)


def _stated(order: PurchaseOrder, action: Action, reason: str, why: str = "a reason is needed") -> str:
    if not reason.strip():
        raise refusal(order, action, why)
    return reason.strip()
