"""What is bought in place of an order line, in the columns and words of the tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.instance.ordering import Ordering
from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.shared import MEASURES

NOTHING, ONE, SEVERAL, NO_PLAN = "not ordering", "one", "several", "no plan"
"""What takes a line's place: nothing, more of one shipment, of several; or no plan can do without it."""


def lacks_words(missing: Floats) -> str:
    """What an order would lack of its minima, (4,) in words; empty where it keeps them."""
    told = zip(missing, MEASURES, strict=True)
    return ", ".join(f"{amount:,.2f} {name}" for amount, name in told if amount > 1e-6)


def instead_of(problem: Problem, ordering: Ordering, case: Ints, more: Floats | None) -> dict[str, Any]:
    """The way that gains most units, and whether there are several: ``more`` cases of the case columns ``case``."""
    told: dict[str, Any] = {
        "instead": NOTHING, "by_supplier_id": "", "by_node_id": "", "by_mode": "", "by_order_date": pd.NaT,
        "by_units": 0.0,
    }  # fmt: skip
    if more is None:
        return told | {"instead": NO_PLAN}
    gained = np.flatnonzero(more > 0.5)
    if not gained.size:
        return told
    units = np.round(more[gained]) * ordering.case_pack[case[gained]]
    at = case[gained[np.argmax(units)]]
    lane = problem.lanes.iloc[int(ordering.lane[at])]
    start = pd.Timestamp(problem.settings.start)
    return {
        "instead": ONE if gained.size == 1 else SEVERAL,
        "by_supplier_id": lane["supplier_id"], "by_node_id": lane["node_id"], "by_mode": lane["mode"],
        "by_order_date": start + pd.Timedelta(days=int(ordering.period[at]) * problem.settings.bucket_days),
        "by_units": float(units.max()),
    }  # fmt: skip
