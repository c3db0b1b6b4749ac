"""The bound of a coupled problem: rounds of prices, linear programs block by block, cuts; every round is a proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse

from optimizer.instance import Instance
from optimizer.instance.indexing import totals
from optimizer.linear import Floats
from optimizer.strategies.coupled.blocks import Blocks
from optimizer.strategies.coupled.lot_cuts import Cuts, Cutter
from optimizer.strategies.coupled.pricing import Multipliers, costs_at, multipliers_of, small_of, usage_of
from optimizer.strategies.coupled.sharing import Sharing
from optimizer.strategies.coupled.solver import Solver
from optimizer.strategies.decomposed.ascent import RECENT
from optimizer.strategies.decomposed.cores import Cores
from optimizer.strategies.decomposed.prices import Prices, Scales, Usage, finite, moved
from optimizer.strategies.decomposed.shared import MEASURES, Shared

CUT_EVERY = 5
"""Rounds from one look for cuts to the next."""


@dataclass(frozen=True)
class _Answer:
    """What the blocks of a chunk cost at least, what they use (rows by place), pay (columns by place), and its cuts."""

    value: float
    values: Floats
    activity: Floats
    paid: Floats
    cuts: Cuts


@dataclass
class Bounding:
    """Prices on their way up, ``bound`` the best so far; ``share[k]`` (columns of chunk k's blocks,) of switches."""

    blocks: Sequence[Blocks]
    instances: Sequence[Instance]
    sharing: Sharing
    shared: Shared
    weights: Floats
    prices: Prices
    scales: Scales
    share: list[Floats]
    cores: Cores
    bound: float = -np.inf
    round: int = 0
    cuts: list[Cuts] = field(default_factory=list)
    history: list[float] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    """(columns of chunk k's blocks,) what the last relaxation decides."""

    def __post_init__(self) -> None:
        budgets = self.shared.amount.size
        self._plain = replace(self.shared, matches=sparse.csr_array(sparse.eye_array(budgets)), purses=budgets)
        self._recent: Floats | None = None
        self.cuts = [Cuts.none(blocks) for blocks in self.blocks]
        self.cutters = [Cutter(*each) for each in zip(self.blocks, self.instances, strict=True)]

    def multipliers(self) -> Multipliers:
        """Today's prices."""
        return multipliers_of(self.prices, self.shared, self.sharing, self.weights)

    def step(self, pace: float, go_on: Callable[[], bool]) -> bool:
        """One round; False where time ran out before it was done."""
        multipliers = self.multipliers()
        cutting = self.round % CUT_EVERY == CUT_EVERY - 1

        def work(k: int) -> _Answer | None:
            return self._answer(k, multipliers, cutting=cutting, go_on=go_on)

        answers = [a for a in self.cores.each(work, range(len(self.blocks))) if a is not None]
        if len(answers) < len(self.blocks):
            return False
        value = multipliers.constant + sum(a.value for a in answers)
        self.bound = max(self.bound, value)
        self.history.append(value)
        self.round += 1
        self.cuts = [a.cuts for a in answers]
        activity, paid = (np.sum([getattr(a, name) for a in answers], axis=0) for name in ("activity", "paid"))
        self._move(activity, paid, pace)
        self.values = [a.values for a in answers]
        self._reshare(self.values, pace)
        return True

    def _answer(
        self, k: int, multipliers: Multipliers, *, cutting: bool, go_on: Callable[[], bool]
    ) -> _Answer | None:
        blocks, solver, share, cuts = self.blocks[k], Solver(presolve=False), self.share[k], self.cuts[k]
        cost = costs_at(blocks, multipliers, share)
        values, value = np.zeros(blocks.column.size), 0.0
        for block in range(blocks.count):
            if block % 50 == 0 and not go_on():
                return None
            small = cuts.added(small_of(blocks, block, cost), block, int(blocks.column_first[block]))
            solved = solver.relaxed(small)
            value += solved.bound
            if solved.values is not None:
                first = blocks.column_first[block]
                values[first : first + blocks.switched[block]] = solved.values
        if cutting:
            owner = blocks.owner()
            cuts = cuts.binding(values, owner).joined(self.cutters[k].violated(values), owner)
        return _Answer(value, values, *usage_of(blocks, values, share, self.sharing), cuts)

    def _move(self, activity: Floats, paid: Floats, pace: float) -> None:
        """Prices follow what is used."""
        shared, rows, columns = self.shared, self.sharing.rows, self.sharing.columns
        spent = activity[rows("budgets")]
        weight = np.tile(self.weights, shared.shipment_cost.size // self.weights.size)
        charge = -activity[rows("freight_rates")] * weight
        usage = Usage(
            spent=spent, held=np.stack([activity[rows(f"purchase_orders_min_{name}")] for name in MEASURES]),
            order_share=paid[columns("y")], load=activity[rows("purchase_orders_capacity")],
            shipment_share=paid[columns("w")] + paid[columns("g")],
            m3=activity[rows("freight_m3")] * finite(shared.box_m3),
            kg=activity[rows("freight_kg")] * finite(shared.box_kg), charge=charge,
            stored=activity[rows("nodes_storage")], landed_m3=activity[rows("nodes_inbound_m3")],
            landed_units=activity[rows("nodes_inbound_units")],
        )  # fmt: skip
        self._recent = spent if self._recent is None else (1.0 - RECENT) * self._recent + RECENT * spent
        self.prices = moved(self.prices, self._plain, usage, self.scales, pace, self._recent)

    def _reshare(self, values: list[Floats], pace: float) -> None:
        """Blocks whose switch is on pay more of it (exponentiated gradient on a simplex)."""
        total = np.zeros(self.sharing.column_count)
        copies = [np.flatnonzero(~blocks.is_own) for blocks in self.blocks]
        for blocks, share, value, copy in zip(self.blocks, self.share, values, copies, strict=True):
            share[copy] = np.maximum(share[copy] * np.exp(pace * value[copy]), 1e-10)
            total += totals(blocks.column_place[copy], share[copy], total.size)
        for blocks, share, copy in zip(self.blocks, self.share, copies, strict=True):
            share[copy] /= total[blocks.column_place[copy]]
