"""Around every request: its id, its line in the log, its place in the metrics, and an answer whatever happens."""

import re
import time
from typing import Any

import structlog
from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import answer_to
from models.db.ids import new_id

HEADER = "X-Request-ID"
FORM = re.compile(r"[A-Za-z0-9._:-]{1,64}")
NOWHERE = "(none)"
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
HARDENING = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Tracing:
    """The outermost middleware of ours (plain ASGI, so that streams pass through untouched)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive, send)
        told = request.headers.get(HEADER, "")
        request_id = told if FORM.fullmatch(told) else new_id("REQ")
        request.state.request_id = request_id
        status = 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[HEADER] = request_id
                for name, value in HARDENING.items():
                    headers.setdefault(name, value)
            await send(message)

        begin = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, sent)
            except Exception as error:  # noqa: BLE001 - the border: whoever asked gets an answer, the log the reason
                answer = answer_to(request, error)
                if status == 0:
                    await answer(scope, receive, sent)
            finally:
                self._note(scope, request, status, time.perf_counter() - begin)
                structlog.contextvars.unbind_contextvars("user_id", "organisation_id")

    def _note(self, scope: Scope, request: Request, status: int, seconds: float) -> None:
        route = route_of(scope)
        method = request.method if request.method in METHODS else "other"  # or anybody could make series without end
        request.app.state.service.metrics.observe(method, route, status, seconds)
        structlog.get_logger().info(
            "request", method=request.method, route=route, path=request.url.path, status=status,
            seconds=round(seconds, 6),
        )  # fmt: skip


def route_of(scope: Scope) -> str:
    """The pattern of the address, such as /v1/users/{user_id}."""
    route: Any = scope.get("route")
    return str(getattr(route, "path_format", None) or getattr(route, "path", None) or NOWHERE)
