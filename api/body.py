"""Bodies of requests: at most so large, there in time, and JSON that can be read in one way only."""

import json
from typing import Any

import anyio
from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from api.settings import Settings
from models.files.json_text import TwiceError, once


class StrictRequest(Request):
    """A request whose body is read as `parsed` does."""

    async def json(self) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """What the body says.

        Raises JSONDecodeError where it is no JSON; HTTPException (400) as `parsed` does, and where nothing can hold it.
        """
        try:
            return parsed(await self.body())
        except RecursionError as error:
            raise HTTPException(400, "The body is nested too deep to be read.") from error
        except ValueError as error:
            if isinstance(error, json.JSONDecodeError):
                raise
            raise HTTPException(400, "The body is no text, or a number in it has too many digits.") from error


def parsed(data: bytes) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """What a body says. Raises ValueError where it is no JSON, HTTPException (400) for a key that stands twice."""
    try:
        return json.loads(data, object_pairs_hook=once)
    except TwiceError as error:
        raise HTTPException(400, f"The body holds {error}; nobody can tell which is meant.") from error


def limit(request: Request, settings: Settings, *, upload: bool) -> None:
    """Have the body refused when it is packed (415), larger than the settings allow (413) or late (408)."""
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if packed not in {"", "identity"}:
        raise HTTPException(415, f"The body is packed as Content-Encoding says ({packed[:50]}); send it unpacked.")
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
