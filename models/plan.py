"""A plan: what to buy, how it travels, what is served and what runs short."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import pandas as pd

from models.checks.table import empty_frame
from models.multipliers import Multipliers
from models.tables import PLAN_TABLES


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The tables of a plan, with the columns and types of `models.tables.PLAN_TABLES`, and its summary.

    Long columns of ids may be categories of `str`, in the order of their characters: each id is then held once.
    `multipliers`: what the search for it has learnt, for one of changed data to begin with; no part of the plan.
    """

    orders: pd.DataFrame
    shipments: pd.DataFrame
    transfers: pd.DataFrame
    fulfilment: pd.DataFrame
    projection: pd.DataFrame
    shortage: pd.DataFrame
    budgets: pd.DataFrame
    summary: Mapping[str, Any] = field(default_factory=dict)
    multipliers: Multipliers | None = None

    @classmethod
    def empty(cls) -> Self:
        """A plan that does nothing: typed tables without a row, no summary."""
        tables: dict[str, Any] = {table.name: empty_frame(table).copy(deep=False) for table in PLAN_TABLES}
        return cls(**tables)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name, in the order of the reference page."""
        return {each.name: getattr(self, each.name) for each in dataclasses.fields(self)[:-2]}
