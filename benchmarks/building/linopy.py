"""The model in linopy, whose variables and constraints are labelled arrays; handed to HiGHS."""

from __future__ import annotations

from typing import Any

import linopy
import numpy as np
import pandas as pd
import xarray as xr
from linopy.io import to_highspy

from benchmarks.building.arrays import in_highs
from benchmarks.building.core import CARRYING, LINE_COST, MOQ, NODES, PACK, PERIODS, PRICE, SHORTAGE, Core, Handed

Model = Any  # linopy carries no types


def build(core: Core) -> Model:
    """A linopy model over the coordinates item, node, period."""
    item, node, period = pd.RangeIndex(core.items, name="item"), pd.RangeIndex(NODES, name="node"), _periods()
    cells = [item, node, period]
    demand = xr.DataArray(core.demand, coords=cells)
    most = xr.DataArray(core.most(), coords=cells)
    m = linopy.Model()
    q = m.add_variables(lower=0, upper=most, coords=cells, integer=True, name="q")
    u = m.add_variables(coords=[item, period], binary=True, name="u")
    stock = m.add_variables(lower=0, coords=cells, name="I")
    served = m.add_variables(lower=0, coords=cells, name="F")
    lost = m.add_variables(lower=0, upper=demand, coords=cells, name="L")
    m.add_constraints(stock - stock.shift(period=1) - PACK * q + served == 0, name="stock")
    m.add_constraints(served + lost == demand, name="demand")
    m.add_constraints(q.sum("node") - MOQ * u >= 0, name="least")
    m.add_constraints(q.sum("node") - most.sum("node") * u <= 0, name="most")
    m.add_constraints(q - most * u <= 0, name="way")
    m.add_objective(PRICE * q.sum() + LINE_COST * u.sum() + CARRYING * stock.sum() + SHORTAGE * lost.sum())
    return m


def hand_over(model: Model) -> Handed:
    """Into HiGHS without a file."""
    highs = to_highspy(model)
    highs.silent()
    return in_highs(highs)


def _periods() -> pd.Index[int]:
    return pd.Index(np.arange(PERIODS), name="period")
