"""Safety stock: how far closing stock lies below it.

For every item i, node n and period t:

    V[i,n,t] >= safety_stock[i,n] - I[i,n,t]        V[i,n,t] >= 0

In a planner's words: safety stock is a wish with a price. Nothing forbids a node to go below it; every unit that is
missing at the end of a period costs.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.facts.comparison import compared
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Label, Linear
from optimizer.verdict import Violation, complaints

NAME = "safety"


def applies(instance: Instance) -> bool:
    """Whether some pair has a safety stock."""
    return bool((instance.stocking.safety > 0).any())


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """One row per guarded pair and period: closing stock plus its shortfall >= the safety stock."""
    stocking, periods = instance.stocking, instance.calendar.periods
    guarded = np.repeat(columns.shortfall_pair, periods)
    t = np.tile(np.arange(periods), columns.shortfall_pair.size)
    labels = (
        Label(instance.ids("items", "item_id"), stocking.item[guarded]),
        Label(instance.ids("nodes", "node_id"), stocking.node[guarded]),
        Label(instance.calendar.names, t),
    )
    rows = linear.add_rows(NAME, guarded.size, lower=stocking.safety[guarded], labels=labels)
    linear.add_entries(rows.indices, columns.shortfall.indices, 1.0)
    linear.add_entries(rows.indices, columns.stock_at(guarded, t, periods), 1.0)


def violations(facts: Facts) -> list[Violation]:
    """Rows of the projection that tell another safety stock, or another shortfall, than there is."""
    stock = facts.stock
    wished = np.broadcast_to(stock.safety_stock[:, None], stock.shape)
    expected = {"safety_stock": wished, "safety_shortfall": stock.shortfall}
    return complaints(
        NAME,
        compared(facts.accounts.projection, expected, stock.names, facts.calendar.starts),
        "item {item_id}, node {node_id}, {date}",
        "found",
        "limit",
        "The projection of item {item_id} at node {node_id} on {date} says {words}.",
    )
