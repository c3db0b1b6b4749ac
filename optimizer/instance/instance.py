"""The instance: every index set of the model as arrays, built once from a problem."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from models.problem import Problem
from optimizer.instance.bounds import DemandSide, most_cases
from optimizer.instance.calendar import Calendar
from optimizer.instance.limits import Limits, limits_of
from optimizer.instance.ordering import Ordering, ordering_of
from optimizer.instance.recipes import recipes_of
from optimizer.instance.serving import Serving, serving_of
from optimizer.instance.stocking import Stocking, stocking_of
from optimizer.instance.streams import Streams, streams_of
from optimizer.instance.tiers import Tiers, tiers_of
from optimizer.linear import Floats


@dataclass(frozen=True)
class Instance:
    """A problem, indexed. ``recipes`` (items, items) multiplies kits out; ``most_cases`` bounds the case columns."""

    problem: Problem
    calendar: Calendar
    recipes: sparse.csr_array
    ordering: Ordering
    tiers: Tiers
    streams: Streams
    stocking: Stocking
    serving: Serving
    limits: Limits
    most_cases: Floats

    def item_figure(self, column: str) -> Floats:
        """(items,) a numeric column of the items table as floats."""
        return self.problem.items[column].to_numpy(np.float64)

    def ids(self, table: str, column: str) -> npt.NDArray[np.str_]:
        """A column of ids, for names."""
        words: npt.NDArray[np.str_] = getattr(self.problem, table)[column].to_numpy(object)
        return words


def instance_of(problem: Problem, *, wide: bool = False) -> Instance:
    """Index a checked problem; ``wide`` bounds suit a planner's own rules, which may ask for more than is worth it."""
    calendar = Calendar.of(problem.settings)
    recipes = recipes_of(problem)
    ordering = ordering_of(problem, calendar)
    streams = streams_of(problem, calendar, recipes)
    stocking = stocking_of(problem, calendar, ordering)
    serving = serving_of(problem, streams, stocking, recipes)
    limits = limits_of(problem, calendar, streams, stocking)
    tiers = tiers_of(problem)
    cases = most_cases(problem, ordering, tiers, limits, streams, DemandSide(stocking, serving), wide=wide)
    return Instance(problem, calendar, recipes, ordering, tiers, streams, stocking, serving, limits, cases)
