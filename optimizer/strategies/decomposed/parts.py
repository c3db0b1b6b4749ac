"""A part: the lot problems of some items, and what each of their choices uses of what items share.

Positions in dense arrays name what is shared: an order is supplier x T + period, a shipment lane x T + period, a
landing node x T + period of arrival, a purse (what budgets tell apart) (category x suppliers + supplier) x T + period
of the order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.formulation.lines import LinePlan, line_plan_of
from optimizer.instance import Instance
from optimizer.instance.indexing import expand, totals
from optimizer.instance.limits import unavoidable_stock
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.demands import demands_of
from optimizer.strategies.decomposed.lots import Lots, grains_of
from optimizer.strategies.decomposed.taming import tamed

MOST_CASES = 2.0**30
"""Of a choice that has no limit."""


def short(positions: Ints) -> Ints:
    """The same in 32 bits, for tables of which a large catalogue has millions of rows."""
    return positions.astype(np.int32)


@dataclass(frozen=True)
class Choices:
    """K ways to buy: a case column at one price tier, sorted by lot, then arrival.

    ``case`` (column of the instance), ``lot``, ``line`` (an order line at one tier), ``order``, ``shipment``,
    ``landing``, ``purse``: positions. Per case: ``units``, ``value`` (money without duty), ``gross`` (with duty),
    ``rate`` (variable freight), ``m3``, ``kg``, ``load`` (of the supplier's capacity). ``weight``: the discount factor
    of the order's period. ``boxed``, ``charged``: containers, a minimum charge on the lane.
    """

    case: Ints
    lot: Ints
    line: Ints
    order: Ints
    shipment: Ints
    landing: Ints
    purse: Ints
    units: Floats
    value: Floats
    gross: Floats
    rate: Floats
    m3: Floats
    kg: Floats
    load: Floats
    weight: Floats


@dataclass(frozen=True)
class Lines:
    """Order lines at one price tier. ``low`` units; ``cost``, ``fixed`` (value), ``gross`` money; ``set_up`` capacity.

    ``alone``: the line is sold to a single lot, whose choices keep its least and most cases themselves.
    ``first`` (lines + 1,) and ``member``: the choices of each line.
    """

    item: Ints
    order: Ints
    purse: Ints
    period: Ints
    base_line: Ints
    low: Floats
    high: Floats
    cost: Floats
    fixed: Floats
    gross: Floats
    set_up: Floats
    alone: Bools
    first: Ints
    member: Ints


@dataclass(frozen=True)
class Part:
    """The lot problems of some items: P lots, K choices, L lines, in the order of items.

    ``item`` and ``node`` (P,) positions within the part and in the nodes table; ``hold`` (P, T) carrying cost, ``m3``
    (P,) of a unit; ``rich``, ``poor`` (P,): discounted credit of a unit within the cover and beyond; ``most_credit``
    (items,) units within it; ``limit`` (items, T) units of closing stock over all lots, infinite without a cover.
    ``lot_first`` (items + 1,), ``line_first`` (items + 1,) and ``line_of``: the lots and lines of each item; ``local``
    (L,): place of a line among its item's. ``case_count``: columns of the instance the part was cut from.
    ``kept_m3``, ``coming_m3``, ``coming_units`` (nodes x T,): what stock and inbound alone leave and bring.
    ``constant``: money that no decision changes. What a bound takes instead: ``bounding`` lots, ``credit`` (P,) a unit
    within the cover, ``excess`` money on top of the constant; and where ``free`` (P,) keeping costs nothing.
    """

    lots: Lots
    choices: Choices
    lines: Lines
    item: Ints
    node: Ints
    hold: Floats
    m3: Floats
    rich: Floats
    poor: Floats
    most_credit: Floats
    limit: Floats
    lot_first: Ints
    line_first: Ints
    line_of: Ints
    local: Ints
    weights: Floats
    case_count: int
    kept_m3: Floats
    coming_m3: Floats
    coming_units: Floats
    constant: float
    bounding: Lots
    credit: Floats
    excess: float
    free: Bools

    @property
    def item_count(self) -> int:
        """How many items the part has."""
        return self.most_credit.size

    def cases_of(self, quantity: Ints) -> Floats:
        """(case columns,) cases of every column from those of every choice (K,)."""
        return totals(self.choices.case, quantity.astype(np.float64), self.case_count)

    def choices_of(self, cases: Floats) -> Ints:
        """(K,) cases of every choice from those of every column (case columns,), at the tier of its line's size."""
        choices, lines = self.choices, self.lines
        count = int(lines.base_line.max(initial=-1)) + 1
        tiers = np.maximum(np.bincount(lines.base_line, minlength=count), 1)
        # A case column stands once for every tier of its line: its cases are counted as often.
        units = totals(lines.base_line[choices.line], cases[choices.case] * choices.units, count) / tiers
        size = units[lines.base_line]
        fits = np.flatnonzero((size >= lines.low - 1e-6) & (size <= lines.high + 1e-6))
        first = np.full(count, lines.base_line.size)
        np.minimum.at(first, lines.base_line[fits], fits)
        chosen = np.zeros(lines.base_line.size, np.bool_)
        chosen[first[first < lines.base_line.size]] = True
        return np.where(chosen[choices.line], cases[choices.case], 0.0).astype(np.int64)


def part_of(instance: Instance) -> Part:
    """Cut an instance into lot problems, one a pair (item, node)."""
    stocking, settings, weights = instance.stocking, instance.problem.settings, instance.calendar.weights
    plan = line_plan_of(instance)
    lines, choice_line, choice_case, tier_price = _tier_lines(instance, plan)
    choices, base, packs = _choices(instance, choice_line, choice_case, tier_price)
    lines = _with_members(lines, choices)
    demands = demands_of(instance)
    item = stocking.item
    carrying = instance.item_figure("carrying_cost")[item][:, None] * weights[None, :-1]
    worth = instance.item_figure("unit_cost")[item] * weights[-1]
    credited = settings.terminal_cover_periods * instance.streams.mean_demand
    most_credit = credited if settings.terminal_value > 0 else np.zeros(credited.size)
    low, high = _cases_between(instance, choices, lines)
    rich, poor = settings.terminal_value * worth, settings.salvage_value * worth
    lots = Lots(
        opening=stocking.opening, inbound=stocking.inbound, demand=demands.units,
        segment_first=demands.segment_first, segment_units=demands.segment_units, segment_cost=demands.segment_cost,
        backorder=demands.backorder, wait=demands.wait, owed=demands.owed, safety=stocking.safety,
        guard=instance.item_figure("safety_cost")[item][:, None] * weights[None, :-1] * (stocking.safety > 0)[:, None],
        credited=most_credit[item], base=base, grain=np.zeros(base.size),
        choice_first=np.searchsorted(choices.lot, np.arange(stocking.pair_count + 1)),
        arrival=short(instance.ordering.arrival[choices.case]), packs=packs, low=low, high=high,
    )  # fmt: skip
    items, periods = len(instance.problem.items), weights.size - 1
    each_m3 = instance.item_figure("unit_m3")[item]
    cell = (stocking.node[:, None] * periods + np.arange(periods)).ravel()

    def by_cell(units: Floats, each: Floats) -> Floats:
        return totals(cell, np.ravel(units * each[:, None]), len(instance.problem.nodes) * periods)

    line_first, line_of, local = _lines_of_items(lines, items)
    keeping = np.where(demands.free[:, None], 0.0, carrying)
    lots = lots._replace(grain=grains_of(lots))
    bounding, credit, excess = tamed(lots, keeping, rich, poor)
    return Part(
        lots=lots, choices=choices, lines=lines, item=item, node=stocking.node,
        hold=carrying, m3=each_m3, rich=rich, poor=poor, most_credit=most_credit, limit=instance.limits.cover,
        lot_first=np.searchsorted(item, np.arange(items + 1)), line_first=line_first, line_of=line_of, local=local,
        weights=weights, case_count=instance.ordering.case_count,
        kept_m3=by_cell(unavoidable_stock(instance.problem, instance.streams, stocking), each_m3),
        coming_m3=by_cell(stocking.inbound, each_m3), coming_units=by_cell(stocking.inbound, np.ones(item.size)),
        constant=demands.constant, bounding=bounding, credit=credit, excess=excess, free=demands.free,
    )  # fmt: skip


def _cases_between(instance: Instance, choices: Choices, lines: Lines) -> tuple[Ints, Ints]:
    """(K,) fewest and most cases of every choice by itself; a line that goes several ways keeps its least elsewhere."""
    high = np.minimum(instance.most_cases[choices.case], np.floor(lines.high[choices.line] / choices.units + 1e-9))
    least = np.ceil(lines.low[choices.line] / choices.units - 1e-9)
    low = np.where(lines.alone[choices.line], np.maximum(least, 1.0), 1.0)
    return np.minimum(low, MOST_CASES).astype(np.int32), np.minimum(high, MOST_CASES).astype(np.int32)


def _lines_of_items(lines: Lines, items: int) -> tuple[Ints, Ints, Ints]:
    order = np.argsort(lines.item, kind="stable")
    first = np.searchsorted(lines.item[order], np.arange(items + 1))
    local = np.empty(order.size, np.int32)
    local[order] = np.arange(order.size) - first[lines.item[order]]
    return first, order, local


def _tier_lines(instance: Instance, plan: LinePlan) -> tuple[Lines, Ints, Ints, Floats]:
    """Every (order line, tier) that cases can reach, and the (line, case, unit price) of every choice."""
    ordering, problem, tiers, periods = instance.ordering, instance.problem, instance.tiers, instance.calendar.periods
    offer = ordering.line_offer
    count = np.diff(tiers.first)[offer]
    line, rank = expand(count)
    tier = tiers.first[offer[line]] + rank
    pack = problem.offers["case_pack"].to_numpy(np.float64)[offer[line]]
    low, high = tiers.low[tier], np.minimum(tiers.high[tier], plan.most[line])
    kept = low <= high
    line, tier, pack, low, high = line[kept], tier[kept], pack[kept], low[kept], high[kept]
    nodes = _nodes_of_lines(instance)
    key = ordering.line_supplier[line] * periods + ordering.line_period[line]
    duty = 1.0 + problem.offers["duty_rate"].to_numpy(np.float64)[offer[line]]
    item = ordering.line_item[line]
    first_line = np.searchsorted(line, np.arange(ordering.line_count + 1))
    # choices: each case column crossed with its line's tiers
    case, way = expand(np.diff(first_line)[ordering.line])
    choice_line = first_line[ordering.line[case]] + way
    made = Lines(
        item=short(item), order=short(key), purse=short(_purse(instance, item, key)),
        period=short(ordering.line_period[line]), base_line=short(line),
        low=low * pack, high=high * pack,
        cost=problem.offers["line_cost"].to_numpy(np.float64)[offer[line]],
        fixed=tiers.fixed[tier], gross=tiers.fixed[tier] * duty,
        set_up=problem.offers["capacity_per_line"].to_numpy(np.float64)[offer[line]],
        alone=nodes[line] <= 1, first=np.zeros(1, np.int64), member=np.zeros(0, np.int64),
    )  # fmt: skip
    return made, choice_line, case, tiers.price[tier][choice_line]


def _nodes_of_lines(instance: Instance) -> Ints:
    """(lines,) how many lanes sell the line: one lane keeps its least quantity inside the programme."""
    ordering = instance.ordering
    return np.bincount(ordering.line, minlength=ordering.line_count)


def _purse(instance: Instance, item: Ints, order: Ints) -> Ints:
    """Category and order of the item: what budgets tell apart."""
    categories = category_codes(instance)
    return categories[item] * (len(instance.problem.suppliers) * instance.calendar.periods) + order


def category_codes(instance: Instance) -> Ints:
    """(items,) position of each item's category among those that budgets name, counted from 1; 0 for all others."""
    named = sorted({c for c in instance.problem.budgets["category"] if c})
    table = {name: place for place, name in enumerate(named, start=1)}
    return instance.problem.items["category"].map(table).fillna(0).to_numpy(np.int64)


def _choices(instance: Instance, line: Ints, case: Ints, price: Floats) -> tuple[Choices, Floats, Ints]:
    """Choices sorted by lot and arrival; base pack of every lot; base packs of every choice's case."""
    ordering, problem, periods = instance.ordering, instance.problem, instance.calendar.periods
    lot = instance.stocking.pair_of[ordering.item[case], ordering.node[case]]
    order = np.lexsort((line, ordering.arrival[case], lot))
    lot, line, case, price = lot[order], line[order], case[order], price[order]
    pack = ordering.case_pack[case]
    base = np.ones(instance.stocking.pair_count, np.int64)
    if lot.size:
        heads = np.flatnonzero(np.append(True, lot[1:] != lot[:-1]))
        base[lot[heads]] = np.gcd.reduceat(pack.astype(np.int64), heads)
    duty = 1.0 + problem.offers["duty_rate"].to_numpy(np.float64)[ordering.offer[case]]
    key = ordering.supplier[case] * periods + ordering.period[case]
    item = ordering.item[case]
    value = price * pack
    made = Choices(
        case=short(case), lot=short(lot), line=short(line), order=short(key),
        shipment=short(ordering.lane[case] * periods + ordering.period[case]),
        landing=short(ordering.node[case] * periods + ordering.arrival[case]),
        purse=short(_purse(instance, item, key)), units=pack, value=value, gross=value * duty,
        rate=ordering.freight_rate[case] * pack,
        m3=instance.item_figure("unit_m3")[item] * pack, kg=instance.item_figure("unit_kg")[item] * pack,
        load=problem.offers["capacity_per_unit"].to_numpy(np.float64)[ordering.offer[case]] * pack,
        weight=instance.calendar.weights[ordering.period[case]],
    )  # fmt: skip
    return made, base.astype(np.float64), (pack.astype(np.int64) // base[lot]).astype(np.int32)


def _with_members(lines: Lines, choices: Choices) -> Lines:
    order = np.argsort(choices.line, kind="stable")
    first = np.searchsorted(choices.line[order], np.arange(lines.item.size + 1))
    return replace(lines, first=first, member=short(order))
