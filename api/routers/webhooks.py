"""/v1/webhooks: addresses that are told what happens, and what is on its way to them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from api.auth.caller import Caller
from api.auth.guard import may
from api.paging import PageAsked, matching, paginate
from api.schemas.kinds import Identifier, Page
from api.schemas.webhooks import Delivery, MadeWebhook, NewWebhook, Webhook, WebhookChange
from api.services import webhooks as service
from api.terms import terms
from api.transaction import Transaction, TransactionRoute
from api.versions import ExpectedVersion, show_version
from models.db.repositories import webhooks
from models.db.rows.events import DeliveryRow, WebhookRow

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may("webhooks.read"))]
Manager = Annotated[Caller, Depends(may("webhooks.manage"))]
DeliveryState = Annotated[Literal["waiting", "delivered", "dead", "skipped"] | None, Query()]


@router.get("")
def list_webhooks(_: Reader, session: Transaction, page: PageAsked) -> Page[Webhook]:
    """The webhooks, oldest first."""
    rows, cursor = paginate(session, webhooks.every(), [WebhookRow.id], page)
    return Page[Webhook](items=[_shown(row) for row in rows], next_cursor=cursor)


@router.post("", status_code=201, openapi_extra=terms(answer="secret"))
def add_webhook(
    caller: Manager, session: Transaction, request: Request, body: NewWebhook, response: Response
) -> MadeWebhook:
    """Tell an address from now on. This answer is the only one that shows its secret."""
    row, secret = service.add_webhook(
        session, caller, body.url, body.kinds, body.description or "", private=_private(request)
    )
    response.headers["Location"] = f"/v1/webhooks/{row.id}"
    show_version(response, row.version)
    return MadeWebhook(**_shown(row).model_dump(), secret=secret)


@router.get("/{webhook_id}")
def read_webhook(_: Reader, session: Transaction, webhook_id: Identifier, response: Response) -> Webhook:
    """One webhook."""
    row = webhooks.get(session, webhook_id)
    show_version(response, row.version)
    return _shown(row)


@router.patch("/{webhook_id}")
def change_webhook(  # noqa: PLR0917 - the parts of a request are parameters
    caller: Manager, session: Transaction, request: Request, webhook_id: Identifier, body: WebhookChange,
    expected: ExpectedVersion, response: Response,
) -> Webhook:  # fmt: skip
    """Change a webhook: address, events, active or not."""
    wanted = body.model_dump(exclude_none=True)
    row = service.change_webhook(session, caller, webhook_id, expected, wanted, private=_private(request))
    show_version(response, row.version)
    return _shown(row)


@router.post("/{webhook_id}/renew-secret", openapi_extra=terms(answer="secret"))
def renew_secret(
    caller: Manager, session: Transaction, webhook_id: Identifier, expected: ExpectedVersion, response: Response
) -> MadeWebhook:
    """Sign with a new secret from now on. This answer is the only one that shows it."""
    row, secret = service.renew_secret(session, caller, webhook_id, expected)
    show_version(response, row.version)
    return MadeWebhook(**_shown(row).model_dump(), secret=secret)


@router.delete("/{webhook_id}")
def end_webhook(caller: Manager, session: Transaction, webhook_id: Identifier, expected: ExpectedVersion) -> Webhook:
    """Tell an address nothing any more; what it was."""
    return _shown(service.end_webhook(session, caller, webhook_id, expected))


@router.get("/{webhook_id}/deliveries")
def list_deliveries(
    _: Reader, session: Transaction, page: PageAsked, webhook_id: Identifier, state: DeliveryState = None
) -> Page[Delivery]:
    """What was or is on its way to a webhook, oldest first."""
    webhooks.get(session, webhook_id)
    statement = matching(webhooks.deliveries(webhook_id), {DeliveryRow.state: state})
    rows, cursor = paginate(session, statement, [DeliveryRow.id], page)
    return Page[Delivery](items=[_delivery(row) for row in rows], next_cursor=cursor)


@router.post("/{webhook_id}/deliveries/{delivery_id}/replay")
def replay(caller: Manager, session: Transaction, webhook_id: Identifier, delivery_id: Identifier) -> Delivery:
    """Deliver once more what was delivered, given up or skipped."""
    return _delivery(service.replay(session, caller, webhook_id, delivery_id))


@router.post("/{webhook_id}/deliveries/{delivery_id}/skip")
def skip(caller: Manager, session: Transaction, webhook_id: Identifier, delivery_id: Identifier) -> Delivery:
    """Give a delivery up, so that later events of its document can go."""
    return _delivery(service.skip(session, caller, webhook_id, delivery_id))


def _private(request: Request) -> bool:
    allowed: bool = request.app.state.service.settings.webhooks_private
    return allowed


def _shown(row: WebhookRow) -> Webhook:
    return Webhook(
        id=row.id,
        url=row.url,
        kinds=row.kinds,
        description=row.description,
        active=row.active,
        version=row.version,
        created_at=row.created_at,
        created_by=row.created_by,
    )


def _delivery(row: DeliveryRow) -> Delivery:
    names = (
        "id", "event_id", "document_id", "position", "state", "attempts", "next_at", "last_status", "last_error",
        "delivered_at",
    )  # fmt: skip
    return Delivery.model_validate({name: getattr(row, name) for name in names})
