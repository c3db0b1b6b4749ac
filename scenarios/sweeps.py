"""Many scenarios from one: parameters over lists and ranges, and seeded random errors of demand and lead times."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scenarios.edits.state import State
from scenarios.form.faults import Faults
from scenarios.form.kinds import Form, Key, Many, Number, Record, Scalar, Schema, Words
from scenarios.form.source import Node

MOST = 10_000
"""Scenarios of one sweep or one set of draws."""

Floats = npt.NDArray[np.float64]

RANGE = Form(
    "range",
    "From one number to another, both included.",
    (
        Key("from", Number(), "first value", required=True),
        Key("to", Number(), "last value", required=True),
        Key("step", Number(), "distance of two values", required=True),
    ),
)


@dataclass(frozen=True)
class Values:
    """The values of a parameter: a list, or a range."""

    words: str = "a list of values, or from, to and step"

    def take(self, node: Node, key: str, faults: Faults) -> tuple[Node, ...] | None:
        """The values in their order, as they are written: an id 013 is not the number 11."""
        if not isinstance(node.value, dict):
            found = Many(Scalar(), listed=True).take(node, key, faults)
            return None if found is None else tuple(node.value)
        before = len(faults)
        record = RANGE.take(node, key, faults)
        if record is None or len(faults) > before:
            return None
        first, last, step = record["from"], record["to"], record["step"]
        count = math.floor((last - first) / step + 1e-9) + 1 if step else 0
        if not 0 < count <= MOST:
            faults.add(node.line, key, f"{first:g} to {last:g} by {step:g}", f"1 to {MOST:,} values")
            return None
        values = (_plain(first + place * step) for place in range(count))
        return tuple(Node(node.line, value, str(value)) for value in values)

    def schema(self) -> Schema:
        """An array or a range."""
        return {"anyOf": [Many(Scalar(), listed=True).schema(), RANGE.schema()]}


SWEEP = Form(
    "sweep",
    "A scenario for every combination of its parameters' values. `${name}` stands for a value anywhere in edits and "
    "expect.",
    (),
    others=Values(),
)

DEMAND = Form(
    "demand",
    "Demand times a random factor of mean 1, at least 0.",
    (
        Key("distribution", Words(("normal", "lognormal", "uniform")), "of the factor", default="lognormal"),
        Key("sd", Number(0, 10), "its standard deviation: 0.2 for errors of 20 %", required=True),
        Key("by", Words(("item", "row", "all")), "one factor for each item, each row, or for all", default="item"),
    ),
)
LEAD_TIME = Form(
    "lead_time",
    "Lead times of lanes plus a random number of days, rounded, at least 0 in all.",
    (
        Key(
            "distribution",
            Words(("normal", "uniform", "exponential")),
            "of the days (exponential: only later)",
            default="normal",
        ),
        Key("sd_days", Number(0, 1000), "their standard deviation; left out: `lead_time_sd_days` of each lane"),
    ),
)
DRAWS = Form(
    "draws",
    "So many scenarios with random errors, the same on every machine for the same seed.",
    (
        Key("count", Number(1, MOST, whole=True), "how many", required=True),
        Key("seed", Number(0, 2**31 - 1, whole=True), "of the random numbers", default=0),
        Key("demand", DEMAND, "error of demand"),
        Key("lead_time", LEAD_TIME, "error of lead times"),
    ),
)


@dataclass(frozen=True)
class Draw:
    """One set of random errors: the form's record and the number of the draw, from 1."""

    record: Record
    number: int

    def apply(self, state: State) -> None:
        """Put the errors on demand and lead times."""
        seed = int(self.record["seed"])
        if self.record["demand"] is not None:
            _demand(state, self.record["demand"], np.random.default_rng([seed, self.number, 0]))
        if self.record["lead_time"] is not None:
            _lead_times(state, self.record["lead_time"], np.random.default_rng([seed, self.number, 1]))


def _demand(state: State, record: Record, rng: np.random.Generator) -> None:
    demand = state.frames["demand"]
    if record["by"] == "all":
        group = np.zeros(len(demand), dtype=np.int64)
    elif record["by"] == "row":
        group = np.arange(len(demand))
    else:  # an item's factor goes by its place among the items, whatever rows its demand has
        places = {item: place for place, item in enumerate(state.frames["items"]["item_id"])}
        group = demand["item_id"].map(places).to_numpy(np.int64)
    count = len(state.frames["items"]) if record["by"] == "item" else int(group.max(initial=0)) + 1
    factor = FACTORS[record["distribution"]](rng, count, float(record["sd"]))
    units = demand["units"].to_numpy(np.float64) * np.maximum(factor, 0.0)[group]
    state.frames["demand"] = demand.assign(units=np.round(units, 6))


def _lead_times(state: State, record: Record, rng: np.random.Generator) -> None:
    lanes = state.frames["lanes"]
    given = record["sd_days"]
    sd = lanes["lead_time_sd_days"].to_numpy(np.float64) if given is None else np.full(len(lanes), float(given))
    days = lanes["lead_time_days"].to_numpy(np.float64) + DAYS[record["distribution"]](rng, len(lanes)) * sd
    state.frames["lanes"] = lanes.assign(lead_time_days=np.maximum(np.floor(days + 0.5), 0.0))


def _lognormal(rng: np.random.Generator, count: int, sd: float) -> Floats:
    """Mean 1 and the standard deviation given: s^2 = ln(1 + sd^2), mu = -s^2 / 2."""
    spread = math.log1p(sd * sd)
    return rng.lognormal(-spread / 2, math.sqrt(spread), count)


FACTORS: dict[str, Callable[[np.random.Generator, int, float], Floats]] = {
    "normal": lambda rng, count, sd: rng.normal(1.0, sd, count),
    "lognormal": _lognormal,
    "uniform": lambda rng, count, sd: 1.0 + sd * math.sqrt(3) * rng.uniform(-1.0, 1.0, count),
}
DAYS: dict[str, Callable[[np.random.Generator, int], Floats]] = {
    "normal": lambda rng, count: rng.normal(0.0, 1.0, count),
    "uniform": lambda rng, count: math.sqrt(3) * rng.uniform(-1.0, 1.0, count),
    "exponential": lambda rng, count: rng.exponential(1.0, count),
}
"""Standard errors: times the standard deviation in days."""


def points(sweep: Record | None) -> list[dict[str, Node]]:
    """Every combination of the parameters' values, the last parameter changing first; one without any parameter."""
    if sweep is None:
        return [{}]
    names = list(sweep.given)
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*sweep.given.values())]


def suffix(parameters: dict[str, Node]) -> str:
    """What a combination adds to the name of its scenario; fit for a folder's name."""
    return "".join(f"--{name}={re.sub(r'[^A-Za-z0-9._-]+', '_', value.raw)}" for name, value in parameters.items())


def _plain(value: float) -> float:
    value = round(value, 12)
    return int(value) if value.is_integer() else value
