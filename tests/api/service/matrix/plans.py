"""Plans: looked at by those who plan, buy and approve; released by planners."""

from collections.abc import Callable

from tests.api.service.matrix import Row
from tests.api.service.planned import PATH, put_plan
from tests.service import Served

READERS = "planner buyer approver admin integration viewer"


def plan(end: str = "") -> Callable[[Served], str]:
    return lambda service: f"{PATH}/{put_plan(service.database)}{end}"


def line(end: str = "") -> Callable[[Served], str]:
    def path(service: Served) -> str:
        plan_id = put_plan(service.database)
        return f"{PATH}/{plan_id}/lines/{plan_id}-000001{end}"

    return path


def two(service: Served) -> str:
    return f"{PATH}/{put_plan(service.database)}/compare/{put_plan(service.database)}"


ROWS = {
    "GET /v1/plans": Row(READERS),
    "GET /v1/plans/{plan_id}": Row(READERS, plan()),
    "GET /v1/plans/{plan_id}/lines": Row(READERS, plan("/lines")),
    "GET /v1/plans/{plan_id}/lines/{line_id}": Row(READERS, line()),
    "GET /v1/plans/{plan_id}/lines/{line_id}/explanation": Row(READERS, line("/explanation")),
    "GET /v1/plans/{plan_id}/compare/{other_id}": Row(READERS, two),
    "GET /v1/plans/{plan_id}/report": Row(READERS, plan("/report")),
    "GET /v1/plans/{plan_id}/content": Row(READERS, plan("/content")),
    "GET /v1/plans/{plan_id}/{table}": Row(READERS, plan("/orders")),
    "GET /v1/plans/{plan_id}/{table}.{suffix}": Row(READERS, plan("/orders.csv")),
    "POST /v1/plans/{plan_id}/release": Row("planner", plan("/release")),
}
