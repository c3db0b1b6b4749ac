"""The explanation of a plan: order lines, pegging, sizes, alternatives, shortages and limits as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from models.faults import CallError
from models.plan import Plan
from models.problem import Problem
from optimizer.explain.alternatives import FIGURES, Boards
from optimizer.explain.limits import limits_of
from optimizer.explain.lines import LINE, Lines, lines_of, records
from optimizer.explain.pegging import pegging
from optimizer.explain.shortages import shortages
from optimizer.strategies.large import ties

NO_ALTERNATIVES = "Without an alternative of each line, since {why}: an item's decisions do not stand alone."
NO_PRICES = "What one more unit of a capacity, storage or minimum would save is not known: the plan has no prices."


@dataclass(frozen=True)
class Explanation:
    """``tables`` by name: lines, pegging, sizes, shortages, limits; ``notes`` say what is left out, and why."""

    tables: dict[str, pd.DataFrame]
    notes: tuple[str, ...]


class Explainer:
    """A plan, ready to be asked about any of its lines."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan

    @cached_property
    def tied(self) -> str:
        """Why lines have no alternatives here; empty where they have."""
        return ties(self.problem)

    @cached_property
    def _boards(self) -> Boards | None:
        return None if self.tied or not len(self.plan.orders) else Boards(self.problem, self.plan)

    @cached_property
    def _lines(self) -> Lines:
        return lines_of(self.problem, self.plan)

    @cached_property
    def _pegging(self) -> pd.DataFrame:
        return pegging(self.problem, self.plan)

    @cached_property
    def _shortages(self) -> pd.DataFrame:
        return shortages(self.problem, self.plan)

    @cached_property
    def _limits(self) -> pd.DataFrame:
        return limits_of(self.problem, self.plan)

    def explain(self, *, item: str | None = None, order: str | None = None) -> Explanation:
        """Everything about the lines of an item, of an order, or of both; by default of all.

        Raises CallError where the dataset has no such item or the plan no such order.
        """
        self._check(item, order)
        lines, sizes, pegged = (_only(t, item, order) for t in (self._lines.lines, self._lines.sizes, self._pegging))
        lines = lines.merge(self._alternatives(item, order), on=LINE, how="left", validate="one_to_one")
        lines = lines.assign(sentence=self._sentences(lines))
        short = self._shortages
        if item is not None:
            short = short[(short["item_id"] == item) | (short["buy_item_id"] == item)].reset_index(drop=True)
        elif order is not None:
            short = short[short["buy_item_id"].isin(lines["item_id"])].reset_index(drop=True)
        tables = {"lines": lines, "pegging": pegged, "sizes": sizes, "shortages": short, "limits": self._limits}
        return Explanation(tables, self._notes())

    def _check(self, item: str | None, order: str | None) -> None:
        if item is not None and not bool((self.problem.items["item_id"] == item).any()):
            raise CallError(f"--item {item}: the dataset has no such item")
        if order is not None and not bool((self.plan.orders["order_id"] == order).any()):
            raise CallError(f"--order {order}: the plan has no such order")

    def _alternatives(self, item: str | None, order: str | None) -> pd.DataFrame:
        if self._boards is None:
            return pd.DataFrame(columns=[*LINE, *FIGURES]).astype(dict.fromkeys(LINE, object))
        return self._boards.alternatives(item, order)

    def _notes(self) -> tuple[str, ...]:
        notes = [NO_ALTERNATIVES.format(why=self.tied)] if self.tied else []
        savings = self._limits[self._limits["limit"] != "budget"]["saving"]
        return (*notes, NO_PRICES) if len(savings) and bool(savings.isna().any()) else tuple(notes)

    def _sentences(self, lines: pd.DataFrame) -> list[str]:
        """The reason of each line, and what it would cost without it."""
        currency = self.problem.settings.currency
        days = self.problem.settings.bucket_days
        return [_sentence(row, currency, days) for row in records(lines)]


def explain(problem: Problem, plan: Plan, *, item: str | None = None, order: str | None = None) -> Explanation:
    """Explain a plan at once; see ``Explainer.explain``."""
    return Explainer(problem, plan).explain(item=item, order=order)


def _only(table: pd.DataFrame, item: str | None, order: str | None) -> pd.DataFrame:
    chosen = np.ones(len(table), np.bool_)
    if item is not None:
        chosen &= (table["item_id"] == item).to_numpy(np.bool_)
    if order is not None:
        chosen &= (table["order_id"] == order).to_numpy(np.bool_)
    return table[chosen].reset_index(drop=True)


def _sentence(row: Mapping[str, Any], currency: str, bucket_days: int) -> str:
    difference = row["cost_difference"]
    told = str(row["reason"])
    if isinstance(difference, float) and not np.isnan(difference):
        amount = f"{abs(difference):,.2f} {currency}"
        less = "at most {} more" if difference >= 0 else "{} less or better"
        told += f"; without it {less.format(amount)} (best found: {_instead(row, bucket_days)})"
        if row["lacks"]:
            told += f", and {row['order_id']} would lack {row['lacks']} of its minimum"
    return told


def _instead(row: Mapping[str, Any], bucket_days: int) -> str:
    """What was found best without a line, in words."""
    if row["instead"] == "not ordering":
        return "not ordering"
    placed, given = pd.Timestamp(str(row["by_order_date"])), pd.Timestamp(str(row["order_date"]))
    periods = round((placed - given).days / bucket_days)
    period = "week" if bucket_days == 7 else "day"
    count = f"{abs(periods)} {period}{'' if abs(periods) == 1 else 's'}"
    when = "the same day" if not periods else f"{count} {'later' if periods > 0 else 'earlier'}"
    more = " and others" if row["instead"] == "several" else ""
    way = f"{row['by_units']:,.0f} units of {row['by_supplier_id']} by {row['by_mode']} to {row['by_node_id']}"
    return f"{way}, {when}{more}"
