"""Items whose nodes are coupled, as one pooled stock each: the Lagrangian that keeps the sum of the node balances.

Zones that several nodes serve, transfers, kits and substitutes tie stock balances together. Multipliers undo that:

* ``rho[p, t]``: what a unit of pair p = (item, node) is worth in t. The balance of a node is priced, the sum over the
  nodes of an item kept: an order that arrives at p in t costs - rho less a unit, serving from p costs + rho, keeping a
  unit costs carrying + m3 . storage price + rho[p,t] - rho[p,t+1], rho[p,T] = 0. The pool does each where it is cheapest.
* ``price[j, t]``: what serving a unit of stream j in t is worth, where several items (substitutes) or several components
  (kits) may serve it, or where customers wait. Every (stream, serving item, component) is then a segment of its own
  pool; a kit's price less its service is split over its components by weights.

Goods under way between nodes count as stock of the pool; ``rho`` is lowered until no transfer gains (shortest paths), and
holding until goods under way are not charged more than the transfer costs. The bound is valid for any multipliers.

A backlog B[t] = B[t-1] + demand - served costs wait[t] - price[t] + price[t+1] >= 0 a unit (price[T]: what a unit owed at
the end costs): ``price`` is lowered to that. Served in time, a unit of a stream of one source is worth wait[t] +
price[t+1]; late, price[t], up to all demand before. Cover limits and shares are dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.formulation.lines import line_plan_of
from optimizer.instance import Instance
from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.free_service import Pools
from optimizer.strategies.decomposed.parts import Choices, Lines, _choices, _tier_lines, _with_members

STATES = 20_000
"""Grains that a pool may need before its grain is coarsened."""


@dataclass(frozen=True)
class Groups:
    """G triples (stream, serving item, component): what may take units of a pool for a stream.

    ``stream``, ``pool``, ``units`` of the component a unit served (G,); ``single`` (J,): the stream has one group.
    ``of_use`` (uses,) the group of each use of ``instance.serving``, ``option`` (uses,) its option.
    """

    stream: Ints
    pool: Ints
    units: Floats
    single: Bools
    of_use: Ints


@dataclass(frozen=True)
class Moves:
    """Transfers as (row, leaving pair, reached pair), money a unit by period (M, T), and their lag in periods."""

    leaves: Ints
    reaches: Ints
    lag: Ints
    cost: Floats
    m3: Floats


@dataclass(frozen=True)
class Pooling:
    """All items of an instance as pools. Pool k is item ``item[k]``; ``pool_of`` (pairs,) leads there.

    ``choices`` and ``lines`` as in ``parts.Part``, their ``lot`` being the pool; ``pair`` (K,) where each choice arrives
    at ``arrival``; ``packs`` grains a case. ``carrying``, ``guard`` (pairs, T), ``m3``, (pairs,). ``rich``, ``poor``,
    ``credited``, ``grain`` (pools,).
    """

    instance: Instance
    item: Ints
    pool_of: Ints
    choices: Choices
    lines: Lines
    pair: Ints
    arrival: Ints
    packs: Ints
    choice_first: Ints
    low: Ints
    high: Ints
    carrying: Floats
    guard: Floats
    m3: Floats
    rich: Floats
    poor: Floats
    credited: Floats
    grain: Floats
    groups: Groups
    moves: Moves


@dataclass(frozen=True)
class Offsets:
    """Multipliers of the couplings: ``rho`` (pairs, T) and ``price`` (streams, T) money per unit.

    ``split`` (uses, T): shares of an option's components in its price, at least 0; None: by the worth of their units.
    """

    rho: Floats
    price: Floats
    split: Floats | None = None


@dataclass(frozen=True)
class Priced:
    """Pools at given multipliers: what ``solve_pools`` takes, and ``constant`` money on top of the pools' values.

    ``choice_cost`` (K,) money a case on top of its own price. ``rho`` (pairs, T) as lowered; ``cheapest`` (pools, T) the
    pair that keeps what no piece keeps; ``piece_pair``, ``segment_pair`` where pieces are kept, segments served from.
    """

    pools: Pools
    hold: Floats
    choice_cost: Floats
    constant: float
    rho: Floats
    cheapest: Ints
    piece_pair: Ints
    segment_pair: Ints
    segment_group: Ints
    segment_late: Bools


def pooling_of(instance: Instance) -> Pooling:
    """Gather the pairs, choices and streams of every item."""
    stocking, settings, weights = instance.stocking, instance.problem.settings, instance.calendar.weights
    item, pool_of = np.unique(stocking.item, return_inverse=True)
    plan = line_plan_of(instance)
    lines, choice_line, choice_case, tier_price = _tier_lines(instance, plan)
    choices, _, _ = _choices(instance, choice_line, choice_case, tier_price)
    arrival = instance.ordering.arrival[choices.case]
    order = np.lexsort((choices.line, arrival, pool_of[choices.lot]))
    choices = Choices(**{name: getattr(choices, name)[order] for name in Choices.__dataclass_fields__})
    pair, arrival = choices.lot, arrival[order]
    choices = replace(choices, lot=pool_of[pair])
    lines = _with_members(lines, choices)
    alone, pack = lines.alone[choices.line], choices.units
    low = np.where(alone, np.ceil(lines.low[choices.line] / pack - 1e-9), 1.0)
    high = np.minimum(instance.most_cases[choices.case], np.floor(lines.high[choices.line] / pack + 1e-9))
    worth = instance.item_figure("unit_cost")[item] * weights[-1]
    credited = settings.terminal_cover_periods * instance.streams.mean_demand[item]
    groups = _groups(instance, pool_of)
    grain = _grain(instance, pool_of, choices, groups, credited)
    guard = instance.item_figure("safety_cost")[stocking.item][:, None] * weights[None, :-1]
    return Pooling(
        instance=instance, item=item, pool_of=pool_of, choices=choices, lines=lines, pair=pair, arrival=arrival,
        packs=np.round(pack / grain[choices.lot]).astype(np.int64),
        choice_first=np.searchsorted(choices.lot, np.arange(item.size + 1)),
        low=low.astype(np.int64), high=np.minimum(high, 2**31).astype(np.int64),
        carrying=instance.item_figure("carrying_cost")[stocking.item][:, None] * weights[None, :-1],
        guard=guard * (stocking.safety > 0)[:, None], m3=instance.item_figure("unit_m3")[stocking.item],
        rich=settings.terminal_value * worth, poor=settings.salvage_value * worth, credited=credited, grain=grain,
        groups=groups, moves=_moves(instance),
    )  # fmt: skip


def _groups(instance: Instance, pool_of: Ints) -> Groups:
    serving, streams = instance.serving, instance.streams
    option = serving.use_option
    pool = pool_of[serving.use_pair]
    items = len(instance.problem.items) + 1
    key = (serving.stream[option] * items + serving.item[option]) * items + pool
    _, head, of_use = np.unique(key, return_index=True, return_inverse=True)
    stream = serving.stream[option[head]]
    count = np.bincount(stream, minlength=streams.item.size)
    return Groups(stream, pool[head], serving.use_units[head], count == 1, of_use)


def _moves(instance: Instance) -> Moves:
    stocking, transfers, weights = instance.stocking, instance.problem.transfers, instance.calendar.weights
    row, leaves, reaches = stocking.movable()
    item = stocking.item[leaves]
    cost = transfers["cost_per_unit"].to_numpy(np.float64)[row]
    for name in ("m3", "kg"):
        each = transfers[f"cost_per_{name}"].to_numpy(np.float64)[row]
        cost = cost + each * instance.item_figure(f"unit_{name}")[item]
    m3 = instance.item_figure("unit_m3")[item]
    return Moves(leaves, reaches, stocking.transfer_lag[row], cost[:, None] * weights[None, :-1], m3)


def _grain(instance: Instance, pool_of: Ints, choices: Choices, groups: Groups, credited: Floats) -> Floats:
    """(pools,) the largest unit of which all quantities are multiples, coarser where that takes too many states.

    Always a divisor of the case packs; 1 or more, since cases are whole.
    """
    stocking, demand = instance.stocking, instance.streams.demand
    count = credited.size
    parts = [
        (pool_of, stocking.opening), (np.repeat(pool_of, stocking.inbound.shape[1]), stocking.inbound.ravel()),
        (np.repeat(groups.pool, demand.shape[1]), (demand[groups.stream] * groups.units[:, None]).ravel()),
    ]  # fmt: skip
    pack, fine = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.gcd.at(pack, choices.lot, np.round(choices.units).astype(np.int64))
    pack[pack == 0] = 1
    for pool, units in parts:
        whole = np.abs(units - np.round(units)) < 1e-9
        np.gcd.at(fine, pool, np.where(whole, np.round(units), 1).astype(np.int64))
    np.gcd.at(fine, np.arange(count), pack)
    need = credited.copy()
    for pool, units in parts[2:]:
        need += totals(pool, units, count)
    grain = np.maximum(fine, 1)
    for k in np.flatnonzero(need / grain > STATES):
        divisors = np.arange(grain[k], pack[k] + 1)
        divisors = divisors[pack[k] % divisors == 0]
        fitting = divisors[need[k] / divisors <= STATES]
        grain[k] = fitting[0] if fitting.size else pack[k]
    return grain.astype(np.float64)


def priced(
    pooling: Pooling, offsets: Offsets, storage: Floats | None = None, inbound_m3: Floats | None = None,
    inbound_units: Floats | None = None,
) -> Priced:
    """The pools at given multipliers and prices by node x T + period (money per m3 stored, per m3 and unit received).

    Prices of receiving that fall on orders belong to the choices' own costs; here they fall on transfers.
    """
    instance, stocking = pooling.instance, pooling.instance.stocking
    periods = instance.calendar.periods
    cells = stocking.node[:, None] * periods + np.arange(periods)
    keeping = pooling.carrying
    if storage is not None:
        keeping = keeping + storage[cells] * pooling.m3[:, None]
    moving = _moving(pooling, cells, inbound_m3, inbound_units)
    rho = _settled(pooling, offsets.rho, keeping, moving)
    kept = keeping + rho - np.append(rho[:, 1:], np.zeros((rho.shape[0], 1)), axis=1)
    hold, cheapest = _holding(pooling, kept, rho, moving)
    pieces, shortfall = _pieces(pooling, kept, hold)
    segments, demand_money = _segments(pooling, offsets, rho)
    there = stocking.inbound.copy()
    there[:, 0] += stocking.opening
    count = pooling.item.size
    opening, inbound = totals(pooling.pool_of, stocking.opening, count), np.zeros((count, periods))
    np.add.at(inbound, pooling.pool_of, stocking.inbound)
    pools = Pools(
        opening=opening, inbound=inbound, credited=pooling.credited, grain=pooling.grain,
        segment_first=segments[0], segment_units=segments[1], segment_worth=segments[2],
        piece_first=pieces[0], piece_units=pieces[1], piece_rebate=pieces[2],
        choice_first=pooling.choice_first, arrival=pooling.arrival, packs=pooling.packs, low=pooling.low,
        high=pooling.high,
    )  # fmt: skip
    return Priced(
        pools=pools, hold=hold, choice_cost=-pooling.choices.units * rho[pooling.pair, pooling.arrival],
        constant=demand_money + shortfall - float((there * rho).sum()), rho=rho, cheapest=cheapest,
        piece_pair=pieces[3], segment_pair=segments[3], segment_group=segments[4], segment_late=segments[5],
    )  # fmt: skip


def _moving(pooling: Pooling, cells: Ints, inbound_m3: Floats | None, inbound_units: Floats | None) -> Floats:
    """(M, T) money per unit that leaves in t; infinite where it would arrive too late or nothing can be there yet."""
    moves, stocking = pooling.moves, pooling.instance.stocking
    periods = cells.shape[1]
    t = np.arange(periods)[None, :]
    arrives = t + moves.lag[:, None]
    cost = np.where((arrives < periods) & (t >= stocking.earliest[moves.leaves][:, None]), moves.cost, np.inf)
    cell = cells[moves.reaches[:, None], np.minimum(arrives, periods - 1)]
    if inbound_m3 is not None:
        cost = cost + inbound_m3[cell] * moves.m3[:, None]
    if inbound_units is not None:
        cost = cost + inbound_units[cell]
    return cost


def _settled(pooling: Pooling, rho: Floats, keeping: Floats, moving: Floats) -> Floats:
    """The largest values below ``rho`` at which neither keeping nor moving a unit gains, for items that move."""
    moves, earliest = pooling.moves, pooling.instance.stocking.earliest
    rho = rho.copy()
    if not moves.leaves.size:
        return rho
    periods = rho.shape[1]
    movable = np.zeros(pooling.item.size, np.bool_)
    movable[pooling.pool_of[moves.leaves]] = True
    mine = movable[pooling.pool_of]
    lags = np.unique(moves.lag)
    for t in range(periods):
        if t > 0:
            stays = mine & (earliest < t)
            rho[stays, t] = np.minimum(rho[stays, t], rho[stays, t - 1] + keeping[stays, t - 1])
        for lag in lags[(lags > 0) & (lags <= t)]:
            these = moves.lag == lag
            found = rho[moves.leaves[these], t - lag] + moving[these, t - lag]
            np.minimum.at(rho[:, t], moves.reaches[these], found)
        these = moves.lag == 0
        while these.any():
            before = rho[:, t].copy()
            np.minimum.at(rho[:, t], moves.reaches[these], rho[moves.leaves[these], t] + moving[these, t])
            if np.array_equal(before, rho[:, t]):
                break
    return rho


def _holding(pooling: Pooling, kept: Floats, rho: Floats, moving: Floats) -> tuple[Floats, Ints]:
    """(pools, T) cost of keeping a unit where it is cheapest, no more than goods under way pay; and that pair."""
    moves, earliest = pooling.moves, pooling.instance.stocking.earliest
    count, periods = pooling.item.size, kept.shape[1]
    reached = np.arange(periods)[None, :] >= earliest[:, None]
    there = np.where(reached, kept, np.inf)
    hold = np.full((count, periods), np.inf)
    np.minimum.at(hold, pooling.pool_of, there)
    cheapest = np.zeros((count, periods), np.int64)
    pair, t = np.nonzero(there == hold[pooling.pool_of])
    cheapest[pooling.pool_of[pair], t] = pair
    hold = np.where(np.isfinite(hold), hold, 0.0)
    pool = pooling.pool_of[moves.leaves]
    for lag in np.unique(moves.lag[moves.lag > 0]):
        these = moves.lag == lag
        for t in range(periods - lag):
            left = moving[these, t] + rho[moves.leaves[these], t] - rho[moves.reaches[these], t + lag]
            most = np.full(count, np.inf)
            np.minimum.at(most, pool[these], np.maximum(left, 0.0))
            paid = hold[:, t : t + lag].sum(axis=1)
            over = paid > most
            hold[over, t : t + lag] *= (most[over] / paid[over])[:, None]
    return hold, cheapest


def _pieces(pooling: Pooling, kept: Floats, hold: Floats) -> tuple[tuple[Ints, Floats, Floats, Ints], float]:
    """Units that safety stock makes cheaper to keep, by (pool, period); and what being below everywhere costs."""
    stocking, periods = pooling.instance.stocking, kept.shape[1]
    money = float((pooling.guard * stocking.safety[:, None]).sum())
    rebate = kept - pooling.guard - hold[pooling.pool_of]
    reached = np.arange(periods)[None, :] >= stocking.earliest[:, None]
    pair, t = np.nonzero((rebate < 0) & reached & (stocking.safety > 0)[:, None])
    cell, saved = pooling.pool_of[pair] * periods + t, rebate[pair, t]
    order = np.lexsort((saved, cell))
    first = np.searchsorted(cell[order], np.arange(pooling.item.size * periods + 1))
    return (first, stocking.safety[pair[order]], saved[order], pair[order]), money


def worth_of_streams(pooling: Pooling, price: Floats) -> tuple[Floats, Floats]:
    """(streams, T) money a unit served in time, and late, is worth; prices lowered to what customers cost."""
    streams, weights = pooling.instance.streams, pooling.instance.calendar.weights
    lost = streams.shortage_cost[:, None] * weights[None, :-1]
    worth = np.maximum(price, 0.0)
    late = np.zeros_like(worth)
    single = pooling.groups.single[:, None]
    waits = streams.backorder
    following = np.repeat((streams.owed_cost * weights[-1])[:, None], worth.shape[1] + 1, axis=1)
    for t in range(worth.shape[1] - 1, -1, -1):
        following[:, t] = np.minimum(worth[:, t], lost[:, t] + following[:, t + 1])
    late[waits] = following[waits, :-1]
    in_time = np.where(single, lost, np.minimum(worth, lost))
    ahead = np.where(single, lost + following[:, 1:], following[:, :-1])
    in_time[waits] = ahead[waits]
    return in_time, late


def _segments(
    pooling: Pooling, offsets: Offsets, rho: Floats
) -> tuple[tuple[Ints, Floats, Floats, Ints, Ints, Bools], float]:
    """Demand of every (pool, period) by falling worth, and the money that all of it is worth."""
    instance, groups = pooling.instance, pooling.groups
    streams, serving, weights = instance.streams, instance.serving, instance.calendar.weights
    periods = instance.calendar.periods
    served = np.isin(np.arange(streams.item.size), serving.stream)
    price = np.where(served[:, None], offsets.price, np.inf)
    in_time, late = worth_of_streams(pooling, price)
    if not served.all():
        gone = ~served & ~streams.backorder
        in_time[gone] = (streams.shortage_cost[:, None] * weights[None, :-1])[gone]
    money = float((in_time * streams.demand).sum())
    before = np.where(streams.backorder[:, None], np.cumsum(streams.demand, axis=1) - streams.demand, 0.0)
    option, pair = serving.use_option, serving.use_pair
    stream = serving.stream[option]
    reached = np.arange(periods)[None, :] >= serving.earliest[option][:, None]
    split = _split_of(pooling, offsets, rho)
    blocks = []
    for worth, units, is_late in ((in_time, streams.demand, False), (late, before, True)):
        gain = split * (worth[stream] - serving.cost[option][:, None] * weights[None, :-1])
        gain = np.where(reached, gain / serving.use_units[:, None] - rho[pair], -np.inf)
        best = np.full((groups.stream.size, periods), -np.inf)
        np.maximum.at(best, groups.of_use, gain)
        source = np.zeros(best.shape, np.int64)
        use, t = np.nonzero(gain == best[groups.of_use])
        source[groups.of_use[use], t] = pair[use]
        asked = units[groups.stream] * groups.units[:, None]
        group, t = np.nonzero((asked > 0) & np.isfinite(best))
        blocks.append((group, t, asked[group, t], best[group, t], source[group, t], np.full(group.size, is_late)))
    group, t, units, worth, source, is_late = (np.concatenate(column) for column in zip(*blocks, strict=True))
    cell = groups.pool[group] * periods + t
    order = np.lexsort((-worth, cell))
    first = np.searchsorted(cell[order], np.arange(pooling.item.size * periods + 1))
    return (first, units[order], worth[order], source[order], group[order], is_late[order]), money


def _split_of(pooling: Pooling, offsets: Offsets, rho: Floats) -> Floats:
    """(uses, T) share of each component in what its option is worth; shares of an option add up to 1."""
    serving = pooling.instance.serving
    option = serving.use_option
    if offsets.split is not None:
        weight = np.maximum(offsets.split, 0.0)
    else:
        weight = np.maximum(rho[serving.use_pair], 0.0) * serving.use_units[:, None]
    total = np.zeros((serving.stream.size, weight.shape[1]))
    np.add.at(total, option, weight)
    parts = np.bincount(option, minlength=serving.stream.size)
    even = total[option] <= 1e-12
    share = weight / np.where(even, 1.0, total[option])
    return np.where(even, 1.0 / np.maximum(parts, 1)[option][:, None], share)
