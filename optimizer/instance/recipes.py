"""Kits multiplied out: which stocked items, and how many of each, one unit of an item is made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from models.problem import Problem
from optimizer.instance.indexing import positions


def recipes_of(problem: Problem) -> sparse.csr_array:
    """(items, items): units of stocked item c in one unit of item i; the identity for what is no kit."""
    ids = pd.Index(problem.items["item_id"])
    kit, component = positions(ids, problem.kits["kit_id"]), positions(ids, problem.kits["component_id"])
    units = problem.kits["units"].to_numpy(np.float64)
    parts = sparse.csr_array((units, (kit, component)), shape=(len(ids), len(ids)))
    stocked = np.ones(len(ids))
    stocked[kit] = 0.0
    keep_stocked = sparse.diags_array(stocked, format="csr")
    made_of = sparse.csr_array(keep_stocked)
    level = parts
    while level.nnz:
        made_of = made_of + level @ keep_stocked
        level = level @ parts
    result = sparse.csr_array(made_of)
    result.eliminate_zeros()
    result.sort_indices()
    return result
