"""A coupled problem narrowed to lots: every stream draws on given stocks, in given parts; what lot sizing can plan.

Every stream is split over the ways in which it may be served, by what a plan or a relaxation serves. What each part
draws on (a kit on several items) becomes a stream of its own, the worth of the sale shared out by what the units cost.
Nothing moves between nodes. Orders are the same decisions in both, so a plan's orders, and prices of what items share,
carry over; and with the split of a plan without transfers, the plan costs the same in both.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.instance import Instance
from optimizer.instance.indexing import totals
from optimizer.linear import Floats, Ints

ELSEWHERE = 1e12
"""Money on top of an option that is taken where there is no other."""

SLIVER = 1e-9
"""A share of demand below this is none."""


def single_source(instance: Instance, split: Floats) -> Instance:
    """The instance with each stream's demand split over its options: ``split`` (options, T) shares, at least 0."""
    serving, streams = instance.serving, instance.streams
    there = np.asarray((split > SLIVER).any(axis=1))
    use = np.flatnonzero(there[serving.use_option])
    option = serving.use_option[use]
    left = np.ones(streams.demand.shape)
    np.subtract.at(left, serving.stream, np.where(there[:, None], split, 0.0))
    nobody = np.flatnonzero((left * streams.demand > SLIVER * np.maximum(1.0, streams.demand)).any(axis=1))
    kept = np.concatenate([serving.stream[option], nobody])
    units = np.concatenate([serving.use_units[use], np.ones(nobody.size)])
    each = np.concatenate([_shares(instance, use), np.ones(nobody.size)]) / units
    part = np.concatenate([split[option], np.maximum(left[nobody], 0.0)])
    item = streams.item[kept]
    item[: use.size] = instance.stocking.item[serving.use_pair[use]]
    narrowed = replace(
        streams, item=item, place=streams.place[kept], channel=streams.channel[kept],
        demand=streams.demand[kept] * part * units[:, None], backorder=streams.backorder[kept],
        shortage_cost=streams.shortage_cost[kept] * each, owed_cost=streams.owed_cost[kept] * each,
    )  # fmt: skip
    own = np.arange(use.size)
    service = replace(
        serving, stream=own, item=item[: use.size], node=serving.node[option],
        cost=serving.cost[option] * each[: use.size], earliest=serving.earliest[option], use_option=own,
        use_pair=serving.use_pair[use], use_units=np.ones(use.size),
    )  # fmt: skip
    return replace(instance, streams=narrowed, serving=service)


def cheapest_split(instance: Instance) -> Floats:
    """(options, T) all of a stream by its cheapest option, by another item only where its own can never be there."""
    serving, periods = instance.serving, instance.calendar.periods
    cost = serving.cost + ELSEWHERE * (serving.item != instance.streams.item[serving.stream])
    return np.repeat(_one_a_stream(serving.stream, -cost)[:, None], periods, axis=1)


def split_by(instance: Instance, served: Floats, *, mixed: bool) -> Floats:
    """(options, T) by the units that each option serves, ``served`` (options, T).

    What is not served would come by the option that serves most of the stream. ``mixed``: streams that do not wait are
    split period by period; else that option has all of it.
    """
    serving, streams = instance.serving, instance.streams
    cost = serving.cost + ELSEWHERE * (serving.item != streams.item[serving.stream])
    most = served.sum(axis=1)
    # Where an item is served from at all says more about an unserved stream than its fare does.
    pair = np.full(serving.stream.size, -1, np.int64)
    pair[serving.use_option] = serving.use_pair
    used = totals(pair, most, instance.stocking.pair_count)[pair]
    scale = 1e-6 / max(float(used.max(initial=0.0)), 1.0)
    rank = most + scale * used - 1e-9 * scale * cost / max(float(cost.max(initial=0.0)), 1.0)
    main = _one_a_stream(serving.stream, rank)
    if not mixed:
        return np.repeat(main[:, None], served.shape[1], axis=1)
    demand = streams.demand[serving.stream]
    share = np.where(demand > 0, np.minimum(served / np.where(demand > 0, demand, 1.0), 1.0), 0.0)
    share = np.where(streams.backorder[serving.stream][:, None], 0.0, share)
    taken = np.zeros(streams.demand.shape)
    np.add.at(taken, serving.stream, share)
    share /= np.maximum(taken, 1.0)[serving.stream]
    share[main > 0] += np.maximum(1.0 - taken, 0.0)[serving.stream[main > 0]]
    return np.asarray(share)


def _one_a_stream(stream: Ints, rank: Floats) -> Floats:
    """(options,) 1 for the option of the highest rank of each stream, 0 for others."""
    order = np.lexsort((np.arange(stream.size), -rank, stream))
    head = np.ones(stream.size, np.bool_)
    head[1:] = stream[order][1:] != stream[order][:-1]
    chosen = np.zeros(stream.size)
    chosen[order[head]] = 1.0
    return chosen


def _shares(instance: Instance, use: Ints) -> Floats:
    """(uses,) of an option's worth, by what the units that it draws cost."""
    serving = instance.serving
    option = serving.use_option[use]
    worth = instance.item_figure("unit_cost")[instance.stocking.item[serving.use_pair[use]]] * serving.use_units[use]
    whole = totals(option, worth, serving.stream.size)[option]
    count = np.bincount(option, minlength=serving.stream.size)[option]
    return np.asarray(np.where(whole > 0, worth / np.where(whole > 0, whole, 1.0), 1.0 / np.maximum(count, 1)))
