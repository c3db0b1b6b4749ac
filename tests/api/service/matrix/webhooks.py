"""Addresses that are told what happens."""

from tests.api.service.matrix import Row
from tests.api.service.orders import Orders, taken
from tests.service import Served


def webhook(service: Served) -> str:
    sent = {"url": "https://erp.example/hook"}
    return f"/v1/webhooks/{taken(service.as_('admin').post('/v1/webhooks', json=sent), 201)['id']}"


def delivery(service: Served) -> str:
    path = webhook(service)
    Orders(service).create()
    (only,) = taken(service.as_("admin").get(f"{path}/deliveries"))["items"]
    return f"{path}/deliveries/{only['id']}"


ROWS = {
    "GET /v1/webhooks": Row("admin integration"),
    "POST /v1/webhooks": Row("admin"),
    "GET /v1/webhooks/{webhook_id}": Row("admin integration", webhook),
    "PATCH /v1/webhooks/{webhook_id}": Row("admin", webhook),
    "DELETE /v1/webhooks/{webhook_id}": Row("admin", webhook),
    "POST /v1/webhooks/{webhook_id}/renew-secret": Row("admin", lambda service: f"{webhook(service)}/renew-secret"),
    "GET /v1/webhooks/{webhook_id}/deliveries": Row(
        "admin integration", lambda service: f"{webhook(service)}/deliveries"
    ),
    "POST /v1/webhooks/{webhook_id}/deliveries/{delivery_id}/replay": Row(
        "admin", lambda service: f"{delivery(service)}/replay"
    ),
    "POST /v1/webhooks/{webhook_id}/deliveries/{delivery_id}/skip": Row(
        "admin", lambda service: f"{delivery(service)}/skip"
    ),
}
