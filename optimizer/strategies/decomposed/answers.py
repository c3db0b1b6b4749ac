"""How the items of one part answer prices: what their choices cost, what they take, and how their own shares move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numba import njit

from optimizer.instance.indexing import totals
from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.item_bound import bound_items
from optimizer.strategies.decomposed.lot_sizing import solve_lot
from optimizer.strategies.decomposed.lots import Lots
from optimizer.strategies.decomposed.parts import Part
from optimizer.strategies.decomposed.prices import Prices, Usage, fixed_costs
from optimizer.strategies.decomposed.shared import Shared


@dataclass
class Own:
    """What a part keeps to itself from round to round.

    ``theta`` (items,) price of the credit that an item's lots share; ``rebate`` (L,) money per unit towards a line's
    least quantity; ``line_weight`` (L,) and ``ship_weight`` (K,) weights in the shares of orders and shipments;
    ``share`` (K,) weights in the share of the line.
    """

    theta: Floats
    rebate: Floats
    line_weight: Floats
    ship_weight: Floats
    share: Floats


@dataclass(frozen=True)
class Costs:
    """What choices cost at prices.

    ``each`` per case and ``once`` (K,) without the line; ``line`` (L,) money of a line with its share of the order;
    ``hold`` (P, T); ``constant`` money.
    """

    each: Floats
    once: Floats
    line: Floats
    hold: Floats
    constant: float


@dataclass(frozen=True)
class Answer:
    """A valid part of the bound, what is used, and the sums of weights (orders,), (shipments,) for the next round."""

    value: float
    usage: Usage
    order_weight: Floats
    shipment_weight: Floats


def summed(answers: Sequence[Answer]) -> Answer:
    """All answers together, added up in their order."""
    return Answer(
        value=sum(each.value for each in answers),
        usage=reduce(lambda one, other: one + other, (each.usage for each in answers)),
        order_weight=np.sum([each.order_weight for each in answers], axis=0),
        shipment_weight=np.sum([each.shipment_weight for each in answers], axis=0),
    )


def own_of(part: Part) -> Own:
    """Nothing priced, equal shares."""
    lines, choices = part.lines.item.size, part.choices.case.size
    return Own(np.zeros(part.item_count), np.zeros(lines), np.ones(lines), np.ones(choices), np.ones(choices))


def weights_of(part: Part, own: Own, shared: Shared) -> tuple[Floats, Floats]:
    """Sums of the part's weights by order and by shipment."""
    return (
        totals(part.lines.order, own.line_weight, shared.order_cost.size),
        totals(part.choices.shipment, own.ship_weight, shared.shipment_cost.size),
    )


def costs_at(
    part: Part, own: Own, shared: Shared, prices: Prices, order_weight: Floats, shipment_weight: Floats
) -> Costs:
    """Price everything; the weights (orders,), (shipments,) are the sums over all parts."""
    order_fixed, shipment_fixed, _ = fixed_costs(prices, shared)
    choices, lines = part.choices, part.lines
    money = shared.matches.T @ prices.money if shared.amount.size else np.zeros(shared.purses)
    each = choices.gross * (choices.weight + money[choices.purse])
    each += choices.weight * prices.charge[choices.shipment] * choices.rate
    each += prices.capacity[choices.order] * choices.load
    space = prices.box_m3[choices.shipment] + prices.inbound_m3[choices.landing] - prices.minimum[3][choices.order]
    each += space * choices.m3
    each += (prices.box_kg[choices.shipment] - prices.minimum[2][choices.order]) * choices.kg
    each += (prices.inbound_units[choices.landing] - prices.minimum[1][choices.order]) * choices.units
    each -= prices.minimum[0][choices.order] * choices.value
    per_order = np.divide(order_fixed, order_weight, out=np.zeros(order_fixed.size), where=order_weight > 0)
    weighed = shipment_weight > 0
    per_shipment = np.divide(shipment_fixed, shipment_weight, out=np.zeros(shipment_fixed.size), where=weighed)
    line = part.weights[lines.period] * (lines.cost + lines.gross) + money[lines.purse] * lines.gross
    line += per_order[lines.order] * own.line_weight + prices.capacity[lines.order] * lines.set_up
    line -= prices.minimum[0][lines.order] * lines.fixed
    periods = part.hold.shape[1]
    cell = part.node[:, None] * periods + np.arange(periods)
    return Costs(
        each=each,
        once=per_shipment[choices.shipment] * own.ship_weight,
        line=np.maximum(line, 0.0),
        hold=np.where(part.free[:, None], 0.0, part.hold + prices.storage[cell] * part.m3[:, None]),
        constant=part.constant + part.excess + float(np.minimum(line, 0.0).sum()),
    )


@njit(cache=True, nogil=True)
def _solve_all(
    lots: Lots, hold: Floats, rich: Floats, poor: Floats, each: Floats, once: Floats, quantity: Ints, stock: Floats
) -> float:
    total = 0.0
    for p in range(lots.opening.size):
        total += solve_lot(lots, p, hold[p], rich[p], poor[p], each, once, quantity, stock[p])
    return total


def answer(
    part: Part, own: Own, shared: Shared, prices: Prices, order_weight: Floats, shipment_weight: Floats, pace: float
) -> Answer:
    """Solve every lot at prices and let the part's own prices and weights follow."""
    costs = costs_at(part, own, shared, prices, order_weight, shipment_weight)
    choices, lines, lots = part.choices, part.lines, part.bounding
    limit_rebates(part, own, costs)
    charge = costs.line + own.rebate * lines.low
    weight = totals(choices.line, own.share, lines.item.size)
    each = costs.each - own.rebate[choices.line] * choices.units
    once = costs.once + (charge / np.maximum(weight, 1e-300))[choices.line] * own.share
    rich = np.maximum(part.credit - own.theta[part.item], part.poor)
    quantity, stock = np.zeros(each.size, np.int64), np.empty(lots.demand.shape)
    value = _solve_all(lots, costs.hold, rich, part.poor, each, once, quantity, stock)
    value += costs.constant - float((own.theta * part.most_credit).sum())
    usage = usage_of(part, own, shared, quantity, stock, order_weight, shipment_weight)
    _follow(part, own, costs, quantity, stock, order_weight, shipment_weight, pace)
    return Answer(value, usage, *weights_of(part, own, shared))


def usage_of(
    part: Part, own: Own, shared: Shared, quantity: Ints, stock: Floats, order_weight: Floats, shipment_weight: Floats
) -> Usage:
    """What cases (K,) and closing stock (P, T) use of everything shared."""
    choices, lines, periods = part.choices, part.lines, part.hold.shape[1]
    orders, shipments, cells = shared.order_cost.size, shared.shipment_cost.size, shared.storage.size
    cases, used = quantity.astype(np.float64), quantity > 0
    opened = np.zeros(lines.item.size, np.bool_)
    opened[choices.line[used]] = True
    spent = totals(choices.purse, cases * choices.gross, shared.purses)
    spent += totals(lines.purse, opened * lines.gross, shared.purses)
    measures = (choices.value, choices.units, choices.kg, choices.m3)
    held = np.stack([totals(choices.order, cases * each, orders) for each in measures])
    held[0] += totals(lines.order, opened * lines.fixed, orders)
    per_order = totals(lines.order, opened * own.line_weight, orders)
    per_shipment = totals(choices.shipment, used * own.ship_weight, shipments)
    cell = part.node[:, None] * periods + np.arange(periods)
    return Usage(
        spent=spent, held=held,
        order_share=np.divide(per_order, order_weight, out=np.zeros(orders), where=order_weight > 0),
        load=totals(choices.order, cases * choices.load, orders) + totals(lines.order, opened * lines.set_up, orders),
        shipment_share=np.divide(per_shipment, shipment_weight, out=np.zeros(shipments), where=shipment_weight > 0),
        m3=totals(choices.shipment, cases * choices.m3, shipments),
        kg=totals(choices.shipment, cases * choices.kg, shipments),
        charge=totals(choices.shipment, cases * choices.rate * choices.weight, shipments),
        stored=totals(cell.ravel(), np.ravel(np.maximum(stock, 0.0) * part.m3[:, None]), cells),
        landed_m3=totals(choices.landing, cases * choices.m3, cells),
        landed_units=totals(choices.landing, cases * choices.units, cells),
    )  # fmt: skip


def limit_rebates(part: Part, own: Own, costs: Costs) -> None:
    """No unit may be worth buying for its rebate (and the credit of idle stock) alone: the programmes rely on it."""
    choices = part.choices
    room = np.full(own.rebate.size, np.inf)
    np.minimum.at(room, choices.line, costs.each / choices.units - part.poor[choices.lot])
    np.clip(own.rebate, 0.0, np.maximum(0.9 * finite_or(room, 0.0), 0.0), out=own.rebate)


def finite_or(figures: Floats, other: float) -> Floats:
    """The figures, ``other`` where they are infinite."""
    return np.where(np.isfinite(figures), figures, other)


def _follow(
    part: Part, own: Own, costs: Costs, quantity: Ints, stock: Floats, order_weight: Floats, shipment_weight: Floats,
    pace: float,
) -> None:
    """Weights of what is used grow; credit and rebates step towards what they price."""
    choices, lines, lots = part.choices, part.lines, part.lots
    used = (quantity > 0).astype(np.float64)
    weight = np.maximum(totals(choices.line, own.share, lines.item.size), 1e-300)
    paid = totals(choices.line, used * own.share, lines.item.size) / weight
    bought = totals(choices.line, quantity * choices.units, lines.item.size)
    several = ~lines.alone & (lines.low > 0)
    missing = np.clip((lines.low * np.minimum(paid, 1.0) - bought) / np.maximum(lines.low, 1e-9), -1.0, 1.0)
    members = np.maximum(np.diff(lines.first), 1)
    price = totals(choices.line, costs.each / choices.units, lines.item.size) / members
    own.rebate = np.where(several, np.maximum(own.rebate + 0.2 * pace * price * missing, 0.0), 0.0)
    many = np.diff(part.lot_first) > 1
    credited = totals(part.item, np.minimum(np.maximum(stock[:, -1], 0.0), lots.credited), part.item_count)
    over = np.clip((credited - part.most_credit) / np.maximum(part.most_credit, 1e-9), -1.0, 1.0)
    worth = np.zeros(part.item_count)
    worth[part.item] = part.rich - part.poor
    theta = np.clip(own.theta + 0.2 * pace * worth * over, 0.0, np.maximum(worth, 0.0))
    own.theta = np.where(many & (part.most_credit > 0), theta, 0.0)
    opened = np.minimum(totals(choices.line, used, lines.item.size), 1.0)
    own.line_weight = _grown(own.line_weight, order_weight[lines.order], pace * opened)
    own.ship_weight = _grown(own.ship_weight, shipment_weight[choices.shipment], pace * used)
    own.share = np.maximum(own.share / weight[choices.line] * np.exp(pace * used), 1e-9)


def _grown(weight: Floats, total: Floats, growth: Floats) -> Floats:
    """Exponentiated gradient on a simplex: shares of the total, grown where used."""
    return np.maximum(weight / total * np.exp(growth), 1e-10)


@dataclass(frozen=True)
class Exact:
    """Exact answers.

    ``value`` (a valid part of the bound), ``quantity`` (K,) cases (where ``solved`` (items,)),
    and ``bounds`` (items,).
    """

    value: float
    quantity: Ints
    bounds: Floats
    solved: Floats


def efforts(part: Part, effort: int) -> Ints:
    """(items,) cases of branch and bound: by what is at stake, from half of ``effort`` to eight times that."""
    stake = totals(part.item, part.lots.demand.sum(axis=1) * np.maximum(part.rich, 0.0), part.item_count)
    share = stake / max(float(stake.mean()), 1e-9)
    most = 8 * effort if effort > 1 else 1
    return np.clip(np.rint(effort * share), max(effort // 2, 1), most).astype(np.int64)


def exact_answer(
    part: Part, own: Own, shared: Shared, prices: Prices, order_weight: Floats, shipment_weight: Floats, effort: int
) -> Exact:
    """Solve every item, lots and lines together, by branch and bound of about ``effort`` cases an item."""
    costs = costs_at(part, own, shared, prices, order_weight, shipment_weight)
    limit_rebates(part, own, costs)
    lines, lots, choices = part.lines, part.bounding, part.choices
    bounds, found = np.zeros(part.item_count), np.full(part.item_count, np.inf)
    quantity = np.zeros(choices.case.size, np.int64)
    bound_items(
        lots, 0, part.item_count, part.lot_first, part.line_first, part.line_of, part.local[choices.line],
        costs.each, costs.once, costs.line, lines.low, lines.alone, choices.units, own.rebate, own.share, costs.hold,
        part.credit, part.poor, own.theta, part.most_credit, lots.high.copy(), lots.low.copy(), efforts(part, effort),
        6, bounds, found, np.zeros(part.item_count, np.int64), quantity,
    )  # fmt: skip
    return Exact(float(bounds.sum()) + costs.constant, quantity, bounds, found)
