"""Purchase orders in bodies."""

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.kinds import (
    Answer,
    Body,
    Currency,
    Day,
    DecimalText,
    Identifier,
    LongText,
    Moment,
    MoneyAmount,
    PositiveQuantity,
    Quantity,
)
from models.ledger.purchase_order import Incoterm

IncotermName = Literal["EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"]
LineNumber = Annotated[int, Field(ge=1, le=10**9)]
State = Literal["draft", "pending_approval", "approved", "rejected", "issued", "cancelled", "closed"]
assert set(Incoterm) == set(IncotermName.__args__)  # type: ignore[attr-defined] # noqa: S101 - one list, told twice for OpenAPI


class NewLine(Body):
    """A line to be; without a `number` it gets the next one."""

    number: LineNumber | None = Field(default=None, description="Of a line that is there already: its number.")
    item_id: Identifier
    node_id: Identifier = Field(description="Where it has to be.")
    mode: Identifier = "standard"
    units: PositiveQuantity
    cases: PositiveQuantity | None = Field(
        default=None, description="Cases of equal size; the units themselves if left out."
    )
    unit_price: DecimalText = Field(description="Of one unit, at most six decimals, price breaks resolved.")
    duty_rate: DecimalText = Field(default="0", validate_default=True, description="A share of the price.")
    need_by: Day = Field(description="The day on which it has to be at the node.")
    reason: LongText | None = None


class NewOrder(Body):
    """An order to be, by hand."""

    supplier_id: Identifier
    currency: Currency
    order_date: Day
    payment_days: Annotated[int, Field(ge=0, le=36_525)] = Field(default=0, description="After the order date.")
    incoterm: IncotermName | None = None
    incoterm_place: Identifier | None = None
    note: LongText | None = Field(default=None, description="For the supplier; it stands on the order.")
    lines: Annotated[list[NewLine], Field(min_length=1, max_length=5_000)]


class OrderChange(NewOrder):
    """The whole order as it is to be from now on."""

    change_reason: LongText | None = Field(default=None, description="Why it is changed, for whoever approves it.")


class Reason(Body):
    """Why."""

    reason: LongText


class OptionalReason(Body):
    """Why, where there is a reason."""

    reason: LongText | None = None


class Peg(Answer):
    """Units of a line by what they cover."""

    covers: str
    for_item_id: str
    zone_id: str
    channel: str
    date: Day
    units: DecimalText


class Line(Answer):
    """A line."""

    number: int
    item_id: str
    node_id: str
    mode: str
    units: Quantity
    cases: Quantity
    unit_price: DecimalText
    value: DecimalText
    duty_rate: DecimalText
    duty: DecimalText
    need_by: Day
    reason: str
    plan_order_id: str | None
    pegging: list[Peg]


class OrderSummary(Answer):
    """An order without its lines.

    `version` is of the record (ETag, If-Match); `present_version`, `approved_version`, `issued_version` number what is
    written in it. Three machines tell how far it is: `state`, `receipt`, `billing`; `actions` are what `state` allows.
    """

    id: str
    number: str
    state: State
    receipt: Literal["none", "partial", "full", "over"]
    billing: Literal["none", "partial", "full", "disputed"]
    actions: list[str]
    version: int
    present_version: int
    approved_version: int | None
    issued_version: int | None
    approved_by: str | None
    rule_id: str | None = Field(description="The rule that approved it, null where somebody did.")
    reason: str = Field(description="Why it was rejected, cancelled or closed.")
    supplier_id: str
    currency: str
    order_date: Day
    value: MoneyAmount
    total: MoneyAmount = Field(description="Value and duty.")
    plan_id: str
    run_id: str
    created_at: Moment
    created_by: str
    updated_at: Moment


class Order(OrderSummary):
    """An order with the present version's lines."""

    acknowledgement: Literal["none", "partial", "as_ordered", "changed"] = Field(
        description="How the supplier answered the issued version."
    )
    payment_days: int
    payment_date: Day
    incoterm: IncotermName | None
    incoterm_place: str
    note: str
    duty: MoneyAmount
    writers: list[str]
    lines: list[Line]


class Difference(Answer):
    """One field in which a version differs from the one before; `line` is null for the header."""

    line: int | None
    field: str
    before: str
    after: str


class VersionSummary(Answer):
    """A version of an order."""

    number: int
    by: str
    at: Moment
    reason: str
    submitted: bool
    value: MoneyAmount
    total: MoneyAmount
    differences: list[Difference]


class Version(VersionSummary):
    """A version with its lines."""

    supplier_id: str
    currency: str
    order_date: Day
    payment_days: int
    incoterm: IncotermName | None
    incoterm_place: str
    note: str
    lines: list[Line]


class Decision(Answer):
    """Who approved or rejected which version, by which rule where by none by hand."""

    order_version: int
    decision: Literal["approved", "rejected"]
    by: str
    rule_id: str | None
    reason: str
    at: Moment


class History(Answer):
    """All versions of an order, the first first, and all decisions about them."""

    versions: list[VersionSummary]
    decisions: list[Decision]


class FeedOrder(Answer):
    """What an integration is told of an order: the version that the supplier has."""

    id: str
    number: str
    state: State
    order_version: int
    supplier_id: str
    currency: str
    order_date: Day
    payment_days: int
    payment_date: Day
    incoterm: IncotermName | None
    incoterm_place: str
    note: str
    plan_id: str
    run_id: str
    value: MoneyAmount
    duty: MoneyAmount
    total: MoneyAmount
    lines: list[Line]


class FeedItem(Answer):
    """One thing that happened to an order."""

    position: int
    event: Literal[
        "purchase_order.issued", "purchase_order.changed", "purchase_order.cancelled", "purchase_order.closed"
    ]
    at: Moment
    order: FeedOrder


class Feed(Answer):
    """What happened since a cursor, in the order in which it was committed."""

    items: list[FeedItem]
    cursor: str = Field(description="Where to go on; the same as before where nothing happened.")
    more: bool = Field(description="Whether there is more already.")
