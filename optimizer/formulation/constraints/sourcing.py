"""Sourcing: each supplier's agreed share of an item.

For every offer o = (i,s), x over all nodes, modes and periods of the horizon:

    sum over t of x[i,s,t] >= min_share[i,s] · sum over s', t of x[i,s',t]
    sum over t of x[i,s,t] <= max_share[i,s] · sum over s', t of x[i,s',t]

In a planner's words: of all the units of an item that this plan orders, a supplier gets at least the share promised to
it and at most the share that one does not want to exceed. An item that is not ordered at all breaks no promise.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.facts.tolerance import above, below
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.instance.indexing import join
from optimizer.linear import Label, Linear
from optimizer.verdict import Violation, complaints

NAME = "sourcing"


def applies(instance: Instance) -> bool:
    """Whether some offer has a share to keep."""
    offers = instance.problem.offers
    return bool(((offers["min_share"] > 0) | (offers["max_share"] < 1)).any())


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """For every offer with a share: its units less the share of all the item's units, on the right side of 0."""
    offers, ordering = instance.problem.offers, instance.ordering
    item_count = len(instance.problem.items)
    for column, word, sign in (("min_share", "min", 1.0), ("max_share", "max", -1.0)):
        share = offers[column].to_numpy(np.float64)
        held = np.flatnonzero(share > 0 if word == "min" else share < 1)
        item = ordering.offer_item[held]
        labels = (
            Label(instance.ids("items", "item_id"), item),
            Label(instance.ids("suppliers", "supplier_id"), ordering.offer_supplier[held]),
        )
        rows = linear.add_rows(f"{NAME}_{word}", held.size, lower=0.0, labels=labels).indices
        at, case = join(item, ordering.item, item_count)
        own = ordering.offer[case] == held[at]
        weight = sign * (own - share[held][at])
        linear.add_entries(rows[at], columns.q.start + case, weight * ordering.case_pack[case])


def violations(facts: Facts) -> list[Violation]:
    """Offers that get less of an item's units than their least share, or more than their largest."""
    ordered = facts.orders.lines.groupby(["item_id", "supplier_id"], as_index=False)["quantity"].sum()
    offers = facts.problem.offers[["item_id", "supplier_id", "min_share", "max_share"]]
    shares = offers.merge(ordered, how="left", on=["item_id", "supplier_id"])
    shares["quantity"] = shares["quantity"].fillna(0.0)
    shares["all"] = shares.groupby("item_id")["quantity"].transform("sum")
    shares = shares.assign(least=shares["min_share"] * shares["all"], most=shares["max_share"] * shares["all"])
    where = "item {item_id}, supplier {supplier_id}"
    share = "Supplier {supplier_id} gets {quantity} of the {all} units of item {item_id} that are ordered; "
    return [
        *complaints(
            NAME,
            shares[below(shares["quantity"], shares["least"])],
            where,
            "quantity",
            "least",
            f"{share}its least share of {{min_share}} is {{least}}.",
        ),
        *complaints(
            NAME,
            shares[above(shares["quantity"], shares["most"])],
            where,
            "quantity",
            "most",
            f"{share}its largest share of {{max_share}} is {{most}}.",
        ),
    ]
