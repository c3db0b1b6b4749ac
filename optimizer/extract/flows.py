"""What moves and what stays: transfers, service, stock and shortage as tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.extract.words import words_at
from optimizer.formulation.variables import Flowing
from optimizer.instance import Instance
from optimizer.instance.indexing import join, totals
from optimizer.linear import Floats, Ints

DUST = 1e-9
"""Units below this are a solver's rounding, not goods."""


@dataclass(frozen=True)
class Flows:
    """What a plan moves.

    Units moved (moves,), units served (services,), and per pair and period (P, T): units ordered in, transferred in
    and out, served from, closing. Per want (wants,): units demanded, served, lost, and owed at the period's end.
    """

    moved: Floats
    served: Floats
    ordered_in: Floats
    transferred_in: Floats
    transferred_out: Floats
    served_from: Floats
    closing: Floats
    demand: Floats
    satisfied: Floats
    lost: Floats
    backlog: Floats


def flows_of(instance: Instance, flowing: Flowing, cases: Floats, moved: Floats, served: Floats) -> Flows:
    """Recompute stock and shortage from whole cases (cases,), units moved (moves,) and units served (services,)."""
    stocking, serving = instance.stocking, instance.serving
    shape = stocking.inbound.shape
    periods = shape[1]
    moved, served = _without_dust(moved), _without_dust(served)

    def total(cell: Ints, units: Floats) -> Floats:
        return totals(cell, units, shape[0] * periods).reshape(shape)

    arrival = flowing.move_period + stocking.transfer_lag[flowing.move_row]
    service, use = join(flowing.served_option, serving.use_option, max(serving.stream.size, 1))
    taken = serving.use_pair[use] * periods + flowing.served_period[service]
    coming = ordered_in(instance, cases)
    transferred_in = total(flowing.move_to * periods + arrival, moved)
    transferred_out = total(flowing.move_from * periods + flowing.move_period, moved)
    served_from = total(taken, served[service] * serving.use_units[use])
    change = stocking.inbound + coming + transferred_in - transferred_out - served_from
    closing = stocking.opening[:, None] + np.cumsum(change, axis=1)
    closing = np.where(np.abs(closing) < 1e-6, np.maximum(closing, 0.0), closing)
    closing[np.abs(closing) < DUST] = 0.0
    shortage = _shortage(instance, flowing, served)
    return Flows(moved, served, coming, transferred_in, transferred_out, served_from, closing, *shortage)


def ordered_in(instance: Instance, cases: Floats) -> Floats:
    """(P, T) units that the orders bring."""
    ordering, stocking = instance.ordering, instance.stocking
    shape = stocking.inbound.shape
    cell = stocking.pair_of[ordering.item, ordering.node] * shape[1] + ordering.arrival
    return totals(cell, cases * ordering.case_pack, shape[0] * shape[1]).reshape(shape)


def _shortage(instance: Instance, flowing: Flowing, served: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """(wants,) units demanded, served, lost, and owed at the period's end."""
    streams, stream = instance.streams, flowing.want_stream
    demand = streams.demand[stream, flowing.want_period]
    satisfied = totals(flowing.served_want, served, stream.size)
    missing = demand - satisfied
    missing[np.abs(missing) < DUST * np.maximum(1.0, demand)] = 0.0
    late = streams.backorder[stream]
    backlog = _running_backlog(stream, np.where(late, missing, 0.0))
    return demand, satisfied, np.where(late, 0.0, np.maximum(missing, 0.0)), backlog


def _without_dust(units: Floats) -> Floats:
    return np.where(units > DUST, units, 0.0)


def dates(instance: Instance, period: Ints) -> npt.NDArray[np.datetime64]:
    """First day of each period, as a plan's tables hold it."""
    return instance.calendar.starts[period].astype("datetime64[s]")


def transfers_table(instance: Instance, flowing: Flowing, flows: Flows) -> pd.DataFrame:
    """One row per item, pair of nodes and day on which goods leave."""
    stocking, transfers = instance.stocking, instance.problem.transfers
    kept = np.flatnonzero(flows.moved > 0)
    row, item = flowing.move_row[kept], stocking.item[flowing.move_from[kept]]
    units = flows.moved[kept]
    figures = {c: transfers[c].to_numpy(np.float64)[row] for c in ("cost_per_unit", "cost_per_m3", "cost_per_kg")}
    each = figures["cost_per_unit"] + figures["cost_per_m3"] * instance.item_figure("unit_m3")[item]
    each = each + figures["cost_per_kg"] * instance.item_figure("unit_kg")[item]
    ship = dates(instance, flowing.move_period[kept])
    days = transfers["lead_time_days"].to_numpy(np.int64)[row] * np.timedelta64(86400, "s")
    return pd.DataFrame(
        {
            "ship_date": ship,
            "arrival_date": ship + days,
            "from_node": words_at(transfers["from_node"].to_numpy(object), row),
            "to_node": words_at(transfers["to_node"].to_numpy(object), row),
            "item_id": words_at(instance.ids("items", "item_id"), item),
            "units": units,
            "cost": units * each,
        }
    )


def _stream_words(instance: Instance, stream: Ints) -> dict[str, pd.Categorical]:
    streams = instance.streams
    places = np.concatenate([streams.zones.to_numpy(object), instance.ids("nodes", "node_id")])
    return {
        "item_id": words_at(instance.ids("items", "item_id"), streams.item[stream]),
        "zone_id": words_at(places, streams.place[stream]),
        "channel": words_at(streams.channels.to_numpy(object), streams.channel[stream]),
    }


def fulfilment_table(instance: Instance, flowing: Flowing, flows: Flows) -> pd.DataFrame:
    """One row per stream, period, node and item that serves it."""
    serving = instance.serving
    kept = np.flatnonzero(flows.served > 0)
    option, units = flowing.served_option[kept], flows.served[kept]
    words = _stream_words(instance, serving.stream[option])
    return pd.DataFrame(
        {
            "date": dates(instance, flowing.served_period[kept]),
            "zone_id": words["zone_id"],
            "channel": words["channel"],
            "item_id": words["item_id"],
            "node_id": words_at(instance.ids("nodes", "node_id"), serving.node[option]),
            "served_item_id": words_at(instance.ids("items", "item_id"), serving.item[option]),
            "units": units,
            "cost": units * serving.cost[option],
        },
        copy=False,
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
        "item_id": words_at(instance.ids("items", "item_id"), stocking.item[pair]),
        "node_id": words_at(instance.ids("nodes", "node_id"), stocking.node[pair]),
        "date": dates(instance, period),
    }
    return pd.DataFrame(words | {name: figure.ravel()[kept] for name, figure in figures.items()}, copy=False)


def shortage_table(instance: Instance, flowing: Flowing, flows: Flows) -> pd.DataFrame:
    """Demand, service and what is missing, by stream and period."""
    return pd.DataFrame(
        {
            **_stream_words(instance, flowing.want_stream),
            "date": dates(instance, flowing.want_period),
            "demand": flows.demand,
            "served": flows.satisfied,
            "lost": flows.lost,
            "backlog": flows.backlog,
        },
        copy=False,
    )


def _running_backlog(stream: Ints, missing: Floats) -> Floats:
    """Cumulative missing units of each stream; its rows stand together, in order of time."""
    backlog = pd.Series(missing).groupby(stream).cumsum().to_numpy(np.float64)
    return np.where(backlog > 1e-7, backlog, 0.0)
