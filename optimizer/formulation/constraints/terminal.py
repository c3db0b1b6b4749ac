"""Terminal stock: what the stock at the end of the horizon is worth.

For every item i, T periods:

    E1[i] + E2[i] = sum over n of I[i,n,T-1]
    E1[i] <= terminal_cover_periods · mean demand of i
    E1[i], E2[i] >= 0

Mean demand is the item's baseline demand plus baseline kit demand multiplied out, all zones and channels within the
horizon, / T.

In a planner's words: the world goes on after the last period. Stock that the first periods after it will need is worth
(almost) what it cost, anything beyond only its salvage value; without that credit every plan would end with
empty shelves.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.facts.tolerance import money_below
from optimizer.formulation.objective import terminal_credit
from optimizer.formulation.variables import Columns, credit_items
from optimizer.instance import Instance
from optimizer.linear import Label, Linear
from optimizer.verdict import Violation

NAME = "terminal"


def applies(instance: Instance) -> bool:
    """Whether closing stock of the horizon is worth anything."""
    return instance.problem.settings.terminal_value > 0


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Credited stock is stock: E1 + E2 <= closing stock of the horizon; E1 <= so many periods of mean demand.

    At most rather than exactly: no credit is negative, so at the optimum nothing is left out.
    """
    stocking, periods, settings = instance.stocking, instance.calendar.periods, instance.problem.settings
    items = credit_items(instance)
    labels = (Label(instance.ids("items", "item_id"), items),)
    rows = linear.add_rows(f"{NAME}_stock", items.size, upper=0.0, labels=labels).indices
    linear.add_entries(rows, columns.credited.indices, 1.0)
    if columns.salvaged.size:
        linear.add_entries(rows, columns.salvaged.indices, 1.0)
    at = np.searchsorted(items, stocking.item)
    last = columns.stock_at(np.arange(stocking.pair_count), np.asarray(periods - 1), periods)
    linear.add_entries(rows[at], last, -1.0)
    most = settings.terminal_cover_periods * instance.streams.mean_demand[items]
    cover = linear.add_rows(f"{NAME}_cover", items.size, upper=most, labels=labels).indices
    linear.add_entries(cover, columns.credited.indices, 1.0)


def violations(facts: Facts) -> list[Violation]:
    """A credit that claims more than closing stock is worth."""
    claimed = facts.summary.get("costs")
    credit = claimed.get("terminal_credit") if isinstance(claimed, dict) else None
    worth = terminal_credit.cost(facts)
    if not isinstance(credit, int | float) or not money_below(credit, worth):
        return []
    sentence = f"The plan credits {-credit:.10g} for its closing stock, which is worth {-worth:.10g}."
    return [Violation(NAME, "summary, terminal_credit", credit, worth, sentence)]
