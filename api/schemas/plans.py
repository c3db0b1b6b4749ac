"""Plans in bodies."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer

from api.schemas.kinds import Answer, Body, Currency, DecimalText, Identifier, Moment, Page

Status = Literal["optimal", "feasible", "cancelled"]
Despite = Literal["what_if", "outdated", "overtaken"]
Figure = Annotated[float, Field(allow_inf_nan=False)]
MOST_LINES = 100_000
"""Lines that one release may name; all of a plan may be more."""


def _plain(value: Decimal) -> str:
    return format(value, "f")


Amount = Annotated[Decimal, PlainSerializer(_plain, return_type=str)]
"""Money of a plan as text; a sum over a plan is bound by nothing but what a database counts."""


class PlanSummary(Answer):
    """A plan without its tables."""

    id: Identifier
    run_id: Identifier
    dataset_id: Identifier = Field(description="The dataset of its run, before the run's edits.")
    status: Status = Field(description="`cancelled`: its search was stopped early.")
    program: str = Field(description="The version of caselot that made it.")
    currency: Currency
    objective: Amount = Field(description="What it costs, rounded to the currency.")
    bound: Amount | None = Field(description="Proven: no plan costs less; null while nothing is proven.")
    lines: int = Field(description="Rows of its table orders, each of which can be released once.")
    released: int = Field(description="How many of them were.")
    tags: list[str] = Field(description="Those of its run.")
    what_if: bool = Field(description="Whether its run edited the dataset before planning.")
    created_at: Moment
    created_by: str


class PlanDetail(PlanSummary):
    """A plan with its summary as `summary.json` has it, and the rows of each of its tables."""

    tables: dict[str, int]
    summary: dict[str, Any]


class PlanLine(Answer):
    """One row of a plan's orders: an item for a node by a mode, on one purchase order of the plan."""

    id: Identifier
    number: int = Field(description="Its place in the table orders, from 1.")
    order_id: str = Field(description="The purchase order of the plan: one supplier, one day.")
    order_date: dt.date
    supplier_id: str
    item_id: str
    node_id: str
    mode: str
    cases: int
    units: int
    currency: Currency
    unit_price: Amount
    value: Amount
    duty: Amount
    arrival_date: dt.date
    payment_date: dt.date
    reason: str
    purchase_order_id: Identifier | None = Field(description="The order that it was released into; null before.")


class Alternative(Answer):
    """What would be best without a line."""

    instead: Literal["not ordering", "one", "several", "no plan"] = Field(
        description="Nothing, more of one shipment, of several; `no plan` where none can do without the line."
    )
    by_supplier_id: str | None = Field(description="The way that gains most units; empty or null for nothing.")
    by_node_id: str | None
    by_mode: str | None
    by_order_date: dt.date | None
    by_units: Figure | None
    lacks: str = Field(description="What the order would lack of its minima; empty for nothing.")


class LineExplanation(Answer):
    """Why a line is there. The figures are those of the item on its purchase order, over all nodes and modes."""

    line: PlanLine
    sentence: str
    covers_from: dt.date | None = Field(description="First day of the first period that it covers; null for none.")
    covers_to: dt.date | None
    limited_by: str = Field(description="What keeps it from being larger; empty where nothing known does.")
    not_ordering: Figure | None = Field(description="What the plan costs more with nothing in its place.")
    cost_difference: Figure | None = Field(
        description="What the best of the item costs more without the line than with it; null where no plan can."
    )
    improvable: Figure | None = Field(description="By how much the best with the line is better than the plan.")
    open: Figure | None = Field(description="How much of `cost_difference` is not proven; null where nothing is told.")
    exactness: Literal["exact", "about"] | None = Field(
        description="`exact`: solved to the end; `about`: the best found quickly; null where there are no figures."
    )
    alternative: Alternative | None = Field(description="What would be best without it; null without figures.")
    sizes: list[dict[str, Any]] = Field(description="Units and money by cause; they add up to the line's.")
    pegging: list[dict[str, Any]] = Field(description="What each unit of this row covers.")
    shortages: list[dict[str, Any]] = Field(description="Where the item runs short, and why.")
    notes: list[str]


class CostDifference(Answer):
    """A term of cost of one plan, beside the first plan's."""

    plan: Identifier
    term: str
    cost: Figure
    base: Figure = Field(description="What it is of the first plan; so everywhere here.")
    difference: Figure
    share: Figure | None = Field(description="The difference as a share of what the first plan costs.")


class ServiceDifference(Answer):
    """The share of demand that is served in time: overall, of a category, of a zone."""

    plan: Identifier
    kind: Literal["overall", "category", "zone"]
    of: str
    served: Figure | None
    base: Figure | None
    difference: Figure | None


class SpendDifference(Answer):
    """Price and duty ordered in a period, and due in it."""

    plan: Identifier
    date: dt.date
    ordered: Figure
    due: Figure
    base: Figure
    difference: Figure


class SupplierDifference(Answer):
    """What a supplier gets of a plan."""

    plan: Identifier
    supplier_id: str
    orders: int
    lines: int
    money: Figure
    share: Figure
    base: Figure
    difference: Figure


class LineChange(Answer):
    """A line of the first plan and what became of it in the other."""

    change: Literal["resized", "moved", "dropped", "added"]
    supplier_id: str
    item_id: str
    node_id: str
    mode: str
    date_before: dt.date | None
    date_after: dt.date | None
    units_before: Figure | None
    units_after: Figure | None
    money_before: Figure | None
    money_after: Figure | None


class PlanComparison(Answer):
    """A plan compared with another; figures are recomputed from the tables of both, money in `currency`."""

    plan: Identifier
    other: Identifier
    same_dataset: bool = Field(description="Whether both were made from one dataset with the same edits.")
    currency: Currency
    costs: list[CostDifference]
    service: list[ServiceDifference]
    spend: list[SpendDifference]
    suppliers: list[SupplierDifference]
    counts: dict[str, int] = Field(description="Lines that are the same, resized, moved, dropped, added.")
    changes: Page[LineChange] = Field(description="A page of the lines that are not the same.")


class Release(Body):
    """What of a plan becomes draft orders."""

    lines: Annotated[list[Identifier], Field(min_length=1, max_length=MOST_LINES)] | None = Field(
        default=None, description="Ids of lines; all of the plan where left out."
    )
    submit: bool = Field(
        default=False,
        description="Submit the drafts for approval at once. Only a rule that an approver has set approves by itself.",
    )
    despite: Annotated[list[Despite], Field(max_length=3)] = Field(
        default_factory=list, description="What would have the release refused and was looked at."
    )


class ReleasedOrder(Answer):
    """A draft that a release made."""

    id: Identifier
    number: str
    plan_order_id: str
    supplier_id: str
    state: str
    rule_id: Identifier | None = Field(description="The rule that approved it; null where none did.")
    lines: int
    currency: Currency
    total: DecimalText


class ReleasedBefore(Answer):
    """A line that was asked for and had been released before."""

    line_id: Identifier
    purchase_order_id: Identifier


class ReleaseWarning(Answer):
    """What whoever releases should know."""

    kind: str
    sentence: str


class Released(Answer):
    """What a release did."""

    plan_id: Identifier
    orders: list[ReleasedOrder]
    lines: int = Field(description="Lines that were released now, each once.")
    before_count: int = Field(description="Lines asked for that had been released before; they were left alone.")
    before: list[ReleasedBefore] = Field(description="The first thousand of them, and where they went.")
    warnings: list[ReleaseWarning]
