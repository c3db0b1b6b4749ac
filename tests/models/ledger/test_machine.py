"""The approval machine against its drawing: whatever is not drawn is refused."""

import re

import pytest

from models.ledger.errors import TransitionError
from models.ledger.machine import (
    FINAL,
    TRANSITIONS,
    Action,
    Fulfilled,
    actions_of,
    billing_state,
    next_state,
    receipt_state,
)
from models.ledger.purchase_order import Approval, Billing, Receipt
from tests.models.ledger.orders import AT

DRAWN = {
    "draft": {"change": "draft", "submit": "pending_approval", "cancel": "cancelled"},
    "pending_approval": {
        "withdraw": "draft", "approve": "approved", "reject": "rejected", "cancel": "cancelled",
    },
    "approved": {"change": "draft", "reject": "rejected", "issue": "issued", "cancel": "cancelled"},
    "rejected": {"change": "draft", "cancel": "cancelled"},
    "issued": {"change": "draft", "acknowledge": "issued", "cancel": "cancelled", "close": "closed"},
    "cancelled": {},
    "closed": {},
}  # fmt: skip
"""Of an order that the supplier has no version of until it is issued."""


@pytest.mark.parametrize("state", list(Approval))
@pytest.mark.parametrize("action", list(Action))
def test_every_pair_is_drawn_or_refused(state: Approval, action: Action) -> None:
    order = AT[state]()
    assert order.approval is state
    if state in FINAL or action not in DRAWN[state]:
        with pytest.raises(TransitionError) as refused:
            next_state(order, action)
        assert refused.value.state == state
        assert set(refused.value.allowed_in) == {each for each, done in TRANSITIONS if done is action}
        assert set(refused.value.actions) == set(DRAWN[state])
    else:
        assert next_state(order, action) == DRAWN[state][action]


@pytest.mark.parametrize("state", list(Approval))
def test_what_may_be_done_is_told(state: Approval) -> None:
    assert set(actions_of(AT[state]())) == set(DRAWN[state])


def test_a_refusal_names_the_states_that_would_be_allowed() -> None:
    sentence = (
        "PO-1 is issued: approve is allowed in pending_approval only; issued allows change, acknowledge, cancel, close"
    )
    with pytest.raises(TransitionError, match=re.escape(sentence)):
        next_state(AT["issued"](), Action.APPROVE)
    with pytest.raises(TransitionError, match="submit is allowed in draft only; closed is final"):
        next_state(AT["closed"](), Action.SUBMIT)


def test_receipt_is_derived() -> None:
    # (ordered, received) of two lines
    def state(*pairs: tuple[int, int]) -> Receipt:
        return receipt_state([Fulfilled(ordered, received) for ordered, received in pairs])

    assert state((10, 0), (5, 0)) is Receipt.NONE
    assert state((10, 10), (5, 4)) is Receipt.PARTIAL
    assert state((10, 11), (5, 4)) is Receipt.PARTIAL
    assert state((10, 10), (5, 5)) is Receipt.FULL
    assert state((10, 11), (5, 5)) is Receipt.OVER
    assert receipt_state([]) is Receipt.NONE


def test_billing_is_derived_and_a_block_disputes_it() -> None:
    # (ordered, received, billed): a billed order may still be half received
    assert billing_state([Fulfilled(10, 5, 0)]) is Billing.NONE
    assert billing_state([Fulfilled(10, 0, 4)]) is Billing.PARTIAL
    assert billing_state([Fulfilled(10, 5, 10)]) is Billing.FULL
    assert billing_state([Fulfilled(10, 5, 10), Fulfilled(1, blocked=True)]) is Billing.DISPUTED
