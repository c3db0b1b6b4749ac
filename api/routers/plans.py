"""/v1/plans: what runs found, to be looked at, taken away and released."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.auth.caller import Caller
from api.auth.guard import may
from api.documents.strict import policy_of
from api.formats import Format, chosen
from api.offsets import cursor_at, offset_of
from api.paging import PageAsked, matching, paginate
from api.schemas.kinds import AnyIdentifier, Identifier, MoneyAmount, Page
from api.schemas.plan_views import comparison_view, explanation_view, plan_detail, plan_line, plan_summary
from api.schemas.plans import (
    LineExplanation,
    PlanComparison,
    PlanDetail,
    PlanLine,
    PlanSummary,
    Release,
    Released,
    ReleasedBefore,
    ReleasedOrder,
    ReleaseWarning,
    Status,
)
from api.services.plan_releases import Outcome, Wanted, release
from api.services.plans import changed_lines, compare_plans, explain_line, report_page
from api.state import Service
from api.terms import terms
from api.transaction import Transaction, TransactionRoute, looking
from models.db.repositories import plans, runs
from models.db.rows.plans import PlanLineRow, PlanRow
from models.files import rows_of

router = APIRouter(prefix="/v1/plans", tags=["planning"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may("plans.read"))]
Releaser = Annotated[Caller, Depends(may("plans.release"))]
PAGE: dict[int | str, dict[str, Any]] = {200: {"content": {Format.HTML.media: {"schema": {"type": "string"}}}}}
LONG = terms(transaction="own")
NOTHING_NEW: dict[int | str, dict[str, Any]] = {200: {"model": Released, "description": "Released before"}}


@router.get("")
def list_plans(  # noqa: PLR0917 - one parameter for each filter
    _: Reader,
    session: Transaction,
    page: PageAsked,
    run_id: Annotated[Identifier | None, Query()] = None,
    dataset_id: Annotated[Identifier | None, Query()] = None,
    status: Annotated[Status | None, Query()] = None,
    created_by: Annotated[Identifier | None, Query()] = None,
    tag: Annotated[Identifier | None, Query()] = None,
) -> Page[PlanSummary]:
    """The plans, newest first."""
    filters = {
        PlanRow.run_id: run_id, PlanRow.dataset_id: dataset_id, PlanRow.status: status, PlanRow.created_by: created_by,
    }  # fmt: skip
    rows, cursor = paginate(session, matching(plans.every(tag), filters), [PlanRow.id], page, descending=True)
    made = runs.by_ids(session, [row.run_id for row in rows])
    released = plans.released_counts(session, [row.id for row in rows])
    items = [plan_summary(row, made[row.run_id], released[row.id]) for row in rows]
    return Page[PlanSummary](items=items, next_cursor=cursor)


@router.get("/{plan_id}")
def read_plan(_: Reader, session: Transaction, plan_id: Identifier) -> PlanDetail:
    """One plan, with its summary and how many rows its tables have."""
    row = plans.get(session, plan_id)
    released = plans.released_counts(session, [row.id])[row.id]
    return plan_detail(row, runs.get(session, row.run_id), released, plans.rows_of(session, row.id))


@router.get("/{plan_id}/lines")
def list_plan_lines(  # noqa: PLR0917 - one parameter for each filter
    _: Reader,
    session: Transaction,
    plan_id: Identifier,
    page: PageAsked,
    order_id: Annotated[AnyIdentifier | None, Query()] = None,
    supplier_id: Annotated[AnyIdentifier | None, Query()] = None,
    item_id: Annotated[AnyIdentifier | None, Query()] = None,
    node_id: Annotated[AnyIdentifier | None, Query()] = None,
    released: Annotated[bool | None, Query(description="Those that were released, or were not.")] = None,
) -> Page[PlanLine]:
    """The order lines of a plan in its order, each with the purchase order that it was released into."""
    row = plans.get(session, plan_id)
    filters = {
        PlanLineRow.order_id: order_id, PlanLineRow.supplier_id: supplier_id, PlanLineRow.item_id: item_id,
        PlanLineRow.node_id: node_id,
    }  # fmt: skip
    statement = matching(plans.lines_of(row.id, released=released), filters)
    lines, cursor = paginate(session, statement, [PlanLineRow.number], page)
    to = plans.released_to(session, row.id, {line.order_id for line in lines})
    return Page[PlanLine](items=[plan_line(line, to) for line in lines], next_cursor=cursor)


@router.get("/{plan_id}/lines/{line_id}")
def read_plan_line(_: Reader, session: Transaction, plan_id: Identifier, line_id: Identifier) -> PlanLine:
    """One order line of a plan."""
    row = plans.get(session, plan_id)
    return _line(session, row, line_id)


@router.get("/{plan_id}/lines/{line_id}/explanation", openapi_extra=LONG)
def explain_plan_line(caller: Reader, plan_id: Identifier, line_id: Identifier, request: Request) -> LineExplanation:
    """Why a line is there: what it covers, why so large, what else could be done."""
    look = partial(looking, request)
    with look() as session:
        row = plans.get(session, plan_id)
        line = plans.line(session, row.id, line_id)
        shown = _line(session, row, line_id)
    return explanation_view(shown, explain_line(look, caller, _service(request).shelf, row, line))


@router.get("/{plan_id}/compare/{other_id}", openapi_extra=LONG)
def compare_two_plans(
    caller: Reader, plan_id: Identifier, other_id: Identifier, page: PageAsked, request: Request
) -> PlanComparison:
    """Where money, service, spend, suppliers and order lines of another plan differ from this one's."""
    look = partial(looking, request)
    with look() as session:
        first, other = plans.get(session, plan_id), plans.get(session, other_id)
    begin = offset_of(page)
    told = compare_plans(look, caller, _service(request).shelf, first, other)
    changes = changed_lines(told.comparison)
    cursor = cursor_at(page, begin + page.limit) if begin + page.limit < len(changes) else None
    return comparison_view(first, other, told, rows_of(changes.iloc[begin : begin + page.limit]), cursor)


@router.get("/{plan_id}/report", response_class=Response, responses=PAGE, openapi_extra=LONG)
def read_report(caller: Reader, plan_id: Identifier, request: Request) -> Response:
    """The page of a plan: costs, spend, orders, service, stock, containers; one file without network."""
    chosen(request, (Format.HTML,))
    look = partial(looking, request)
    with look() as session:
        row = plans.get(session, plan_id)
    text = report_page(look, caller, _service(request).shelf, row)
    return Response(text, headers={"Content-Security-Policy": policy_of(text)}, media_type=Format.HTML.media)


@router.post("/{plan_id}/release", status_code=201, responses=NOTHING_NEW, openapi_extra=terms(body="upload"))
def release_lines(
    caller: Releaser, session: Transaction, plan_id: Identifier, body: Release, response: Response
) -> Released:
    """Make draft orders of a plan, or of some of its lines. A line is released once, whoever asks however often.

    201 where drafts were made, 200 where every line asked for had been released before.
    """
    done = release(session, caller, plan_id, Wanted(body.lines, body.submit, body.despite))
    response.status_code = 201 if done.orders else 200
    return _released(plan_id, done)


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _line(session: Transaction, row: PlanRow, line_id: str) -> PlanLine:
    line = plans.line(session, row.id, line_id)
    return plan_line(line, plans.released_to(session, row.id, {line.order_id}))


def _released(plan_id: str, done: Outcome) -> Released:
    return Released(
        plan_id=plan_id,
        orders=[
            ReleasedOrder(
                id=order.id,
                number=order.number,
                plan_order_id=plan_order_id,
                supplier_id=order.supplier_id,
                state=order.state,
                rule_id=order.rule_id,
                lines=count,
                currency=order.currency,
                total=MoneyAmount.of(order.total_minor, order.currency).amount,
            )
            for order, plan_order_id, count in done.orders
        ],
        lines=sum(count for *_, count in done.orders),
        before_count=done.before_count,
        before=[ReleasedBefore(line_id=line, purchase_order_id=order) for line, order in done.before],
        warnings=[ReleaseWarning(kind=concern.kind, sentence=concern.sentence) for concern in done.warnings],
    )
