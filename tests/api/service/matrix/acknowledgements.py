"""What suppliers answered."""

from tests.api.service.matrix import EVERYBODY, Row
from tests.api.service.orders import PATH, Orders, taken
from tests.service import Served


def acknowledgement(service: Served) -> str:
    order = Orders(service).issued()
    parts = [{"answer": "accepted", "units": 100}]
    body = {"order": order["id"], "lines": [{"line": 1, "parts": parts}]}
    made = taken(service.as_("buyer").post("/v1/acknowledgements", json=body), 201)
    return f"/v1/acknowledgements/{made['items'][0]['id']}"


def standing(service: Served) -> str:
    return f"{PATH}/{Orders(service).create()['id']}/acknowledgement"


ROWS = {
    "GET /v1/acknowledgements": Row(EVERYBODY),
    "POST /v1/acknowledgements": Row("buyer integration"),
    "GET /v1/acknowledgements/{acknowledgement_id}": Row(EVERYBODY, acknowledgement),
    "GET /v1/purchase-orders/{order_id}/acknowledgement": Row(EVERYBODY, standing),
}
