"""/v1/runs: datasets planned by workers."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from api import events
from api.auth.authenticate import credentials
from api.auth.caller import Caller
from api.auth.guard import may
from api.body import arrived, parsed
from api.paging import PageAsked, matching, paginate
from api.schemas.kinds import Identifier, Page
from api.schemas.runs import NewRun, Run, State
from api.services.live import LIVE, Snapshot, take_snapshot
from api.services.runs import Wanted, cancel_run, start_run
from api.state import Service
from api.terms import after, terms
from api.transaction import Transaction, TransactionRoute
from models.db.repositories import runs
from models.db.rows.runs import RunRow

router = APIRouter(prefix="/v1/runs", tags=["planning"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may(events.PERMISSION))]
Starter = Annotated[Caller, Depends(may("runs.start"))]
Canceller = Annotated[Caller, Depends(may("runs.cancel"))]
LAST_EVENT = r"[0-9]{1,18}"


async def _snapshot(request: Request) -> Snapshot | None:
    """What a run of `live` is to plan; None for any other, and for a body that will be refused."""
    service: Service = request.app.state.service
    try:
        asked = NewRun.model_validate(parsed(await arrived(request)))
    except (ValueError, RecursionError):
        return None
    if asked.dataset_id != LIVE:
        return None
    async with service.reads, service.seats:
        return await run_in_threadpool(
            take_snapshot, request.state.caller, service.database, start=asked.start, periods=asked.periods
        )


@router.post("", status_code=202)
@after(_snapshot)
def queue_run(caller: Starter, session: Transaction, body: NewRun, request: Request, response: Response) -> Run:
    """Put a run into the queue; `Location` is where to look at it."""
    service: Service = request.app.state.service
    options = body.options.model_dump()
    wanted = Wanted(body.dataset_id, options, body.edits, body.priority, body.tags, body.start, body.periods)
    row = start_run(session, caller, wanted, service.settings, request.state.work)
    response.headers["Location"] = f"/v1/runs/{row.id}"
    return Run.model_validate(row)


@router.get("")
def list_runs(
    _: Reader,
    session: Transaction,
    page: PageAsked,
    state: Annotated[State | None, Query()] = None,
    dataset_id: Annotated[Identifier | None, Query()] = None,
    created_by: Annotated[Identifier | None, Query()] = None,
    tag: Annotated[Identifier | None, Query()] = None,
) -> Page[Run]:
    """The runs, newest first."""
    filters = {RunRow.state: state, RunRow.dataset_id: dataset_id, RunRow.created_by: created_by}
    rows, cursor = paginate(session, matching(runs.every(tag), filters), [RunRow.id], page, descending=True)
    return Page[Run](items=[Run.model_validate(row) for row in rows], next_cursor=cursor)


@router.get("/{run_id}")
def read_run(_: Reader, session: Transaction, run_id: Identifier) -> Run:
    """One run as it is now."""
    return Run.model_validate(runs.get(session, run_id))


@router.get(
    "/{run_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {events.MEDIA_TYPE: {"schema": {"type": "string"}}}}},
)
def follow_run(
    caller: Reader, session: Transaction, run_id: Identifier, request: Request,
    last_event_id: Annotated[str, Header(pattern=f"^{LAST_EVENT}$", description="Events after this one.")] = "0",
) -> StreamingResponse:  # fmt: skip
    """What happened to a run and what happens, as server-sent events, until it has ended.

    Events are `queued`, `started`, `progress`, `cancel_asked`, `requeued` and `ended`; a reader that was cut off sends
    the id of the last one it has in `Last-Event-ID` and misses none.
    """
    runs.get(session, run_id)
    service: Service = request.app.state.service
    secret = credentials(request.headers.get("authorization"))
    return events.EventStream(service, caller, secret, run_id, int(last_event_id))


@router.post("/{run_id}/cancel", openapi_extra=terms(key="optional"))
def stop_run(caller: Canceller, session: Transaction, run_id: Identifier) -> Run:
    """End a run that waits, or ask one at work to stop: its best plan so far is kept. Again: nothing more."""
    return Run.model_validate(cancel_run(session, caller, run_id))
