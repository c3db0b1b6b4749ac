"""A small catalogue, and all that the rounds and the exact answers of it come to, whoever works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np

from models.problem import Problem
from models.result import Progress
from optimizer.generate import GenerateOptions, generate
from optimizer.linear import Floats
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.hands import Hands

ROUNDS = 6


def catalogue(items: int = 24, **options: Any) -> Problem:
    given = {"suppliers": 4, "nodes": 2, "periods": 8, "breaks": 0.3, "budgets": "mixed", "seed": 3, **options}
    return Problem.from_tables(*generate(GenerateOptions(items=items, **given)))


@dataclass(frozen=True)
class Told:
    """The bound of every round, the exact answers, and every array of every part and of what it keeps to itself."""

    history: list[float]
    bound: float
    values: list[float]
    cases: list[Any]
    own: list[dict[str, Floats]]
    hold: list[Floats]

    def agrees_with(self, other: Told) -> bool:
        """To the last bit."""
        figures = (self.history, self.bound, self.values) == (other.history, other.bound, other.values)
        return figures and all(
            np.array_equal(mine, theirs)
            for one, two in (
                (self.cases, other.cases),
                (self.hold, other.hold),
                ([a for own in self.own for a in own.values()], [a for own in other.own for a in own.values()]),
            )
            for mine, theirs in zip(one, two, strict=True)
        )


def told(problem: Problem, hands: Hands, *, size: int = 4, after: Callable[[int], None] | None = None) -> Told:
    """Rounds, exact answers and the parts brought home; ``after`` is called with the number of each round done."""
    crew = Crew(hands)
    try:
        ascent = Ascent.start(problem, chunks_of(problem, size), crew)
        for number in range(ROUNDS):
            ascent.step()
            if after is not None:
                after(number)
        exact = ascent.exact(8)
        ascent.gather()
    finally:
        crew.close()
    return Told(
        ascent.history, ascent.bound, [each.value for each in exact], [each.quantity for each in exact],
        [vars(own) for own in ascent.own], [part.hold for part in ascent.parts],
    )  # fmt: skip


def planned(problem: Problem, at_prices: Callable[[], None] | None = None, **options: Any) -> tuple[Any, Any, Any]:
    """Objective, bound and orders of the whole strategy in parts of four; ``at_prices`` is called amid the rounds."""
    waiting = [at_prices] if at_prices is not None else []

    def hear(progress: Progress) -> None:
        if progress.phase == "prices" and waiting:
            waiting.pop()()

    with patch("optimizer.strategies.decomposed.strategy.part_size", return_value=4):
        result = solve(problem, Options(strategy="decomposed", gap=0.1, time_limit=600.0, **options), progress=hear)
    assert result.plan is not None
    assert not waiting
    return result.objective, result.bound, result.plan.orders
