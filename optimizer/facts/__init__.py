"""Facts: what a problem's tables and a plan's tables say together, recomputed for the check of the plan.

Nothing here is shared with the model: calendar, prices, stock and demand are worked out a second time, from the tables
alone, so that a fault in one of the two shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.plan import Plan
from models.problem import Problem
from optimizer.facts.calendar import Calendar
from optimizer.facts.catalogue import Catalogue
from optimizer.facts.comparison import Accounts
from optimizer.facts.money import Budgets
from optimizer.facts.orders import Orders
from optimizer.facts.plan_tables import PlanTables
from optimizer.facts.service import Service
from optimizer.facts.serving import Serving
from optimizer.facts.shipments import Shipments
from optimizer.facts.stock import Stock
from optimizer.facts.streams import Streams
from optimizer.facts.transfers import Transfers

__all__ = ["Facts"]


@dataclass(frozen=True)
class Facts:
    """What there is to know about one plan for one problem; each part is worked out when it is first asked for."""

    problem: Problem
    plan: Plan

    @cached_property
    def calendar(self) -> Calendar:
        """Periods, days and weights."""
        return Calendar.of(self.problem.settings)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Ids and what kits are made of."""
        return Catalogue(self.problem)

    @cached_property
    def tables(self) -> PlanTables:
        """The plan's own tables."""
        return PlanTables(self.plan)

    @property
    def summary(self) -> Mapping[str, Any]:
        """What the plan says of itself as a whole."""
        return self.plan.summary

    @cached_property
    def orders(self) -> Orders:
        """Order rows, lines, purchase orders and loads."""
        return Orders(self.problem, self.calendar, self.tables.orders)

    @cached_property
    def shipments(self) -> Shipments:
        """Loads beside the shipments the plan tells of."""
        return Shipments(self.orders, self.tables.shipments)

    @cached_property
    def transfers(self) -> Transfers:
        """Goods moved between nodes."""
        return Transfers(self.problem, self.calendar, self.tables.transfers)

    @cached_property
    def streams(self) -> Streams:
        """Who asks for what."""
        return Streams(self.problem, self.calendar, self.catalogue)

    @cached_property
    def serving(self) -> Serving:
        """Who gets what, and from where."""
        return Serving(self.problem, self.calendar, self.catalogue, self.streams, self.tables.fulfilment)

    @cached_property
    def stock(self) -> Stock:
        """What lies where at the end of each period."""
        return Stock(
            self.problem,
            self.calendar,
            self.catalogue,
            self.orders,
            self.transfers,
            self.serving,
            self.tables.projection,
        )

    @cached_property
    def budgets(self) -> Budgets:
        """What is spent against each budget."""
        return Budgets(self.problem, self.calendar, self.orders)

    @cached_property
    def accounts(self) -> Accounts:
        """What the plan tells of stock and demand."""
        return Accounts(self.calendar, self.catalogue, self.stock, self.streams, self.tables)

    @cached_property
    def service(self) -> Service:
        """Shares of demand served in time."""
        return Service(self.serving)
