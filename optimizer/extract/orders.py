"""What is bought and how it travels: purchase orders and shipments as tables."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.instance import Instance
from optimizer.instance.containers import CONTAINER_TOLERANCE
from optimizer.instance.indexing import totals
from optimizer.linear import Floats, Ints

DAY = np.timedelta64(86400, "s")


def orders_table(instance: Instance, cases: Floats) -> pd.DataFrame:
    """One row per order, item, node and mode; ``unit_price`` is the whole line's value over its units."""
    ordering, problem = instance.ordering, instance.problem
    kept = np.flatnonzero(cases > 0)
    offer, lane, period, line = ordering.offer[kept], ordering.lane[kept], ordering.period[kept], ordering.line[kept]
    count = cases[kept].astype(np.int64)
    pack = problem.offers["case_pack"].to_numpy(np.int64)[offer]
    units = count * pack
    line_units = totals(line, units.astype(np.float64), ordering.line_count)
    line_cases = totals(line, cases[kept], ordering.line_count)
    bought = np.flatnonzero(line_units > 0)
    line_value, why = np.zeros(ordering.line_count), np.full(ordering.line_count, "", dtype=object)
    line_value[bought], why[bought] = _value_and_reason(instance, bought, line_units[bought], line_cases[bought])

    price = line_value[line] / line_units[line]
    value = price * units
    ordered = instance.calendar.starts[period].astype("datetime64[s]")
    lead = (
        problem.lanes["lead_time_days"].to_numpy(np.int64)[lane]
        + problem.offers["extra_lead_days"].to_numpy(np.int64)[offer]
    )
    payment = problem.suppliers["payment_days"].to_numpy(np.int64)[ordering.supplier[kept]]
    table = pd.DataFrame(
        {
            "order_id": _order_ids(period, ordering.supplier[kept]),
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
            "reason": why[line],
        }
    )
    return table.sort_values(["order_id", "item_id", "node_id", "mode"], kind="stable", ignore_index=True)


def _order_ids(period: Ints, supplier: Ints) -> npt.NDArray[np.str_]:
    """``PO-0001`` and so on by date, then supplier; the same pair has the same number."""
    _, rank = np.unique(np.stack([period, supplier]), axis=1, return_inverse=True)
    width = max(4, len(str(rank.max(initial=0) + 1)))
    words = np.array([f"PO-{k:0{width}d}" for k in range(1, int(rank.max(initial=-1)) + 2)], dtype=object)
    return words[rank] if words.size else np.empty(0, dtype=object)


def _value_and_reason(
    instance: Instance, line: Ints, units: Floats, cases: Floats
) -> tuple[Floats, npt.NDArray[np.str_]]:
    """(lines,) money paid for each line by its tier, and what its size is equal to."""
    tiers, ordering, offers = instance.tiers, instance.ordering, instance.problem.offers
    offer = ordering.line_offer[line]
    count = np.diff(tiers.first)[offer]
    tier = np.full(line.size, -1, dtype=np.int64)
    for rank in range(int(count.max(initial=0))):
        candidate = np.minimum(tiers.first[offer] + rank, tiers.offer.size - 1)
        fits = (rank < count) & (cases >= tiers.low[candidate]) & (cases <= tiers.high[candidate])
        tier = np.where(fits, candidate, tier)
    value = tiers.fixed[tier] + tiers.price[tier] * units
    pack = offers["case_pack"].to_numpy(np.float64)[offer]
    moq = np.ceil(offers["moq_units"].to_numpy(np.float64)[offer] / pack)
    most = np.floor(offers["max_units"].to_numpy(np.float64)[offer] / pack)
    first_tier = tier == tiers.first[offer]
    reason = np.select(
        [(moq > 1) & (cases == moq), cases == most, ~first_tier & (cases == tiers.low[tier])],
        [
            "as much as the supplier's minimum per line",
            "as much as the supplier's maximum per line",
            "as much as the price break asks for",
        ],
        default="as much as demand and stock ask for, in whole cases",
    )
    return value, reason.astype(object)


def shipments_table(instance: Instance, cases: Floats, orders: pd.DataFrame) -> pd.DataFrame:
    """One row per order, node and mode: load, containers, how full they are, and all of the freight."""
    ordering, problem = instance.ordering, instance.problem
    lanes, periods = problem.lanes, instance.calendar.periods
    kept = np.flatnonzero(cases > 0)
    keys, shipment = np.unique(ordering.lane[kept] * periods + ordering.period[kept], return_inverse=True)
    lane, period = np.divmod(keys, periods)
    units = cases[kept] * ordering.case_pack[kept]
    load = {
        "units": totals(shipment, units, keys.size),
        "m3": totals(shipment, units * instance.item_figure("unit_m3")[ordering.item[kept]], keys.size),
        "kg": totals(shipment, units * instance.item_figure("unit_kg")[ordering.item[kept]], keys.size),
    }
    containers, fill = _containers(lanes.take(lane), load)
    charge = totals(shipment, units * ordering.freight_rate[kept], keys.size)
    figures = {c: lanes[c].to_numpy(np.float64)[lane] for c in ("min_charge", "shipment_cost", "container_cost")}
    freight = np.maximum(charge, figures["min_charge"]) + figures["shipment_cost"]
    freight = freight + figures["container_cost"] * containers
    table = pd.DataFrame(
        {
            "supplier_id": instance.ids("suppliers", "supplier_id")[ordering.lane_supplier[lane]],
            "node_id": instance.ids("nodes", "node_id")[ordering.lane_node[lane]],
            "mode": instance.ids("lanes", "mode")[lane],
            "order_date": instance.calendar.starts[period].astype("datetime64[s]"),
            **load,
            "containers": containers.astype(np.int64),
            "fill": fill,
            "freight": freight,
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
