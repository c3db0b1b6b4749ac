"""Problems for tests: valid by default, a test says only what it is about.

`build()` is a problem of one item A, sold by supplier S, which reaches node N by one lane without lead time, in three
weeks from 2024-01-01 (a Monday). Everything that is not given costs nothing, except a lost unit, which costs 100.

    build(demand=[0, 5, 0])                             units of A in N by period
    build(stock=4, safety_stock=2)                      of A in N
    build(offers=[{"unit_price": 2, "moq_units": 10}])  one offer of A by S
    build(items=["A", "B"], demand={"A": [5], "B": [0, 7]})
    build(periods=1, lanes=[{"shipment_cost": 9}])
    build(terminal_value=0.5)                           any setting of plan.yaml by its name
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from models.problem import Problem
from models.tables import DATASET_TABLES

START = dt.date(2024, 1, 1)
Row = Mapping[str, Any]
Rows = Sequence[Row | str] | pd.DataFrame

ID_OF = {"items": "item_id", "suppliers": "supplier_id", "nodes": "node_id"}
PRESET: dict[str, dict[str, Any]] = {
    "items": {"unit_cost": 0.0, "shortage_cost": 100.0},
    "suppliers": {},
    "nodes": {},
    "offers": {"item_id": "A", "supplier_id": "S", "unit_price": 0.0},
    "price_breaks": {"item_id": "A", "supplier_id": "S"},
    "lanes": {"supplier_id": "S", "node_id": "N", "lead_time_days": 0},
    "transfers": {"lead_time_days": 0},
    "fulfilment": {},
    "channels": {},
    "kits": {"units": 1},
    "substitutes": {},
    "demand": {"item_id": "A", "zone_id": "N", "date": START},
    "stock": {"item_id": "A", "node_id": "N"},
    "inbound": {"reference": "PO-1", "item_id": "A", "node_id": "N", "arrival_date": START},
    "safety_stock": {"item_id": "A", "node_id": "N"},
    "budgets": {"budget_id": "B1", "first_date": START, "last_date": dt.date(2099, 12, 31)},
}
FIGURE_OF = {"stock": "on_hand", "safety_stock": "units"}


def day(period: int, *, bucket: str = "week", offset: int = 0) -> dt.date:
    """The first day of a period, `offset` days later."""
    return START + dt.timedelta(days=period * (1 if bucket == "day" else 7) + offset)


def settings(**given: Any) -> dict[str, Any]:
    """Three weeks from START, stock that costs nothing and is worth nothing at the end, unless given otherwise."""
    return {"start": START, "periods": 3, "carrying_rate": 0.0, "terminal_value": 0.0} | given


def tables(**given: Any) -> dict[str, pd.DataFrame]:
    """The frames of `build`, by table name."""
    bucket = given.pop("bucket", "week")
    filled = {"items": ["A"], "suppliers": ["S"], "nodes": ["N"], "offers": None, "lanes": None, "demand": []} | given
    frames: dict[str, pd.DataFrame] = {}
    names = {name: _ids(name, filled[name]) for name in ID_OF}
    for name, rows in filled.items():
        frames[name] = _frame(name, _every_pair(name, names) if rows is None else rows, bucket)
    return frames


def build(**given: Any) -> Problem:
    """The problem of the given tables and settings; see the top of this file. Raises DatasetError like any reading."""
    mine = {key: value for key, value in given.items() if key not in PRESET}
    rest = {key: value for key, value in given.items() if key in PRESET}
    if "bucket" in mine:
        rest["bucket"] = mine["bucket"]
    return Problem.from_tables(settings(**mine), tables(**rest))


def _ids(name: str, rows: Any) -> list[str]:
    frame = _frame(name, rows, "week")
    return list(frame[ID_OF[name]])


def _every_pair(name: str, names: dict[str, list[str]]) -> list[Row]:
    """Every supplier sells every item, and reaches every node."""
    other, key = ("items", "item_id") if name == "offers" else ("nodes", "node_id")
    return [{"supplier_id": supplier, key: each} for supplier in names["suppliers"] for each in names[other]]


def _frame(name: str, rows: Any, bucket: str) -> pd.DataFrame:
    if isinstance(rows, pd.DataFrame):
        return rows
    if name == "demand":
        rows = _demand(rows, bucket)
    elif isinstance(rows, int | float):
        rows = [{FIGURE_OF[name]: rows}]
    filled = [PRESET[name] | ({ID_OF[name]: row} if isinstance(row, str) else dict(row)) for row in rows]
    if name in ID_OF:
        for row in filled:
            row.setdefault(ID_OF[name], {"items": "A", "suppliers": "S", "nodes": "N"}[name])
    columns = next(table.names for table in DATASET_TABLES if table.name == name)
    extra = {key for row in filled for key in row if key not in columns}
    used = [column for column in columns if any(column in row for row in filled) or not filled]
    return pd.DataFrame(filled, columns=[*used, *sorted(extra)])


def _demand(rows: Any, bucket: str) -> list[Row]:
    """Rows of demand from units by period (of A, or by item, or by (item, zone)); rows are left as they are."""
    if isinstance(rows, Mapping):
        return [
            {"item_id": key, **cell} if isinstance(key, str) else {"item_id": key[0], "zone_id": key[1], **cell}
            for key, units in rows.items()
            for cell in _demand(units, bucket)
        ]
    return [
        row if isinstance(row, Mapping) else {"date": day(period, bucket=bucket), "units": row}
        for period, row in enumerate(rows)
        if isinstance(row, Mapping) or row
    ]
