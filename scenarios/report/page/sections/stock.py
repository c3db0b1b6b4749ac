"""Projected stock of the items that matter most."""

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from scenarios.report.page.parts import Chart, Section, Series, Table
from scenarios.report.stock import items_that_matter, stock_of
from scenarios.report.told import Told
from scenarios.report.words import money, units

COLUMNS = {
    "demand": "demand",
    "opening": "opening",
    "inbound": "bought already",
    "ordered_in": "ordered",
    "transferred_in": "transferred in",
    "transferred_out": "transferred out",
    "served": "served from it",
    "closing": "closing",
    "safety_stock": "safety stock",
    "safety_shortfall": "below safety",
    "lost": "lost",
    "owed": "owed",
}
"""Columns of an item's table, and their headings."""

ALWAYS = {"demand", "opening", "ordered_in", "served", "closing"}
"""Those that stand there even where all of it is nothing."""


def stock(told: Told, chosen: Sequence[str] = (), count: int = 6) -> Section:
    """A chart an item: closing stock against safety stock, what is received, lost and owed, period by period."""
    table = items_that_matter(told.problem, told.plan, count, chosen)
    if table.empty:
        return Section("stock", "Projected stock", ["No item is bought or runs short."])
    blocks: list[Chart | Table] = []
    for item in table.to_dict("records"):
        figures = stock_of(told.problem, told.plan, item["item_id"])
        blocks += [_chart(told, item, figures), _table(item, figures)]
    most = "the items with most money at stake: what is bought of them and what their shortages cost"
    words = f"Those chosen, and {most}." if table["chosen"].any() else f"{most[0].upper()}{most[1:]}."
    return Section("stock", "Projected stock", [words, "Stock is that of all nodes together."], blocks)


def _chart(told: Told, item: dict[Hashable, Any], figures: pd.DataFrame) -> Chart:
    name = " ".join(filter(None, (item["item_id"], item["name"])))
    received = figures["inbound"] + figures["ordered_in"] + figures["transferred_in"]
    every = [
        Series("stock at the end", figures["closing"].to_list(), "c1", "area"),
        Series("safety stock", figures["safety_stock"].to_list(), "quiet", "line", dashed=True),
        Series("received", received.to_list(), "c6"),
        Series("lost", figures["lost"].to_list(), "bad", stack="short"),
        Series("owed", figures["owed"].to_list(), "c2", stack="short"),
    ]
    if (told.problem.kits["kit_id"] == item["item_id"]).any():
        # what is put together when it ships has demand and shortages, and no stock
        every = [Series("demand", figures["demand"].to_list(), "c1", "area"), *every[3:]]
    shown = [series for place, series in enumerate(every) if place == 0 or any(series.data)]
    at_stake = f"bought for {money(item['bought'])}, shortages cost {money(item['short'])} {told.currency}"
    return Chart(
        f"{name}: {at_stake}",
        f"Projected stock of {name} with its safety stock, what is received and what runs short.",
        [f"{day:%Y-%m-%d}" for day in figures["date"]],
        shown,
        told.when,
        "units",
    )


def _table(item: dict[Hashable, Any], figures: pd.DataFrame) -> Table:
    shown = [column for column in COLUMNS if column in ALWAYS or figures[column].any()]
    rows = [
        (f"{row['date']:%Y-%m-%d}", *(units(row[column]) for column in shown)) for row in figures.to_dict("records")
    ]
    headings = ("from", *(COLUMNS[column] for column in shown))
    return Table(f"Figures of {item['item_id']} (units)", headings, rows, range(1, len(headings)), folded=True)
