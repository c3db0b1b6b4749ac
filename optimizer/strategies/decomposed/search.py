"""The plan as a search: moves over all parts at today's prices, and what the plan on the boards truly costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit

from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.answers import Exact
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.board import NEVER_SPILL, Board, Steering, Terms, boxes_of, fill, own_money
from optimizer.strategies.decomposed.lots import Lots
from optimizer.strategies.decomposed.moves import (
    LINES,
    OPEN_LINES,
    OPEN_ORDERS,
    SHIPMENTS,
    Desk,
    Items,
    attempt,
    best_of_items,
    scratch_of,
    sweep,
    try_lines,
    undo,
)
from optimizer.strategies.decomposed.parts import Part
from optimizer.strategies.decomposed.prices import finite
from optimizer.strategies.decomposed.terms import board_of, groups, shared_board, terms_of

Going = Callable[[], bool]
"""Whether there is still time."""


@dataclass(frozen=True)
class Place:
    """One part at its desk; ``by_order``, ``by_shipment``: (first, member) choices of each; lots by rising worth."""

    part: Part
    desk: Desk
    items: Items
    by_order: tuple[Ints, Ints]
    by_shipment: tuple[Ints, Ints]
    rising: Ints


@dataclass(frozen=True)
class Standing:
    """A plan's true cost (money), what it spends above hard budgets (budgets,), and what else it breaks, in all."""

    cost: float
    over_budget: Floats
    broken: float

    @property
    def keeps_rules(self) -> bool:
        """Whether every rule holds."""
        return self.broken <= 1e-6 and not bool((self.over_budget > 0).any())


class Search:
    """Moves over all parts' boards; ``money_price`` (budgets,), penalties and guards say how they are judged."""

    def __init__(self, ascent: Ascent) -> None:
        self.ascent, self.shared = ascent, ascent.shared
        self.common = shared_board(self.shared)
        self.places = [_place(k, ascent, self.common) for k in range(len(ascent.parts))]
        self.hard = ~np.isfinite(self.shared.budget_over)
        self.money_price = ascent.prices.money.copy()
        self.penalty, self.floor, self.guarded = 1e2, 0.0, False
        self.steering = self._steering()

    def _steering(self) -> Steering:
        prices, shared = self.ascent.prices, self.shared
        soft = np.maximum(finite(shared.budget_over) - self.money_price, 0.0)
        limited = np.isfinite(shared.most_boxes)
        return Steering(
            money=shared.matches.T @ self.money_price,
            capacity=np.where(np.isfinite(shared.capacity_over), 0.0, prices.capacity),
            storage=np.where(np.isfinite(shared.storage_over), 0.0, prices.storage),
            inbound_m3=prices.inbound_m3,
            inbound_units=prices.inbound_units,
            box_m3=np.where(limited, np.maximum(prices.box_m3 - _per(shared.box_cost, shared.box_m3), 0.0), 0.0),
            box_kg=np.where(limited, np.maximum(prices.box_kg - _per(shared.box_cost, shared.box_kg), 0.0), 0.0),
            minimum=np.maximum(prices.minimum, self.floor * self.ascent.scales.most_minimum),
            spill=np.where(self.hard, 2 * NEVER_SPILL if self.guarded else 0.0, soft),
            broken=self.penalty,
        )

    def steer(self, *, penalty: float | None = None, floor: float | None = None, guarded: bool | None = None) -> None:
        """Judge moves anew.

        ``penalty``: money per unit of a broken rule; ``floor``: the least price of a missing minimum, as a share of
        what it may be; ``guarded``: no answer may pass a hard budget.
        """
        self.penalty = self.penalty if penalty is None else penalty
        self.floor = self.floor if floor is None else floor
        self.guarded = self.guarded if guarded is None else guarded
        self.steering = self._steering()

    def build(self, exact: list[Exact]) -> None:
        """Put the exact answers on the boards, as they are."""
        for place, each in zip(self.places, exact, strict=True):
            fill(place.desk.wide, place.desk.terms, place.desk.board, self.steering, each.quantity)

    def sweep(self, go_on: Going, *, rising: bool = False) -> float:
        """Every lot answers once, the dearest first or last; the money won (negative)."""
        won = 0.0
        for place in self.places:
            if go_on():
                won += sweep(place.desk, self.steering, place.rising if rising else place.rising[::-1])
        return won

    def answers(self, effort: int, go_on: Going) -> float:
        """Every item answers as a whole."""
        won = 0.0
        for place in self.places:
            if go_on():
                chosen = np.arange(place.part.item_count)
                won += best_of_items(place.desk, self.steering, chosen, place.items, effort, 6)
        return won

    def lines(self, go_on: Going) -> float:
        """Close each open line, then open each closed one of an open order, where that wins."""
        won = 0.0
        for place in self.places:
            if not go_on():
                break
            board, lines = place.desk.board, place.part.lines
            there = np.diff(lines.first) > 0
            shut = np.flatnonzero((board.line_count > 0) & there)
            won += try_lines(place.desk, self.steering, shut, LINES, lines.first, lines.member)
            fresh = np.flatnonzero((board.line_count == 0) & there & (board.order_lines[lines.order] > 0))
            won += try_lines(place.desk, self.steering, fresh, OPEN_LINES, lines.first, lines.member)
        return won

    def targets(self, targets: Ints, kind: int, go_on: Going) -> float:
        """Close or open every target in turn over all parts; keep what wins."""
        won = 0.0
        rooms = [scratch_of(place.desk) for place in self.places]
        for target in targets:
            if not go_on():
                break
            tried = [(k, *_members(place, int(target), kind)) for k, place in enumerate(self.places)]
            tried = [each for each in tried if each[1].size]
            delta = sum(
                attempt(self.places[k].desk, self.steering, int(target), kind, members, kept, stocks, rooms[k])
                for k, members, kept, stocks in tried
            )
            if delta < -1e-7:
                won += delta
                continue
            for k, members, kept, stocks in reversed(tried):
                undo(self.places[k].desk, self.steering, members, kept, stocks)
        return won

    def mend_lines(self) -> None:
        """Close order lines below their least or above their most, all their lots together, where that is better."""
        for place in self.places:
            lines = place.part.lines
            wrong = np.flatnonzero(_wrong_lines(place))
            try_lines(place.desk, self.steering, wrong, LINES, lines.first, lines.member)

    def close(self, targets: Ints, kind: int) -> None:
        """Close every target over all parts, whatever it costs."""
        for target in targets:
            for place in self.places:
                members, kept, stocks = _members(place, int(target), kind)
                if members.size:
                    attempt(place.desk, self.steering, int(target), kind, members, kept, stocks, scratch_of(place.desk))

    def standing(self) -> Standing:
        """The true cost of what is on the boards, and what it breaks."""
        shared, common = self.shared, self.common
        cost = sum(_own_cost(p.desk.lots, p.desk.terms, p.desk.board) + p.part.constant for p in self.places)
        opened = common["order_lines"] > 0
        load = np.where(opened, np.maximum(common["order_load"] - shared.capacity, 0.0), 0.0)
        stored = np.maximum(common["stored"] - shared.storage, 0.0)
        over = np.maximum(shared.matches @ common["spent"] - shared.amount, 0.0)
        over[over <= 1e-9 * np.maximum(1.0, shared.amount)] = 0.0
        first = self.places[0]
        weight = np.tile(first.part.weights[:-1], shared.shipment_cost.size // shared.periods)
        freight, boxes = _freight(first.desk.terms, first.desk.board, weight)
        cost += float(shared.order_cost[opened].sum()) + freight
        cost += float((finite(shared.capacity_over) * load).sum() + (finite(shared.storage_over) * stored).sum())
        cost += float((finite(shared.budget_over) * over).sum())
        missing = np.where(opened, np.maximum(shared.least - common["order_held"], 0.0), 0.0)
        broken = boxes + sum(_broken_lines(place) for place in self.places)
        for excess, limit in (
            (missing.ravel(), shared.least.ravel()),
            (np.where(np.isfinite(shared.capacity_over), 0.0, load), shared.capacity),
            (np.where(np.isfinite(shared.storage_over), 0.0, stored), shared.storage),
            (np.maximum(common["landed_m3"] - shared.inbound_m3, 0.0), shared.inbound_m3),
            (np.maximum(common["landed_units"] - shared.inbound_units, 0.0), shared.inbound_units),
        ):
            broken += float(np.where(excess > 5e-7 * np.maximum(1.0, finite(limit)), excess, 0.0).sum())
        return Standing(cost, np.where(self.hard, over, 0.0), broken)

    def snapshot(self) -> list[Ints]:
        """The cases of every part's choices."""
        return [place.desk.board.cases.copy() for place in self.places]


def _members(place: Place, target: int, kind: int) -> tuple[Ints, Ints, Floats]:
    """Lots that use the target (that could, when it is to be opened), and room for what they have."""
    first, member = place.by_shipment if kind == SHIPMENTS else place.by_order
    choices = member[first[target] : first[target + 1]]
    if kind != OPEN_ORDERS:
        choices = choices[place.desk.board.cases[choices] > 0]
    lots = np.unique(place.part.choices.lot[choices])
    at = place.desk.terms.choice_first
    width = int((at[lots + 1] - at[lots]).sum())
    return lots, np.empty(width, np.int64), np.empty((lots.size, place.desk.lots.demand.shape[1]))


def _wrong_lines(place: Place) -> Bools:
    """(lines,) open lines below their least quantity, above their most, or open at two price tiers."""
    board, lines = place.desk.board, place.part.lines
    off = (board.line_units < lines.low - 1e-6) | (board.line_units > lines.high + 1e-6)
    return (board.line_count > 0) & (off | (board.base_open > 1)[lines.base_line])


def _broken_lines(place: Place) -> float:
    """Units by which lines miss what they may be, and one for every line that is open at two price tiers."""
    board, lines = place.desk.board, place.part.lines
    missed = np.maximum(lines.low - board.line_units, 0.0) + np.maximum(board.line_units - lines.high, 0.0)
    return float(missed[_wrong_lines(place)].sum() + (board.base_open > 1).sum())


def _per(cost: Floats, size: Floats) -> Floats:
    sized = np.isfinite(size)
    return np.where(sized, cost / np.where(sized, size, 1.0), 0.0)


@njit(cache=True, nogil=True)
def _own_cost(lots: Lots, terms: Terms, board: Board) -> float:
    """What stock, shortage, purchases and lines of a part cost, the credit taken off."""
    money = 0.0
    last = -1
    for p in range(lots.opening.size):
        money += own_money(lots, terms, p, board.cases, board.stock[p])
        for k in range(terms.choice_first[p], terms.choice_first[p + 1]):
            money += board.cases[k] * terms.gross[k] * terms.weight[k]
        item = terms.lot_item[p]
        if item != last:
            kept = min(board.closing[item], terms.most_credit[item])
            money -= terms.rich[p] * kept + terms.poor[p] * (board.closing[item] - kept)
            last = item
    for line in range(board.line_count.size):
        if board.line_count[line] > 0:
            money += terms.line_weight[line] * (terms.line_cost[line] + terms.line_gross[line])
    return money


@njit(cache=True, nogil=True)
def _freight(terms: Terms, board: Board, weight: Floats) -> tuple[float, float]:
    """Freight of all shipments, and containers beyond the most a lane sends."""
    money, excess = 0.0, 0.0
    for a in range(board.shipment_count.size):
        if board.shipment_count[a] > 0:
            boxes = boxes_of(terms, board.shipment_m3[a], board.shipment_kg[a], a)
            money += terms.shipment_cost[a] + boxes * terms.box_cost[a]
            money += max(terms.min_charge[a], weight[a] * board.shipment_charge[a])
            excess += max(0.0, boxes - terms.most_boxes[a])
    return money, excess


def _place(number: int, ascent: Ascent, common: dict[str, Floats]) -> Place:
    part, own, shared = ascent.parts[number], ascent.own[number], ascent.shared
    terms, wide = terms_of(part, shared)
    line = part.choices.line[terms.variant_choice]
    worth = part.lots.demand.sum(axis=1) * np.maximum(part.rich, 1e-9)
    return Place(
        part=part,
        desk=Desk(part.lots, wide, terms, board_of(part, common)),
        items=Items(
            part.lot_first, part.line_first, part.line_of, line, part.local[line],
            part.choices.units[terms.variant_choice], own.rebate, own.share,
        ),
        by_order=groups(part.choices.order, shared.order_cost.size),
        by_shipment=groups(part.choices.shipment, shared.shipment_cost.size),
        rising=np.argsort(worth, kind="stable"),
    )  # fmt: skip
