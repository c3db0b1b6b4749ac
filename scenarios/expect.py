"""What a scenario file expects of its plans: each expectation is a key and a judgement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.checks.names import did_you_mean
from models.problem import Problem
from scenarios.form.kinds import Flag, Form, Key, Kind, Many, Number, Record, Words

SLACK = 1e-9
"""Relative slack of a comparison of two figures."""


@dataclass(frozen=True)
class Figures:
    """What is judged: of one plan of a scenario. Figures are None where there is no plan.

    ``feasible``: there is a plan and it keeps every rule; ``spend`` price and duty by supplier; ``base_cost`` what the
    base plan costs in the base dataset; ``regret`` what keeping its orders costs more than planning anew.
    """

    feasible: bool
    why_not: str
    cost: float | None
    base_cost: float | None
    regret: float | None
    fill_rate: float | None
    fill_rate_of: Mapping[str, float | None]
    spend: Mapping[str, float]


Judge = Callable[[Figures, Any], str | None]
"""None where it holds, else what was found."""


@dataclass(frozen=True)
class Expectation:
    """One thing that can be expected."""

    name: str
    holds: Kind
    meaning: str
    judge: Judge


def _feasible(figures: Figures, wanted: bool) -> str | None:  # noqa: FBT001 - the value that stands in the file
    if figures.feasible == wanted:
        return None
    return f"there is a plan that keeps every rule, and {wanted} was expected" if not wanted else figures.why_not


def _at_most(found: float | None, most: float, what: str) -> str | None:
    if found is None:
        return f"no {what} is known"
    if found <= most + SLACK * max(1.0, abs(most)):
        return None
    return f"{what} is {found:,.10g}, at most {most:,.10g} was expected"


def _at_least(found: float | None, least: float, what: str) -> str | None:
    if found is None:
        return f"no {what} is known"
    return None if found >= least - SLACK else f"{what} is {found:.4f}, at least {least:g} was expected"


def _categories(figures: Figures, wanted: Record) -> str | None:
    told = [
        _at_least(figures.fill_rate_of.get(name), least, f"the fill rate of {name}")
        for name, least in wanted.given.items()
    ]
    return "; ".join(text for text in told if text) or None


def _increase(figures: Figures, most: float) -> str | None:
    if figures.cost is None or figures.base_cost is None:
        return "no cost is known"
    share = (figures.cost - figures.base_cost) / max(abs(figures.base_cost), 1e-9)
    return _at_most(share, most, "the increase of the cost as a share")


def _none_from(figures: Figures, suppliers: tuple[str, ...]) -> str | None:
    found = [each for each in suppliers if each in figures.spend]
    return f"there are orders from {', '.join(found)}" if found else None


def _shares(figures: Figures, wanted: Record) -> str | None:
    total = sum(figures.spend.values())
    told = [
        _at_most(figures.spend.get(name, 0.0) / total if total else 0.0, most, f"the share of {name} in the spend")
        for name, most in wanted.given.items()
    ]
    return "; ".join(text for text in told if text) or None


BY_CATEGORY = Form("fill_rate_of", "Least fill rate by category.", (), others=Number(0, 1))
BY_SUPPLIER = Form("share_at_most", "Largest share by supplier.", (), others=Number(0, 1))

EXPECTATIONS: tuple[Expectation, ...] = (
    Expectation("feasible", Flag(), "whether there is a plan that keeps every rule", _feasible),
    Expectation(
        "fill_rate_at_least",
        Number(0, 1),
        "units served in time / demand",
        lambda figures, least: _at_least(figures.fill_rate, least, "the fill rate"),
    ),
    Expectation("fill_rate_of", BY_CATEGORY, "the same for categories, each with its least share", _categories),
    Expectation(
        "cost_at_most",
        Number(),
        "the objective, in money",
        lambda figures, most: _at_most(figures.cost, most, "the cost"),
    ),
    Expectation("cost_increase_at_most", Number(), "against the base plan's cost, as a share of it", _increase),
    Expectation(
        "regret_at_most",
        Number(),
        "what keeping the base plan costs more than planning anew, in money; needs `evaluate: both`",
        lambda figures, most: _at_most(figures.regret, most, "the regret"),
    ),
    Expectation("no_order_from", Many(Words()), "suppliers", _none_from),
    Expectation("share_at_most", BY_SUPPLIER, "suppliers, each with its largest share of price and duty", _shares),
)

NAMED = {"fill_rate_of": "category", "no_order_from": "supplier", "share_at_most": "supplier"}
"""Expectations that name suppliers or categories."""

OF = ("re-plan", "base-plan")
EXPECT = Form(
    "expect",
    "What must hold; where it does not, the run ends with exit code 1 and a line that says so.",
    (
        Key("of", Words(OF), "the plan it is expected of; left out: re-plan where there is one"),
        *(Key(each.name, each.holds, each.meaning) for each in EXPECTATIONS),
    ),
)


def strangers(expect: Record, problem: Problem) -> list[tuple[str, int, str, str]]:
    """(key, line, name, what was expected) of each supplier and category that the dataset does not have."""
    known = {"supplier": set(problem.suppliers["supplier_id"]), "category": set(problem.items["category"])}
    found = []
    for key, noun in NAMED.items():
        record = expect[key]
        names = () if record is None else record.given if isinstance(record, Record) else record
        for name in names:
            if name not in known[noun]:
                line = record.at(name) if isinstance(record, Record) else expect.at(key)
                found.append((f"expect.{key}", line, str(name), did_you_mean(name, sorted(known[noun]), noun)))
    return found


def judged(expect: Record, figures: Figures) -> list[tuple[str, int, str | None]]:
    """(key, line, what was found) of each expectation of a block, in the order of the file; None: it holds."""
    by_name = {each.name: each for each in EXPECTATIONS}
    return [
        (name, line, by_name[name].judge(figures, expect[name])) for name, line in expect.lines.items() if name != "of"
    ]
