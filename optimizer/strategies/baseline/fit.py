"""Who gets what is scarce: first come by rank, whole cases, the last one a part."""

from __future__ import annotations

import numpy as np

from optimizer.linear import Floats, Ints

ALL = np.inf


def fitted(cases: Floats, rank: Ints, group: Ints, load: tuple[Floats, Floats], room: Floats) -> Floats:
    """(rows,) whole cases cut so that each group's load is within its ``room`` (groups,).

    ``load``: what a case takes and, beside, what a row with any takes by itself, both 0 or more. Rows of group -1 are
    left alone; those of a lower ``rank`` come first; where a row is cut, later ones of its group get nothing.
    """
    each, once = load
    mine = np.flatnonzero((group >= 0) & (cases > 0))
    order = mine[np.lexsort((rank[mine], group[mine]))]
    if not order.size:
        return cases
    takes = each[order] * cases[order] + once[order]
    limit = np.maximum(room[group[order]], 0.0)
    heads = np.flatnonzero(np.append(True, group[order][1:] != group[order][:-1]))
    before = np.cumsum(takes) - takes
    before -= np.repeat(before[heads], np.diff(np.append(heads, order.size)))
    left = limit - before
    whole = np.floor(
        np.divide(left - once[order], each[order], out=np.full(order.size, np.inf), where=each[order] > 0) + 1e-9
    )
    free = left - once[order] >= -1e-9 * np.maximum(1.0, np.where(np.isfinite(limit), limit, 0.0))
    allowed = np.where(free, whole, 0.0)
    result = cases.copy()
    result[order] = np.clip(np.minimum(cases[order], allowed), 0.0, None)
    return result
