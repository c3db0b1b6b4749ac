"""What the check of a plan says: each violation in a planner's words, and the costs it recomputed."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Violation:
    """One complaint about a plan.

    Attributes:
        rule: family of constraints, or group of checks, that is broken.
        where: order, item, node, date ... it is broken at.
        found: the value found (a number, a date or a text).
        limit: the value it had to keep to, or to equal.
        sentence: the same as one sentence.
    """

    rule: str
    where: str
    found: Any
    limit: Any
    sentence: str

    def __str__(self) -> str:
        """Tell the rule and the complaint in one line."""
        return f"{self.rule}: {self.sentence}"


@dataclass(frozen=True)
class Verdict:
    """What a plan was found to be.

    Attributes:
        violations: every rule the plan breaks; none for a plan that can be bought from.
        costs: money per term of the objective, discounted, as recomputed from the tables.
        objective: their sum.
        service: `overall`, `by_category`, `by_zone`: units served in time / demand, null without demand.
    """

    violations: tuple[Violation, ...]
    costs: dict[str, float] = field(default_factory=dict)
    objective: float = 0.0
    service: dict[str, Any] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether the plan keeps every rule."""
        return not self.violations

    def rules(self) -> dict[str, int]:
        """Number of violations of each broken rule, in the order of the check."""
        counts: dict[str, int] = {}
        for violation in self.violations:
            counts[violation.rule] = counts.get(violation.rule, 0) + 1
        return counts


LISTED = 1000  # so many complaints of a kind tell enough; the rest are counted


def complaints(rule: str, wrong: pd.DataFrame, where: str, found: str, limit: str, sentence: str) -> list[Violation]:
    """One violation for each row of `wrong`, up to LISTED of them; one more counts the rest.

    Args:
        rule: the rule that is broken.
        wrong: the rows that break it.
        where: a format over the columns of `wrong`, such as "order {order_id}, item {item_id}".
        found: the column that holds what was found.
        limit: the column that holds the limit, or the text of the limit itself.
        sentence: a format over the columns of `wrong`.
    """
    if wrong.empty:
        return []
    values = [{str(name): value for name, value in row.items()} for row in wrong.head(LISTED).to_dict("records")]
    listed = [
        Violation(
            rule,
            where.format_map(words),
            _plain(row[found]),
            _plain(row[limit]) if limit in row else limit,
            sentence.format_map(words),
        )
        for row, words in ((row, {name: worded(value) for name, value in row.items()}) for row in values)
    ]
    rest = len(wrong) - len(listed)
    if rest:
        sentence = f"{rest} more complaints are of the same kind as: {listed[-1].sentence}"
        listed.append(Violation(rule, "elsewhere", rest, 0, sentence))
    return listed


def worded(value: Hashable | None) -> str:
    """Write a value as a planner reads it: days as ISO dates, numbers without a tail of zeros."""
    if isinstance(value, pd.Timestamp):
        moment = value.to_datetime64()
        day = moment.astype("datetime64[D]")
        return str(day if day == moment else moment.astype("datetime64[s]"))
    if value is pd.NaT:
        return "no date"
    if isinstance(value, float | np.floating):
        return "no number" if np.isnan(value) else f"{value:.10g}"
    return str(value)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell of any column
    """Turn a cell into a value that JSON can hold."""
    if isinstance(value, pd.Timestamp) or value is pd.NaT:
        return worded(value)
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else worded(float(value))
    return value.item() if isinstance(value, np.generic) else value
