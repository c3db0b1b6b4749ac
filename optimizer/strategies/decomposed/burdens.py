"""What orders and shipments cost beyond what their users pay for them, and how a container is saved."""

from __future__ import annotations

import numpy as np

from optimizer.instance.indexing import totals
from optimizer.linear import Floats
from optimizer.strategies.decomposed.common import BOX_TOLERANCE, copied, freight_of
from optimizer.strategies.decomposed.prices import finite, fixed_costs, left_of_order
from optimizer.strategies.decomposed.search import Search

SHED = (0.25, 0.5, 1.0)
"""Prices of the space in the last container, as shares of the price at which it would pay for itself."""


def unpaid(search: Search) -> tuple[Floats, Floats]:
    """(orders,), (shipments,) money that each costs beyond what its users pay at the prices of the bound.

    A line pays its weight's share of the order and the capacity it takes, a choice its share of the shipment and the
    space it takes; together with what items could save by themselves, this is the gap.
    """
    ascent, shared, common = search.ascent, search.shared, search.common
    prices, orders, shipments = ascent.prices, common.orders, common.shipments
    by_order, by_shipment = np.zeros(orders.size), np.zeros(shipments.size)
    for place, own in zip(search.places, ascent.own, strict=True):
        lines, choices, board = place.part.lines, place.part.choices, place.desk.board
        by_order += totals(lines.order, (board.line_count > 0) * own.line_weight, orders.size)
        by_shipment += totals(choices.shipment, (board.cases > 0) * own.ship_weight, shipments.size)
    fixed_order, fixed_shipment, _ = fixed_costs(prices, shared)
    asked = orders["cost"] * (orders["lines"] > 0) + (prices.minimum * orders["held"].T).sum(axis=0)
    paid = fixed_order * by_order / np.maximum(ascent.order_weight, 1e-300) + prices.capacity * orders["load"]
    paid += np.minimum(left_of_order(prices, shared), 0.0)  # capacity that is sold for more than the order costs
    sold = finite(prices.box_m3) * shipments["m3"] + finite(prices.box_kg) * shipments["kg"]
    sold += prices.charge * shipments["weight"] * shipments["charge"]
    sold += fixed_shipment * by_shipment / np.maximum(ascent.shipment_weight, 1e-300)
    return asked - paid, freight_of(shipments)[0] - sold


def shed(search: Search, shipment: int) -> float:
    """Let users of a shipment's containers leave until one fewer is enough; kept where that wins. The money won.

    The price of its space rises from rung to rung, so that those leave first who lose least.
    """
    record = search.common.shipments[shipment]
    by_m3 = record["m3"] / record["box_m3"] >= record["kg"] / record["box_kg"]
    load, size, price = ("m3", record["box_m3"], "price_m3") if by_m3 else ("kg", record["box_kg"], "price_kg")
    beyond = record[load] / size - BOX_TOLERANCE
    fewer = np.ceil(beyond) - 1.0
    if fewer < 1.0:
        return 0.0
    near = search.gathered([place.by_shipment for place in search.places], shipment, users=True)
    before, usual, money = copied(search.common), float(record[price]), 0.0
    pays = record["box_cost"] / (max(beyond - fewer, 0.02) * size)
    for share in SHED:
        held = float(record[load])
        record[price] = usual + share * pays
        money += search.answered(near) - share * pays * (float(record[load]) - held)
        if record[load] / size <= fewer + BOX_TOLERANCE:
            break
    record[price] = usual
    money += search.answered(near)  # whoever left though others had made room already comes back
    if money < -1e-7:
        return money
    search.give_back(near, before)
    return 0.0
