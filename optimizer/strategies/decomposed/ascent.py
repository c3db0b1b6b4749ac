"""The bound: rounds of prices and answers, every one of them a proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from models.problem import Problem
from optimizer.linear import Floats
from optimizer.strategies.decomposed.answers import Exact, Own, summed
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.parts import Part
from optimizer.strategies.decomposed.prices import Prices, Scales, Usage, first_prices, fixed_costs, moved
from optimizer.strategies.decomposed.scales import all_tallied, scales_of
from optimizer.strategies.decomposed.shared import Shared, shared_of
from optimizer.strategies.decomposed.work import Begin, Exactly, HandOver, Piece, Round

RECENT = 0.5
"""Weight of the newest answers in the spending that prices of budgets follow."""

SMOOTHED = 0.15
"""Weight of the newest answers in the usage that the plan takes for likely."""


@dataclass
class Ascent:
    """Prices on their way up; ``bound`` is the best proven so far, ``likely`` what responses use on average.

    ``recent`` (purses,) is what they have lately spent: the newest answers alone make prices of budgets swing, and
    steps that shrink where they swing stop before the prices are there.

    During the rounds the parts are with the crew, and only prices and sums are here; ``gather`` brings ``parts`` and
    ``own`` (what they keep to themselves).
    """

    crew: Crew
    shared: Shared
    prices: Prices
    scales: Scales
    order_weight: Floats
    shipment_weight: Floats
    bound: float = -np.inf
    round: int = 0
    likely: Usage | None = None
    recent: Floats | None = None
    history: list[float] = field(default_factory=list)
    parts: Sequence[Part] = ()
    own: Sequence[Own] = ()
    bounds: Sequence[Floats] = ()

    @classmethod
    def start(cls, problem: Problem, pieces: Sequence[Piece], crew: Crew) -> Ascent:
        """Every piece made into a part, nothing priced yet."""
        coming = crew.cut(pieces)
        names = ("kept_m3", "coming_m3", "coming_units")
        shared = shared_of(problem, *(np.sum([getattr(each, name) for each in coming], axis=0) for name in names))
        outsets = crew.ask(Begin(shared))
        return cls(
            crew, shared, first_prices(shared), scales_of(all_tallied(each.tally for each in outsets), shared),
            np.sum([each.order_weight for each in outsets], axis=0),
            np.sum([each.shipment_weight for each in outsets], axis=0),
        )

    def renew(self, parts: Sequence[Part], own: Sequence[Own]) -> None:
        """Go on at the same prices with other parts of what is shared, each with what it keeps to itself."""
        self.crew.cut(list(zip(parts, own, strict=True)))
        outsets = self.crew.ask(Begin(self.shared))
        self.order_weight = np.sum([each.order_weight for each in outsets], axis=0)
        self.shipment_weight = np.sum([each.shipment_weight for each in outsets], axis=0)

    def step(self, *, pace: float | None = None) -> float:
        """One round; the bound it proves."""
        pace = 1.0 / (1.0 + self.round / 10.0) if pace is None else pace
        answer = summed(self.crew.ask(Round(self.prices, self.order_weight, self.shipment_weight, pace)))
        _, _, constant = fixed_costs(self.prices, self.shared)
        value, usage = answer.value + constant, answer.usage
        self.order_weight, self.shipment_weight = answer.order_weight, answer.shipment_weight
        self.likely = usage if self.likely is None else _blend(self.likely, usage)
        last = usage.spent if self.recent is None else self.recent
        self.recent = (1.0 - RECENT) * last + RECENT * usage.spent
        self.prices = moved(self.prices, self.shared, usage, self.scales, pace, self.recent)
        self.bound = max(self.bound, value)
        self.history.append(value)
        self.round += 1
        return value

    def exact(self, effort: int) -> list[Exact]:
        """Every item of every part solved exactly at today's prices; raises the bound."""
        request = Exactly(self.prices, self.order_weight, self.shipment_weight, effort)
        answers = [each for share in self.crew.ask(request) for each in share]
        self.bounds = [each.bounds for each in answers]
        _, _, constant = fixed_costs(self.prices, self.shared)
        self.bound = max(self.bound, sum(each.value for each in answers) + constant)
        return answers

    def gather(self) -> None:
        """Bring the parts here, for what is done with all of them at once."""
        brought = [each for share in self.crew.ask(HandOver()) for each in share]
        self.parts, self.own = [part for part, _ in brought], [own for _, own in brought]


def _blend(old: Usage, new: Usage) -> Usage:
    pairs = zip(vars(old).items(), vars(new).values(), strict=True)
    return Usage(**{name: (1 - SMOOTHED) * a + SMOOTHED * b for (name, a), b in pairs})
