"""Webhooks: add, change, end; deliveries: replay, skip."""

import base64
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.webhooks.addresses import check_url
from models.db.base import now
from models.db.ids import new_id
from models.db.repositories import webhooks
from models.db.repositories.audit import record
from models.db.repositories.versions import change
from models.db.rows.events import DeliveryRow, WebhookRow
from models.faults import Fault
from models.ledger.happenings import KINDS
from models.refusals import ConflictError, InvalidError

SECRET_BYTES = 32


def add_webhook(
    session: Session, caller: Caller, url: str, kinds: Sequence[str], description: str, *, private: bool
) -> tuple[WebhookRow, str]:  # fmt: skip
    """Tell an address from now on; the row, and the secret that signs. Raises AddressError, InvalidError."""
    check_url(url, private=private)
    _check_kinds(kinds)
    row = WebhookRow(
        id=new_id("WHK"),
        organisation_id=caller.organisation_id,
        url=url,
        kinds=sorted(set(kinds)),
        secret=_new_secret(),
        active=True,
        deleted=False,
        description=description,
        created_by=caller.user_id,
        updated_by=caller.user_id,
    )
    session.add(row)
    session.flush()
    record(session, caller.actor, "add", "webhook", row.id, None, told(row))
    return row, row.secret


def change_webhook(
    session: Session, caller: Caller, id_: str, expected: int, wanted: dict[str, Any], *, private: bool
) -> WebhookRow:  # fmt: skip
    """Change a webhook; `wanted` are columns and values. Raises NotFoundError, StaleVersionError, AddressError."""
    before = told(webhooks.get(session, id_))
    if "url" in wanted:
        check_url(wanted["url"], private=private)
    if "kinds" in wanted:
        _check_kinds(wanted["kinds"])
        wanted = wanted | {"kinds": sorted(set(wanted["kinds"]))}
    row = change(session, WebhookRow, id_, expected, caller.user_id, **wanted)
    record(session, caller.actor, "change", "webhook", id_, before, told(row))
    return row


def renew_secret(session: Session, caller: Caller, id_: str, expected: int) -> tuple[WebhookRow, str]:
    """Sign with a new secret from now on. Raises NotFoundError, StaleVersionError."""
    webhooks.get(session, id_)
    row = change(session, WebhookRow, id_, expected, caller.user_id, secret=_new_secret())
    record(session, caller.actor, "renew_secret", "webhook", id_)
    return row, row.secret


def end_webhook(session: Session, caller: Caller, id_: str, expected: int) -> WebhookRow:
    """Tell an address nothing any more. Raises NotFoundError, StaleVersionError."""
    before = told(webhooks.get(session, id_))
    row = change(session, WebhookRow, id_, expected, caller.user_id, deleted=True, active=False)
    record(session, caller.actor, "end", "webhook", id_, before, None)
    return row


def replay(session: Session, caller: Caller, webhook_id: str, delivery_id: str) -> DeliveryRow:
    """Deliver once more what was delivered, given up or skipped. Raises NotFoundError; ConflictError while it waits."""
    row = _delivery(session, webhook_id, delivery_id)
    if row.state == webhooks.WAITING:
        raise ConflictError(f"Delivery {delivery_id} is on its way already.")
    return _put(session, caller, row, "replay", state=webhooks.WAITING, attempts=0, delivered_at=None)


def skip(session: Session, caller: Caller, webhook_id: str, delivery_id: str) -> DeliveryRow:
    """Give a delivery up, so that later events of its document can go. Raises NotFoundError, ConflictError."""
    row = _delivery(session, webhook_id, delivery_id)
    if row.state not in {webhooks.WAITING, webhooks.DEAD}:
        raise ConflictError(f"Delivery {delivery_id} is {row.state} already.")
    return _put(session, caller, row, "skip", state=webhooks.SKIPPED)


def told(row: WebhookRow) -> dict[str, Any]:
    """A webhook as the audit log tells it, without its secret."""
    return {"url": row.url, "kinds": row.kinds, "active": row.active, "description": row.description}


def _delivery(session: Session, webhook_id: str, delivery_id: str) -> DeliveryRow:
    webhooks.get(session, webhook_id)
    return webhooks.delivery(session, webhook_id, delivery_id)


def _put(session: Session, caller: Caller, row: DeliveryRow, action: str, **values: Any) -> DeliveryRow:  # noqa: ANN401 - columns
    before = {"state": row.state, "attempts": row.attempts}
    for name, value in values.items():
        setattr(row, name, value)
    row.next_at, row.leased_until = now(), None
    session.flush()
    after = {"state": row.state, "attempts": row.attempts}
    record(session, caller.actor, action, "delivery", row.id, before, after)
    return row


def _check_kinds(kinds: Sequence[str]) -> None:
    known = ", ".join(KINDS)
    faults = [
        Fault("kinds", place, "", kind, f"one of {known}") for place, kind in enumerate(kinds, 1) if kind not in KINDS
    ]
    if faults:
        raise InvalidError(faults)


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
