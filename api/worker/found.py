"""What a run found, as rows: the plan, its tables, and the rows of orders one by one."""

import hashlib
import io
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from api.apart.messages import Message
from api.apart.watch import End
from models.currencies import MICRO_DIGITS, minor_digits
from models.db.ids import new_id
from models.db.rows.runs import RunRow
from models.faults import CaselotError

LARGEST = 9e18
"""What a 64-bit integer holds, with room to spare."""

REASON = 2000
IDS = ("order_id", "supplier_id", "item_id", "node_id", "mode")
DAYS = ("order_date", "arrival_date", "payment_date")
COUNTS = ("cases", "units")


class TooLargeError(CaselotError):
    """A figure of the plan is beyond what a database counts in whole minor units."""


class Found(NamedTuple):
    """A plan as the columns of its rows, ready for `models.db.repositories.plans.save`."""

    plan: dict[str, Any]
    tables: list[dict[str, Any]]
    lines: list[dict[str, Any]]


def found(end: End, run: RunRow) -> Found:
    """The rows of a plan. Raises TooLargeError."""
    currency = str(end.facts["currency"])
    digits = minor_digits(currency)
    owner = {"organisation_id": run.organisation_id}
    plan_id, bound = new_id("PLN"), end.facts["bound"]
    lines = lines_of(end.tables["orders"].payload, plan_id, currency, owner)
    plan = {
        **owner,
        "id": plan_id,
        "run_id": run.id,
        "dataset_id": run.dataset_id,
        "status": end.facts["status"],
        "program": run.program,
        "currency": currency,
        "objective": _money([end.facts["objective"]], digits, "the objective")[0],
        "bound": None if bound is None else _money([bound], digits, "the bound")[0],
        "lines": len(lines),
        "summary": end.facts["summary"],
        "created_by": run.created_by,
    }
    return Found(plan, [_table(plan_id, message, owner) for message in end.tables.values()], lines)


def _table(plan_id: str, message: Message, owner: Mapping[str, str]) -> dict[str, Any]:
    return {
        **owner,
        "plan_id": plan_id,
        "name": message.facts["name"],
        "rows": message.facts["rows"],
        "digest": hashlib.sha256(message.payload).hexdigest(),
        "content": message.payload,
    }


def lines_of(orders: bytes, plan_id: str, currency: str, owner: Mapping[str, str]) -> list[dict[str, Any]]:
    """The columns of a `PlanLineRow` for each row of the table orders (Parquet). Raises TooLargeError.

    Money is rounded half up to minor units, prices to millionths, each for itself.
    """
    frame = pd.read_parquet(io.BytesIO(orders))
    count = len(frame)
    columns: dict[str, list[Any]] = {name: frame[name].astype(object).tolist() for name in (*IDS, *DAYS)}
    columns |= {name: _money(frame[name], 0, f"orders.{name}") for name in COUNTS}
    columns |= {name: _money(frame[name], minor_digits(currency), f"orders.{name}") for name in ("value", "duty")}
    columns["unit_price"] = _money(frame["unit_price"], MICRO_DIGITS, "orders.unit_price")
    columns["reason"] = frame["reason"].fillna("").str.slice(0, REASON).tolist()
    columns["number"] = list(range(1, count + 1))
    columns["id"] = [f"{plan_id}-{number:06d}" for number in columns["number"]]
    same = {**owner, "plan_id": plan_id, "currency": currency}
    names = list(columns)
    return [{**same, **dict(zip(names, cells, strict=True))} for cells in zip(*columns.values(), strict=True)]


def _money(values: Any, digits: int, what: str) -> list[int]:  # noqa: ANN401 - a column or a list of floats
    """Floats as whole numbers of their `digits`-th decimal, half up; noise of the last bits does not turn a half."""
    scaled: npt.NDArray[np.float64] = np.asarray(values, dtype=np.float64) * 10.0**digits
    if not np.isfinite(scaled).all() or (np.abs(scaled) > LARGEST).any():
        raise TooLargeError(f"{what} is beyond what a ledger can hold: {np.max(np.abs(scaled)) / 10.0**digits:g}")
    return [int(value) for value in np.floor(np.round(scaled, 6) + 0.5).tolist()]
