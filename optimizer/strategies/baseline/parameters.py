"""The figures that a policy is run by: defaults, ranges, what is tried when they are tuned, and how they are told."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.faults import CallError
from optimizer.linear import Floats
from optimizer.strategies.baseline.review import Review

Parameters = Mapping[str, float]


@dataclass(frozen=True)
class Parameter:
    """A figure by ``name``, from ``low`` to ``high``; ``grid`` is tried when it is tuned."""

    name: str
    default: float
    low: float
    high: float
    grid: tuple[float, ...]
    meaning: str


SAFETY = Parameter(
    "safety_periods", 0.0, -52.0, 52.0, (-1.0, -0.5, 0.0, 0.5, 1.0, 2.0),
    "periods of mean demand on top of the safety stock of the dataset (below 0: less than it)",
)  # fmt: skip
TOP_UP = Parameter(
    "top_up", 0.5, 0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0),
    "an order that lacks at most this share of a supplier's minimum is enlarged, any other waits",
)  # fmt: skip
OVERRUN = Parameter(
    "overrun", 0.0, 0.0, 1.0, (0.0, 1.0),
    "1: budgets and capacities that may be overrun at a cost are no limits; 0: they are kept",
)  # fmt: skip
COMMON = (SAFETY, TOP_UP, OVERRUN)
"""The parameters of every policy, beside `projected`, whose default is the policy's own."""


def projected(default: float) -> Parameter:
    """How stock is seen: by its position, as reorder points are taught, or as it will be when an order arrives."""
    meaning = "1: demand that is lost before an order can arrive is not bought for; 0: it is, as by inventory position"
    return Parameter("projected", default, 0.0, 1.0, (0.0, 1.0), meaning)


@dataclass(frozen=True)
class Policy:
    """A rule of replenishment: ``wanted`` answers units (P,) that each stock's order should bring."""

    name: str
    own: tuple[Parameter, ...]
    wanted: Callable[[Review, Parameters], Floats]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its own first, then those of every policy."""
        return (*self.own, *COMMON)

    def defaults(self) -> dict[str, float]:
        """Each parameter at its default."""
        return {each.name: each.default for each in self.parameters}

    def with_values(self, given: Mapping[str, float]) -> dict[str, float]:
        """The defaults, but for what is given. Raises CallError for an unknown name or a value out of range."""
        known = {each.name: each for each in self.parameters}
        for name, value in given.items():
            if name not in known:
                raise CallError(f"policy {self.name} has no parameter {name!r}; it has {', '.join(known)}")
            low, high = known[name].low, known[name].high
            if not (math.isfinite(value) and low <= value <= high):
                raise CallError(f"{name} is {value:g}; expected a number from {low:g} to {high:g}")
        return self.defaults() | dict(given)


def parsed(words: Sequence[str]) -> dict[str, float]:
    """The values of ``name=value`` words. Raises CallError for a word of another form, or a name given twice."""
    given: dict[str, float] = {}
    for word in words:
        name, sign, figure = word.partition("=")
        name = name.strip()
        try:
            value = float(figure)
        except ValueError:
            value = math.nan
        if not sign or math.isnan(value):
            raise CallError(f"--set {word!r} is no parameter; expected name=number, such as safety_periods=1")
        if name in given:
            raise CallError(f"--set gives {name} twice")
        given[name] = value
    return given
