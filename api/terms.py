"""What a route asks of its requests beyond the permission; it stands in the OpenAPI document too."""

from typing import Any, Literal

KEY = "x-idempotency-key"
BODY = "x-body"
TRANSACTION = "x-transaction"


def terms(
    *,
    key: Literal["required", "optional", "none"] = "required",
    body: Literal["usual", "upload"] = "usual",
    transaction: Literal["whole", "own"] = "whole",
) -> dict[str, Any]:
    """The `openapi_extra` of a route that differs from the usual.

    `key="optional"`: a POST that may be repeated anyway. `key="none"`: none is looked at, because the answer holds a
    secret that must not be stored. `body="upload"`: up to `max_upload_bytes`.
    `transaction="own"`: the function does long work before it writes, and writes with `api.transaction.own`; such a
    route takes no idempotency key, so what it does must be the same when done twice. A GET computes for long, and looks
    at the database with `api.transaction.looking` before.
    """
    return {KEY: key if transaction == "whole" else "none", BODY: body, TRANSACTION: transaction}
