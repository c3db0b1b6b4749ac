"""The events of a run as a stream (server-sent events): what happened, then what happens, until the run has ended."""

import contextlib
import json
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

import anyio
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import Receive, Scope, Send

from api.auth.authenticate import authenticate, prepare
from api.auth.caller import Caller
from api.errors import IssuerSilentError, UnauthenticatedError
from api.state import Service
from models.db.engine import is_unreachable
from models.db.repositories import runs
from models.db.rows.runs import ENDED, RunEventRow
from models.db.sessions import act_for

POLL = 0.5
"""Seconds between two looks."""

CHECK = 5.0
"""After so many seconds it is asked again whether the reader may read: keys are revoked, and tokens expire."""

SILENCE = 15.0
"""After so many seconds without an event a comment is sent, so that nobody between takes the stream for dead."""

BATCH = 500
PERMISSION = "runs.read"
MEDIA_TYPE = "text/event-stream"
RETRY = b"retry: 2000\n\n"


class Seen(NamedTuple):
    """One look: events, and whether the run had ended when they were read."""

    events: Sequence[RunEventRow]
    ended: bool


class EventStream(StreamingResponse):
    """A stream as an answer; it counts among the caller's while it is sent. Raises StreamsError before it begins."""

    media_type = MEDIA_TYPE

    def __init__(self, service: Service, caller: Caller, secret: str, run_id: str, after: int) -> None:
        super().__init__(stream(service, caller, secret, run_id, after), headers={"X-Accel-Buffering": "no"})
        self._held = service.streams.hold(_user_of(caller))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self._held:
            await super().__call__(scope, receive, send)


def _user_of(caller: Caller) -> str:
    return f"{caller.organisation_id}/{caller.user_id}"


async def stream(service: Service, caller: Caller, secret: str, run_id: str, after: int) -> AsyncIterator[bytes]:
    """The events after number `after`, each with its number as id; ends after the event of the run's end.

    No thread and no connection is held between two looks. Ends, too, when the service does, and when the key or token
    `secret` no longer lets the caller read; once the reader has gone, whoever sends the stream cancels this.
    """
    yield RETRY
    quiet_since = checked = time.monotonic()
    while not service.ending:
        if time.monotonic() - checked >= CHECK:
            if not await _may_still(service, caller, secret):
                yield b": you may not read this any longer\n\n"
                return
            checked = time.monotonic()
        async with service.seats:
            seen = await run_in_threadpool(_seen, service, caller, run_id, after)
        for event in seen.events:
            yield _told(event.number, event.kind, {"at": event.at.isoformat(), **event.facts})
            after, quiet_since = event.number, time.monotonic()
        if seen.ended and len(seen.events) < BATCH:
            return
        if time.monotonic() - quiet_since >= SILENCE:
            yield b": still here\n\n"
            quiet_since = time.monotonic()
        if len(seen.events) < BATCH:
            await anyio.sleep(POLL)


async def _may_still(service: Service, caller: Caller, secret: str) -> bool:
    with contextlib.suppress(IssuerSilentError):  # the issuer's keys at hand will do
        await prepare(service.tokens, secret)
    async with service.seats:
        return await run_in_threadpool(_is_same, service, caller, secret)


def _is_same(service: Service, caller: Caller, secret: str) -> bool:
    """Whether a key or token is still the caller's and lets them read; while the database is away nobody can tell."""
    try:
        with service.database.read() as session:
            found, _ = authenticate(session, service.tokens, secret, caller.request_id)
    except (UnauthenticatedError, IssuerSilentError):
        return False
    except SQLAlchemyError as error:
        if not is_unreachable(error):
            raise
        return True
    return found.may(PERMISSION) and _user_of(found) == _user_of(caller)


def _seen(service: Service, caller: Caller, run_id: str, after: int) -> Seen:
    """A look; nothing is seen while the database is away, and the reader hears comments until it is back."""
    try:
        return _look(service, caller, run_id, after)
    except SQLAlchemyError as error:
        if not is_unreachable(error):
            raise
        return Seen((), ended=False)


def _look(service: Service, caller: Caller, run_id: str, after: int) -> Seen:
    with service.database.read() as session:
        act_for(session, caller.organisation_id)
        run = runs.get(session, run_id)  # first: what comes later than this look is in the next one
        return Seen(runs.events_after(session, run_id, after, BATCH), run.state in ENDED)


def _told(number: int, kind: str, facts: dict[str, Any]) -> bytes:
    text = json.dumps(facts, ensure_ascii=True, allow_nan=False, separators=(",", ":"))  # one line, whatever it holds
    return f"id: {number}\nevent: {kind}\ndata: {text}\n\n".encode()
