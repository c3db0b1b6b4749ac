"""Bodies of requests: at most so large, and there in time."""

from typing import Any

import anyio
from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from api.settings import Settings


def limit(request: Request, settings: Settings, *, upload: bool) -> None:
    """Have the body refused when it is larger than the settings allow (413) or does not arrive in time (408)."""
    most = settings.max_upload_bytes if upload else settings.max_body_bytes
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdecimal() and (len(told) > 18 or int(told) > most):
        raise _too_large(most)
    request._receive = _limited(request.receive, most, settings.body_seconds)  # noqa: SLF001 - as Starlette's own middleware does


def _limited(receive: Receive, most: int, seconds: float) -> Receive:
    taken = 0
    deadline = anyio.current_time() + seconds

    async def limited() -> Message:
        nonlocal taken
        message: Any = None
        if taken < 0:  # the body is there; what follows is the end of the connection, whenever that comes
            return await receive()
        with anyio.move_on_after(max(0.0, deadline - anyio.current_time())):
            message = await receive()
        if message is None:
            raise HTTPException(408, f"The body did not arrive within {seconds:g} s.")
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > most:
                raise _too_large(most)
            if not message.get("more_body"):
                taken = -1
        return message  # type: ignore[no-any-return] # a message of ASGI

    return limited


async def arrived(request: Request) -> bytes:
    """The whole body, once it is there; forms too, which are parsed from it later."""
    return await request.body()


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"The body may have at most {most:,} bytes.")
