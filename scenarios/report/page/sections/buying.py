"""Orders by supplier and by landing node, and the largest of them."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from scenarios.report.buying import bought_by, first_and_rest, order_reasons
from scenarios.report.page.parts import Chart, Section, Series, Table
from scenarios.report.spend import largest_orders
from scenarios.report.told import Told
from scenarios.report.words import many, money, units

SHOWN = 12
"""Suppliers or nodes that one chart shows; the rest are one bar."""


def buying(told: Told) -> Section:
    """What goes to each supplier and what lands at each node: price, duty and freight."""
    if told.plan.orders.empty:
        return Section("orders", "Orders by supplier and node", ["Nothing is ordered."])
    blocks: list[Chart | Table] = []
    for key, frame, word in (
        ("supplier_id", told.problem.suppliers, "supplier"),
        ("node_id", told.problem.nodes, "node"),
    ):
        table = bought_by(told.plan, key)
        names = frame.set_index(key)["name"]
        blocks += [_bars(told, table, key, word), _table(told, table, key, word, names)]
    orders = told.plan.orders["order_id"].nunique()
    return Section(
        "orders",
        "Orders by supplier and node",
        [f"{many(orders, 'purchase order')}; order and line costs are not in these figures."],
        blocks,
    )


def largest(told: Told) -> Section:
    """The purchase orders of the greatest outlay and the reasons for their sizes."""
    table = largest_orders(told.plan)
    if table.empty:
        return Section("largest", "Largest orders", ["Nothing is ordered."])
    reasons = order_reasons(told.plan, table["order_id"].to_list())
    rows = [
        (
            row["order_id"],
            f"{row['order_date']:%Y-%m-%d}",
            row["supplier_id"],
            f"{row['lines']:,}",
            units(row["units"]),
            money(row["money"]),
            f"{row['arrives']:%Y-%m-%d}",
            "; ".join(reasons[row["order_id"]]),
        )
        for row in table.to_dict("records")
    ]
    count = told.plan.orders["order_id"].nunique()
    whole = float((told.plan.orders["value"] + told.plan.orders["duty"]).sum())
    rest = whole - float(table["money"].sum())
    if count > len(rows):
        rows.append((f"{count - len(rows)} more", "", "", "", "", money(rest), "", ""))
    headings = (
        "order",
        "placed",
        "supplier",
        "items",
        "units",
        f"price and duty ({told.currency})",
        "arrives by",
        "why it is as large",
    )
    foot = ("total", "", "", "", units(float(told.plan.orders["units"].sum())), money(whole), "", "")
    grid = Table(f"The largest orders ({len(table)} of {count})", headings, rows, [3, 4, 5], foot)
    return Section("largest", "Largest orders", [], [grid])


def _bars(told: Told, table: pd.DataFrame, key: str, word: str) -> Chart:
    shown = first_and_rest(table, key, SHOWN)
    parts = (("price", "value", "c1"), ("duty", "duty", "c2"), ("freight", "freight", "c3"))
    return Chart(
        f"Price, duty and freight by {word}",
        f"A bar a {word}, the dearest first, made of price, duty and freight.",
        shown[key].to_list(),
        [Series(name, shown[column].to_list(), tone, stack="money") for name, column, tone in parts],
        word,
        f"money ({told.currency})",
        horizontal=True,
        unit="money",
    )


def _table(told: Told, table: pd.DataFrame, key: str, word: str, names: "pd.Series[str]") -> Table:
    def row(record: dict[Hashable, Any], first: str, name: str, orders: str, items: str) -> tuple[str, ...]:
        figures = (money(record[column]) for column in ("value", "duty", "freight", "money"))
        return (first, name, orders, items, units(record["units"]), *figures)

    rows = [
        row(record, record[key], str(names.get(record[key], "")), f"{record['orders']:,}", f"{record['items']:,}")
        for record in table.to_dict("records")
    ]
    sums = table[["units", "value", "duty", "freight", "money"]].sum().to_dict()
    headings = (word, "name", "orders", "items", "units", f"price ({told.currency})", "duty", "freight", "together")
    foot = row(sums, "total", "", "", "")
    return Table(f"Orders by {word}", headings, rows, [2, 3, 4, 5, 6, 7, 8], foot)
