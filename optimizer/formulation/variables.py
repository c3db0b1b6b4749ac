"""The decisions of the model as blocks of columns, with the index arrays that say what each column is about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.formulation.lines import LinePlan, line_plan_of
from optimizer.formulation.spending import Spending, spending_of
from optimizer.instance import Instance
from optimizer.instance.indexing import expand, totals
from optimizer.instance.stocking import transfer_moves
from optimizer.linear import Block, Bools, Floats, Ints, Label, Linear


@dataclass(frozen=True)
class Flowing:
    """What may flow, before anything of it is a column.

    Moves: row of the table of transfers, pair left, pair reached, leaving period. Services: option, want, period.
    Wants: the (stream, period) of every demand row; those of a stream stand together, in order of time.
    """

    move_row: Ints
    move_from: Ints
    move_to: Ints
    move_period: Ints
    served_option: Ints
    served_want: Ints
    served_period: Ints
    want_stream: Ints
    want_period: Ints


def flowing_of(instance: Instance) -> Flowing:
    """List every move, every service and every want of an instance."""
    moves = transfer_moves(instance.stocking, instance.calendar.periods)
    wants = _wants(instance)
    return Flowing(*moves, *_services(instance, *wants), *wants)


@dataclass(frozen=True)
class Columns(Flowing):
    """Every block of columns. Arrays beside a block have its length unless said otherwise.

    ``q`` follows ``instance.ordering``'s cases; ``u`` and ``x`` follow ``lines.open_*`` and ``lines.split_*``;
    ``y`` its orders; ``w``, ``g``, ``f`` the shipments named by ``w_shipment`` and so on, and ``w_of``, ``g_of``,
    ``f_of`` (shipments,) lead back (-1 where a shipment has no such column). ``I`` is pair x period, row by row.
    """

    lines: LinePlan
    spending: Spending
    q: Block
    u: Block
    x: Block
    y: Block
    w: Block
    w_of: Ints
    g: Block
    g_of: Ints
    f: Block
    f_of: Ints
    stock: Block
    shortfall: Block
    shortfall_pair: Ints
    move: Block
    served: Block
    lost: Block
    backlog: Block
    want_column: Ints
    """(wants,) the lost or backlog column of each (stream, period) that wants something; one demand row each."""
    capacity_over: Block
    capacity_key: Ints
    """Supplier x T + period of each capacity overrun."""
    storage_over: Block
    storage_key: Ints
    """Node x T + period of each storage overflow."""
    budget_over: Block
    budget_row: Ints
    credited: Block
    salvaged: Block

    def stock_at(self, pair: Ints, period: Ints, periods: int) -> Ints:
        """Columns of closing stock I[pair, period]."""
        return self.stock.start + pair * periods + period


def add_variables(linear: Linear, instance: Instance) -> Columns:
    """Add all columns; bounds that are rules of their own stay in the families' rows."""
    lines = line_plan_of(instance)
    q = _cases(linear, instance, lines)
    u, x = _lines(linear, instance, lines)
    y = _orders(linear, instance)
    w, w_of, g, g_of, f, f_of = _shipments(linear, instance)
    stock, shortfall, shortfall_pair = _stock(linear, instance)
    flowing = flowing_of(instance)
    move = _moves(linear, instance, flowing)
    served = _served(linear, instance, flowing)
    lost, backlog, want_column = _shortage(linear, instance, flowing.want_stream, flowing.want_period)
    capacity_over, capacity_key, storage_over, storage_key, budget_over, budget_row = _overruns(linear, instance)
    terminal = linear.add_columns("E1", len(_credit_items(instance)), labels=_item_labels(instance))
    salvaged = linear.add_columns(
        "E2",
        len(_credit_items(instance)) if instance.problem.settings.salvage_value > 0 else 0,
        labels=_item_labels(instance) if instance.problem.settings.salvage_value > 0 else (),
    )
    return Columns(
        **vars(flowing), lines=lines, spending=spending_of(instance, lines, q, u, x), q=q, u=u, x=x, y=y,
        w=w, w_of=w_of, g=g, g_of=g_of, f=f, f_of=f_of, stock=stock, shortfall=shortfall,
        shortfall_pair=shortfall_pair, move=move, served=served, lost=lost, backlog=backlog, want_column=want_column,
        capacity_over=capacity_over, capacity_key=capacity_key, storage_over=storage_over, storage_key=storage_key,
        budget_over=budget_over, budget_row=budget_row, credited=terminal, salvaged=salvaged,
    )  # fmt: skip


def _period_label(instance: Instance, period: Ints) -> Label:
    return Label(instance.calendar.names, period)


def _cases(linear: Linear, instance: Instance, lines: LinePlan) -> Block:
    ordering = instance.ordering
    labels = (
        Label(instance.ids("items", "item_id"), ordering.item),
        Label(instance.ids("suppliers", "supplier_id"), ordering.supplier),
        Label(instance.ids("nodes", "node_id"), ordering.node),
        Label(instance.ids("lanes", "mode"), ordering.lane),
        _period_label(instance, ordering.period),
    )
    upper = np.where(lines.possible[ordering.line], instance.most_cases, 0.0)
    return linear.add_columns("q", ordering.case_count, upper=upper, integer=True, labels=labels)


def _line_labels(instance: Instance, line: Ints, tier: Ints) -> tuple[Label, ...]:
    ordering = instance.ordering
    words = [str(k) for k in range(int(tier.max(initial=0)) + 1)]
    return (
        Label(instance.ids("items", "item_id"), ordering.line_item[line]),
        Label(instance.ids("suppliers", "supplier_id"), ordering.line_supplier[line]),
        _period_label(instance, ordering.line_period[line]),
        Label(words, tier),
    )


def _lines(linear: Linear, instance: Instance, lines: LinePlan) -> tuple[Block, Block]:
    labels = _line_labels(instance, lines.open_line, lines.open_tier)
    u = linear.add_columns("u", lines.open_line.size, upper=1.0, integer=True, labels=labels)
    split = lines.split_open
    labels = _line_labels(instance, lines.open_line[split], lines.open_tier[split])
    return u, linear.add_columns("x", split.size, upper=lines.open_high[split], labels=labels)


def _orders(linear: Linear, instance: Instance) -> Block:
    ordering = instance.ordering
    labels = (
        Label(instance.ids("suppliers", "supplier_id"), ordering.order_supplier),
        _period_label(instance, ordering.order_period),
    )
    return linear.add_columns("y", ordering.order_supplier.size, upper=1.0, integer=True, labels=labels)


def _shipments(linear: Linear, instance: Instance) -> tuple[Block, Ints, Block, Ints, Block, Ints]:
    ordering, lanes = instance.ordering, instance.problem.lanes
    lane = ordering.shipment_lane
    switch = np.flatnonzero(ordering.has_switch[lane])
    boxed = np.flatnonzero(ordering.has_containers[lane])
    charged = np.flatnonzero((lanes["min_charge"] > 0).to_numpy()[lane])

    def labels(chosen: Ints) -> tuple[Label, ...]:
        return (
            Label(instance.ids("suppliers", "supplier_id"), ordering.lane_supplier[lane[chosen]]),
            Label(instance.ids("nodes", "node_id"), ordering.lane_node[lane[chosen]]),
            Label(instance.ids("lanes", "mode"), lane[chosen]),
            _period_label(instance, ordering.shipment_period[chosen]),
        )

    w = linear.add_columns("w", switch.size, upper=1.0, integer=True, labels=labels(switch))
    most = _most_containers(instance)[boxed]
    g = linear.add_columns("g", boxed.size, upper=most, integer=True, labels=labels(boxed))
    f = linear.add_columns("f", charged.size, labels=labels(charged))
    return w, _back(w, switch, lane.size), g, _back(g, boxed, lane.size), f, _back(f, charged, lane.size)


def _back(block: Block, chosen: Ints, size: int) -> Ints:
    back = np.full(size, -1, dtype=np.int64)
    back[chosen] = block.indices
    return back


def _most_containers(instance: Instance) -> Floats:
    """(shipments,) containers that hold everything the shipment may carry, at least one; at most the lane's limit."""
    ordering, lanes = instance.ordering, instance.problem.lanes
    carried = np.flatnonzero(ordering.case_shipment >= 0)
    units = instance.most_cases[carried] * ordering.case_pack[carried]
    most = np.ones(ordering.shipment_lane.size)
    for name in ("m3", "kg"):
        each = instance.item_figure(f"unit_{name}")[ordering.item[carried]]
        load = totals(ordering.case_shipment[carried], units * each, most.size)
        size = lanes[f"container_{name}"].to_numpy(np.float64)[ordering.shipment_lane]
        most = np.fmax(most, np.ceil(load / size))
    limit = lanes["max_containers"].to_numpy(np.float64)[ordering.shipment_lane]
    return np.asarray(np.fmin(most, limit))


def _stock(linear: Linear, instance: Instance) -> tuple[Block, Block, Ints]:
    stocking, periods = instance.stocking, instance.calendar.periods
    t = np.arange(periods)
    pair = np.arange(stocking.pair_count)
    items, nodes = instance.ids("items", "item_id"), instance.ids("nodes", "node_id")

    def labels(pairs: Ints) -> tuple[Label, ...]:
        every = np.repeat(pairs, periods)
        return (
            Label(items, stocking.item[every]),
            Label(nodes, stocking.node[every]),
            _period_label(instance, np.tile(t, pairs.size)),
        )

    stock = linear.add_columns("I", pair.size * periods, labels=labels(pair))
    guarded = np.flatnonzero(stocking.safety > 0)
    shortfall = linear.add_columns("V", guarded.size * periods, labels=labels(guarded))
    return stock, shortfall, guarded


def _moves(linear: Linear, instance: Instance, flowing: Flowing) -> Block:
    stocking = instance.stocking
    nodes = instance.ids("nodes", "node_id")
    labels = (
        Label(instance.ids("items", "item_id"), stocking.item[flowing.move_from]),
        Label(nodes, stocking.node[flowing.move_from]),
        Label(nodes, stocking.node[flowing.move_to]),
        _period_label(instance, flowing.move_period),
    )
    return linear.add_columns("X", flowing.move_row.size, labels=labels)


def _wants(instance: Instance) -> tuple[Ints, Ints]:
    """(stream, period) of every demand row: where a lost stream wants units, a backordered one from its first on."""
    streams = instance.streams
    wanted = streams.demand > 0
    wanted[streams.backorder] = np.logical_or.accumulate(wanted[streams.backorder], axis=1)
    stream, period = np.nonzero(wanted)
    return stream, period


def _services(instance: Instance, want_stream: Ints, want_period: Ints) -> tuple[Ints, Ints, Ints]:
    """(option, want, period) of every way to serve a want once the goods can be there."""
    serving, streams = instance.serving, instance.streams
    counts = np.bincount(want_stream, minlength=streams.item.size)
    first = np.cumsum(counts) - counts
    option, rank = expand(counts[serving.stream])
    want = first[serving.stream[option]] + rank
    reachable = want_period[want] >= serving.earliest[option]
    option, want = option[reachable], want[reachable]
    return option, want, want_period[want]


def _served(linear: Linear, instance: Instance, flowing: Flowing) -> Block:
    serving, option = instance.serving, flowing.served_option
    labels = (
        *_stream_labels(instance, serving.stream[option]),
        Label(instance.ids("items", "item_id"), serving.item[option]),
        Label(instance.ids("nodes", "node_id"), serving.node[option]),
        _period_label(instance, flowing.served_period),
    )
    return linear.add_columns("F", option.size, labels=labels)


def _stream_labels(instance: Instance, stream: Ints) -> tuple[Label, ...]:
    streams = instance.streams
    places = np.concatenate([streams.zones.to_numpy(object), instance.ids("nodes", "node_id")])
    return (
        Label(instance.ids("items", "item_id"), streams.item[stream]),
        Label(places, streams.place[stream]),
        Label(streams.channels.to_numpy(object), streams.channel[stream]),
    )


def _shortage(linear: Linear, instance: Instance, want_stream: Ints, want_period: Ints) -> tuple[Block, Block, Ints]:
    streams = instance.streams
    late: Bools = streams.backorder[want_stream]
    blocks = []
    column = np.empty(want_stream.size, dtype=np.int64)
    for name, chosen in (("L", ~late), ("B", late)):
        labels = (*_stream_labels(instance, want_stream[chosen]), _period_label(instance, want_period[chosen]))
        upper = streams.demand[want_stream[chosen], want_period[chosen]] if name == "L" else np.inf
        block = linear.add_columns(name, int(chosen.sum()), upper=upper, labels=labels)
        column[chosen] = block.indices
        blocks.append(block)
    return blocks[0], blocks[1], column


def _overruns(linear: Linear, instance: Instance) -> tuple[Block, Ints, Block, Ints, Block, Ints]:
    problem, periods, ordering = instance.problem, instance.calendar.periods, instance.ordering
    suppliers, nodes, budgets = problem.suppliers, problem.nodes, problem.budgets
    soft = (suppliers["capacity"].notna() & suppliers["capacity_overrun_cost"].notna()).to_numpy()
    keys = np.unique(ordering.line_supplier * periods + ordering.line_period)
    keys = keys[soft[keys // periods]] if keys.size else keys
    labels = (Label(instance.ids("suppliers", "supplier_id"), keys // periods), _period_label(instance, keys % periods))
    over = linear.add_columns("Z", keys.size, labels=labels)

    soft_nodes = np.flatnonzero((nodes["storage_m3"].notna() & nodes["overflow_cost"].notna()).to_numpy())
    node_keys = (soft_nodes[:, None] * periods + np.arange(periods)).ravel()
    node_label = Label(instance.ids("nodes", "node_id"), node_keys // periods)
    labels = (node_label, _period_label(instance, node_keys % periods))
    overflow = linear.add_columns("O", node_keys.size, labels=labels)

    soft_budgets = np.flatnonzero(budgets["overrun_cost"].notna().to_numpy())
    budget_label = Label(instance.ids("budgets", "budget_id"), soft_budgets)
    spent = linear.add_columns("R", soft_budgets.size, labels=(budget_label,))
    return over, keys, overflow, node_keys, spent, soft_budgets


def _credit_items(instance: Instance) -> Ints:
    """Items whose closing stock earns a credit: those that any node may hold, where the credit is on."""
    if instance.problem.settings.terminal_value <= 0:
        return np.empty(0, dtype=np.int64)
    return np.unique(instance.stocking.item)


def credit_items(instance: Instance) -> Ints:
    """The items that ``E1`` and ``E2`` stand for, in order."""
    return _credit_items(instance)


def _item_labels(instance: Instance) -> tuple[Label, ...]:
    return (Label(instance.ids("items", "item_id"), _credit_items(instance)),)
