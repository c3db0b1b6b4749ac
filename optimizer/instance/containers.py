"""How many whole containers a load needs."""

from __future__ import annotations

import numpy as np

from optimizer.instance.indexing import totals
from optimizer.instance.instance import Instance
from optimizer.linear import Floats

CONTAINER_TOLERANCE = 5e-7
"""Share of a container by which a load may be over without another one; half of what verification accepts."""


def containers_needed(instance: Instance, cases: Floats) -> Floats:
    """(shipments,) whole containers that hold the load in m3 and kg; 0 where the lane has none."""
    ordering, lanes = instance.ordering, instance.problem.lanes
    carried = np.flatnonzero(ordering.case_shipment >= 0)
    units = cases[carried] * ordering.case_pack[carried]
    needed = np.zeros(ordering.shipment_lane.size)
    for name in ("m3", "kg"):
        each = instance.item_figure(f"unit_{name}")[ordering.item[carried]]
        load = totals(ordering.case_shipment[carried], units * each, needed.size)
        size = lanes[f"container_{name}"].to_numpy(np.float64)[ordering.shipment_lane]
        needed = np.fmax(needed, np.ceil(load / size - CONTAINER_TOLERANCE))
    return needed
