"""The bound: rounds of prices and answers, every one of them a proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from optimizer.instance.indexing import totals
from optimizer.linear import Floats
from optimizer.strategies.decomposed.answers import Answer, Exact, Own, answer, exact_answer, own_of, weights_of
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.parts import Part
from optimizer.strategies.decomposed.prices import Prices, Scales, Usage, first_prices, fixed_costs, moved
from optimizer.strategies.decomposed.shared import Shared

UP, DOWN = 1.25, 0.7
SMOOTHED = 0.15
"""Weight of the newest answers in the usage that the plan takes for likely."""


@dataclass
class Ascent:
    """Prices on their way up; ``bound`` is the best proven so far, ``likely`` what responses use on average."""

    parts: Sequence[Part]
    shared: Shared
    crew: Crew
    own: list[Own]
    prices: Prices
    scales: Scales
    order_weight: Floats
    shipment_weight: Floats
    money_step: Floats
    money_sign: Floats
    bound: float = -np.inf
    round: int = 0
    likely: Usage | None = None
    history: list[float] = field(default_factory=list)

    @classmethod
    def start(cls, parts: Sequence[Part], shared: Shared, crew: Crew) -> Ascent:
        """Nothing priced yet."""
        begun = cls(
            parts, shared, crew, [own_of(part) for part in parts], first_prices(shared), scales_of(parts, shared),
            np.zeros(0), np.zeros(0), np.full(shared.amount.size, 0.3), np.zeros(shared.amount.size),
        )  # fmt: skip
        begun.weigh()
        return begun

    def weigh(self) -> None:
        """Add the parts' weights up."""
        sums = [weights_of(part, own, self.shared) for part, own in zip(self.parts, self.own, strict=True)]
        self.order_weight, self.shipment_weight = (np.sum([s[k] for s in sums], axis=0) for k in range(2))

    def step(self, *, pace: float | None = None) -> float:
        """One round; the bound it proves."""
        pace = 1.0 / (1.0 + self.round / 10.0) if pace is None else pace

        def work(k: int) -> Answer:
            return answer(
                self.parts[k], self.own[k], self.shared, self.prices, self.order_weight, self.shipment_weight, pace
            )

        answers = self.crew.each(work, range(len(self.parts)))
        _, _, constant = fixed_costs(self.prices, self.shared)
        value = sum(a.value for a in answers) + constant
        usage = reduce(lambda a, b: a + b, (a.usage for a in answers))
        self.order_weight = np.sum([a.order_weight for a in answers], axis=0)
        self.shipment_weight = np.sum([a.shipment_weight for a in answers], axis=0)
        self.likely = usage if self.likely is None else _blend(self.likely, usage)
        sign = np.sign(self.shared.matches @ usage.spent - self.shared.amount)
        turned = sign * self.money_sign
        growth = np.where(turned > 0, UP, np.where(turned < 0, DOWN, 1.0))
        self.money_step = np.clip(self.money_step * growth, 1e-5, 2.0)
        self.money_sign = sign
        self.prices = moved(self.prices, self.shared, usage, self.scales, pace, self.money_step)
        self.bound = max(self.bound, value)
        self.history.append(value)
        self.round += 1
        return value

    def exact(self, effort: int) -> list[Exact]:
        """Every item solved exactly at today's prices; raises the bound."""

        def work(k: int) -> Exact:
            return exact_answer(
                self.parts[k], self.own[k], self.shared, self.prices, self.order_weight, self.shipment_weight, effort
            )

        answers = self.crew.each(work, range(len(self.parts)))
        _, _, constant = fixed_costs(self.prices, self.shared)
        self.bound = max(self.bound, sum(a.value for a in answers) + constant)
        return answers


def _blend(old: Usage, new: Usage) -> Usage:
    pairs = zip(vars(old).items(), vars(new).values(), strict=True)
    return Usage(**{name: (1 - SMOOTHED) * a + SMOOTHED * b for (name, a), b in pairs})


def scales_of(parts: Sequence[Part], shared: Shared) -> Scales:
    """Typical money per unit of what is shared: means over all choices that use it."""
    orders, shipments, cells = shared.order_cost.size, shared.shipment_cost.size, shared.storage.size

    def mean(key: str, amount: str, size: int) -> Floats:
        money, units = np.zeros(size), np.zeros(size)
        for part in parts:
            position = getattr(part.choices, key)
            money += totals(position, part.choices.gross, size)
            units += totals(position, getattr(part.choices, amount), size)
        return np.divide(money, units, out=np.zeros(size), where=units > 0)

    room = np.full((4, orders), np.inf)
    asked = np.maximum((shared.least > 0).sum(axis=0), 1)
    for part in parts:
        choices = part.choices
        spare = choices.weight * choices.gross - part.poor[choices.lot] * choices.units
        for m, amount in enumerate((choices.value, choices.units, choices.kg, choices.m3)):
            there = amount > 0
            np.minimum.at(room[m], choices.order[there], np.maximum(spare[there], 0.0) / amount[there])
    per_m3 = mean("landing", "m3", cells)
    stored = np.where(np.isfinite(shared.storage_over), 0.3 * shared.storage_over, 0.02 * per_m3)
    box = np.where(shared.box_cost > 0, shared.box_cost, 0.0)
    ship_m3, ship_kg = mean("shipment", "m3", shipments), mean("shipment", "kg", shipments)
    sized_m3, sized_kg = np.isfinite(shared.box_m3), np.isfinite(shared.box_kg)
    return Scales(
        capacity=mean("order", "load", orders), m3=per_m3, units=mean("landing", "units", cells), stored=stored,
        box_m3=np.where(sized_m3, np.maximum(box / np.where(sized_m3, shared.box_m3, 1.0), 0.05 * ship_m3), 0.0),
        box_kg=np.where(sized_kg, np.maximum(box / np.where(sized_kg, shared.box_kg, 1.0), 0.05 * ship_kg), 0.0),
        most_minimum=np.where(np.isfinite(room), 0.6 * room / asked, 0.0),
    )  # fmt: skip


Progressed = Callable[[float], None]
