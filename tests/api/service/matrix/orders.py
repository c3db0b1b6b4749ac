"""Purchase orders, their documents and feed, and who may approve them."""

from collections.abc import Callable

from tests.api.service.matrix import EVERYBODY, Row
from tests.api.service.orders import PATH, Orders, taken
from tests.service import Served


def order(end: str = "") -> Callable[[Served], str]:
    return lambda service: f"{PATH}/{Orders(service).create()['id']}{end}"


def limit(service: Served) -> str:
    holder = taken(service.as_("viewer").get("/v1/me"))["user_id"]
    sent = {"holder_id": holder, "amount": {"amount": "0.00", "currency": "EUR"}}
    return f"/v1/approval-limits/{taken(service.as_('admin').post('/v1/approval-limits', json=sent), 201)['id']}"


def rule(service: Served) -> str:
    approver = service.as_("approver", name="who sets rules")
    me = taken(approver.get("/v1/me"))["user_id"]
    amount = {"amount": "0.00", "currency": "EUR"}
    taken(service.as_("admin").post("/v1/approval-limits", json={"holder_id": me, "amount": amount}), 201)
    return f"/v1/approval-rules/{taken(approver.post('/v1/approval-rules', json={'amount': amount}), 201)['id']}"


ROWS = {
    "GET /v1/purchase-orders": Row(EVERYBODY),
    "POST /v1/purchase-orders": Row("planner buyer"),
    "GET /v1/purchase-orders/{order_id}": Row(EVERYBODY, order()),
    "PUT /v1/purchase-orders/{order_id}": Row("planner buyer", order()),
    "GET /v1/purchase-orders/{order_id}/versions": Row(EVERYBODY, order("/versions")),
    "GET /v1/purchase-orders/{order_id}/versions/{number}": Row(EVERYBODY, order("/versions/1")),
    "POST /v1/purchase-orders/{order_id}/submit": Row("planner buyer", order("/submit")),
    "POST /v1/purchase-orders/{order_id}/withdraw": Row("planner buyer", order("/withdraw")),
    "POST /v1/purchase-orders/{order_id}/approve": Row("approver", order("/approve")),
    "POST /v1/purchase-orders/{order_id}/reject": Row("approver", order("/reject")),
    "POST /v1/purchase-orders/{order_id}/issue": Row("buyer", order("/issue")),
    "POST /v1/purchase-orders/{order_id}/cancel": Row("buyer approver", order("/cancel")),
    "POST /v1/purchase-orders/{order_id}/close": Row("buyer", order("/close")),
    "GET /v1/purchase-orders/{order_id}/document": Row(EVERYBODY, order("/document")),
    "GET /v1/purchase-orders/{order_id}/document.{suffix}": Row(EVERYBODY, order("/document.html")),
    "GET /v1/purchase-orders/feed": Row("integration"),
    "GET /v1/purchase-orders/feed.{suffix}": Row("integration"),
    "GET /v1/approval-limits": Row(EVERYBODY),
    "POST /v1/approval-limits": Row("admin"),
    "GET /v1/approval-limits/{limit_id}": Row(EVERYBODY, limit),
    "PUT /v1/approval-limits/{limit_id}": Row("admin", limit),
    "GET /v1/approval-rules": Row(EVERYBODY),
    "POST /v1/approval-rules": Row("approver"),
    "GET /v1/approval-rules/{rule_id}": Row(EVERYBODY, rule),
    "POST /v1/approval-rules/{rule_id}/end": Row("approver", lambda service: f"{rule(service)}/end"),
    # Standings are there for any name: another organisation is told its own.
    "GET /v1/suppliers/{supplier_id}/standing": Row(EVERYBODY),
    "PUT /v1/suppliers/{supplier_id}/standing": Row("buyer admin integration"),
    "GET /v1/items/{item_id}/standing": Row(EVERYBODY),
    "PUT /v1/items/{item_id}/standing": Row("planner admin integration"),
}
