"""The plan as a search: moves over all parts at today's prices, and what the plan on the boards truly costs.

Parts answer side by side, a few at a time and always the same ones, so that the plan does not depend on how many cores
there are: each works on a copy of what is common with an equal share of what is left of every limit, and what they
changed is added up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.answers import efforts
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.board import Mood, fill
from optimizer.strategies.decomposed.common import (
    CHANGING,
    Common,
    collect,
    common_money,
    common_of,
    copied,
    lent,
    tidy,
)
from optimizer.strategies.decomposed.cores import Cores
from optimizer.strategies.decomposed.moves import (
    ANSWER,
    OPEN,
    attempt,
    best_of_items,
    scratch_of,
    sweep,
    try_lines,
    undo,
)
from optimizer.strategies.decomposed.offers import NONE, Trial
from optimizer.strategies.decomposed.places import Members, Place, place_of, room_for
from optimizer.strategies.decomposed.prices import finite
from optimizer.strategies.decomposed.walk import Walk

Going = Callable[[], bool]
"""Whether there is still time."""

Given = TypeVar("Given")
Found = TypeVar("Found")

SIDE_BY_SIDE = 4
"""Parts that answer at the same time."""

SAMPLE = 16
"""Parts that answer between two steps of the prices of hard limits."""

FEW = 200
"""Lots of a move up to which parts answer one after the other, each with all that is left."""


@dataclass(frozen=True)
class Severity:
    """How moves are judged while hard limits may be passed; see ``Search.steer``."""

    penalty: float
    stiff: float


class Search:
    """Moves over all parts' boards; walked prices of hard budgets and capacities, penalties and caps judge them.

    ``urgency`` (orders,): what a unit that a minimum lacks is worth, as a share of the most that a rebate may be;
    ``strain``: how many times stiffer than budgets hard capacities are.
    """

    def __init__(self, ascent: Ascent) -> None:
        self.ascent, self.shared = ascent, ascent.shared
        self._cores = Cores()
        self.common = common_of(self.shared, ascent.parts[0].weights[:-1])
        self.places = [place_of(k, ascent, self.common) for k in range(len(ascent.parts))]
        self._next = 0
        self._room = room_for([place.desk for place in self.places])
        self.hard = ~np.isfinite(self.shared.budget_over)
        self.hard_order = self.common.orders["hard"] > 0
        self.money = Walk.start(ascent.prices.money, np.full(self.hard.size, 0.2))
        priced = np.where(self.hard_order, ascent.prices.capacity, 0.0)
        self.capacity = Walk.start(priced, ascent.scales.capacity)
        self.urgency = np.zeros(self.hard_order.size)
        self.penalty, self.floor, self.fine, self.capped = 1e2, 0.0, 0.0, False
        self.stiff, self.strain = 0.05, 1.0
        self.steer()

    def close(self) -> None:
        """Let the threads go."""
        self._cores.close()

    @property
    def mood(self) -> Mood:
        """How the boards judge."""
        return Mood(self.penalty, int(self.capped))

    def steer(
        self,
        *,
        penalty: float | None = None,
        floor: float | None = None,
        fine: float | None = None,
        capped: bool | None = None,
        stiff: float | None = None,
    ) -> None:
        """Judge moves anew, also at the prices walked since.

        ``penalty``: money per unit of a broken rule; ``floor``: the least price of a missing minimum, as a share of
        what it may be; ``fine``: money for every minimum that lacks anything; ``capped``: no answer may
        pass a hard budget or capacity, which until then have a price, dearer by the share ``stiff`` of it beyond what
        there is.
        """
        self.penalty = self.penalty if penalty is None else penalty
        self.floor = self.floor if floor is None else floor
        self.fine = self.fine if fine is None else fine
        self.capped = self.capped if capped is None else capped
        self.stiff = self.stiff if stiff is None else stiff
        prices, shared = self.ascent.prices, self.shared
        orders, shipments, cells, purses, budgets = self.common
        orders["price"] = self.capacity.price
        dearer = self.strain * self.stiff * np.maximum(self.capacity.price, self.capacity.least)
        hard_over = self.penalty if self.capped else dearer
        orders["over"] = np.where(self.hard_order, hard_over, np.minimum(finite(shared.capacity_over), self.penalty))
        least = np.maximum(self.floor, self.urgency) * self.ascent.scales.most_minimum
        orders["short"] = np.maximum(prices.minimum, least).T
        orders["fine"] = self.fine
        limited = np.isfinite(shared.most_boxes)
        for name in ("m3", "kg"):
            price, size = getattr(prices, f"box_{name}"), getattr(shared, f"box_{name}")
            shipments[f"price_{name}"] = np.where(limited, np.maximum(price - _per(shared.box_cost, size), 0.0), 0.0)
        shipments["over"] = self.penalty * np.minimum(shipments["box_m3"], shipments["box_kg"])
        soft = np.isfinite(shared.storage_over)
        cells["price_stored"] = np.where(soft, 0.0, prices.storage)
        cells["price_m3"], cells["price_units"] = prices.inbound_m3, prices.inbound_units
        cells["over_stored"] = np.where(soft, np.minimum(finite(shared.storage_over), self.penalty), self.penalty)
        cells["over"] = self.penalty
        purses["price"] = shared.matches.T @ self.money.price
        spilt = np.maximum(finite(shared.budget_over) - self.money.price, 0.0)
        beyond = 2.0 * self.penalty if self.capped else self.stiff * self.money.price
        budgets["over"] = np.where(self.hard, beyond, spilt)

    def judge(self, severity: Severity) -> None:
        """Let hard limits be passed, and judge so."""
        self.steer(penalty=severity.penalty, floor=0.0, fine=0.0, capped=False, stiff=severity.stiff)

    def walk(self, *, slack: float) -> bool:
        """Move the prices of hard budgets and capacities after a sweep; whether all of them hold.

        ``slack``: the share of a limit that may be left though it has a price.
        """
        left = self.common.budgets["amount"] - self.common.budgets["used"]
        share = left / np.maximum(self.common.budgets["amount"], 1e-9)
        over = self.hard & (share < -1e-12)
        self.money.move(over, self.hard & (share > slack))
        orders = self.common.orders
        room = np.where(self.hard_order, 1.0 - orders["load"] / np.maximum(orders["capacity"], 1e-9), 0.0)
        heavy = self.hard_order & (room < -1e-9)
        self.capacity.move(heavy, self.hard_order & (room > max(slack, 0.005)))
        self.steer()
        return not (over.any() or heavy.any())

    def release(self, share: float) -> None:
        """Raise the prices of hard budgets that are used up, so that money comes free for what must be topped up."""
        budgets = self.common.budgets
        empty = self.hard & (budgets["amount"] - budgets["used"] < share * budgets["amount"])
        self.money.price = np.where(empty, self.money.price * (1.0 + share), self.money.price)
        self.steer()

    def build(self, cases: Sequence[Ints]) -> None:
        """Put cases (K,) of every part on empty boards, as they are."""
        for place, quantity in zip(self.places, cases, strict=True):
            fill(place.alone.wide, place.alone.terms, place.alone.board, self.mood, quantity)

    def clear(self) -> None:
        """Take everything off the boards."""
        for name, fields in CHANGING:
            for field in fields:
                getattr(self.common, name)[field] = 0
        for place in self.places:
            board = place.desk.board
            for table in (board.cases, board.stock, board.closing, board.line_units, board.line_count, board.base_open):
                table[...] = 0

    def _side_by_side(
        self,
        common: Common,
        numbers: Sequence[Given],
        place_of: Callable[[Given], Place],
        work: Callable[[Given], Found],
    ) -> list[Found]:
        """Let places work on copies of ``common``, then add up in it what they changed."""
        before = lent(common, len(numbers))

        def one(given: Given) -> Found:
            for mine, theirs in zip(place_of(given).desk.board.common, before, strict=True):
                np.copyto(mine, theirs)
            return work(given)

        answers = self._cores.each(one, numbers)
        for each in numbers:
            collect(common, before, place_of(each).desk.board.common)
        tidy(common)
        return answers

    def everywhere(
        self, go_on: Going, work: Callable[[Place], float], *, together: int = SIDE_BY_SIDE,
        places: Sequence[Place] | None = None,
    ) -> float:  # fmt: skip
        """Every part (or ``places``) works once, so many side by side; the money won, each by its own account."""
        won, workers = 0.0, self.places if places is None else places
        for begin in range(0, len(workers), together):
            if go_on():
                group = workers[begin : begin + together]
                won += sum(self._side_by_side(self.common, group, lambda place: place, work))
        return won

    def sample(self, go_on: Going) -> float:
        """The lots of the next ``SAMPLE`` parts in turn answer once: enough to see where prices lead."""
        chosen = [self.places[(self._next + k) % len(self.places)] for k in range(min(SAMPLE, len(self.places)))]
        self._next = (self._next + len(chosen)) % len(self.places)

        def work(place: Place) -> float:
            return float(sweep(place.desk, self.mood, place.rising[::-1]))

        return self.everywhere(go_on, work, places=chosen)

    def sweep(self, go_on: Going, *, rising: bool = False, together: int = SIDE_BY_SIDE) -> float:
        """Every lot answers once, the dearest first or last; the money won (negative)."""

        def work(place: Place) -> float:
            return float(sweep(place.desk, self.mood, place.rising if rising else place.rising[::-1]))

        return self.everywhere(go_on, work, together=together)

    def each_place(self, work: Callable[[int], Found], numbers: Sequence[int]) -> list[Found]:
        """What ``work`` finds out about these places; it changes nothing."""
        return self._cores.each(work, numbers)

    def answers(self, effort: int, go_on: Going, chosen: Sequence[Ints] | None = None) -> float:
        """Every item answers as a whole, or those ``chosen`` of every part."""

        def work(place: Place) -> float:
            asked = np.arange(place.part.item_count) if chosen is None else chosen[place.number]
            return float(best_of_items(place.desk, self.mood, asked, place.items, efforts(place.part, effort), 6))

        return self.everywhere(go_on, work)

    def gathered(self, members: Sequence[tuple[Ints, Ints]], target: int, *, users: bool) -> list[Members]:
        """Lots that can use an order or shipment (``users``: that do), those of small worth first, and what they have.

        ``members``: of every place, the choices by target, as in ``Place.by_order``.
        """
        found = []
        for number, (place, (first, member)) in enumerate(zip(self.places, members, strict=True)):
            at, board = place.desk.terms.choice_first, place.desk.board
            choices = member[first[target] : first[target + 1]]
            near = np.zeros(place.rising.size, np.bool_)
            near[place.part.choices.lot[choices[board.cases[choices] > 0] if users else choices]] = True
            lots = place.rising[near[place.rising]]
            if lots.size:
                kept = np.concatenate([board.cases[at[p] : at[p + 1]] for p in lots])
                found.append(Members(number, lots, kept, board.stock[lots].copy()))
        return found

    def possible_orders(self) -> Bools:
        """(orders,) whether anything can be bought on it."""
        could = np.zeros(self.common.orders.size, np.bool_)
        for place in self.places:
            could |= np.diff(place.by_order[0]) > 0
        return could

    def reach(self, order: int) -> int:
        """How many choices an order has."""
        return sum(int(place.by_order[0][order + 1] - place.by_order[0][order]) for place in self.places)

    def answered(self, near: Sequence[Members]) -> float:
        """The lots answer once, one after the other, over what is common itself; the money won (negative)."""
        return sum(float(sweep(self.places[each.number].alone, self.mood, each.lots)) for each in near)

    def give_back(self, near: Sequence[Members], before: Common) -> None:
        """Undo what lots have answered since they were gathered, when what is common was ``before``."""
        for each in near:
            undo(self.places[each.number].alone, self.mood, each.lots, each.kept, each.stocks)
        self.becomes(before)

    def lines(self, go_on: Going) -> float:
        """Close each open line, then open each closed one of an open order, where that wins."""

        def work(place: Place) -> float:
            board, lines = place.desk.board, place.part.lines
            there = np.diff(lines.first) > 0
            shut = np.flatnonzero((board.line_count > 0) & there)
            won = float(try_lines(place.desk, self.mood, shut, ANSWER, lines.first, lines.member, 0))
            opened = board.common.orders["lines"][lines.order] > 0
            fresh = np.flatnonzero((board.line_count == 0) & there & opened)
            return won + float(try_lines(place.desk, self.mood, fresh, OPEN, lines.first, lines.member, 0))

        return self.everywhere(go_on, work)

    def attempt(self, trial: Trial, way: int = ANSWER, *, keep: float = -1e-7) -> float:
        """All lots that a trial concerns answer under it, or only drop what it shuts (``way``).

        ``keep``: it is kept where it costs less than this; by default where it wins. Gives what it costs (money), kept
        or not.
        """
        members = [self._members(k, trial) for k in range(len(self.places))]
        members = [each for each in members if each.lots.size]
        if not members:
            return 0.0
        if sum(each.lots.size for each in members) <= FEW:
            return self._attempt_alone(members, trial, way, keep)
        merged, own = copied(self.common), 0.0

        def work(each: Members) -> float:
            desk = self.places[each.number].desk
            began = common_money(desk.board.common)
            money = attempt(desk, self.mood, trial, way, each.lots, each.kept, each.stocks, scratch_of(desk))
            return float(money - common_money(desk.board.common) + began)

        for begin in range(0, len(members), SIDE_BY_SIDE):
            group = members[begin : begin + SIDE_BY_SIDE]
            own += sum(self._side_by_side(merged, group, lambda each: self.places[each.number], work))
        delta = own + common_money(merged) - common_money(self.common)
        if delta < keep:
            self.becomes(merged)
        else:
            for each in members:
                undo(self.places[each.number].desk, self.mood, each.lots, each.kept, each.stocks)
        return delta

    def _attempt_alone(self, members: Sequence[Members], trial: Trial, way: int, keep: float) -> float:
        """``attempt`` for few lots: parts one after the other, over what is common itself."""
        delta = 0.0
        for each in members:
            place = self.places[each.number]
            delta += attempt(place.alone, self.mood, trial, way, each.lots, each.kept, each.stocks, self._room)
        if delta >= keep:
            for each in reversed(members):
                undo(self.places[each.number].alone, self.mood, each.lots, each.kept, each.stocks)
        return delta

    def becomes(self, other: Common) -> None:
        """What is common is as in ``other`` again."""
        for mine, theirs in zip(self.common, other, strict=True):
            np.copyto(mine, theirs)

    def _members(self, number: int, trial: Trial) -> Members:
        """Lots that use what is shut, and those that could use what is opened."""
        place = self.places[number]
        chosen = []
        for target, (first, member), opening in (
            (trial.shut_order, place.by_order, False),
            (trial.shut_shipment, place.by_shipment, False),
            (trial.open_order, place.by_order, trial.shut_order == NONE),
            (trial.open_shipment, place.by_shipment, True),
        ):
            if target != NONE:
                choices = member[first[target] : first[target + 1]]
                chosen.append(choices if opening else choices[place.desk.board.cases[choices] > 0])
        lots = np.unique(place.part.choices.lot[np.concatenate(chosen)])
        at = place.desk.terms.choice_first
        width = int((at[lots + 1] - at[lots]).sum())
        stocks = np.empty((lots.size, place.desk.lots.demand.shape[1]))
        return Members(number, lots, np.empty(width, np.int64), stocks)

    def snapshot(self) -> list[Ints]:
        """The cases of every part's choices."""
        return [place.desk.board.cases.copy() for place in self.places]


def _per(cost: Floats, size: Floats) -> Floats:
    sized = np.isfinite(size)
    return np.where(sized, cost / np.where(sized, size, 1.0), 0.0)
