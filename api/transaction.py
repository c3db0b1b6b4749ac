"""A request is one transaction: begun for it, committed at the edge and nowhere else, before the answer leaves.

`APIRouter(prefix="/v1/orders", route_class=TransactionRoute)` is all a router needs. In this order the route

1. has the keys of an issuer fetched where a token needs them, before it takes a connection,
   finds the caller and checks the permission that the route names with `may(...)`, the rate, and that a GET
   asks for nothing that the route does not know,
2. for writes reads the body within its limits, looks up the idempotency key (api/idempotency.py), and does the long
   work that the function wants done before (`@after(...)`),
3. begins the transaction, which acts for the caller's organisation alone, and calls the function,
4. commits when the answer is below 400, else rolls back; after a deadlock it does 3 again.

Functions are plain `def`s: they run in a thread and may wait for the database.
"""

import contextlib
from collections.abc import Callable, Coroutine, Iterator
from typing import Annotated, Any

import anyio
import structlog
from fastapi import Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from api import asked, body, idempotency, terms
from api.auth.authenticate import authenticate, credentials, prepare
from api.auth.caller import Caller
from api.auth.guard import Permission, permission_of
from api.errors import BusyError
from api.idempotency import Claim
from api.openapi import described
from api.state import Service
from models.db.base import now
from models.db.engine import is_transient
from models.db.repositories import keys
from models.db.sessions import act_for

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
ATTEMPTS = 4
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class TransactionRoute(APIRoute):
    """A route whose requests are transactions, as told above."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401 - whatever APIRoute takes
        super().__init__(path, endpoint, **described(options))

    def get_route_handler(self) -> Handler:
        """The function that answers a request."""
        handle = super().get_route_handler()
        permission = permission_of(self.dependant)
        if permission is None:
            raise ValueError(f"{self.path} names no permission: Depends(may(...)) is missing")
        extra = self.openapi_extra or {}
        reads = READING.issuperset(self.methods or ())
        if not reads and extra.get(terms.TRANSACTION) == "own":
            raise ValueError(f"{self.path} writes: its answer must commit with its effect, in one transaction")
        parameters = asked.parameters_of(self.dependant, extra) if reads else None
        return Edge(handle, permission, extra, parameters, getattr(self.endpoint, terms.WORK, None)).answer


class Edge:
    """The border of one route."""

    def __init__(
        self, handle: Handler, permission: Permission, extra: dict[str, Any], parameters: frozenset[str] | None,
        work: terms.Work | None,
    ) -> None:  # fmt: skip
        self._handle = handle
        self._permission = permission
        self._terms = extra
        self._parameters = parameters
        self._work = work

    async def answer(self, request: Request) -> Response:
        """Answer one request, or raise what api/problems.py has an answer to."""
        request = body.StrictRequest(request.scope, request.receive)
        service: Service = request.app.state.service
        body.limit(request, service.settings, upload=self._terms.get(terms.BODY) == "upload")
        computes = self._terms.get(terms.TRANSACTION) == "own"
        await prepare(service.tokens, credentials(request.headers.get("authorization")))
        reads = request.method in READING
        if reads and not computes:
            async with service.seats:
                response = await self._read(request, service)
            await _note_use(request, service)
            return response
        async with service.seats:
            session = service.database.read()
            try:
                await self._admit(request, service, session)
            finally:
                await _end(session)
        if computes:
            await _note_use(request, service)
            async with service.looks:
                return await self._handle(request)
        if self._work is None or self._terms.get(terms.BODY) != "upload":
            return await self._write(request, service)
        if service.reads.available_tokens < 1:
            raise BusyError("As many uploads as may be read at a time are being read; send it again in a moment.")
        async with service.reads:  # before the body is there: memory is bounded
            return await self._write(request, service)

    async def _admit(self, request: Request, service: Service, session: Session) -> None:
        """Put the caller into the request, or raise: who they are, whether they may, whether it is too often."""
        secret = credentials(request.headers.get("authorization"))
        caller, unnoted = await run_in_threadpool(
            authenticate, session, service.tokens, secret, request.state.request_id
        )
        request.state.caller = caller
        structlog.contextvars.bind_contextvars(user_id=caller.user_id, organisation_id=caller.organisation_id)
        caller.require(self._permission.name)
        service.rates.take(f"{caller.organisation_id}/{caller.user_id}")
        request.state.note_use_of = caller.key_id if unnoted else None
        if self._parameters is not None:
            asked.require_known(request, self._parameters)

    async def _read(self, request: Request, service: Service) -> Response:
        session = service.database.read()
        try:
            await self._admit(request, service, session)
            act_for(session, request.state.caller.organisation_id)
            request.state.session = session
            return await self._handle(request)
        finally:
            await _end(session)

    async def _write(self, request: Request, service: Service) -> Response:
        caller: Caller = request.state.caller
        claim = await idempotency.claim_of(request, caller, self._terms)
        if claim is None:
            return await self._worked(request, service, None)
        with service.flight.hold(claim.name):
            return await self._worked(request, service, claim)

    async def _worked(self, request: Request, service: Service, claim: Claim | None) -> Response:
        if self._work is not None:
            stored = None if claim is None else await self._looked_up(request, service, claim)
            if stored is not None:
                return stored
            request.state.work = await self._work(request)
        return await self._with_seat(request, service, claim)

    async def _looked_up(self, request: Request, service: Service, claim: Claim) -> Response | None:
        """The answer that was given before, so that long work is not done again."""
        async with service.seats:
            session = service.database.read()
            act_for(session, request.state.caller.organisation_id)
            try:
                return await run_in_threadpool(idempotency.stored_answer, session, claim)
            finally:
                await _end(session)

    async def _with_seat(self, request: Request, service: Service, claim: Claim | None) -> Response:
        await body.arrived(request)  # nobody may hold the database while a body trickles in
        async with service.writer, service.seats:
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    return await self._once(request, service, claim)
                except DBAPIError as error:
                    if not is_transient(error) or attempt == ATTEMPTS:
                        raise
                    structlog.get_logger().info("retried", attempt=attempt)
                    await anyio.sleep(0.01 * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

    async def _once(self, request: Request, service: Service, claim: Claim | None) -> Response:
        session = service.database.write()
        caller: Caller = request.state.caller
        act_for(session, caller.organisation_id)
        request.state.session = session
        try:
            if claim is not None:
                stored = await run_in_threadpool(idempotency.stored_answer, session, claim)
                if stored is not None:
                    return stored
            response = await self._handle(request)
            if response.status_code < 400:
                await run_in_threadpool(_commit, session, claim, response, request.state.note_use_of)
            return response
        finally:
            await _end(session)


async def _note_use(request: Request, service: Service) -> None:
    """Note that a key was used, in a transaction of its own; where the database is busy, another use is noted."""
    key_id = request.state.note_use_of
    if key_id is None:
        return
    async with service.writer, service.seats:
        with contextlib.suppress(OperationalError):
            await run_in_threadpool(_touch, service, key_id)


def _touch(service: Service, key_id: str) -> None:
    with service.database.write.begin() as session:
        keys.touch(session, key_id, now())


def _commit(session: Session, claim: Claim | None, response: Response, used_key: str | None) -> None:
    if used_key is not None:
        keys.touch(session, used_key, now())
    if claim is not None:
        idempotency.store(session, claim, response)
    session.commit()


async def _end(session: Session) -> None:
    """Roll back what was not committed, and give the connection back, even while the request is being cancelled."""
    with anyio.CancelScope(shield=True):
        await run_in_threadpool(session.close)


@contextlib.contextmanager
def looking(request: Request) -> Iterator[Session]:
    """A look at the database of the function's own, for a GET with `terms(transaction="own")`.

    Connection and seat are held while the block runs, so that what is computed after it hinders nobody.
    """
    service: Service = request.app.state.service
    caller: Caller = request.state.caller
    seat = object()
    anyio.from_thread.run(service.seats.acquire_on_behalf_of, seat)
    try:
        with service.database.read() as session:
            act_for(session, caller.organisation_id)
            yield session
    finally:
        anyio.from_thread.run_sync(service.seats.release_on_behalf_of, seat)


async def current_session(request: Request) -> Session:
    """The session of the request's transaction."""
    session: Session = request.state.session
    return session


Transaction = Annotated[Session, Depends(current_session)]
"""The transaction of the request: `def route(..., session: Transaction)`. Never commit it."""
