"""The model that every tool builds: stock balance, demand and order lines of items that one supplier sells.

For items i, nodes n, periods t, with D = demand and R = demand from t on:

    minimise  sum price q + line_cost u + carrying I + shortage L
    stock     I[i,n,t] - I[i,n,t-1] - pack q[i,n,t] + F[i,n,t]  = 0
    demand    F[i,n,t] + L[i,n,t]                               = D
    least     sum over n of q[i,n,t] - moq u[i,t]              >= 0
    most      sum over n of q[i,n,t] - (sum over n of M) u     <= 0
    way       q[i,n,t] - M[i,n,t] u[i,t]                       <= 0      M = max(R / pack, moq) rounded up
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.problem import Problem

NODES, PERIODS = 2, 13
PACK, MOQ = 6.0, 4.0  # units in a case, cases in a line
PRICE, LINE_COST, CARRYING, SHORTAGE = 8.0 * PACK, 5.0, 0.05, 50.0
COLUMNS_PER_ITEM = 4 * NODES * PERIODS + PERIODS
START = dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Core:
    """The figures of the model: demand (items, nodes, periods)."""

    demand: npt.NDArray[np.float64]

    @classmethod
    def of(cls, columns: int) -> Core:
        """A model of about so many columns."""
        items = max(1, round(columns / COLUMNS_PER_ITEM))
        return cls(np.random.default_rng(0).integers(1, 20, (items, NODES, PERIODS)).astype(np.float64))

    @property
    def items(self) -> int:
        """How many items there are."""
        return int(self.demand.shape[0])

    def most(self) -> npt.NDArray[np.float64]:
        """M (items, nodes, periods): the most cases that can be of use."""
        rest = np.cumsum(self.demand[:, :, ::-1], axis=2)[:, :, ::-1]
        return np.maximum(np.ceil(rest / PACK), MOQ)

    def problem(self) -> Problem:
        """The same as a dataset."""
        item, node, period = (index.ravel() for index in np.indices(self.demand.shape))
        ids = np.array([f"I{k:06d}" for k in range(self.items)])
        nodes = np.array([f"N{k}" for k in range(NODES)])
        days = (np.datetime64(START) + 7 * period.astype("timedelta64[D]")).astype("datetime64[s]")
        units = self.demand.ravel()
        tables: dict[str, dict[str, Any]] = {
            "items": {"item_id": ids, "unit_cost": 10.0, "shortage_cost": SHORTAGE, "carrying_cost": CARRYING},
            "suppliers": {"supplier_id": ["S"]},
            "nodes": {"node_id": nodes},
            "offers": {
                "item_id": ids,
                "supplier_id": "S",
                "unit_price": PRICE / PACK,
                "case_pack": int(PACK),
                "moq_units": int(MOQ * PACK),
                "line_cost": LINE_COST,
            },
            "lanes": {"supplier_id": "S", "node_id": nodes, "lead_time_days": 0},
            "demand": {"item_id": ids[item], "zone_id": nodes[node], "date": days, "units": units},
        }
        settings = {"start": START, "periods": PERIODS, "terminal_value": 0.0}
        return Problem.from_tables(settings, {name: pd.DataFrame(columns) for name, columns in tables.items()})


@dataclass(frozen=True)
class Handed:
    """A model in a solver's hands: its size, and its relaxation's optimum (for the check that all build the same)."""

    columns: int
    rows: int
    solve: Callable[[], float]


Builder = Callable[[], object]
HandOver = Callable[[object], Handed]
