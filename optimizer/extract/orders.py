"""What is bought and how it travels: purchase orders and shipments as tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.instance import Instance
from optimizer.instance.calendar import Calendar
from optimizer.instance.containers import CONTAINER_TOLERANCE
from optimizer.instance.indexing import positions, totals
from optimizer.linear import Floats, Ints

DAY = np.timedelta64(86400, "s")


def order_rows(instance: Instance, cases: Floats) -> pd.DataFrame:
    """One row per order, item, node and mode, without its order's id and reason; ``unit_price`` is the whole line's."""
    ordering, problem = instance.ordering, instance.problem
    kept = np.flatnonzero(cases > 0)
    offer, lane, period, line = ordering.offer[kept], ordering.lane[kept], ordering.period[kept], ordering.line[kept]
    count = cases[kept].astype(np.int64)
    pack = problem.offers["case_pack"].to_numpy(np.int64)[offer]
    units = count * pack
    lines = bought_lines(instance, cases)
    at = np.searchsorted(lines.line, line)
    price = (lines.value / lines.units)[at]
    value = price * units
    ordered = instance.calendar.starts[period].astype("datetime64[s]")
    lead = (
        problem.lanes["lead_time_days"].to_numpy(np.int64)[lane]
        + problem.offers["extra_lead_days"].to_numpy(np.int64)[offer]
    )
    payment = problem.suppliers["payment_days"].to_numpy(np.int64)[ordering.supplier[kept]]
    return pd.DataFrame(
        {
            "order_date": ordered,
            "supplier_id": instance.ids("suppliers", "supplier_id")[ordering.supplier[kept]],
            "item_id": instance.ids("items", "item_id")[ordering.item[kept]],
            "node_id": instance.ids("nodes", "node_id")[ordering.node[kept]],
            "mode": instance.ids("lanes", "mode")[lane],
            "cases": count,
            "units": units,
            "unit_price": price,
            "duty": value * problem.offers["duty_rate"].to_numpy(np.float64)[offer],
            "value": value,
            "arrival_date": ordered + lead * DAY,
            "payment_date": ordered + payment * DAY,
        }
    )


def numbered(problem: Problem, rows: pd.DataFrame) -> pd.DataFrame:
    """All rows of a plan's orders with their ids, ``PO-0001`` and so on by date, then supplier, sorted by key."""
    supplier = positions(pd.Index(problem.suppliers["supplier_id"]), rows["supplier_id"])
    day = rows["order_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    _, rank = np.unique(day * len(problem.suppliers) + supplier, return_inverse=True)
    width = max(4, len(str(rank.max(initial=0) + 1)))
    words = np.array([f"PO-{k:0{width}d}" for k in range(1, int(rank.max(initial=-1)) + 2)], dtype=object)
    table = rows.assign(order_id=words[rank] if words.size else np.empty(0, dtype=object))
    table = table[["order_id", *rows.columns]]
    return table.sort_values(["order_id", "item_id", "node_id", "mode"], kind="stable", ignore_index=True)


@dataclass(frozen=True)
class BoughtLines:
    """The order lines that buy something, ascending: their units, cases, price tier and value (money without duty)."""

    line: Ints
    units: Floats
    cases: Floats
    tier: Ints
    value: Floats


def bought_lines(instance: Instance, cases: Floats) -> BoughtLines:
    """Gather the cases (cases,) by line and price them by the last tier that takes the line."""
    tiers, ordering = instance.tiers, instance.ordering
    whole = totals(ordering.line, cases, ordering.line_count)
    line = np.flatnonzero(whole > 0)
    count = whole[line]
    offer = ordering.line_offer[line]
    units = count * instance.problem.offers["case_pack"].to_numpy(np.float64)[offer]
    choices = np.diff(tiers.first)[offer]
    tier = np.full(line.size, -1, dtype=np.int64)
    for rank in range(int(choices.max(initial=0))):
        candidate = np.minimum(tiers.first[offer] + rank, tiers.offer.size - 1)
        fits = (rank < choices) & (count >= tiers.low[candidate]) & (count <= tiers.high[candidate])
        tier = np.where(fits, candidate, tier)
    return BoughtLines(line, units, count, tier, tiers.fixed[tier] + tiers.price[tier] * units)


@dataclass(frozen=True)
class Loads:
    """What every lane carries of what is ordered in each period, (lanes, T): units, m3, kg; ``charge`` by its rates."""

    units: Floats
    m3: Floats
    kg: Floats
    charge: Floats

    def __add__(self, other: Loads) -> Loads:
        return Loads(*(one + more for one, more in zip(vars(self).values(), vars(other).values(), strict=True)))


def loads_of(instance: Instance, cases: Floats) -> Loads:
    """Gather what the cases (cases,) load."""
    ordering, shape = instance.ordering, (len(instance.problem.lanes), instance.calendar.periods)
    kept = np.flatnonzero(cases > 0)
    shipment = ordering.lane[kept] * shape[1] + ordering.period[kept]
    units = cases[kept] * ordering.case_pack[kept]
    m3, kg = (instance.item_figure(column)[ordering.item[kept]] for column in ("unit_m3", "unit_kg"))
    amounts = (units, units * m3, units * kg, units * ordering.freight_rate[kept])
    return Loads(*(totals(shipment, amount, shape[0] * shape[1]).reshape(shape) for amount in amounts))


def freight_of(problem: Problem, loads: Loads) -> Floats:
    """(lanes, T) money for carriage: rates or the minimum charge, the shipment, its containers."""
    lanes = problem.lanes
    lane, period = np.nonzero(loads.units > 0)
    containers, _ = _containers(lanes.take(lane), {name: getattr(loads, name)[lane, period] for name in ("m3", "kg")})
    figures = {c: lanes[c].to_numpy(np.float64)[lane] for c in ("min_charge", "shipment_cost", "container_cost")}
    freight = np.zeros(loads.units.shape)
    freight[lane, period] = np.maximum(loads.charge[lane, period], figures["min_charge"]) + figures["shipment_cost"]
    freight[lane, period] += figures["container_cost"] * containers
    return freight


def shipments_table(problem: Problem, loads: Loads, orders: pd.DataFrame) -> pd.DataFrame:
    """One row per order, node and mode: load, containers, how full they are, and all of the freight."""
    lanes = problem.lanes
    lane, period = np.nonzero(loads.units > 0)
    load = {name: getattr(loads, name)[lane, period] for name in ("units", "m3", "kg")}
    containers, fill = _containers(lanes.take(lane), load)
    table = pd.DataFrame(
        {
            **{column: lanes[column].to_numpy(object)[lane] for column in ("supplier_id", "node_id", "mode")},
            "order_date": Calendar.of(problem.settings).starts[period].astype("datetime64[s]"),
            **load,
            "containers": containers.astype(np.int64),
            "fill": fill,
            "freight": freight_of(problem, loads)[lane, period],
        }
    )
    key = ["supplier_id", "node_id", "mode", "order_date"]
    latest = orders.groupby(key, as_index=False).agg(
        order_id=("order_id", "first"), arrival_date=("arrival_date", "max")
    )
    table = table.merge(latest, on=key, how="left", validate="one_to_one")
    columns = [
        "order_id", "supplier_id", "node_id", "mode", "order_date", "arrival_date",
        "units", "m3", "kg", "containers", "fill", "freight",
    ]  # fmt: skip
    return table[columns].sort_values(["order_id", "node_id", "mode"], kind="stable", ignore_index=True)


def _containers(lanes: pd.DataFrame, load: dict[str, Floats]) -> tuple[Floats, Floats]:
    """Whole containers of each shipment (0 on loose lanes) and the share filled of their tighter capacity."""
    boxed = (lanes["container_m3"].notna() | lanes["container_kg"].notna()).to_numpy()
    shares = np.stack([load[name] / lanes[f"container_{name}"].to_numpy(np.float64) for name in ("m3", "kg")])
    tightest = np.fmax(shares[0], shares[1])
    tightest[~boxed] = 0.0
    needed = np.where(boxed, np.maximum(np.ceil(tightest - CONTAINER_TOLERANCE), 1.0), 0.0)
    fill = np.divide(tightest, needed, out=np.full(needed.size, np.nan), where=boxed)
    return needed, fill
