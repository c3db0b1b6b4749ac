"""Who is who."""

from tests.api.service.matrix import EVERYBODY, Row
from tests.service import Served


def user(service: Served) -> str:
    me = service.as_("viewer").get("/v1/me").json()
    return f"/v1/users/{me['user_id']}"


def key(service: Served) -> str:
    me = service.as_("viewer", name="whose key goes").get("/v1/me").json()
    return f"/v1/keys/{me['key_id']}"


ROWS = {
    "GET /v1/me": Row(EVERYBODY),
    "GET /v1/users": Row("admin"),
    "POST /v1/users": Row("admin"),
    "GET /v1/users/{user_id}": Row("admin", user),
    "PATCH /v1/users/{user_id}": Row("admin", user),
    "GET /v1/keys": Row("admin"),
    "POST /v1/keys": Row("admin"),
    "GET /v1/keys/{key_id}": Row("admin", key),
    "POST /v1/keys/{key_id}/revoke": Row("admin", lambda service: f"{key(service)}/revoke"),
    "GET /v1/audit": Row("admin accounts_payable"),
}
