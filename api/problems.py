"""From exceptions to answers: the one table of problem details (RFC 9457), and the handlers that use it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from starlette.exceptions import HTTPException

from api import errors
from api.fault_words import LONGEST, fault_of
from models import refusals
from models.db.engine import is_busy, is_transient, is_unreachable
from models.faults import CallError, CaselotError, DatasetError, Fault, InfeasibleError, PlanError, ScenarioError

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:caselot:problem:"
MOST_FAULTS = 1000
QUERY_CANCELED = "57014"  # of PostgreSQL: the statement took too long

PROBLEMS: tuple[tuple[type[BaseException], int, str, str], ...] = (
    (errors.UnauthenticatedError, 401, "unauthenticated", "Nobody knows who calls"),
    (errors.RateLimitError, 429, "rate-limited", "Too many requests"),
    (errors.StreamsError, 429, "too-many-streams", "Too many streams are open"),
    (errors.KeyMissingError, 400, "idempotency-key-missing", "The idempotency key is missing"),
    (errors.KeyFormError, 400, "idempotency-key-malformed", "The idempotency key is malformed"),
    (errors.KeyInFlightError, 409, "idempotency-key-in-flight", "The first call is still at work"),
    (errors.KeyReusedError, 422, "idempotency-key-reused", "The idempotency key belongs to another call"),
    (errors.KeySealedError, 409, "idempotency-key-sealed", "The first answer is for other credentials"),
    (errors.VersionMissingError, 428, "version-missing", "The version is missing"),
    (errors.VersionFormError, 400, "version-malformed", "The version is malformed"),
    (errors.CursorError, 400, "cursor-invalid", "The cursor is not of this list"),
    (errors.CursorOfOtherHistoryError, 409, "cursor-of-other-history", "The cursor is of another history"),
    (errors.BusyError, 503, "busy", "The database is busy"),
    (errors.UnreachableError, 503, "database-unreachable", "The database cannot be reached"),
    (errors.IssuerSilentError, 503, "issuer-silent", "The issuer of tokens does not answer"),
    (refusals.NotFoundError, 404, "not-found", "There is no such thing"),
    (refusals.TransitionError, 409, "transition-not-allowed", "The document cannot go there from its state"),
    (refusals.StaleVersionError, 412, "version-stale", "The document was changed meanwhile"),
    (refusals.ConflictError, 409, "conflict", "It does not fit what is there"),
    (refusals.NotAllowedError, 403, "not-allowed", "The caller may not do this"),
    (refusals.InvalidError, 422, "invalid", "What was sent is at fault"),
    (refusals.RefusalError, 422, "refused", "It cannot be done"),
    (DatasetError, 422, "dataset-faulty", "The dataset is at fault"),
    (PlanError, 422, "plan-faulty", "The plan is at fault"),
    (ScenarioError, 422, "scenarios-faulty", "The scenario file is at fault"),
    (InfeasibleError, 422, "infeasible", "No plan exists"),
    (CallError, 422, "call-at-fault", "The call is at fault"),
)
"""Exception -> status, the end of its `type`, title. The first line that fits holds."""

STATUSES = {
    400: ("malformed", "The request cannot be read"),
    404: ("no-such-address", "There is nothing at this address"),
    405: ("method-not-allowed", "The address takes other methods"),
    406: ("form-not-offered", "It is not given in a form that Accept asks for"),
    408: ("too-slow", "The body did not arrive in time"),
    413: ("too-large", "The body is too large"),
    415: ("form-not-taken", "It is not taken in the form that Content-Type names"),
    500: ("unexpected", "Something went wrong here"),
}
"""What HTTP itself refuses: status -> the end of its `type`, title."""


def problem(
    request: Request | None, status: int, slug: str, title: str, detail: str, *, faults: Sequence[Fault] = (),
    headers: dict[str, str] | None = None, total: int | None = None, **facts: Any,  # noqa: ANN401 - whatever JSON can hold
) -> JSONResponse:  # fmt: skip
    """One answer of RFC 9457; `faults` lists at most a thousand, `fault_count` counts them all."""
    body: dict[str, Any] = {
        "type": TYPE + slug,
        "title": title,
        "status": status,
        "detail": _utf8(detail),
        "request_id": getattr(request.state, "request_id", "") if request is not None else "",
        **facts,
    }
    if faults:
        body["fault_count"] = len(faults) if total is None else total
        body["faults"] = [fault_row(fault) for fault in faults[:MOST_FAULTS]]
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def fault_row(fault: Fault) -> dict[str, Any]:
    """One fault as JSON."""
    return {
        "table": _utf8(fault.table),
        "row": fault.row,
        "column": _utf8(fault.column),
        "value": _utf8(fault.value[:LONGEST]),
        "expected": _utf8(fault.expected),
    }


def answer_to(request: Request | None, error: BaseException) -> JSONResponse:
    """The answer to any exception; what is unexpected is told to the log only."""
    error = _in_our_words(error)
    if isinstance(error, RequestValidationError):
        faults = [fault_of(entry) for entry in error.errors()]
        sentence = refusals.InvalidError(faults).sentence
        return problem(request, 422, "invalid", "What was sent is at fault", sentence, faults=faults)
    if isinstance(error, HTTPException):
        return _of_http(request, error)
    for cause, status, slug, title in PROBLEMS:
        if isinstance(error, cause):
            return _of_ours(request, error, status, slug, title)
    structlog.get_logger().error("unexpected", exc_info=error)
    slug, title = STATUSES[500]
    return problem(request, 500, slug, title, "It was noted; the request id finds it. Nothing was changed.")


def install(app: FastAPI) -> None:
    """Have every exception of the app answered by the table."""

    async def handle(request: Request, error: Exception) -> Response:
        return answer_to(request, error)

    for cause in (CaselotError, RequestValidationError, HTTPException, SQLAlchemyError):
        app.add_exception_handler(cause, handle)


def _in_our_words(error: BaseException) -> BaseException:
    """What the database refused, as an error of ours; anything else as it is.

    A value that cannot be stored is no fault of the caller's here: what callers send is checked where it comes in, and
    a value of ours that is wrong must be noticed.
    """
    if is_busy(error) or is_transient(error):
        return errors.BusyError()
    if is_unreachable(error):
        return errors.UnreachableError()
    if isinstance(error, IntegrityError):
        return refusals.ConflictError("Something of that name exists already, or it refers to something that does not.")
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") == QUERY_CANCELED:
        return errors.BusyError()
    return error


def _of_http(request: Request | None, error: HTTPException) -> JSONResponse:
    known = STATUSES.get(error.status_code)
    slug, title = known or (f"http-{error.status_code}", HTTPStatus(error.status_code).phrase)
    detail = error.detail if error.detail not in {HTTPStatus(error.status_code).phrase, ""} else f"{title}."
    return problem(request, error.status_code, slug, title, str(detail), headers=dict(error.headers or {}))


def _of_ours(request: Request | None, error: BaseException, status: int, slug: str, title: str) -> JSONResponse:
    headers: dict[str, str] = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, errors.RateLimitError):
        headers["Retry-After"] = str(error.seconds)
    if status == 503:
        headers["Retry-After"] = "1"
    facts = error.facts if isinstance(error, refusals.RefusalError) else {}
    if isinstance(error, InfeasibleError):
        facts = {"reasons": list(error.reasons)}
    faults = getattr(error, "faults", ())
    total = getattr(error, "total", None)
    return problem(request, status, slug, title, str(error), faults=faults, headers=headers, total=total, **facts)


def _utf8(text: str) -> str:
    """The text, halves of characters (which JSON can bring in and no answer can hold) spelt out."""
    return text.encode("utf-8", "backslashreplace").decode()
