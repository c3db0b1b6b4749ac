"""Datasets that no plan can exist for, found before solving.

Ordering nothing keeps every limit, so shares alone can contradict each other: for an item with demand (own, through
kits, or owed at the start) whose suppliers' shares cannot all be kept.
"""

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.facts.calendar import Calendar
from optimizer.facts.catalogue import Catalogue
from optimizer.facts.plan_tables import numbers
from optimizer.facts.streams import Streams
from optimizer.facts.tolerance import Bools, Floats, Ints

ROUNDING = 1e-9  # ten shares of 0.1 add up to 1, whatever binary fractions say


def infeasible_reasons(problem: Problem) -> list[str]:
    """Say why no plan exists: a sentence per item and contradiction, with its suppliers and shares.

    Returns:
        Nothing for a problem that has plans. The cases: least shares that add up to more than 1; largest shares of the
        offers that can still be ordered that add up to less than 1; a least share above the largest; a least share of
        an offer that cannot be ordered at all.
    """
    offers = problem.offers[problem.offers["item_id"].isin(_items_with_demand(problem))]
    able = pd.Series(orderable_periods(problem).any(axis=1), index=problem.offers.index)
    offers = offers.assign(orderable=able[offers.index])
    return [
        *_too_much_promised(offers),
        *_too_little_allowed(offers),
        *_least_above_largest(offers),
        *_promised_to_nobody(problem, offers),
    ]


def _items_with_demand(problem: Problem) -> pd.Series:
    catalogue = Catalogue(problem)
    asked = Streams(problem, Calendar.of(problem.settings), catalogue).asked.query("units > 0")
    items = asked["item"].to_numpy(dtype=np.int64)
    needed = np.unique(catalogue.multiplied_out(items, np.ones(len(items)))[1])
    return problem.items["item_id"].iloc[needed]


def arrival_lag(problem: Problem, days: pd.Series) -> Ints:
    """Periods from the one of an order to the one that receives it, `days` later."""
    return np.ceil(days.to_numpy(dtype=np.float64) / problem.settings.bucket_days).astype(np.int64)


def open_periods(problem: Problem) -> Bools:
    """Tell when orders may be placed, by offer and period, whether or not they would arrive in time.

    Of the time rules: not frozen, an active supplier, its order cycle, the days the offer is available.
    """
    calendar = Calendar.of(problem.settings)
    period = np.arange(calendar.periods)
    terms = problem.offers[["supplier_id", "available_from", "available_to"]].merge(
        problem.suppliers[["supplier_id", "status", "first_order_date", "order_every_periods"]],
        how="left",
        on="supplier_id",
    )
    first = np.ceil(calendar.days(terms["first_order_date"]) / calendar.bucket_days)[:, None]
    in_cycle = (period >= first) & (np.mod(period - first, numbers(terms, "order_every_periods")[:, None]) == 0)
    opens, closes = (calendar.days(terms[name])[:, None] for name in ("available_from", "available_to"))
    day = period * calendar.bucket_days
    available = ~(day < opens) & ~(day > closes)
    active = (terms["status"] == "active").to_numpy(dtype=np.bool_)[:, None]
    allowed: Bools = active & in_cycle & available & (period >= problem.settings.frozen_periods)
    return allowed


def orderable_periods(problem: Problem) -> Bools:
    """Tell which orders exist, by offer and period: they may be placed, and one lane at least brings them in time."""
    arrives = np.arange(problem.settings.periods) + np.ceil(_lead(problem) / problem.settings.bucket_days)
    exists: Bools = open_periods(problem) & (arrives < problem.settings.periods)
    return exists


def _lead(problem: Problem) -> Floats:
    """Days from order to arrival, offers x periods, over the shortest lane that is open then; infinite without one."""
    known = pd.Index(problem.suppliers["supplier_id"])
    shortest = np.full((len(known), problem.settings.periods), np.inf)  # days over the lanes that are open then
    days = np.where(lane_periods(problem), problem.lanes["lead_time_days"].to_numpy(np.float64)[:, None], np.inf)
    np.minimum.at(shortest, known.get_indexer(pd.Index(problem.lanes["supplier_id"])), days)
    extra = problem.offers["extra_lead_days"].to_numpy(np.float64)[:, None]
    lead: Floats = shortest[known.get_indexer(pd.Index(problem.offers["supplier_id"]))] + extra
    return lead


def lane_periods(problem: Problem) -> Bools:
    """Tell when goods can be sent, by lane and period: not on the days on which the lane is blocked."""
    calendar = Calendar.of(problem.settings)
    first, last = (calendar.days(problem.lanes[name])[:, None] for name in ("blocked_from", "blocked_to"))
    day = np.arange(calendar.periods) * calendar.bucket_days
    never = np.isnan(first) & np.isnan(last)
    free: Bools = never | (day < first) | (day > last)
    return free


def first_arrivals(problem: Problem) -> pd.DataFrame:
    """The first order of each offer over each lane: `item_id`, `node_id`, and `period`, which receives it.

    The period may lie after the last; an offer and lane with no order at all have no row.
    """
    offers = problem.offers[["item_id", "supplier_id", "extra_lead_days"]].reset_index(names="offer")
    ways = offers.merge(
        problem.lanes[["supplier_id", "node_id", "lead_time_days"]].reset_index(names="lane"), on="supplier_id"
    )
    allowed = open_periods(problem)[ways["offer"]] & lane_periods(problem)[ways["lane"]]
    period = allowed.argmax(axis=1) + arrival_lag(problem, ways["lead_time_days"] + ways["extra_lead_days"])
    return ways[["item_id", "node_id"]].assign(period=period).iloc[np.flatnonzero(allowed.any(axis=1))]


def _listed(offers: pd.DataFrame, share: str) -> str:
    return ", ".join(f"{s} ({each:.10g})" for s, each in zip(offers["supplier_id"], offers[share], strict=True))


def _too_much_promised(offers: pd.DataFrame) -> list[str]:
    total = offers.groupby("item_id")["min_share"].transform("sum")
    return [
        f"Item {item}: the least shares of its suppliers {_listed(rows[rows['min_share'] > 0], 'min_share')} add up to "
        f"{rows['min_share'].sum():.10g}, which is more than 1."
        for item, rows in offers[total > 1 + ROUNDING].groupby("item_id", sort=False)
    ]


def _too_little_allowed(offers: pd.DataFrame) -> list[str]:
    able = offers[offers["orderable"]]
    total = able.groupby("item_id")["max_share"].transform("sum")
    return [
        f"Item {item}: the largest shares of the suppliers it can still be ordered from, {_listed(rows, 'max_share')}, "
        f"add up to {rows['max_share'].sum():.10g}, which is less than 1."
        for item, rows in able[total < 1 - ROUNDING].groupby("item_id", sort=False)
    ]


def _least_above_largest(offers: pd.DataFrame) -> list[str]:
    wrong = offers[offers["min_share"] > offers["max_share"]]
    return [
        f"Item {offer['item_id']}: the least share of supplier {offer['supplier_id']}, {offer['min_share']:.10g}, is "
        f"above its largest, {offer['max_share']:.10g}."
        for offer in wrong.to_dict("records")
    ]


def _promised_to_nobody(problem: Problem, offers: pd.DataFrame) -> list[str]:
    wrong = offers[(offers["min_share"] > 0) & ~offers["orderable"]]
    if wrong.empty:
        return []
    blocked = set(problem.suppliers.loc[problem.suppliers["status"] == "blocked", "supplier_id"])
    placeable = pd.Series((open_periods(problem) & np.isfinite(_lead(problem))).any(axis=1), problem.offers.index)
    return [
        f"Item {offer['item_id']}: supplier {offer['supplier_id']} is promised a share of {offer['min_share']:.10g}, "
        f"but no order of it can be placed there: {_why(offer['supplier_id'] in blocked, bool(placeable[row]))}."
        for row, offer in zip(wrong.index, wrong.to_dict("records"), strict=True)
    ]


def _why(blocked: bool, placeable: bool) -> str:  # noqa: FBT001 - two facts about one offer
    if blocked:
        return "the supplier is blocked"
    if placeable:
        return "every order would arrive after the last period"
    return "no period is within the offer's dates and the supplier's order cycle, not frozen, and with a lane open"
