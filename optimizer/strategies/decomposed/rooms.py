"""What nodes share: room for stock, and what they can receive. Chunks answer to prices; a small program mixes answers.

Each chunk's moves and services are continuous, so any mixture of its answers is one as well. The mixture that keeps the
limits at least cost is a linear program with one column an answer; its duals are the next prices (Dantzig and Wolfe).
Where no answer to the last prices improves the mixture, it is best. Most plans need no second answer at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from models.problem import Problem
from optimizer.backends import highs
from optimizer.backends.status import Limits
from optimizer.instance.calendar import Calendar
from optimizer.linear import Floats, MixedIntegerProgram
from optimizer.strategies.decomposed.flow_answers import Answer

PRECISION = 1e-9
"""Share of the cost by which another round of answers must be able to improve the mixture."""

PENALTY_GROWTH = 100.0
"""How much dearer breaking a hard limit becomes in a round after which one is still broken."""

Ask = Callable[[int, Floats], Answer | None]
"""``ask(chunk, prices)``: the chunk's best answer to prices (3, nodes, T) of stock, m3 received and units received."""


@dataclass(frozen=True)
class Rooms:
    """Limits of nodes, (3, nodes, T), infinite where there is none: m3 in stock, m3 and units that transfers may bring.

    ``over`` (3, nodes, T): discounted money per m3 above the limit, infinite where it is hard.
    """

    limit: Floats
    over: Floats

    @property
    def limited(self) -> bool:
        """Whether there is any limit."""
        return bool(np.isfinite(self.limit).any())


def rooms_of(problem: Problem, unavoidable: Floats, coming: Floats) -> Rooms:
    """Limits as the whole problem has them.

    ``unavoidable`` (nodes, T) m3 that no order brought; ``coming`` (2, nodes, T) m3 and units of inbound and of orders.
    """
    nodes, weights = problem.nodes, Calendar.of(problem.settings).weights[:-1]
    figures = {
        name: nodes[name].to_numpy(np.float64)[:, None] for name in ("storage_m3", "inbound_m3", "inbound_units")
    }
    rate = nodes["overflow_cost"].to_numpy(np.float64)[:, None]
    storage = np.where(np.isnan(figures["storage_m3"]), np.inf, figures["storage_m3"])
    limit = np.full((3, *unavoidable.shape), np.inf)
    limit[0] = np.where(np.isnan(rate), np.maximum(storage, unavoidable), storage)
    for row, name in ((1, "inbound_m3"), (2, "inbound_units")):
        received = np.where(np.isnan(figures[name]), np.inf, figures[name])
        limit[row] = np.maximum(received - coming[row - 1], 0.0)
    over = np.full_like(limit, np.inf)
    over[0] = np.where(np.isnan(rate), np.inf, rate * weights)
    return Rooms(limit, over)


def best_mixture(
    rooms: Rooms, first: Sequence[Answer], ask: Ask, rounds: int, scale: float
) -> list[tuple[Floats, Floats] | None] | None:
    """Per chunk units moved and served, None where its first answer stands; None for all where a hard limit is broken.

    ``first``: the answers at no price. ``scale``: money that breaking a hard limit by one unit costs at first.
    """
    total = sum((answer.use for answer in first), np.zeros_like(rooms.limit))
    broken = total > rooms.limit + PRECISION * np.maximum(1.0, np.abs(rooms.limit))
    if not broken.any():
        return [None] * len(first)
    if all(answer.settled for answer in first):
        return None if (broken & np.isinf(rooms.over)).any() else [None] * len(first)
    open_chunks = [k for k, answer in enumerate(first) if not answer.settled]
    fixed = total - sum((first[k].use for k in open_chunks), np.zeros_like(total))
    mixture = _Mixture(rooms, fixed, [[first[k]] for k in open_chunks], scale)
    for _ in range(rounds):
        mixture.solve()
        gain = 0.0
        for place, k in enumerate(open_chunks):
            answer = ask(k, mixture.prices)
            if answer is None:
                return None
            gain += mixture.worths[place] - answer.cost - float((answer.use * mixture.prices).sum())
            mixture.answers[place].append(answer)
        if gain <= PRECISION * max(1.0, abs(mixture.cost)):
            if not mixture.broken:
                break
            mixture.penalty *= PENALTY_GROWTH
    mixture.solve()
    if mixture.broken:
        return None
    decided: list[tuple[Floats, Floats] | None] = [None] * len(first)
    for place, k in enumerate(open_chunks):
        decided[k] = mixture.mixed(place)
    return decided


class _Mixture:
    """The program over answers; ``solve`` finds ``shares`` and ``worths`` of chunks, ``prices`` of rooms, ``cost``."""

    def __init__(self, rooms: Rooms, fixed: Floats, answers: list[list[Answer]], penalty: float) -> None:
        self.shape = rooms.limit.shape
        self.rows = np.flatnonzero(np.isfinite(rooms.limit.ravel()))
        self.limit = (rooms.limit - fixed).ravel()[self.rows]
        self.over = rooms.over.ravel()[self.rows]
        self.answers = answers
        self.penalty = penalty
        self.shares: list[Floats] = []
        self.prices = np.zeros(self.shape)
        self.worths: Floats = np.zeros(len(answers))
        self.cost = 0.0
        self.broken = False

    def solve(self) -> None:
        answers = [answer for each in self.answers for answer in each]
        owner = np.repeat(np.arange(len(self.answers)), [len(each) for each in self.answers])
        use = np.array([answer.use.ravel()[self.rows] for answer in answers]).T.reshape(self.rows.size, -1)
        count, rows, size = len(answers), self.rows.size, len(self.answers)
        over = np.where(np.isfinite(self.over), self.over, self.penalty)
        matrix = sparse.block_array(
            [
                [sparse.csr_array(use), -sparse.eye_array(rows)],
                [sparse.csr_array((np.ones(count), (owner, np.arange(count))), shape=(size, count)), None],
            ],
            format="csr",
        )
        columns = count + rows
        program = MixedIntegerProgram(
            cost=np.concatenate([[answer.cost for answer in answers], over]),
            lower=np.zeros(columns),
            upper=np.full(columns, np.inf),
            integer=np.zeros(columns, np.bool_),
            row_lower=np.concatenate([np.full(rows, -np.inf), np.ones(size)]),
            row_upper=np.concatenate([self.limit, np.ones(size)]),
            matrix=matrix,
            columns=(),
            rows=(),
        )
        found = highs.solve(program, Limits(time_limit=60.0))
        if found.values is None or found.row_duals is None:
            return
        shares = np.maximum(found.values[:count], 0.0)
        self.shares = np.split(shares, np.cumsum([len(each) for each in self.answers])[:-1])
        prices = np.zeros(self.prices.size)
        prices[self.rows] = np.maximum(-found.row_duals[:rows], 0.0)
        self.prices = prices.reshape(self.shape)
        self.worths = found.row_duals[rows:]
        self.cost = program.objective_of(found.values)
        above = np.where(np.isfinite(self.over), 0.0, found.values[count:])
        self.broken = bool((above > 1e-7 * np.maximum(1.0, np.abs(self.limit))).any())

    def mixed(self, place: int) -> tuple[Floats, Floats]:
        """Units moved and served of one chunk, mixed by its shares."""
        answers, shares = self.answers[place], self.shares[place] / self.shares[place].sum()
        moved = sum(
            (share * a.moved for share, a in zip(shares, answers, strict=False)), np.zeros(answers[0].moved.size)
        )
        served = sum((s * a.served for s, a in zip(shares, answers, strict=False)), np.zeros(answers[0].served.size))
        return moved, served
