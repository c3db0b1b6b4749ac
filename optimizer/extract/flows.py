"""What moves and what stays: transfers, service, stock and shortage as tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.instance.indexing import join, totals
from optimizer.linear import Floats, Ints

DUST = 1e-9
"""Units below this are a solver's rounding, not goods."""


@dataclass(frozen=True)
class Flows:
    """What a plan moves.

    Cases (cases,), units moved (moves,), units served (services,), and per pair and period (P, T): units ordered in,
    transferred in and out, served from, closing.
    """

    cases: Floats
    moved: Floats
    served: Floats
    ordered_in: Floats
    transferred_in: Floats
    transferred_out: Floats
    served_from: Floats
    closing: Floats


def flows_of(instance: Instance, columns: Columns, values: Floats) -> Flows:
    """Read the decisions and recompute stock from them, period by period."""
    ordering, stocking, serving = instance.ordering, instance.stocking, instance.serving
    shape = stocking.inbound.shape
    periods = shape[1]
    cases = np.round(values[columns.q.indices])
    moved = _without_dust(values[columns.move.indices])
    served = _without_dust(values[columns.served.indices])

    def total(cell: Ints, units: Floats) -> Floats:
        return totals(cell, units, shape[0] * periods).reshape(shape)

    pair = stocking.pair_of[ordering.item, ordering.node]
    arrival = columns.move_period + stocking.transfer_lag[columns.move_row]
    service, use = join(columns.served_option, serving.use_option, max(serving.stream.size, 1))
    taken = serving.use_pair[use] * periods + columns.served_period[service]
    ordered_in = total(pair * periods + ordering.arrival, cases * ordering.case_pack)
    transferred_in = total(columns.move_to * periods + arrival, moved)
    transferred_out = total(columns.move_from * periods + columns.move_period, moved)
    served_from = total(taken, served[service] * serving.use_units[use])
    change = stocking.inbound + ordered_in + transferred_in - transferred_out - served_from
    closing = stocking.opening[:, None] + np.cumsum(change, axis=1)
    closing = np.where(np.abs(closing) < 1e-6, np.maximum(closing, 0.0), closing)
    closing[np.abs(closing) < DUST] = 0.0
    return Flows(cases, moved, served, ordered_in, transferred_in, transferred_out, served_from, closing)


def _without_dust(units: Floats) -> Floats:
    return np.where(units > DUST, units, 0.0)


def dates(instance: Instance, period: Ints) -> npt.NDArray[np.datetime64]:
    """First day of each period, as a plan's tables hold it."""
    return instance.calendar.starts[period].astype("datetime64[s]")


def transfers_table(instance: Instance, columns: Columns, flows: Flows) -> pd.DataFrame:
    """One row per item, pair of nodes and day on which goods leave."""
    stocking, transfers = instance.stocking, instance.problem.transfers
    kept = np.flatnonzero(flows.moved > 0)
    row, item = columns.move_row[kept], stocking.item[columns.move_from[kept]]
    units = flows.moved[kept]
    figures = {c: transfers[c].to_numpy(np.float64)[row] for c in ("cost_per_unit", "cost_per_m3", "cost_per_kg")}
    each = figures["cost_per_unit"] + figures["cost_per_m3"] * instance.item_figure("unit_m3")[item]
    each = each + figures["cost_per_kg"] * instance.item_figure("unit_kg")[item]
    ship = dates(instance, columns.move_period[kept])
    days = transfers["lead_time_days"].to_numpy(np.int64)[row] * np.timedelta64(86400, "s")
    return pd.DataFrame(
        {
            "ship_date": ship,
            "arrival_date": ship + days,
            "from_node": transfers["from_node"].to_numpy(object)[row],
            "to_node": transfers["to_node"].to_numpy(object)[row],
            "item_id": instance.ids("items", "item_id")[item],
            "units": units,
            "cost": units * each,
        }
    )


def _stream_words(instance: Instance, stream: Ints) -> dict[str, npt.NDArray[np.str_]]:
    streams = instance.streams
    places = np.concatenate([streams.zones.to_numpy(object), instance.ids("nodes", "node_id")])
    return {
        "item_id": instance.ids("items", "item_id")[streams.item[stream]],
        "zone_id": places[streams.place[stream]],
        "channel": streams.channels.to_numpy(object)[streams.channel[stream]],
    }


def fulfilment_table(instance: Instance, columns: Columns, flows: Flows) -> pd.DataFrame:
    """One row per stream, period, node and item that serves it."""
    serving = instance.serving
    kept = np.flatnonzero(flows.served > 0)
    option, units = columns.served_option[kept], flows.served[kept]
    words = _stream_words(instance, serving.stream[option])
    return pd.DataFrame(
        {
            "date": dates(instance, columns.served_period[kept]),
            "zone_id": words["zone_id"],
            "channel": words["channel"],
            "item_id": words["item_id"],
            "node_id": instance.ids("nodes", "node_id")[serving.node[option]],
            "served_item_id": instance.ids("items", "item_id")[serving.item[option]],
            "units": units,
            "cost": units * serving.cost[option],
        }
    )


def projection_table(instance: Instance, flows: Flows) -> pd.DataFrame:
    """Stock by item, node and period; rows of zeros are left out."""
    stocking, periods = instance.stocking, instance.calendar.periods
    opening = np.hstack([stocking.opening[:, None], flows.closing[:, :-1]])
    safety = np.broadcast_to(stocking.safety[:, None], opening.shape)
    figures = {
        "opening": opening,
        "inbound": stocking.inbound,
        "ordered_in": flows.ordered_in,
        "transferred_in": flows.transferred_in,
        "transferred_out": flows.transferred_out,
        "served": flows.served_from,
        "closing": flows.closing,
        "safety_stock": safety,
        "safety_shortfall": np.maximum(safety - flows.closing, 0.0),
    }
    kept = np.flatnonzero(np.any([f != 0 for f in figures.values()], axis=0).ravel())
    pair, period = np.divmod(kept, periods)
    words = {
        "item_id": instance.ids("items", "item_id")[stocking.item[pair]],
        "node_id": instance.ids("nodes", "node_id")[stocking.node[pair]],
        "date": dates(instance, period),
    }
    return pd.DataFrame(words | {name: figure.ravel()[kept] for name, figure in figures.items()})


def shortage_table(instance: Instance, columns: Columns, flows: Flows) -> pd.DataFrame:
    """Demand, service and what is missing, by stream and period."""
    streams = instance.streams
    stream, period = columns.want_stream, columns.want_period
    demand = streams.demand[stream, period]
    served = totals(columns.served_want, flows.served, stream.size)
    missing = demand - served
    missing[np.abs(missing) < DUST * np.maximum(1.0, demand)] = 0.0
    late = streams.backorder[stream]
    backlog = _running_backlog(stream, np.where(late, missing, 0.0))
    words = _stream_words(instance, stream)
    return pd.DataFrame(
        {
            **words,
            "date": dates(instance, period),
            "demand": demand,
            "served": served,
            "lost": np.where(late, 0.0, np.maximum(missing, 0.0)),
            "backlog": backlog,
        }
    )


def _running_backlog(stream: Ints, missing: Floats) -> Floats:
    """Cumulative missing units of each stream; its rows stand together, in order of time."""
    backlog = pd.Series(missing).groupby(stream).cumsum().to_numpy(np.float64)
    return np.where(backlog > 1e-7, backlog, 0.0)
