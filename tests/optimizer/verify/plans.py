"""Plans made by hand: a test gives the rows and cells it is about, in the words of the plan's tables."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.facts import Facts
from optimizer.verdict import Violation
from tests.builders import START, day

Row = Mapping[str, Any]
Rule = Callable[[Facts], list[Violation]]

PRESET: dict[str, dict[str, Any]] = {
    "orders": {
        "order_id": "PO1",
        "order_date": START,
        "supplier_id": "S",
        "item_id": "A",
        "node_id": "N",
        "mode": "standard",
        "cases": 1,
        "unit_price": 0,
        "duty": 0,
        "value": 0,
        "arrival_date": START,
        "payment_date": START,
        "reason": "need",
    },
    "shipments": {
        "order_id": "PO1",
        "supplier_id": "S",
        "node_id": "N",
        "mode": "standard",
        "order_date": START,
        "arrival_date": START,
        "m3": 0,
        "kg": 0,
        "containers": 0,
        "freight": 0,
    },
    "transfers": {"ship_date": START, "arrival_date": START, "item_id": "A", "cost": 0},
    "fulfilment": {
        "date": START,
        "zone_id": "N",
        "channel": "default",
        "item_id": "A",
        "node_id": "N",
        "served_item_id": "A",
        "cost": 0,
    },
    "projection": {
        "item_id": "A",
        "node_id": "N",
        "date": START,
        "opening": 0,
        "inbound": 0,
        "ordered_in": 0,
        "transferred_in": 0,
        "transferred_out": 0,
        "served": 0,
        "closing": 0,
        "safety_stock": 0,
        "safety_shortfall": 0,
    },
    "shortage": {
        "item_id": "A",
        "zone_id": "N",
        "channel": "default",
        "date": START,
        "demand": 0,
        "served": 0,
        "lost": 0,
        "backlog": 0,
    },
    "budgets": {"budget_id": "B1", "overrun": 0},
}


def plan(summary: Mapping[str, Any] | None = None, /, **tables: Sequence[Row]) -> Plan:
    """Return a plan of the given rows; `units` of an order are its cases unless given, a day may be a period number."""
    empty = Plan.empty()
    frames = {name: _frame(name, rows, getattr(empty, name)) for name, rows in tables.items()}
    return replace(empty, summary=summary or {}, multipliers=None, **frames)


def _frame(name: str, rows: Sequence[Row], empty: pd.DataFrame) -> pd.DataFrame:
    filled = [{**PRESET[name], **row} for row in rows]
    if name == "orders":
        filled = [{"units": row["cases"], **row} for row in filled]
    frame = pd.DataFrame(filled, columns=empty.columns)
    for column, kind in empty.dtypes.items():
        if pd.api.types.is_datetime64_dtype(kind):
            frame[column] = [day(cell) if isinstance(cell, int) else cell for cell in frame[column]]
    return frame.astype(empty.dtypes.to_dict())


def told(rule: Rule, problem: Problem, judged: Plan) -> list[str]:
    """Return the sentences of one rule about a plan."""
    return [violation.sentence for violation in rule(Facts(problem, judged))]


def facts(problem: Problem, judged: Plan) -> Facts:
    """Return the facts of a problem and a plan."""
    return Facts(problem, judged)


def on(period: int, offset: int = 0) -> dt.date:
    """Return the first day of a period, `offset` days later."""
    return day(period, offset=offset)
