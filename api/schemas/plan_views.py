"""Plans as answers tell them: from rows and tables to bodies."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from api.schemas.kinds import Page
from api.schemas.plans import (
    Alternative,
    CostDifference,
    LineChange,
    LineExplanation,
    PlanComparison,
    PlanDetail,
    PlanLine,
    PlanSummary,
    ServiceDifference,
    SpendDifference,
    SupplierDifference,
)
from api.services.plans import Compared, Explained
from models.currencies import from_micro, from_minor
from models.db.repositories.plans import Place, place
from models.db.rows.plans import PlanLineRow, PlanRow
from models.db.rows.runs import RunRow
from models.files import rows_of


def plan_summary(row: PlanRow, run: RunRow, released: int) -> PlanSummary:
    """A plan without its tables."""
    return PlanSummary(**_summary(row, run, released))


def plan_detail(row: PlanRow, run: RunRow, released: int, tables: Mapping[str, int]) -> PlanDetail:
    """A plan with its summary and the size of its tables."""
    return PlanDetail(**_summary(row, run, released), tables=dict(tables), summary=dict(row.summary))


def _summary(row: PlanRow, run: RunRow, released: int) -> dict[str, Any]:
    names = ("id", "run_id", "dataset_id", "status", "program", "currency", "lines", "created_at", "created_by")
    return {
        **{name: getattr(row, name) for name in names},
        "objective": from_minor(row.objective, row.currency),
        "bound": None if row.bound is None else from_minor(row.bound, row.currency),
        "released": released,
        "tags": list(run.tags),
        "what_if": bool(run.edits),
    }


def plan_line(row: PlanLineRow, released: Mapping[Place, str]) -> PlanLine:
    """A line, with the purchase order it was released into."""
    names = (
        "id", "number", "order_id", "order_date", "supplier_id", "item_id", "node_id", "mode", "cases", "units",
        "currency", "arrival_date", "payment_date", "reason",
    )  # fmt: skip
    return PlanLine(
        **{name: getattr(row, name) for name in names},
        unit_price=_short(from_micro(row.unit_price)),
        value=from_minor(row.value, row.currency),
        duty=from_minor(row.duty, row.currency),
        purchase_order_id=released.get(place(row)),
    )


def _short(price: Decimal) -> Decimal:
    """A price without zeros at its end."""
    return price.quantize(Decimal(1)) if price == price.to_integral_value() else price.normalize()


def explanation_view(line: PlanLine, told: Explained) -> LineExplanation:
    """A line and why it is there."""
    names = (
        "sentence", "covers_from", "covers_to", "limited_by", "not_ordering", "cost_difference", "improvable", "open",
    )  # fmt: skip
    return LineExplanation(
        line=line,
        **{name: told.figures[name] for name in names},
        exactness=told.figures["exactness"] or None,
        alternative=None if told.alternative is None else Alternative(**told.alternative),
        sizes=told.sizes,
        pegging=told.pegging,
        shortages=told.shortages,
        notes=list(told.notes),
    )


def comparison_view(
    first: PlanRow, other: PlanRow, told: Compared, changes: Sequence[Mapping[str, Any]], cursor: str | None
) -> PlanComparison:
    """Two plans compared, with a page of the lines that changed."""
    found = told.comparison
    return PlanComparison(
        plan=first.id,
        other=other.id,
        same_dataset=told.same_dataset,
        currency=first.currency,
        costs=[CostDifference(**row) for row in rows_of(found.costs)],
        service=[ServiceDifference(**row) for row in rows_of(found.service)],
        spend=[SpendDifference(**row) for row in rows_of(found.spend)],
        suppliers=[SupplierDifference(**row) for row in rows_of(found.suppliers)],
        counts=found.counts()[other.id],
        changes=Page[LineChange](items=[LineChange(**row) for row in changes], next_cursor=cursor),
    )
