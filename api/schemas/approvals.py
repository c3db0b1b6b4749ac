"""Limits, rules and standings in bodies."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from api.schemas.kinds import Answer, Body, Identifier, Moment, MoneyAmount
from models.ledger.currencies import DECIMALS

SupplierStatus = Literal["active", "blocked"]
Statuses = Annotated[list[SupplierStatus], Field(min_length=1, max_length=2)]
Names = Annotated[list[Identifier], Field(max_length=1_000)]


class Bounded(Body):
    """Something with an amount that is at least 0, of a currency of ISO 4217."""

    amount: MoneyAmount

    @model_validator(mode="after")
    def _possible(self) -> "Bounded":
        if self.amount.currency not in DECIMALS:
            raise ValueError("a currency code of ISO 4217")
        if self.amount.amount < 0:
            raise ValueError("an amount of at least 0")
        return self


class LimitChange(Bounded):
    """Up to what total, duty included, somebody may approve; an amount of 0 is a limit too: nothing."""

    supplier_statuses: Statuses = Field(default_factory=lambda: ["active"])
    critical: bool = Field(default=False, description="Whether orders with critical items too.")


class NewLimit(LimitChange):
    """A limit to be."""

    holder_id: Identifier = Field(description="The user whose limit it is.")


class Limit(Answer):
    """A limit. From an organisation's first limit on, nobody approves without one of their own."""

    id: str
    holder_id: str
    amount: MoneyAmount
    supplier_statuses: list[str]
    critical: bool
    version: int
    updated_at: Moment
    updated_by: str


class NewRule(Bounded):
    """A rule of automatic approval to be; empty lists mean all."""

    suppliers: Names = Field(default_factory=list)
    segments: Names = Field(default_factory=list)
    critical: bool = False


class Rule(Answer):
    """A rule of automatic approval; `created_by` answers for what it approves."""

    id: str
    amount: MoneyAmount
    suppliers: list[str]
    segments: list[str]
    critical: bool
    active: bool
    version: int
    created_at: Moment
    created_by: str


class SupplierStandingChange(Body):
    """What is said about a supplier. Who says it keeps the supplier's data from then on."""

    status: SupplierStatus


class SupplierStanding(Answer):
    """The status of a supplier; those in `kept_by` cannot approve its orders."""

    supplier_id: str
    status: str
    kept_by: list[str]
    version: int


class ItemStandingChange(Body):
    """What is said about an item."""

    segment: Identifier | None = None
    critical: bool = False


class ItemStanding(Answer):
    """The segment of an item, and whether it is critical."""

    item_id: str
    segment: str
    critical: bool
    version: int
