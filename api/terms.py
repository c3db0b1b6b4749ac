"""What a route asks of its requests beyond the permission; it stands in the OpenAPI document too."""

from collections.abc import Callable, Coroutine
from typing import Any, Literal, TypeVar

from fastapi import Request

KEY = "x-idempotency-key"
BODY = "x-body"
TRANSACTION = "x-transaction"
ANSWER = "x-answer"
WORK = "work_before"
"""The attribute of a route's function that holds what `after` was given."""
Work = Callable[[Request], Coroutine[Any, Any, Any]]
Function = TypeVar("Function", bound=Callable[..., Any])


def terms(
    *,
    key: Literal["required", "optional"] = "required",
    body: Literal["usual", "upload"] = "usual",
    transaction: Literal["whole", "own"] = "whole",
    answer: Literal["usual", "secret"] = "usual",
) -> dict[str, Any]:
    """The `openapi_extra` of a route that differs from the usual.

    `key="optional"`: a POST that may be repeated without a key, too. `body="upload"`: up to `max_upload_bytes`.
    `answer="secret"`: the answer shows a secret; it is kept for who asks again, sealed with the key of who asked.
    `transaction="own"`: a GET that computes for long, and looks at the database with `api.transaction.looking` before.
    """
    return {KEY: key, BODY: body, TRANSACTION: transaction, ANSWER: answer}


def after(work: Work) -> Callable[[Function], Function]:
    """Have long work done before the transaction of a write begins: reading what was uploaded, for instance.

    Its result is `request.state.work`. It is not done where the answer is known already, and may only read. Of
    uploads, as many bodies as `reads_at_a_time` says are in memory at a time.
    """

    def marked(function: Function) -> Function:
        setattr(function, WORK, work)
        return function

    return marked
