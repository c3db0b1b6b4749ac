"""Plans for the tests of reports: only the tables that a report reads, a row as a dictionary."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from models.plan import Plan
from tests.builders import day


def plan_of(**tables: Sequence[dict[str, Any]]) -> Plan:
    """A plan with these rows; what a row leaves out is 0, empty, or the first day."""
    empty = Plan.empty()
    frames: dict[str, Any] = {name: _frame(getattr(empty, name), rows) for name, rows in tables.items()}
    return replace(empty, **frames)


def lost(units: float, period: int = 0, **row: Any) -> dict[str, Any]:
    """A row of `shortage`: lost units of item A in zone N."""
    return {
        "item_id": "A",
        "zone_id": "N",
        "channel": "default",
        "date": day(period),
        "demand": units,
        "lost": units,
        **row,
    }


def order(units: float, value: float, **row: Any) -> dict[str, Any]:
    """A row of `orders`: item A from supplier S to node N on the first day."""
    return {
        "order_id": "PO-1",
        "supplier_id": "S",
        "item_id": "A",
        "node_id": "N",
        "mode": "standard",
        "units": units,
        "value": value,
        **row,
    }


def shipment(freight: float, **row: Any) -> dict[str, Any]:
    """A row of `shipments`: what such an order costs to move."""
    return {
        "order_id": "PO-1",
        "supplier_id": "S",
        "node_id": "N",
        "mode": "standard",
        "freight": freight,
        **row,
    }


def _frame(empty: pd.DataFrame, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    filler = {"O": "", "U": "", "f": 0.0, "i": 0, "M": pd.Timestamp(day(0))}
    frame = pd.DataFrame(list(rows), columns=list(empty.columns))
    for name, kind in empty.dtypes.items():
        frame[name] = frame[name].where(frame[name].notna(), filler[kind.kind]).astype(kind)
    return frame
