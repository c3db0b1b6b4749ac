"""Limits that bind: order minima and capacities of suppliers, storage and receipts of nodes, budgets."""

from typing import Final

import numpy as np
import pandas as pd

from optimizer.generate.catalogue import Catalogue
from optimizer.generate.categories import CATEGORIES
from optimizer.generate.frames import days_after
from optimizer.generate.options import GenerateOptions
from optimizer.generate.places import Places
from optimizer.generate.randomness import Bools, Floats, Ints, significant, some, stream, uniform
from optimizer.generate.sourcing import Offers, Suppliers
from optimizer.generate.state import Inbound, Stock

TIGHTNESS: Final = 0.9
"""Budgets together, as a share of what the demand costs that stock and inbound leave over."""
BUDGET_DAYS: Final = 28


def supplier_minima(
    options: GenerateOptions, catalogue: Catalogue, suppliers: Suppliers, offers: Offers
) -> dict[str, Floats]:
    """Columns `min_order_value` and, overseas, `min_order_kg`: a part of what an order cycle sells."""
    rng, count = stream(options.seed, "minima"), options.suppliers
    value = _per_cycle(options, suppliers, offers, offers.per_week * offers.unit_price)
    weight = _per_cycle(options, suppliers, offers, offers.per_week * catalogue.unit_kg[offers.item])
    heavy = suppliers.overseas & (rng.random(count) < 0.5)
    return {
        "min_order_value": significant(uniform(rng, 0.15, 0.7, count) * value, 2),
        "min_order_kg": np.where(heavy, significant(uniform(rng, 0.1, 0.4, count) * weight, 2), 0.0),
    }


def capacities(options: GenerateOptions, suppliers: Suppliers, offers: Offers) -> tuple[dict[str, Floats], Floats]:
    """Columns `capacity` and `capacity_overrun_cost` of suppliers, and `capacity_per_line` of offers.

    Two suppliers in five have one, for 0.8 to 1.2 times what their share of the sales needs; every line at its MOQ
    fits. Every second of them works overtime, for an eighth of the mean price.
    """
    rng, count = stream(options.seed, "capacity"), options.suppliers
    limited = some(rng, 0.4, count)
    sold = _per_cycle(options, suppliers, offers, offers.per_week)
    price = _per_cycle(options, suppliers, offers, offers.per_week * offers.unit_price) / np.maximum(sold, 1e-9)
    setup = np.round(uniform(rng, 0.5, 2.0, count) * 0.05 * sold / _lines(suppliers, offers), 2)
    largest = np.zeros(count)
    np.maximum.at(largest, offers.supplier, offers.moq_units)
    capacity = np.ceil(np.maximum(uniform(rng, 0.8, 1.2, count) * sold, largest + setup))
    overtime = np.cumsum(limited) % 2 == 0
    columns = {
        "capacity": np.where(limited, capacity, np.nan),
        "capacity_overrun_cost": np.where(limited & overtime, significant(0.125 * price), np.nan),
    }
    return columns, np.where(limited, setup, 0.0)[offers.supplier]


def _lines(suppliers: Suppliers, offers: Offers) -> Ints:
    return np.maximum(1, np.bincount(offers.supplier, minlength=len(suppliers.ids)))


def _per_cycle(options: GenerateOptions, suppliers: Suppliers, offers: Offers, per_week: Floats) -> Floats:
    weekly = np.bincount(offers.supplier, weights=per_week, minlength=options.suppliers)
    cycle: Floats = weekly * suppliers.every * options.bucket_days / 7
    return cycle


def node_limits(
    options: GenerateOptions, catalogue: Catalogue, places: Places, opening: tuple[Stock, Inbound], per_week: Floats
) -> dict[str, Floats]:
    """Columns of `nodes`: room for about three weeks of sales, soft or hard, and limits on receipts.

    `opening` is what is there and what is on its way; a hard limit is never below it.
    """
    (stock, inbound), rng, count = opening, stream(options.seed, "node limits"), options.nodes
    weekly_m3, weekly_units = float(per_week @ catalogue.unit_m3), float(per_week.sum())
    cell = inbound.node * options.periods + inbound.period(options.bucket_days)
    coming = [
        np.bincount(cell, weights=inbound.units * each, minlength=count * options.periods).reshape(count, -1)
        for each in (catalogue.unit_m3[inbound.item], np.ones(inbound.item.size))
    ]
    columns: dict[str, Floats] = {}
    if options.storage != "none":
        wished = uniform(rng, 2.4, 3.4, count) * min(1.0, options.weeks / 6) * weekly_m3 * places.node_share
        there = catalogue.unit_m3 @ stock.available + coming[0].sum(axis=1)
        hard = options.storage == "hard"
        columns["storage_m3"] = _above(np.maximum(wished, 1.05 * there) if hard else wished)
        if not hard:
            columns["overflow_cost"] = np.round(uniform(rng, 5, 10, count) * options.bucket_days / 7, 2)
    if options.inbound_limits:
        per_period = places.node_share * options.bucket_days / 7
        room = uniform(rng, 2.0, 3.0, (2, count))
        columns["inbound_m3"] = _above(np.maximum(room[0] * weekly_m3 * per_period, 1.05 * coming[0].max(axis=1)))
        columns["inbound_units"] = np.ceil(np.maximum(room[1] * weekly_units * per_period, coming[1].max(axis=1))) + 1
    return columns


def _above(m3: Floats) -> Floats:
    return np.ceil(m3 * 100 + 1) / 100


def budgets_frame(
    options: GenerateOptions,
    catalogue: Catalogue,
    suppliers: Suppliers,
    to_buy: Floats,
    smallest_order: float,
) -> pd.DataFrame:
    """The `budgets` table; `to_buy` is the money that missing units cost at best, by item.

    A budget for every four weeks or so by order date. Early ones are larger: what is ordered late arrives too late.
    Each pays for at least the smallest order.
    """
    days = options.periods * options.bucket_days
    count = max(1, round(days / BUDGET_DAYS))
    edge = np.rint(np.linspace(0, options.periods, count + 1)).astype(np.int64) * options.bucket_days
    weight = np.diff(edge) * np.linspace(1.3, 0.6, count)
    amount = TIGHTNESS * to_buy.sum() * weight / weight.sum()
    table = pd.DataFrame(
        {
            "budget_id": [f"BUDGET-{k + 1:02d}" for k in range(count)],
            "first_date": days_after(options.start, edge[:-1]),
            "last_date": days_after(options.start, edge[1:] - 1),
            "amount": np.maximum(significant(amount), significant(1.1 * smallest_order)),
        }
    )
    return _mixed(options, catalogue, suppliers, to_buy, table) if options.budgets == "mixed" else table


def _mixed(
    options: GenerateOptions, catalogue: Catalogue, suppliers: Suppliers, to_buy: Floats, table: pd.DataFrame
) -> pd.DataFrame:
    """Add a budget of the dearest category and one of the largest supplier's payments, and let the last overrun."""
    by_category = np.bincount(catalogue.category, weights=to_buy, minlength=len(CATEGORIES))
    dearest, largest = int(np.argmax(by_category)), int(np.argmax(suppliers.size))
    share = suppliers.size[largest] / suppliers.size.sum()
    last = days_after(options.start, np.array([options.periods * options.bucket_days - 1]))[0]
    more = pd.DataFrame(
        {
            "budget_id": ["CATEGORY", "PAYMENTS"],
            "first_date": days_after(options.start, np.zeros(2, dtype=np.int64)),
            "last_date": [last, last],
            "amount": significant(np.array([0.75 * by_category[dearest], 0.5 * share * to_buy.sum()]) + 1),
        }
    )
    frame = pd.concat([table, more], ignore_index=True)
    frame["category"] = pd.Series([""] * len(table) + [CATEGORIES[dearest].name, ""], dtype="str")
    frame["supplier_id"] = pd.Series([""] * (len(table) + 1) + [suppliers.ids.iloc[largest]], dtype="str")
    frame["basis"] = pd.Series(["order"] * (len(table) + 1) + ["payment"], dtype="str")
    frame["overrun_cost"] = [np.nan] * (len(table) - 1) + [0.15, np.nan, 0.25]
    return frame


def cheapest(options: GenerateOptions, offers: Offers) -> Floats:
    """Lowest price plus duty of each item; shape (items,)."""
    price = np.full(options.items, np.inf)
    np.minimum.at(price, offers.item, offers.landed_price)
    return price


def smallest_order(offers: Offers, min_order_value: Floats) -> float:
    """Money of the cheapest order that anybody accepts: the supplier's least value and a line at its MOQ."""
    line = offers.moq_units * offers.landed_price
    return float(np.maximum(line, 1.1 * min_order_value[offers.supplier]).min())


def overseas_only(options: GenerateOptions, suppliers: Suppliers, offers: Offers) -> Bools:
    """Items that no near supplier sells; shape (items,)."""
    near = np.bincount(offers.item, weights=~suppliers.overseas[offers.supplier], minlength=options.items)
    result: Bools = near == 0
    return result
