"""What works without a key: is the process alive, is it ready, and what Prometheus is told."""

import ipaddress

import anyio
from fastapi import APIRouter, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from api.metrics import CONTENT_TYPE
from api.state import Service
from models.db.upgrade import require_newest
from models.faults import CallError
from models.refusals import NotAllowedError

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process is alive."""
    return {"status": "alive"}


@router.get("/readyz", responses={503: {"description": "It is not ready; `reason` says why."}})
async def readyz(request: Request, response: Response) -> dict[str, str]:
    """The database is there and at the version that this code needs."""
    service: Service = request.app.state.service
    try:
        # not a seat, for which requests queue up: the pool has a few connections beyond them
        await anyio.to_thread.run_sync(require_newest, service.database.engine, limiter=service.probes)
    except (SQLAlchemyError, CallError) as error:
        response.status_code = 503
        reason = str(error) if isinstance(error, CallError) else "the database does not answer"
        return {"status": "not ready", "reason": reason}
    return {"status": "ready"}


@router.get("/metrics", response_class=Response, responses={403: {"description": "From this machine only."}})
async def metrics(request: Request) -> Response:
    """Counters, in the format of Prometheus."""
    service: Service = request.app.state.service
    if not service.settings.metrics_everywhere and not is_loopback(request.client.host if request.client else ""):
        raise NotAllowedError("/metrics answers on this machine only, unless CASELOT_METRICS_EVERYWHERE allows more.")
    # not a seat either: who watches a busy service must not wait with it
    told = await anyio.to_thread.run_sync(service.metrics.text, limiter=service.probes)
    return Response(told, media_type=CONTENT_TYPE)


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
