"""Every item at every node as one stock of its own: what it is bought by, what is asked of it, what it is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.instance.limits import Limits, limits_of
from optimizer.instance.ordering import Ordering, ordering_of
from optimizer.instance.recipes import recipes_of
from optimizer.instance.serving import serving_of
from optimizer.instance.stocking import Stocking, stocking_of
from optimizer.instance.streams import streams_of
from optimizer.instance.tiers import Tiers, tiers_of
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.baseline.asked import asked_of_stocks

NONE = -1


@dataclass(frozen=True)
class Route:
    """The offer and lane each of P stocks is bought by; -1 where nobody sells or brings it.

    ``case`` (P, T) position among all case columns, -1 where no order exists; ``lag`` periods to the arrival; ``pack``
    units a case; ``landed`` money a unit, with duty, carriage and a share of containers; ``gross`` the most a unit may
    cost with duty.
    """

    offer: Ints
    lane: Ints
    supplier: Ints
    lag: Ints
    pack: Floats
    landed: Floats
    gross: Floats
    case: Ints


@dataclass(frozen=True)
class Stocks:
    """P stocks (pairs of item and node) over T periods.

    ``lost``, ``late`` (P, T): demand that is lost, that waits, where it is not served; ``demand_until`` (P, T + 1) the
    sum of both before each period; ``mean`` (P,) a period. ``own`` (P, T): demand without that of kits. ``worth`` (P,)
    money a unit that is missing costs; ``set_up`` (P,) money an order line costs by itself, with its share of the
    order's and the shipment's; ``hold`` (P,) carrying cost a unit and period.
    """

    problem: Problem
    calendar: Calendar
    ordering: Ordering
    tiers: Tiers
    stocking: Stocking
    limits: Limits
    route: Route
    lost: Floats
    late: Floats
    own: Floats
    demand_until: Floats
    mean: Floats
    worth: Floats
    set_up: Floats
    hold: Floats
    unit_m3: Floats
    unit_kg: Floats

    @property
    def pack(self) -> Floats:
        """(P,) units a case."""
        return self.route.pack

    @property
    def count(self) -> int:
        """How many stocks there are."""
        return self.mean.size

    @property
    def periods(self) -> int:
        """T."""
        return self.calendar.periods

    def gap(self, period: int) -> Ints:
        """(P,) periods from this one until each stock can be ordered next; the supplier's cycle where it never can."""
        every = self.problem.suppliers["order_every_periods"].to_numpy(np.int64)
        cycle = np.where(self.route.supplier >= 0, every[self.route.supplier], 1) if every.size else np.ones(self.count)
        later = self.route.case[:, period + 1 :] >= 0
        if not later.shape[1]:
            return np.asarray(cycle, dtype=np.int64)
        return np.where(later.any(axis=1), later.argmax(axis=1) + 1, cycle).astype(np.int64)

    def undivided(self) -> Bools:
        """(items,) somebody sells the item, but nobody may have all of it: nothing of it is ordered."""
        size = len(self.problem.items)
        sold = np.bincount(self.ordering.item, minlength=size) > 0
        routed = np.bincount(self.stocking.item[self.route.offer >= 0], minlength=size) > 0
        return np.asarray(sold & ~routed)


def stocks_of(problem: Problem) -> Stocks:
    """Choose each stock's cheapest offer and lane, and send each stream's demand to its cheapest node."""
    calendar, recipes = Calendar.of(problem.settings), recipes_of(problem)
    ordering, tiers = ordering_of(problem, calendar), tiers_of(problem)
    streams = streams_of(problem, calendar, recipes)
    stocking = stocking_of(problem, calendar, ordering)
    serving = serving_of(problem, streams, stocking, recipes)
    route = _route(problem, calendar.periods, ordering, tiers, stocking)
    asked = asked_of_stocks(problem, streams, serving, stocking, recipes, route.landed)
    total = asked.lost + asked.late
    mean = total.mean(axis=1)
    figure = {c: problem.items[c].to_numpy(np.float64)[stocking.item] for c in ("carrying_cost", "unit_m3", "unit_kg")}
    return Stocks(
        problem=problem, calendar=calendar, ordering=ordering, tiers=tiers, stocking=stocking,
        limits=limits_of(problem, calendar, streams, stocking), route=route,
        lost=asked.lost, late=asked.late, own=asked.own,
        demand_until=np.hstack([np.zeros((mean.size, 1)), np.cumsum(total, axis=1)]),
        mean=mean, worth=asked.worth, set_up=_set_up(problem, route, mean),
        hold=figure["carrying_cost"], unit_m3=figure["unit_m3"], unit_kg=figure["unit_kg"],
    )  # fmt: skip


def _sole(problem: Problem, ordering: Ordering) -> Bools:
    """(offers,) all of the item may be bought there: no other offer must have a share of it."""
    offers = problem.offers
    must = offers["min_share"].to_numpy(np.float64) > 0
    promised = np.bincount(ordering.offer_item, must, len(problem.items))[ordering.offer_item]
    return np.asarray((offers["max_share"].to_numpy(np.float64) >= 1) & (promised - must == 0))


def _route(problem: Problem, periods: int, ordering: Ordering, tiers: Tiers, stocking: Stocking) -> Route:
    """Each stock's cheapest landed route, the quicker of two that cost the same."""
    key = ordering.offer * max(len(problem.lanes), 1) + ordering.lane
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if key.size else np.empty(0, np.int64)
    offer, lane = ordering.offer[first], ordering.lane[first]
    dear = np.zeros(len(problem.offers))
    np.maximum.at(dear, tiers.offer, tiers.price)
    sold = np.diff(tiers.first) > 0
    with_duty = 1.0 + problem.offers["duty_rate"].to_numpy(np.float64)
    price = problem.offers["unit_price"].to_numpy(np.float64) * with_duty
    boxes = _box_share(problem, ordering.item[first], lane)
    landed = price[offer] + ordering.freight_rate[first] + boxes
    lag = ordering.arrival[first] - ordering.period[first]
    pair = stocking.pair_of[ordering.item[first], ordering.node[first]]
    usable = np.flatnonzero(_sole(problem, ordering)[offer] & sold[offer])
    order = usable[np.lexsort((lag[usable], landed[usable], pair[usable]))]
    found, head = np.unique(pair[order], return_index=True)
    best = order[head]
    stocks = stocking.pair_count
    chosen = np.full(stocks, NONE, dtype=np.int64)
    chosen[found] = best

    def of(values: Ints | Floats, empty: float) -> Floats:
        there = chosen >= 0
        result = np.full(stocks, empty)
        result[there] = values[chosen[there]]
        return result

    return Route(
        offer=of(offer, NONE).astype(np.int64), lane=of(lane, NONE).astype(np.int64),
        supplier=of(ordering.supplier[first], NONE).astype(np.int64), lag=of(lag, 0).astype(np.int64),
        pack=of(ordering.case_pack[first], 1.0), landed=of(landed, np.inf),
        gross=of((dear * with_duty)[offer], 0.0), case=_cases_of(ordering, first, chosen, periods),
    )  # fmt: skip


def _cases_of(ordering: Ordering, first: Ints, chosen: Ints, periods: int) -> Ints:
    """(P, T) case columns of each stock's ``chosen`` route (-1: none); those of route r begin at ``first[r]``."""
    case = np.full((chosen.size, periods), NONE, dtype=np.int64)
    stock_of = np.full(first.size, NONE, dtype=np.int64)
    routed = np.flatnonzero(chosen >= 0)
    stock_of[chosen[routed]] = routed
    stock = np.repeat(stock_of, np.diff(np.append(first, ordering.case_count)))
    mine = np.flatnonzero(stock >= 0)
    case[stock[mine], ordering.period[mine]] = mine
    return case


def _box_share(problem: Problem, item: Ints, lane: Ints) -> Floats:
    """Money a unit for its part of full containers."""
    share = np.zeros(item.size)
    for name in ("m3", "kg"):
        size = problem.lanes[f"container_{name}"].to_numpy(np.float64)[lane]
        each = problem.items[f"unit_{name}"].to_numpy(np.float64)[item]
        share = np.fmax(share, each / size)
    return np.asarray(share * problem.lanes["container_cost"].to_numpy(np.float64)[lane])


def _set_up(problem: Problem, route: Route, mean: Floats) -> Floats:
    """(P,) line cost, and an even share of order and shipment cost among the stocks with demand that they serve."""
    there = np.flatnonzero((route.offer >= 0) & (mean > 0))
    set_up = np.zeros(mean.size)
    set_up[there] = problem.offers["line_cost"].to_numpy(np.float64)[route.offer[there]]
    for table, column, owner in (("suppliers", "order_cost", route.supplier), ("lanes", "shipment_cost", route.lane)):
        cost = getattr(problem, table)[column].to_numpy(np.float64)
        users = np.bincount(owner[there], minlength=cost.size)
        set_up[there] += cost[owner[there]] / users[owner[there]]
    return set_up
