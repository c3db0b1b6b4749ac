"""The service figures of a plan: units served in time over units demanded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from optimizer.extract.flows import Flows
from optimizer.formulation.variables import Flowing
from optimizer.instance import Instance
from optimizer.linear import Floats


def asked_of(instance: Instance, flowing: Flowing, flows: Flows) -> pd.DataFrame:
    """Units ``demand`` and ``in_time`` by ``category`` and ``zone`` (what a node owed at the start: under its id).

    In time: in lost mode what is served; in backorder mode what is served beyond the backlog before, the oldest first.
    """
    streams, stream = instance.streams, flowing.want_stream
    in_time = np.maximum(flows.satisfied - _before(flowing, flows), 0.0)
    table = pd.DataFrame(
        {
            "stream": np.arange(streams.item.size),
            "demand": np.bincount(stream, flows.demand, streams.item.size),
            "in_time": np.bincount(stream, in_time, streams.item.size),
        }
    )
    places = np.concatenate([streams.zones.to_numpy(object), instance.ids("nodes", "node_id")])
    table["category"] = instance.ids("items", "category")[streams.item]
    table["zone"] = places[streams.place]
    asked = table[table["stream"].isin(stream)]
    return asked.groupby(["category", "zone"], sort=True, as_index=False)[["demand", "in_time"]].sum()


def _before(flowing: Flowing, flows: Flows) -> Floats:
    """(wants,) units owed when the period begins; from its first want on a backordered stream has every period."""
    same = flowing.want_stream[1:] == flowing.want_stream[:-1]
    before = np.zeros(flows.backlog.size)
    before[1:] = np.where(same, flows.backlog[:-1], 0.0)
    return before


def service(asked: pd.DataFrame) -> dict[str, Any]:
    """The figures of ``summary.json`` from the rows of ``asked_of``, of all chunks of a plan: None without demand."""
    return {
        "overall": _share(asked["in_time"].sum(), asked["demand"].sum()),
        "by_category": _by(asked, "category"),
        "by_zone": _by(asked, "zone"),
    }


def _by(table: pd.DataFrame, column: str) -> dict[str, float | None]:
    sums = table.groupby(column, sort=True)[["in_time", "demand"]].sum()
    figures = sums.to_numpy(np.float64).tolist()
    return {str(key): _share(served, demand) for key, (served, demand) in zip(sums.index, figures, strict=True)}


def _share(served: float, demand: float) -> float | None:
    return float(served / demand) if demand > 0 else None
