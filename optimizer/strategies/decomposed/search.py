"""The plan: exact answers put together, then moves on orders, shipments, lines and items, each at its true cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit

from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.answers import Exact
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.board import (
    NEVER_SPILL,
    Board,
    Steering,
    Terms,
    best_of_items,
    boxes_of,
    fill,
    own_money,
    sweep,
    try_lines,
    try_target,
    undo,
)
from optimizer.strategies.decomposed.lot_sizing import Lots
from optimizer.strategies.decomposed.parts import Part
from optimizer.strategies.decomposed.prices import finite, fixed_costs
from optimizer.strategies.decomposed.terms import board_of, groups, shared_board, terms_of

ORDERS, SHIPMENTS, OPEN_ORDERS, SHUT_LINES, OPEN_LINES = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Desk:
    """One part with everything moves need of it."""

    part: Part
    lots: Lots
    wide: Lots
    terms: Terms
    board: Board
    by_order: tuple[Ints, Ints]
    by_shipment: tuple[Ints, Ints]
    by_line: tuple[Ints, Ints]
    small_first: Ints
    """(P,) lots by rising value of their demand."""


@dataclass(frozen=True)
class Standing:
    """A plan's true cost, and how far it breaks rules: money over hard budgets (budgets,), and everything else."""

    cost: float
    over_budget: Floats
    broken: float

    @property
    def keeps_rules(self) -> bool:
        """Whether every rule holds."""
        return self.broken <= 1e-6 and bool((self.over_budget <= 1e-6).all())


class Search:
    """Moves over all parts' boards. ``steering`` has the prices that moves are judged at."""

    def __init__(self, ascent: Ascent) -> None:
        self.ascent, self.shared = ascent, ascent.shared
        self.common = shared_board(self.shared)
        self.desks = [_desk(part, ascent, self.common) for part in ascent.parts]
        self.hard = ~np.isfinite(self.shared.budget_over)
        self.money_price = ascent.prices.money.copy()
        self.penalty = 1e2
        self.floor = 0.0
        self.guarded = False
        self.steering = self._steering()

    def _steering(self) -> Steering:
        prices, shared = self.ascent.prices, self.shared
        soft = np.where(self.hard, 0.0, finite(shared.budget_over) - self.money_price)
        beyond = np.maximum(prices.box_m3 - _per(shared.box_cost, shared.box_m3), 0.0)
        beyond_kg = np.maximum(prices.box_kg - _per(shared.box_cost, shared.box_kg), 0.0)
        floor = self.floor * self.ascent.scales.most_minimum
        return Steering(
            money=shared.matches.T @ self.money_price,
            capacity=np.where(np.isfinite(shared.capacity_over), 0.0, prices.capacity),
            storage=np.where(np.isfinite(shared.storage_over), 0.0, prices.storage),
            inbound_m3=prices.inbound_m3, inbound_units=prices.inbound_units,
            box_m3=np.where(np.isfinite(shared.most_boxes), beyond, 0.0),
            box_kg=np.where(np.isfinite(shared.most_boxes), beyond_kg, 0.0),
            minimum=np.maximum(prices.minimum, floor),
            spill=np.where(self.hard, 2 * NEVER_SPILL if self.guarded else 0.0, np.maximum(soft, 0.0)),
            broken=self.penalty,
        )  # fmt: skip

    def steer(
        self, *, penalty: float | None = None, guarded: bool | None = None, floor: float | None = None
    ) -> None:
        """Change how moves are judged."""
        self.penalty = self.penalty if penalty is None else penalty
        self.floor = self.floor if floor is None else floor
        self.guarded = self.guarded if guarded is None else guarded
        self.steering = self._steering()

    def build(self, exact: list[Exact]) -> None:
        """Put the exact answers on the boards, as they are."""
        for desk, each in zip(self.desks, exact, strict=True):
            fill(desk.lots, desk.wide, desk.terms, desk.board, self.steering, each.quantity)

    def sweep(self, *, rising: bool = False) -> float:
        """Every lot answers once; the money won (negative)."""
        return sum(
            sweep(d.lots, d.wide, d.terms, d.board, self.steering, d.small_first if rising else d.small_first[::-1],
                  False)
            for d in self.desks
        )

    def items(self, effort: int, chosen: Callable[[Desk], Ints]) -> float:
        """Chosen items answer as a whole."""
        won = 0.0
        for desk, own in zip(self.desks, self.ascent.own, strict=True):
            part, terms = desk.part, desk.terms
            line = part.choices.line[terms.variant_choice]
            won += best_of_items(
                desk.lots, desk.wide, terms, desk.board, self.steering, chosen(desk), part.lot_first, part.line_first,
                part.line_of, line, part.local[line], part.choices.units[terms.variant_choice], part.lines.alone,
                own.rebate, own.share, effort, 6,
            )
        return won

    def lines(self) -> float:
        """Close each open line, then open each closed one of an open order, where that wins."""
        won = 0.0
        for desk in self.desks:
            board, lines = desk.board, desk.part.lines
            several = np.diff(lines.first) > 0
            shut = np.flatnonzero((board.line_count > 0) & several)
            won += try_lines(desk.lots, desk.wide, desk.terms, board, self.steering, shut, SHUT_LINES, *desk.by_line)
            fresh = np.flatnonzero((board.line_count == 0) & several & (board.order_lines[lines.order] > 0))
            won += try_lines(desk.lots, desk.wide, desk.terms, board, self.steering, fresh, OPEN_LINES, *desk.by_line)
        return won

    def targets(self, targets: Ints, kind: int, go_on: Callable[[], bool]) -> float:
        """Try every target in turn over all parts; keep what wins."""
        won = 0.0
        for target in targets:
            if not go_on():
                break
            tried = [(desk, *self._members(desk, int(target), kind)) for desk in self.desks]
            delta = sum(
                try_target(d.lots, d.wide, d.terms, d.board, self.steering, int(target), kind, members, *kept)
                for d, members, kept in tried
                if members.size
            )
            if delta < -1e-7:
                won += delta
                continue
            for d, members, kept in reversed(tried):
                if members.size:
                    undo(d.lots, d.terms, d.board, self.steering, members, *kept)
        return won

    def _members(self, desk: Desk, target: int, kind: int) -> tuple[Ints, tuple[Ints, Floats]]:
        first, member = desk.by_shipment if kind == SHIPMENTS else desk.by_order
        choices = member[first[target] : first[target + 1]]
        if kind != OPEN_ORDERS:
            choices = choices[desk.board.cases[choices] > 0]
        lots = np.unique(desk.part.choices.lot[choices])
        width = int((desk.terms.choice_first[lots + 1] - desk.terms.choice_first[lots]).sum())
        return lots, (np.empty(width, np.int64), np.empty((lots.size, desk.lots.demand.shape[1])))

    def standing(self) -> Standing:
        """The true cost of what is on the boards."""
        shared, common = self.shared, self.common
        cost = sum(_own_cost(d.lots, d.terms, d.board) + d.part.constant for d in self.desks)
        opened = common["order_lines"] > 0
        cost += float(shared.order_cost[opened].sum())
        load = np.maximum(common["order_load"] - shared.capacity, 0.0)
        cost += float((finite(shared.capacity_over) * load)[opened].sum())
        cost += float((finite(shared.storage_over) * np.maximum(common["stored"] - shared.storage, 0.0)).sum())
        over = np.maximum(shared.matches @ common["spent"] - shared.amount, 0.0)
        over = np.where(over > 1e-9 * np.maximum(1.0, shared.amount), over, 0.0)
        cost += float((finite(shared.budget_over) * over).sum())
        shipped, excess = _freight(self.desks[0].terms, self.desks[0].board, np.tile(self.desks[0].part.weights[:-1], shared.order_cost.size and shared.shipment_cost.size // shared.periods))
        missing = np.maximum(shared.least - common["order_held"], 0.0) * opened
        broken = excess + float(np.where(missing > 1e-7 * np.maximum(1.0, shared.least), missing, 0.0).sum())
        hard = ~np.isfinite(shared.capacity_over)
        broken += _beyond(np.where(hard, load, 0.0)[opened], shared.capacity[opened])
        hard = ~np.isfinite(shared.storage_over)
        broken += _beyond(np.where(hard, np.maximum(common["stored"] - shared.storage, 0.0), 0.0), shared.storage)
        broken += _beyond(np.maximum(common["landed_m3"] - shared.inbound_m3, 0.0), shared.inbound_m3)
        broken += _beyond(np.maximum(common["landed_units"] - shared.inbound_units, 0.0), shared.inbound_units)
        broken += sum(_broken_lines(d) for d in self.desks)
        return Standing(cost + shipped, np.where(self.hard, over, 0.0), broken)

    def snapshot(self) -> list[Ints]:
        """The cases of every part's choices."""
        return [desk.board.cases.copy() for desk in self.desks]


def _beyond(over: Floats, limit: Floats) -> float:
    return float(np.where(over > 5e-7 * np.maximum(1.0, finite(limit)), over, 0.0).sum())


def _broken_lines(desk: Desk) -> float:
    board, lines = desk.board, desk.part.lines
    opened = board.line_count > 0
    low = np.maximum(lines.low - board.line_units, 0.0)[opened].sum()
    high = np.maximum(board.line_units - lines.high, 0.0)[opened].sum()
    return float(low + high + (board.base_open > 1).sum())


def _per(cost: Floats, size: Floats) -> Floats:
    sized = np.isfinite(size)
    return np.where(sized, cost / np.where(sized, size, 1.0), 0.0)


@njit(cache=True, nogil=True)
def _own_cost(lots: Lots, terms: Terms, board: Board) -> float:
    """What stock, shortage, purchases and lines of a part cost."""
    money = 0.0
    for p in range(lots.opening.size):
        money += own_money(lots, terms, p, board.cases, board.stock[p])
        for k in range(terms.choice_first[p], terms.choice_first[p + 1]):
            money += board.cases[k] * terms.gross[k] * terms.weight[k]
    for line in range(board.line_count.size):
        if board.line_count[line] > 0:
            money += terms.line_weight[line] * (terms.line_cost[line] + terms.line_gross[line])
    last = -1
    for p in range(lots.opening.size):
        item = terms.lot_item[p]
        if item != last:
            kept = min(board.closing[item], terms.most_credit[item])
            money -= terms.rich[p] * kept + terms.poor[p] * (board.closing[item] - kept)
            last = item
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


def _desk(part: Part, ascent: Ascent, common: dict[str, Floats]) -> Desk:
    shared = ascent.shared
    terms, wide = terms_of(part, shared)
    worth = part.lots.demand.sum(axis=1) * np.maximum(part.rich, 1e-9)
    return Desk(
        part=part, lots=part.lots, wide=wide, terms=terms, board=board_of(part, common),
        by_order=groups(part.choices.order, shared.order_cost.size),
        by_shipment=groups(part.choices.shipment, shared.shipment_cost.size),
        by_line=(part.lines.first, part.lines.member), small_first=np.argsort(worth, kind="stable"),
    )  # fmt: skip
