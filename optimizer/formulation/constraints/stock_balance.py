"""Stock balance: what a node has, gets, gives and keeps adds up in every period.

For every item i, node n and period t:

    I[i,n,t-1] + inbound[i,n,t]
        + sum over a, t' whose orders arrive at n in t of x[i,a,t']
        + sum over n', t' whose transfers arrive in t of X[i,n',n,t']
        = sum over n' of X[i,n,n',t]
        + sum over streams j of (units of i in one unit of i') · F[j,i',n,t]
        + I[i,n,t]

    I[i,n,-1] = max(0, on_hand - reserved - on_hold)        I[i,n,t] >= 0

x = case_pack · q. One unit of an item i' that is no kit holds one unit of itself; a kit holds its components, kits of
kits multiplied out.

In a planner's words: stock comes from the opening stock, from what was bought already, from this plan's orders and
from other nodes; it leaves to other nodes or to customers, for the item's own demand, in the place of another item or
inside a kit. Nothing appears, nothing is lost, and no node ships what it does not have. Goods under way are in nobody's
stock. Reserved and held stock is not there to plan with.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.facts.comparison import cells, compared
from optimizer.facts.tolerance import below
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.instance.indexing import join
from optimizer.linear import Label, Linear
from optimizer.verdict import Violation, complaints

NAME = "stock_balance"


def applies(instance: Instance) -> bool:
    """Whether anything can ever be in stock."""
    return instance.stocking.pair_count > 0


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """One row per (pair, period): closing stock less what came in, plus what left, equals what was due anyway."""
    stocking, ordering, serving, periods = (
        instance.stocking, instance.ordering, instance.serving, instance.calendar.periods
    )  # fmt: skip
    due = stocking.inbound.copy()
    due[:, 0] += stocking.opening
    cell = np.arange(due.size)
    labels = (
        Label(instance.ids("items", "item_id"), stocking.item[cell // periods]),
        Label(instance.ids("nodes", "node_id"), stocking.node[cell // periods]),
        Label(instance.calendar.names, cell % periods),
    )
    rows = linear.add_rows(NAME, due.size, lower=due.ravel(), upper=due.ravel(), labels=labels)
    linear.add_entries(rows.indices, columns.stock.indices, 1.0)
    later = cell % periods > 0
    linear.add_entries(rows.indices[later], columns.stock.indices[later] - 1, -1.0)

    pair = stocking.pair_of[ordering.item, ordering.node]
    linear.add_entries(rows.start + pair * periods + ordering.arrival, columns.q.indices, -ordering.case_pack)
    leaving = columns.move_from * periods + columns.move_period
    arriving = columns.move_to * periods + columns.move_period + stocking.transfer_lag[columns.move_row]
    linear.add_entries(rows.start + leaving, columns.move.indices, 1.0)
    linear.add_entries(rows.start + arriving, columns.move.indices, -1.0)
    served, use = join(columns.served_option, serving.use_option, max(serving.stream.size, 1))
    taken_from = serving.use_pair[use] * periods + columns.served_period[served]
    linear.add_entries(rows.start + taken_from, columns.served.start + served, serving.use_units[use])


FLOWS = ("opening", "inbound", "ordered_in", "transferred_in", "transferred_out", "served", "closing")


def violations(facts: Facts) -> list[Violation]:
    """Nodes that ship what they do not have, and rows of the projection that do not add up."""
    return [*_stock_that_is_not_there(facts), *_wrong_projection(facts)]


def _stock_that_is_not_there(facts: Facts) -> list[Violation]:
    stock = facts.stock
    return complaints(
        NAME,
        cells(stock.names, facts.calendar.starts, below(stock.closing, 0.0), found=stock.closing).assign(limit=0.0),
        "item {item_id}, node {node_id}, {date}",
        "found",
        "limit",
        "Node {node_id} ships more of item {item_id} in the period of {date} than it has: closing stock is {found}.",
    )


def _wrong_projection(facts: Facts) -> list[Violation]:
    stock = facts.stock
    expected = {name: getattr(stock, name) for name in FLOWS}
    return complaints(
        NAME,
        compared(facts.accounts.projection, expected, stock.names, facts.calendar.starts),
        "item {item_id}, node {node_id}, {date}",
        "found",
        "limit",
        "The projection of item {item_id} at node {node_id} on {date} says {words}.",
    )
