"""A purchase order: what a supplier is asked for, in numbered versions that are never overwritten."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from models.ledger.money import Money, UnitPrice, nearest, total

RATE_DECIMALS = 6
PPM = 10**RATE_DECIMALS
"""Millionths: how finely a duty rate is kept."""


class Incoterm(StrEnum):
    """Who pays for and answers for which part of the way: the eleven rules of Incoterms 2020."""

    EXW = "EXW"
    FCA = "FCA"
    CPT = "CPT"
    CIP = "CIP"
    DAP = "DAP"
    DPU = "DPU"
    DDP = "DDP"
    FAS = "FAS"
    FOB = "FOB"
    CFR = "CFR"
    CIF = "CIF"


class Approval(StrEnum):
    """How far an order is on its way to the supplier."""

    DRAFT = "draft"
    """Being written; nobody has been asked yet."""
    PENDING_APPROVAL = "pending_approval"
    """Submitted; waits for somebody who may approve it."""
    APPROVED = "approved"
    """The present version may be sent."""
    REJECTED = "rejected"
    """Sent back with a reason; a change makes it a draft again."""
    ISSUED = "issued"
    """The present version was sent to the supplier."""
    CANCELLED = "cancelled"
    """Ended before anything was received."""
    CLOSED = "closed"
    """Ended; nothing more is received."""


class Receipt(StrEnum):
    """How much of an issued order has come; derived from the receipts."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"
    OVER = "over"


class Billing(StrEnum):
    """How much of an issued order has been billed; derived from invoices and matches."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The row of a plan's `orders` that an order line was released from."""

    plan_id: str
    order_id: str
    item_id: str
    node_id: str
    mode: str


@dataclass(frozen=True, slots=True)
class Peg:
    """Units of a line by what they cover, as `caselot explain` tells it; fractional where the demand is."""

    covers: str
    for_item_id: str
    zone_id: str
    channel: str
    date: dt.date
    units: Decimal


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An item for a node by a mode.

    `units` whole units in `cases` cases of equal size, `unit_price` with its tier resolved, `duty_rate` a share of the
    price, `need_by` the day it has to be at the node. A line keeps its `number` through all versions; the number of a
    line that was dropped is not used again.
    """

    number: int
    item_id: str
    node_id: str
    units: int
    cases: int
    unit_price: UnitPrice
    need_by: dt.date
    mode: str = "standard"
    duty_rate: Decimal = Decimal(0)
    reason: str = ""
    pegging: tuple[Peg, ...] = ()
    plan_line: PlanLine | None = None

    @property
    def told(self) -> list[Any]:
        """All that the line says, for a digest: numbers exactly, as whole numbers or text that no zero changes."""
        plan_line = self.plan_line
        return [
            self.number, self.item_id, self.node_id, self.mode, self.units, self.cases, self.unit_price.micro,
            int(self.duty_rate * PPM), self.need_by.isoformat(), self.reason,
            [
                [peg.covers, peg.for_item_id, peg.zone_id, peg.channel, peg.date.isoformat(),
                 format(peg.units.normalize(), "f")]
                for peg in self.pegging
            ],
            None if plan_line is None else plan_line.order_id,
        ]  # fmt: skip

    @property
    def case_pack(self) -> int:
        """Units of a case."""
        return self.units // self.cases

    @property
    def value(self) -> Money:
        """Unit price x units, rounded half up to the minor unit."""
        return self.unit_price.times(self.units)

    @property
    def duty(self) -> Money:
        """Duty rate x value, rounded half up to the minor unit."""
        rate, whole = self.duty_rate.as_integer_ratio()
        value = self.value
        return Money(nearest(value.minor * rate, whole), value.currency)


@dataclass(frozen=True, slots=True)
class Header:
    """What holds for a whole order: `payment_days` after `order_date`; plan and run it came from, "" by hand."""

    supplier_id: str
    currency: str
    order_date: dt.date
    payment_days: int = 0
    incoterm: Incoterm | None = None
    incoterm_place: str = ""
    plan_id: str = ""
    run_id: str = ""
    note: str = ""

    @property
    def payment_date(self) -> dt.date:
        """The day on which payment is due."""
        return self.order_date + dt.timedelta(days=self.payment_days)


@dataclass(frozen=True)  # without slots: sums over thousands of lines are computed once
class Content:
    """What a version of an order says: header and lines, in the order of their numbers."""

    header: Header
    lines: tuple[OrderLine, ...]

    @cached_property
    def value(self) -> Money:
        """The sum of the values of its lines, without duty."""
        return total((line.value for line in self.lines), self.header.currency)

    @cached_property
    def duty(self) -> Money:
        """The sum of the duties of its lines."""
        return total((line.duty for line in self.lines), self.header.currency)

    @property
    def total(self) -> Money:
        """Value and duty: what approval limits and budgets look at."""
        return self.value + self.duty

    @property
    def units(self) -> int:
        """Units of all lines."""
        return sum(line.units for line in self.lines)

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of all that header and lines say, in one spelling whoever asks and when."""
        header = self.header
        told = [
            header.supplier_id, header.currency, header.order_date.isoformat(), header.payment_days,
            str(header.incoterm or ""), header.incoterm_place, header.plan_id, header.run_id, header.note,
            [line.told for line in self.lines],
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()

    @cached_property
    def by_number(self) -> Mapping[int, OrderLine]:
        """The lines by their numbers."""
        return {line.number: line for line in self.lines}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an order: who wrote it last, when, and why it differs from the one before.

    `submitted` tells whether anybody was asked to approve it: from then on it is never altered.
    """

    number: int
    content: Content
    by: str
    at: dt.datetime
    reason: str = ""
    submitted: bool = False


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """An order with all its versions; the last one is the present one.

    `approved_version` is the version that an approval holds for, `issued_version` the one that the supplier has, None
    before there is any. `reason` says why it was rejected, cancelled or closed. `writers` are all who have written any
    of it, the first writer first: whoever edits a draft joins them.
    """

    number: str
    versions: tuple[Version, ...]
    writers: tuple[str, ...]
    approval: Approval = Approval.DRAFT
    approved_version: int | None = None
    issued_version: int | None = None
    reason: str = ""

    @property
    def present(self) -> Version:
        """The version that is worked on."""
        return self.versions[-1]

    @property
    def content(self) -> Content:
        """What the present version says."""
        return self.present.content

    @property
    def issued(self) -> Version | None:
        """The version that the supplier has."""
        return None if self.issued_version is None else self.versions[self.issued_version - 1]
