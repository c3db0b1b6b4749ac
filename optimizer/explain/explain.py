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
from optimizer.explain.alternatives import MOST_EXACT, SECONDS, Alternatives
from optimizer.explain.exact import ABOUT, EXACT
from optimizer.explain.instead import NO_PLAN, NOTHING
from optimizer.explain.limits import limits_of, prices_of
from optimizer.explain.lines import LINE, Lines, lines_of, records
from optimizer.explain.pegging import pegging
from optimizer.explain.proofs import proven
from optimizer.explain.shortages import LIKELY, shortages
from optimizer.linear import Floats
from optimizer.strategies.large import ties

NO_ALTERNATIVES = "Only {count:,} of {all:,} lines have an alternative, those that cost most: {why}."
ABOUT_ONLY = "{count:,} of {all:,} lines have exact alternatives, the others ({about}) the best that was found quickly."
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
    def _prices(self) -> Mapping[str, Floats]:
        return prices_of(self.problem, self.plan)

    @cached_property
    def _alternatives(self) -> Alternatives:
        return Alternatives(self.problem, self.plan, lambda: self._prices)

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
        return limits_of(self.problem, self.plan, self._prices)

    def explain(
        self,
        *,
        item: str | None = None,
        order: str | None = None,
        most_exact: int = MOST_EXACT,
        seconds: float = SECONDS,
        limits: bool = True,
    ) -> Explanation:
        """Everything about the lines of an item, of an order, or of both; by default of all.

        ``most_exact``: how many lines are solved to the end, where more are asked about, within about ``seconds``;
        as long again the causes of a whole plan's shortages are tried out.
        Without ``limits`` the table of that name is left out: a plan without prices has some made for it, which takes
        as long as a part of the search.
        Raises CallError where the dataset has no such item or the plan no such order.
        """
        self._check(item, order)
        lines, sizes, pegged = (_only(t, item, order) for t in (self._lines.lines, self._lines.sizes, self._pegging))
        found = self._alternatives.table(item, order, most_exact, seconds)
        lines = lines.merge(found.astype(dict.fromkeys(LINE, object)), on=LINE, how="left", validate="one_to_one")
        lines = lines.assign(sentence=self._sentences(lines))
        short = self._shortages
        if item is not None:
            short = short[(short["item_id"] == item) | (short["buy_item_id"] == item)].reset_index(drop=True)
        elif order is not None:
            short = short[short["buy_item_id"].isin(lines["item_id"])].reset_index(drop=True)
        if bool((short["exactness"] == LIKELY).any()):
            # of one item or order all that is asked for; of a plan as much as there is time for
            whole = item is None and order is None
            short = proven(self._alternatives.exact, short, seconds=seconds if whole else np.inf)
        tables = {"lines": lines, "pegging": pegged, "sizes": sizes, "shortages": short}
        notes = self._figures_notes(lines)
        if not limits:
            return Explanation(tables, notes)
        return Explanation(tables | {"limits": self._limits}, notes + self._limits_notes())

    def _check(self, item: str | None, order: str | None) -> None:
        if item is not None and not bool((self.problem.items["item_id"] == item).any()):
            raise CallError(f"--item {item}: the dataset has no such item")
        if order is not None and not bool((self.plan.orders["order_id"] == order).any()):
            raise CallError(f"--order {order}: the plan has no such order")

    def _figures_notes(self, lines: pd.DataFrame) -> tuple[str, ...]:
        exact, known = int((lines["exactness"] == EXACT).sum()), int((lines["exactness"] != "").sum())
        if known < len(lines):
            return (
                NO_ALTERNATIVES.format(
                    count=known, all=len(lines), why=ties(self.problem) or "the others are not in the model"
                ),
            )
        if exact < len(lines):
            return (ABOUT_ONLY.format(count=exact, all=len(lines), about=ABOUT),)
        return ()

    def _limits_notes(self) -> tuple[str, ...]:
        savings = self._limits[self._limits["limit"] != "budget"]["saving"]
        return (NO_PRICES,) if len(savings) and bool(savings.isna().any()) else ()

    def _sentences(self, lines: pd.DataFrame) -> list[str]:
        """The reason of each line, and what it would cost without it."""
        currency = self.problem.settings.currency
        days = self.problem.settings.bucket_days
        return [_sentence(row, currency, days) for row in records(lines)]


def explain(
    problem: Problem, plan: Plan, *, item: str | None = None, order: str | None = None, most_exact: int = MOST_EXACT,
    seconds: float = SECONDS,
) -> Explanation:  # fmt: skip
    """Explain a plan at once; see ``Explainer.explain``."""
    return Explainer(problem, plan).explain(item=item, order=order, most_exact=most_exact, seconds=seconds)


def _only(table: pd.DataFrame, item: str | None, order: str | None) -> pd.DataFrame:
    chosen = np.ones(len(table), np.bool_)
    if item is not None:
        chosen &= (table["item_id"] == item).to_numpy(np.bool_)
    if order is not None:
        chosen &= (table["order_id"] == order).to_numpy(np.bool_)
    return table[chosen].reset_index(drop=True)


def _sentence(row: Mapping[str, Any], currency: str, bucket_days: int) -> str:
    told, difference = str(row["reason"]), row["cost_difference"]
    if row["instead"] == NO_PLAN:
        return f"{told}; no plan can do without it as the rest stands"
    if not isinstance(difference, float) or np.isnan(difference):
        return told
    about = "" if row["exactness"] == EXACT else "about "
    amount = f"{about}{abs(difference):,.2f} {currency}"
    found = "best" if row["exactness"] == EXACT else "best found"
    if abs(difference) < 0.005:
        told += f"; without it nothing more ({found}: {_instead(row, bucket_days)})"
    else:
        told += f"; without it {amount} {'more' if difference > 0 else 'less'} ({found}: {_instead(row, bucket_days)})"
    if row["lacks"]:
        told += f", and {row['order_id']} would lack {row['lacks']} of its minimum"
    return told


def _instead(row: Mapping[str, Any], bucket_days: int) -> str:
    """What was found best without a line, in words."""
    if row["instead"] == NOTHING:
        return NOTHING
    placed, given = pd.Timestamp(str(row["by_order_date"])), pd.Timestamp(str(row["order_date"]))
    periods = round((placed - given).days / bucket_days)
    period = "week" if bucket_days == 7 else "day"
    count = f"{abs(periods)} {period}{'' if abs(periods) == 1 else 's'}"
    when = "the same day" if not periods else f"{count} {'later' if periods > 0 else 'earlier'}"
    more = " and others" if row["instead"] == "several" else ""
    way = f"{row['by_units']:,.0f} units of {row['by_supplier_id']} by {row['by_mode']} to {row['by_node_id']}"
    return f"{way}, {when}{more}"
