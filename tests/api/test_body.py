"""Bodies arrive whole, in time, and within their limits."""

import functools

import anyio
import pytest
from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import Message

from api import body
from api.settings import Settings


def read(*pieces: bytes, told: int | None = None, upload: bool = False, silent: bool = False) -> bytes:
    """The body that arrives in these pieces; where `silent`, the last one never does."""
    left = list(pieces)

    async def receive() -> Message:
        if silent and len(left) == 1:
            await anyio.sleep_forever()
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def whole() -> bytes:
        headers = [] if told is None else [(b"content-length", str(told).encode())]
        request = Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)
        settings = Settings(max_body_bytes=1_000, max_upload_bytes=2_000, body_seconds=0.01 if silent else 60)
        body.limit(request, settings, upload=upload)
        return await body.arrived(request)

    return anyio.run(functools.partial(whole))


def status(*pieces: bytes, told: int | None = None, upload: bool = False, silent: bool = False) -> int:
    with pytest.raises(HTTPException) as caught:
        read(*pieces, told=told, upload=upload, silent=silent)
    return caught.value.status_code


def test_a_body_of_the_largest_size_is_taken_and_one_byte_more_is_not() -> None:
    assert read(b"x" * 400, b"x" * 600) == b"x" * 1_000
    assert status(b"x" * 400, b"x" * 601) == 413
    assert read(b"x" * 2_000, upload=True) == b"x" * 2_000
    assert status(b"x" * 2_001, upload=True) == 413


@pytest.mark.parametrize("told", [1_001, 10**30])
def test_a_body_that_says_it_is_too_large_is_not_even_read(told: int) -> None:
    assert status(b"", told=told) == 413
    assert read(b"x", told=1_000) == b"x"


def test_a_body_that_does_not_arrive_is_given_up() -> None:
    assert status(b"x", b"y", silent=True) == 408
