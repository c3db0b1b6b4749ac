"""An earlier plan as a point to start from: its orders, as far as they still exist."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.plan import Plan
from optimizer.instance import Instance
from optimizer.instance.indexing import positions
from optimizer.linear import Floats


def cases_of(plan: Plan, instance: Instance) -> Floats:
    """(cases,) whole cases of the plan's orders; rows whose item, supplier, lane or date is gone are left out."""
    ordering, problem = instance.ordering, instance.problem
    found = pd.DataFrame(
        {
            "item_id": positions(pd.Index(problem.items["item_id"]), plan.orders["item_id"]),
            "supplier_id": positions(pd.Index(problem.suppliers["supplier_id"]), plan.orders["supplier_id"]),
            "node_id": positions(pd.Index(problem.nodes["node_id"]), plan.orders["node_id"]),
            "mode": plan.orders["mode"].to_numpy(object),
            "date": plan.orders["order_date"].to_numpy().astype("datetime64[s]"),
            "units": plan.orders["units"].to_numpy(np.float64),
        }
    )
    there = pd.DataFrame(
        {
            "item_id": ordering.item,
            "supplier_id": ordering.supplier,
            "node_id": ordering.node,
            "mode": instance.ids("lanes", "mode")[ordering.lane],
            "date": instance.calendar.starts[ordering.period].astype("datetime64[s]"),
            "case": np.arange(ordering.case_count),
        }
    )
    both = found.merge(there, on=["item_id", "supplier_id", "node_id", "mode", "date"])
    cases = np.zeros(ordering.case_count)
    np.add.at(cases, both["case"].to_numpy(), both["units"].to_numpy())
    return np.round(cases / ordering.case_pack)
