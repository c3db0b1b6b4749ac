"""What a chunk does best with the cases it orders, whom it serves, what it transfers, at prices of what nodes share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.extract.flows import Flows, flows_of, ordered_in
from optimizer.formulation.variables import Flowing, flowing_of
from optimizer.instance import Instance
from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.bill import Costs, flow_costs
from optimizer.strategies.decomposed.chunks import chunks_of, groups_of
from optimizer.strategies.decomposed.remainder import solve_remainder
from optimizer.strategies.decomposed.serve import ASK_ELSEWHERE, AT_THIS_PRICE, Stocks, serve

BATCH = 100
"""Items whose linear programs are solved as one: fewer are slower to set up, more are slower to solve."""

COVER = 1e-9
"""Share of a cover limit by which stock may be above it."""


@dataclass(frozen=True)
class Answer:
    """Units moved (moves,) and served (services,), their costs by term without those of nodes, and what nodes give.

    ``use`` (3, nodes, T): m3 in stock, m3 and units received by transfers. ``settled``: no other price would change it.
    """

    moved: Floats
    served: Floats
    costs: Costs
    use: Floats
    settled: bool

    @property
    def cost(self) -> float:
        """Discounted money."""
        return sum(self.costs.values())


def answer_of(instance: Instance, cases: Floats, prices: Floats, seconds: float) -> Answer | None:
    """The cheapest way to move and serve at ``prices`` (3, nodes, T) of the uses of nodes; None where a cover forbids.

    Closed form where a stream has one stock to be served from, a linear program for the rest.
    """
    flowing = flowing_of(instance)
    plain = plain_items(instance, flowing)
    moved, served, how = _served_plainly(instance, flowing, cases, prices, plain)
    open_items = _left_open(instance, how)
    if open_items.any():
        chunks = chunks_of(instance.problem, BATCH, open_items)
        for number in range(len(chunks)):
            chosen = chunks.number == number
            found = solve_remainder(chunks[number], cases[chosen[instance.ordering.item]], prices, seconds)
            if found is None:
                return None
            moved[chosen[instance.stocking.item[flowing.move_from]]] = found[0]
            served[chosen[instance.streams.item[flowing.want_stream[flowing.served_want]]]] = found[1]
    settled = not (open_items | (how == AT_THIS_PRICE)).any()
    return answered(instance, cases, moved, served, settled=settled)


def answered(instance: Instance, cases: Floats, moved: Floats, served: Floats, *, settled: bool = True) -> Answer:
    """An answer with its costs and its use of nodes."""
    flowing = flowing_of(instance)
    flows = flows_of(instance, flowing, cases, moved, served)
    costs = flow_costs(instance, flowing, flows)
    return Answer(flows.moved, flows.served, costs, _use(instance, flowing, flows), settled)


def _use(instance: Instance, flowing: Flowing, flows: Flows) -> Floats:
    """What flows take of the nodes."""
    stocking, shape = instance.stocking, (len(instance.problem.nodes), instance.calendar.periods)
    each = instance.item_figure("unit_m3")[stocking.item]
    use = np.zeros((3, *shape))
    np.add.at(use[0], stocking.node, each[:, None] * flows.closing)
    if flowing.move_row.size:
        arrival = flowing.move_period + stocking.transfer_lag[flowing.move_row]
        cell = stocking.node[flowing.move_to] * shape[1] + arrival
        for row, units in ((1, flows.moved * each[flowing.move_to]), (2, flows.moved)):
            use[row] = totals(cell, units, shape[0] * shape[1]).reshape(shape)
    return use


def plain_items(instance: Instance, flowing: Flowing) -> Bools:
    """(items,) items of which nothing moves, and whose streams have one stock each to be served from: their own."""
    serving, streams, stocking = instance.serving, instance.streams, instance.stocking
    wanted = streams.item[serving.stream[serving.use_option]]
    used = stocking.item[serving.use_pair]
    several = np.bincount(serving.stream, minlength=streams.item.size) > 1
    tangled = (wanted != used) | (serving.use_units != 1.0) | several[serving.stream[serving.use_option]]
    plain = np.ones(len(instance.problem.items), np.bool_)
    plain[wanted[tangled]] = plain[used[tangled]] = False
    plain[stocking.item[flowing.move_from]] = False
    return ~_whole_groups(instance, ~plain)


def _whole_groups(instance: Instance, items: Bools) -> Bools:
    """(items,) the items and whatever kits and substitutes connect with them."""
    group = groups_of(instance.problem)
    return np.isin(group, group[items])


def _served_plainly(
    instance: Instance, flowing: Flowing, cases: Floats, prices: Floats, plain: Bools
) -> tuple[Floats, Floats, Ints]:
    """Units moved (none), units served, and how each item was answered."""
    serving = instance.serving
    stocks, stream = stocks_of(instance, ordered_in(instance, cases), prices[0], plain)
    by_stream, closing, how = serve(stocks)
    how[_beyond_cover(instance, closing)] = ASK_ELSEWHERE
    row_of = np.full(instance.streams.item.size, -1, dtype=np.int64)
    row_of[stream] = np.arange(stream.size)
    row = row_of[serving.stream[flowing.served_option]]
    served = np.where(row >= 0, by_stream[row, flowing.served_period], 0.0) if stream.size else np.zeros(row.size)
    return np.zeros(flowing.move_row.size), served, how


def _beyond_cover(instance: Instance, closing: Floats) -> Bools:
    """(items,) more is in stock than the cover allows."""
    limit = instance.limits.cover
    held = np.zeros_like(limit)
    np.add.at(held, instance.stocking.item, closing)
    return np.asarray((held > limit + COVER * np.maximum(1.0, limit)).any(axis=1))


def stocks_of(instance: Instance, bought: Floats, room_price: Floats, plain: Bools) -> tuple[Stocks, Ints]:
    """The stocks of plain items beside those of all others, which are not asked for, and the stream of each row.

    ``bought`` (P, T) units; ``room_price`` (nodes, T) discounted money per m3 in stock.
    """
    streams, stocking, serving = instance.streams, instance.stocking, instance.serving
    weights, settings = instance.calendar.weights, instance.problem.settings
    figures = {name: instance.item_figure(name) for name in ("carrying_cost", "safety_cost", "unit_m3", "unit_cost")}
    hold = figures["carrying_cost"][stocking.item, None] * weights[None, :-1]
    hold = hold + figures["unit_m3"][stocking.item, None] * room_price[stocking.node]
    supply = stocking.inbound + bought
    supply[:, 0] += stocking.opening
    option = np.flatnonzero(plain[streams.item[serving.stream]])
    pair = np.full(serving.stream.size, -1, dtype=np.int64)
    pair[serving.use_option] = serving.use_pair
    stream, pair, fare = serving.stream[option], pair[option], serving.cost[option]
    order = np.lexsort((fare - streams.shortage_cost[stream], pair))
    stream, pair, fare = stream[order], pair[order], fare[order]
    worth = figures["unit_cost"] * weights[-1]
    on = settings.terminal_value > 0
    return Stocks(
        stock_first=np.searchsorted(stocking.item, np.arange(len(instance.problem.items) + 1)),
        stream_first=np.searchsorted(pair, np.arange(stocking.pair_count + 1)),
        supply=supply,
        hold=hold,
        guard=figures["safety_cost"][stocking.item, None] * weights[None, :-1],
        safety=stocking.safety,
        demand=streams.demand[stream],
        backorder=streams.backorder[stream],
        late=streams.shortage_cost[stream],
        fare=fare,
        owed=streams.owed_cost[stream],
        rich=settings.terminal_value * worth,
        poor=settings.salvage_value * worth if on else np.zeros_like(worth),
        credited=settings.terminal_cover_periods * instance.streams.mean_demand,
        asked=plain,
        weights=weights,
    ), stream


def _left_open(instance: Instance, how: Ints) -> Bools:
    """(items,) what no closed form answers, kits and substitutes of such items included."""
    return _whole_groups(instance, how == ASK_ELSEWHERE)
