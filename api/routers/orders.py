"""/v1/purchase-orders: what suppliers are asked for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.auth.guard import may
from api.paging import PageAsked, matching, paginate
from api.schemas.kinds import Currency, Day, Identifier, Page
from api.schemas.kinds import Version as VersionNumber
from api.schemas.order_views import history, order_view, summary, version_view
from api.schemas.orders import (
    History,
    NewOrder,
    OptionalReason,
    Order,
    OrderChange,
    OrderSummary,
    Reason,
    State,
    Version,
)
from api.services import orders as service
from api.services.order_content import content_of
from api.transaction import Transaction, TransactionRoute
from api.versions import ExpectedVersion, show_version
from models.db.repositories import acknowledgements, orders
from models.db.rows.orders import OrderRow
from models.ledger.acknowledgement import Status, status
from models.refusals import NotFoundError

router = APIRouter(prefix="/v1/purchase-orders", tags=["purchase orders"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may("orders.read"))]
Writer = Annotated[Caller, Depends(may("orders.write"))]
Submitter = Annotated[Caller, Depends(may("orders.submit"))]
Approver = Annotated[Caller, Depends(may("orders.approve"))]
Issuer = Annotated[Caller, Depends(may("orders.issue"))]
Canceller = Annotated[Caller, Depends(may("orders.cancel"))]
Closer = Annotated[Caller, Depends(may("orders.close"))]


@router.get("")
def list_orders(  # noqa: PLR0913, PLR0917 - one parameter for each filter
    _: Reader,
    session: Transaction,
    page: PageAsked,
    state: Annotated[State | None, Query()] = None,
    supplier_id: Annotated[Identifier | None, Query()] = None,
    plan_id: Annotated[Identifier | None, Query()] = None,
    run_id: Annotated[Identifier | None, Query()] = None,
    currency: Annotated[Currency | None, Query()] = None,
    created_by: Annotated[Identifier | None, Query()] = None,
    ordered_from: Annotated[Day | None, Query(description="First order date.")] = None,
    ordered_to: Annotated[Day | None, Query(description="Last order date.")] = None,
) -> Page[OrderSummary]:
    """The orders, oldest first."""
    filters = {
        OrderRow.state: state, OrderRow.supplier_id: supplier_id, OrderRow.plan_id: plan_id, OrderRow.run_id: run_id,
        OrderRow.currency: currency, OrderRow.created_by: created_by,
    }  # fmt: skip
    statement = matching(orders.every(), filters)
    if ordered_from is not None:
        statement = statement.where(OrderRow.order_date >= ordered_from)
    if ordered_to is not None:
        statement = statement.where(OrderRow.order_date <= ordered_to)
    rows, cursor = paginate(session, statement, [OrderRow.id], page)
    fulfilled = orders.fulfilled(session, [row.id for row in rows])
    return Page[OrderSummary](items=[summary(row, fulfilled[row.id]) for row in rows], next_cursor=cursor)


@router.post("", status_code=201)
def create_order(caller: Writer, session: Transaction, body: NewOrder, response: Response) -> Order:
    """Write a draft by hand."""
    row = service.create_order(session, caller, content_of(body))
    response.headers["Location"] = f"/v1/purchase-orders/{row.id}"
    return shown(session, row, response)


@router.get("/{order_id}")
def read_order(_: Reader, session: Transaction, order_id: Identifier, response: Response) -> Order:
    """One order by its id or number, with the version in the ETag."""
    return shown(session, orders.get(session, order_id), response)


@router.put("/{order_id}")
def change_order(
    caller: Writer, session: Transaction, order_id: Identifier, body: OrderChange, expected: ExpectedVersion,
    response: Response,
) -> Order:  # fmt: skip
    """Write an order anew. What was submitted or issued is kept: the change is a new version."""
    row, before = service.begun(session, order_id, expected)
    content = content_of(body, before)
    row = service.change_order(session, caller, row, before, content, body.change_reason or "")
    return shown(session, row, response)


@router.get("/{order_id}/versions")
def read_history(_: Reader, session: Transaction, order_id: Identifier) -> History:
    """All versions, each with what differs from the one before, and who decided what about them."""
    row = orders.get(session, order_id)
    return history(orders.load(session, row), orders.decisions(session, row.id))


@router.get("/{order_id}/versions/{number}")
def read_version(_: Reader, session: Transaction, order_id: Identifier, number: VersionNumber) -> Version:
    """One version with its lines."""
    order = orders.load(session, orders.get(session, order_id))
    if number > len(order.versions):
        raise NotFoundError("version", f"{order.number}/{number}")
    return version_view(order, order.versions[number - 1])


@router.post("/{order_id}/submit")
def submit_order(
    caller: Submitter, session: Transaction, order_id: Identifier, expected: ExpectedVersion, response: Response
) -> Order:
    """Ask for approval; a rule of automatic approval that covers the order approves it at once."""
    return shown(session, service.submit_order(session, caller, order_id, expected), response)


@router.post("/{order_id}/withdraw")
def withdraw_order(
    caller: Submitter, session: Transaction, order_id: Identifier, expected: ExpectedVersion, response: Response
) -> Order:
    """Take back what was submitted."""
    return shown(session, service.withdraw_order(session, caller, order_id, expected), response)


@router.post("/{order_id}/approve")
def approve_order(
    caller: Approver, session: Transaction, order_id: Identifier, expected: ExpectedVersion, response: Response
) -> Order:
    """Approve the present version: not by who wrote it or keeps the supplier's data, and within the own limits."""
    return shown(session, service.approve_order(session, caller, order_id, expected), response)


@router.post("/{order_id}/reject")
def reject_order(
    caller: Approver, session: Transaction, order_id: Identifier, body: Reason, expected: ExpectedVersion,
    response: Response,
) -> Order:  # fmt: skip
    """Send the present version back, with a reason."""
    return shown(session, service.reject_order(session, caller, order_id, expected, body.reason), response)


@router.post("/{order_id}/issue")
def issue_order(
    caller: Issuer, session: Transaction, order_id: Identifier, expected: ExpectedVersion, response: Response
) -> Order:
    """Send the approved version to the supplier: from now on it is in the feed."""
    return shown(session, service.issue_order(session, caller, order_id, expected), response)


@router.post("/{order_id}/cancel")
def cancel_order(
    caller: Canceller, session: Transaction, order_id: Identifier, body: Reason, expected: ExpectedVersion,
    response: Response,
) -> Order:  # fmt: skip
    """End an order of which nothing was received, with a reason."""
    return shown(session, service.cancel_order(session, caller, order_id, expected, body.reason), response)


@router.post("/{order_id}/close")
def close_order(
    caller: Closer, session: Transaction, order_id: Identifier, body: OptionalReason, expected: ExpectedVersion,
    response: Response,
) -> Order:  # fmt: skip
    """End an order; short of what was ordered only with a reason."""
    return shown(session, service.close_order(session, caller, order_id, expected, body.reason or ""), response)


def shown(session: Session, row: OrderRow, response: Response) -> Order:
    """The order as an answer tells it, and its ETag."""
    order = orders.load(session, row)
    answers = acknowledgements.standing_of(session, row.id, order.issued_version, row.currency)
    acknowledged = Status.NONE if order.issued is None else status(order.issued.content, answers)
    show_version(response, row.version)
    return order_view(row, order, orders.fulfilled(session, [row.id])[row.id], acknowledged)
