"""Why demand is short, stream by stream, and what it would take: the first of the causes that applies.

No offer and lead time are proven by the dataset alone, so is a unit that costs more to buy than to lose. Budget,
capacity and minimum are what the plan's own figures make likely.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.lines import NEAR, capacity_used, records
from optimizer.facts.calendar import Calendar as Days
from optimizer.feasibility import arrival_lag, first_arrivals
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import positions
from optimizer.instance.recipes import recipes_of
from optimizer.linear import Bools, Ints

LEAST = 1e-6
"""Units below which nothing is short."""

NEVER = 1 << 20
"""A period that does not come."""

NO_OFFER, LEAD_TIME, TOO_DEAR, BUDGET, CAPACITY, MINIMUM, OTHER = (
    "no offer", "lead time", "not worth its price", "budget", "capacity", "minimum not worth it", "not worth its cost",
)  # fmt: skip

STREAM = ["item_id", "zone_id", "channel"]
COLUMNS = [*STREAM, "cause", "since", "until", "units", "money", "buy_item_id", "takes"]


def shortages(problem: Problem, plan: Plan) -> pd.DataFrame:
    """One row a stream and cause: days, ``units`` lost or owed at a period's end, what they cost, what it would take.

    ``buy_item_id`` is what must be bought: the item, or the component of a kit that can be had last. ``money`` is not
    discounted. Substitutes are not looked at.
    """
    short = plan.shortage[(plan.shortage["lost"] > LEAST) | (plan.shortage["backlog"] > LEAST)].reset_index(drop=True)
    if short.empty:
        return pd.DataFrame(columns=COLUMNS)
    short = short.assign(units=short["lost"] + short["backlog"])
    factor = problem.channels.set_index("channel")["shortage_factor"]
    cost = short["item_id"].map(problem.items.set_index("item_id")["shortage_cost"]).astype(np.float64)
    each = cost * short["channel"].map(factor).astype(np.float64).fillna(1.0)
    short = short.assign(money=each * short["units"], each=each)
    earliest, bought = _bought(problem, short)
    offers = _best_offers(problem, plan).reindex(bought)
    period = Calendar.of(problem.settings).period_of(short["date"])
    unit, least, blocked = (offers[name].to_numpy() for name in ("unit", "least", "blocked"))
    stream = short.groupby(STREAM, observed=True, sort=False)["money"].transform("sum").to_numpy(np.float64)
    never = offers["unit"].isna().to_numpy()
    known = short["lost"].to_numpy(np.float64) > LEAST
    causes: list[tuple[str, Bools]] = [
        (NO_OFFER, never),
        (LEAD_TIME, period < earliest),
        (TOO_DEAR, known & (unit.astype(np.float64) >= short["each"].to_numpy(np.float64))),
        (BUDGET, (blocked == BUDGET)),
        (CAPACITY, (blocked == CAPACITY)),
        (MINIMUM, least.astype(np.float64) > stream),
    ]
    cause = np.select([met for _, met in causes], [name for name, _ in causes], default=OTHER)
    table = short.assign(
        cause=cause, earliest=earliest, unit=unit, least=least, by=offers["by"].to_numpy(),
        packs=offers["packs"].to_numpy(), buy_item_id=problem.items["item_id"].to_numpy(object)[bought],
    )  # fmt: skip
    keys = [*STREAM, "cause"]
    found = table.groupby(keys, observed=True, sort=False, as_index=False).agg(
        since=("date", "min"), until=("date", "max"), units=("units", "sum"), money=("money", "sum"),
        buy_item_id=("buy_item_id", "first"), unit=("unit", "first"), least=("least", "first"), by=("by", "first"),
        packs=("packs", "first"), earliest=("earliest", "first"),
    )  # fmt: skip
    found["takes"] = [_takes(row, problem) for row in records(found)]
    return found[COLUMNS].sort_values("money", ascending=False, kind="stable", ignore_index=True)


def _takes(row: Mapping[str, Any], problem: Problem) -> str:
    """What it would take, in words."""
    units, cause, item = f"{row['units']:,.2f}".removesuffix(".00"), row["cause"], row["buy_item_id"]
    if cause == NO_OFFER:
        return f"an active supplier who sells {item}"
    if cause == LEAD_TIME:
        first = pd.Timestamp(problem.settings.start)
        until = row["since"]
        days = max((until - first).days - problem.settings.frozen_periods * problem.settings.bucket_days, 0)
        comes = int(row["earliest"])
        if comes >= problem.settings.periods:
            return f"an order that arrives by {until:%Y-%m-%d}: none can arrive within the horizon"
        earliest = first + pd.Timedelta(days=comes * problem.settings.bucket_days)
        allowed = f"{until:%Y-%m-%d} ({days} days after the first order date)"
        return f"an order that arrives by {allowed}, not {earliest:%Y-%m-%d}"
    money = row["unit"]
    if cause == TOO_DEAR:
        return f"a price, duty included, below what a lost unit costs; the lowest is {money:,.2f}"
    if cause == BUDGET:
        return f"about {money * row['units']:,.2f} more in {row['by']} for {units} units"
    if cause == CAPACITY:
        return f"capacity at {row['by']} for {units} more units"
    if cause == MINIMUM:
        return f"a smaller least line than {row['packs']:,.0f} units for {row['least']:,.2f}"
    return "ordering, freight or stock that cost less than the shortage, at the plan's prices"


def _bought(problem: Problem, short: pd.DataFrame) -> tuple[Ints, Ints]:
    """The first period in which each short row could be served, and the item (position) that must be bought for it."""
    earliest = earliest_of(problem)
    zones = pd.Index(pd.unique(short["zone_id"].astype(str)))
    serves = np.zeros((len(zones), len(problem.nodes)), np.bool_)
    node = pd.Index(problem.nodes["node_id"])
    zone_of = zones.get_indexer(pd.Index(problem.fulfilment["zone_id"]))
    node_of = node.get_indexer(pd.Index(problem.fulfilment["node_id"]))
    serves[zone_of[zone_of >= 0], node_of[zone_of >= 0]] = True
    itself = node.get_indexer(zones)
    alone = (itself >= 0) & ~serves.any(axis=1)
    serves[np.flatnonzero(alone), itself[alone]] = True
    item = positions(pd.Index(problem.items["item_id"]), short["item_id"])
    at = zones.get_indexer(pd.Index(short["zone_id"].astype(str)))
    made_of = recipes_of(problem)[item]
    rows, parts = made_of.nonzero()
    first = np.where(serves[at[rows]], earliest[parts], NEVER).min(axis=1, initial=NEVER)
    worst = np.lexsort((parts, -first, rows))
    heads = worst[np.append(True, rows[worst][1:] != rows[worst][:-1])]
    found, bought = np.zeros(item.size, np.int64), item.copy()
    found[rows[heads]], bought[rows[heads]] = first[heads], parts[heads]
    return found, bought


def earliest_of(problem: Problem) -> Ints:
    """(items, nodes) the first period in which an order, or a transfer of one, can be received; NEVER for none."""
    ways = first_arrivals(problem)
    arrives = ways["period"].to_numpy(np.int64)
    arrives = np.where(arrives < problem.settings.periods, arrives, NEVER)
    earliest = np.full((len(problem.items), len(problem.nodes)), NEVER)
    item = positions(pd.Index(problem.items["item_id"]), ways["item_id"])
    node = pd.Index(problem.nodes["node_id"])
    np.minimum.at(earliest, (item, node.get_indexer(pd.Index(ways["node_id"]))), arrives)
    lag = arrival_lag(problem, problem.transfers["lead_time_days"])
    ends = [node.get_indexer(pd.Index(problem.transfers[end])) for end in ("from_node", "to_node")]
    for _ in range(len(problem.nodes)):
        before = earliest.copy()
        for origin, target, wait in zip(*ends, lag, strict=True):
            moved = np.minimum(earliest[:, origin] + wait, NEVER)
            earliest[:, target] = np.minimum(
                earliest[:, target], np.where(moved < problem.settings.periods, moved, NEVER)
            )
        if bool((before == earliest).all()):
            break
    return earliest


def _best_offers(problem: Problem, plan: Plan) -> pd.DataFrame:
    """(items) ``unit`` the lowest price with duty, ``least`` and ``packs`` the smallest line's money and units.

    ``blocked`` by what, ``by`` whose: a hard budget or capacity that every offer of the item would need.
    """
    active = problem.suppliers.set_index("supplier_id")["status"] == "active"
    offers = problem.offers[problem.offers["supplier_id"].map(active).to_numpy(np.bool_)]
    breaks = problem.price_breaks.groupby(["item_id", "supplier_id"])["unit_price"].min().rename("lower")
    offers = offers.merge(breaks.reset_index(), on=["item_id", "supplier_id"], how="left")
    duty = 1.0 + offers["duty_rate"]
    packs = np.ceil(np.maximum(offers["moq_units"], 1) / offers["case_pack"]) * offers["case_pack"]
    offers = offers.assign(
        unit=offers[["unit_price", "lower"]].min(axis=1) * duty, packs=packs,
        least=packs * offers["unit_price"] * duty + offers["line_cost"], row=np.arange(len(offers)),
    )  # fmt: skip
    offers["spent"], offers["full"] = _spent(problem, plan, offers), _full(problem, plan, offers)
    ids = problem.items["item_id"]
    best = offers.loc[offers.groupby("item_id")["least"].idxmin()].set_index("item_id") if len(offers) else offers
    best = best.reindex(ids) if len(offers) else pd.DataFrame(index=ids, columns=offers.columns)
    groups = offers.groupby("item_id")
    blocks = {}
    for name in ("spent", "full"):
        missing = (offers[name] == "").groupby(offers["item_id"]).any()
        blocks[name] = (~missing.reindex(ids, fill_value=True)).to_numpy(np.bool_)
    blocked = np.select([blocks["spent"], blocks["full"]], [BUDGET, CAPACITY], default="")
    by = np.select([blocks["spent"], blocks["full"]], [best["spent"].astype(object), best["full"].astype(object)], "")
    return pd.DataFrame(
        {
            "unit": groups["unit"].min().reindex(ids).to_numpy(np.float64),
            "least": best["least"].to_numpy(np.float64), "packs": best["packs"].to_numpy(np.float64),
            "blocked": blocked, "by": by,
        }
    )  # fmt: skip


def _spent(problem: Problem, plan: Plan, offers: pd.DataFrame) -> list[str]:
    """The hard budget without money for the smallest line of each offer, "" where none stands in the way."""
    words = np.full(len(offers), "", dtype=object)
    category = offers["item_id"].map(problem.items.set_index("item_id")["category"]).to_numpy(object)
    used = dict(zip(plan.budgets["budget_id"], plan.budgets["used"], strict=True))
    begin = Days.of(problem.settings)
    for budget in records(problem.budgets):  # few
        if not np.isnan(budget["overrun_cost"]) or begin.days(pd.Series([budget["last_date"]]))[0] < 0:
            continue
        left = budget["amount"] - used.get(budget["budget_id"], 0.0)
        matches = (offers["least"].to_numpy(np.float64) > left) | (left <= (1 - NEAR) * budget["amount"])
        if budget["category"]:
            matches &= category == budget["category"]
        if budget["supplier_id"]:
            matches &= (offers["supplier_id"] == budget["supplier_id"]).to_numpy()
        words[matches & (words == "")] = f"budget {budget['budget_id']}"
    return list(words)


def _full(problem: Problem, plan: Plan, offers: pd.DataFrame) -> list[str]:
    """The supplier of each offer where an order of the plan has used up its hard capacity."""
    suppliers = problem.suppliers.set_index("supplier_id")
    hard = suppliers["capacity"].where(suppliers["capacity_overrun_cost"].isna())
    orders = plan.orders.drop_duplicates("order_id")
    load = orders["order_id"].map(capacity_used(problem, plan)).to_numpy(np.float64)
    full = orders["supplier_id"][load >= NEAR * orders["supplier_id"].map(hard).to_numpy(np.float64)]
    known = offers["supplier_id"].isin(full).to_numpy(np.bool_)
    return list(np.where(known, offers["supplier_id"].to_numpy(object), ""))
