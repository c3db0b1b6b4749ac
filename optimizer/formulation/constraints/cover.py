"""Cover: no item is stocked for longer than it may be.

For every item i with m = max_cover_periods and every period t:

    sum over n of I[i,n,t] <= max(sum over n of P[i,n,t],
                                  sum over h = t+1..t+m of need[i,h] + largest case_pack of the item's offers)

    need[i,h] = the item's own demand and that of kits multiplied out, all zones and channels, promotions too;
                beyond the horizon the mean demand of the item
    P[i,n,t]  = what is left of stock and inbound when nothing is bought (see nodes)

In a planner's words: at the end of a period the nodes together hold no more of an item than the next m periods need,
give or take a case, so that it does not grow old. Where more is there already, as much as is left of it may stay.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.facts.comparison import cells
from optimizer.facts.tolerance import above
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Label, Linear
from optimizer.verdict import Violation, complaints

NAME = "cover"


def applies(instance: Instance) -> bool:
    """Whether some item's stock is limited by the demand it covers."""
    return bool(instance.problem.items["max_cover_periods"].notna().any())


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """One row per limited item and period: its closing stock over all nodes <= the demand it may cover."""
    stocking, periods, limit = instance.stocking, instance.calendar.periods, instance.limits.cover
    limited = np.flatnonzero(np.isfinite(limit).any(axis=1) & np.isin(np.arange(limit.shape[0]), stocking.item))
    cell = np.arange(limited.size * periods)
    labels = (
        Label(instance.ids("items", "item_id"), limited[cell // periods]),
        Label(instance.calendar.names, cell % periods),
    )
    rows = linear.add_rows(NAME, cell.size, upper=limit[limited].ravel(), labels=labels)
    row_of = np.full(limit.shape[0], -1, dtype=np.int64)
    row_of[limited] = rows.start + np.arange(limited.size) * periods
    pair = np.flatnonzero(row_of[stocking.item] >= 0)
    t = np.arange(periods)
    row = (row_of[stocking.item[pair]][:, None] + t).ravel()
    linear.add_entries(row, columns.stock_at(pair[:, None], t, periods).ravel(), 1.0)


def violations(facts: Facts) -> list[Violation]:
    """Items of which more is in stock than the next periods need."""
    stock = facts.stock
    held = stock.by_item(stock.closing)
    most = np.maximum(facts.streams.most_cover, stock.by_item(stock.kept))
    return complaints(
        NAME,
        cells(facts.problem.items, facts.calendar.starts, above(held, most), found=held, limit=most),
        "item {item_id}, {date}",
        "found",
        "limit",
        "{found} units of item {item_id} are in stock at the end of the period of {date}; "
        "{max_cover_periods} periods of demand and a case are {limit}.",
    )
