"""What a run of scenarios comes to: tables that compare, judged expectations, files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from models.files import Format, write_plan
from models.files.datasets import WRITERS
from models.files.formats import FORMATS
from models.files.staging import staged_folder
from models.files.workbook import write_workbook
from models.plan import Plan
from models.problem import Problem
from models.result import Status
from scenarios.compare import figures
from scenarios.compare.changes import counted
from scenarios.compare.figures import Side
from scenarios.evaluate import BASE, BASE_PLAN, RE_PLAN, exists, regret
from scenarios.expect import Figures, judged
from scenarios.runner import Job
from scenarios.schema import Scenario

TABLES: dict[str, Callable[[Sequence[Side]], pd.DataFrame]] = {
    "costs": figures.costs,
    "service": figures.service,
    "spend": figures.spend,
    "orders": figures.changes,
    "suppliers": figures.suppliers,
}
"""The tables of a comparison beside `scenarios` and `parameters`, each a function of the base plan and another."""

CHANGES = ("added", "dropped", "moved", "resized")

SUMMARY = "scenarios.json"
WORKBOOK = "comparison.xlsx"
PAGE = "report.html"
OURS = (
    *(f"{name}.{suffix}" for name in ("scenarios", "parameters", *TABLES) for suffix in FORMATS),
    WORKBOOK, PAGE, SUMMARY,
)  # fmt: skip


@dataclass(frozen=True)
class Unmet:
    """An expectation that does not hold."""

    scenario: str
    line: int
    key: str
    found: str

    def __str__(self) -> str:
        return f"{self.scenario}: {self.key} (line {self.line}) does not hold: {self.found}"


@dataclass
class Comparison:
    """The rows of every table so far, and what did not hold. ``problem`` is the base dataset."""

    problem: Problem
    base: Plan
    tables: dict[str, list[pd.DataFrame]] = field(default_factory=lambda: {name: [] for name in TABLES})
    rows: list[dict[str, Any]] = field(default_factory=list)
    unmet: list[Unmet] = field(default_factory=list)
    expected: int = 0
    told: list[dict[str, Any]] = field(default_factory=list)
    parameters: list[tuple[str, str, str]] = field(default_factory=list)

    def add_base(self) -> None:
        """The base plan as the first row."""
        self._add(BASE, BASE, _side(BASE, self.problem, self.base), None)

    def add(self, job: Job, plans: Mapping[str, Plan], problem: Problem) -> None:
        """One finished scenario; ``problem`` is its dataset."""
        scenario = job.scenario
        gap = regret(plans[RE_PLAN], plans[BASE_PLAN]) if len(plans) == 2 else None
        rows = [self._add(scenario.name, what, _side(what, problem, plan), gap) for what, plan in plans.items()]
        unmet = [] if scenario.expect is None else self._judge(scenario, scenario.expect, plans, gap)
        self.parameters += [(scenario.name, name, str(value)) for name, value in scenario.parameters.items()]
        self.told.append(
            {
                "name": scenario.name,
                "story": scenario.story,
                "parameters": scenario.parameters,
                "notes": list(job.notes),
                "regret": gap,
                "evaluations": rows,
                "unmet": [{"key": each.key, "line": each.line, "found": each.found} for each in unmet],
            }
        )

    def add_failed(self, job: Job, reason: str) -> None:
        """A scenario that ended with an error of the program."""
        self.told.append({"name": job.scenario.name, "story": job.scenario.story, "error": reason})

    def _add(self, name: str, what: str, side: Side, gap: float | None) -> dict[str, Any]:
        plan, problem = side.plan, side.problem
        summary, base = plan.summary, self.base.summary
        parts = self._parts(name, side) if what != BASE and exists(plan) else {}
        cost, base_cost = summary.get("objective"), base.get("objective")
        row: dict[str, Any] = {
            "scenario": name,
            "evaluation": what,
            "status": str(summary.get("status")),
            "cost": cost,
            "difference": None if cost is None or base_cost is None else cost - base_cost,
            "bound": summary.get("bound"),
            "gap": summary.get("gap"),
            "regret": gap if what != BASE_PLAN else None,
            "fill_rate": (summary.get("service") or {}).get("overall"),
            "spend": float(sum(figures.spent_by_supplier(plan).values())),
            "budget": float(problem.budgets["amount"].sum()) if len(problem.budgets) else None,
            "order_lines": len(plan.orders),
            **(dict.fromkeys(CHANGES, 0) if not parts else {kind: counted(parts["orders"])[kind] for kind in CHANGES}),
            "violations": len(summary.get("violations") or ()),
        }
        self.rows.append(row)
        words = {key: list(summary.get(key) or ()) for key in ("reasons", "violations", "notes")}
        return row | {"costs": summary.get("costs"), "service": summary.get("service")} | {"told": words}

    def _parts(self, name: str, side: Side) -> dict[str, pd.DataFrame]:
        """The rows of every table for one plan, noted down; lines that are the same in the base plan left out."""
        sides, parts = [_side(BASE, self.problem, self.base), side], {}
        for table, make in TABLES.items():
            part = _labelled(make(sides), name, side.name)
            parts[table] = part[part["change"] != "same"] if table == "orders" else part
            self.tables[table].append(parts[table])
        return parts

    def _judge(self, scenario: Scenario, expect: Any, plans: Mapping[str, Plan], gap: float | None) -> list[Unmet]:  # noqa: ANN401 - a record
        what = expect["of"] or (RE_PLAN if RE_PLAN in plans else BASE_PLAN)
        if what not in plans:
            unmet = [Unmet(scenario.name, expect.at("of"), "of", f"evaluate makes no {what}")]
        else:
            found = judged(expect, figures_of(plans[what], self.base, gap))
            self.expected += len(found)
            unmet = [Unmet(scenario.name, line, key, told) for key, line, told in found if told is not None]
        self.unmet += unmet
        return unmet

    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table of the comparison by name."""
        scenarios = pd.DataFrame(self.rows)
        for name in ("cost", "difference", "bound", "gap", "regret", "fill_rate", "budget"):
            scenarios[name] = scenarios[name].astype(np.float64)
        parameters = pd.DataFrame(self.parameters, columns=["scenario", "parameter", "value"], dtype="str")
        base = _side(BASE, self.problem, self.base)
        empty = {name: _labelled(make([base, base]), BASE, BASE).iloc[:0] for name, make in TABLES.items()}
        parts = {name: pd.concat(own, ignore_index=True) if own else empty[name] for name, own in self.tables.items()}
        return {"scenarios": scenarios, "parameters": parameters, **parts}


def _side(name: str, problem: Problem, plan: Plan) -> Side:
    """A plan with the figures of its summary, which were recomputed when it was made."""
    return Side(name, problem, plan, plan.summary.get("costs") or {}, plan.summary.get("service") or {})


def _labelled(table: pd.DataFrame, scenario: str, evaluation: str) -> pd.DataFrame:
    """The rows of one plan with the scenario and what it is beside them."""
    own = table[table["plan"] == evaluation].drop(columns="plan")
    own.insert(0, "evaluation", evaluation)
    own.insert(0, "scenario", scenario)
    return own


def figures_of(plan: Plan, base: Plan, gap: float | None) -> Figures:
    """What expectations are judged by."""
    summary = plan.summary
    violations = list(summary.get("violations") or ())
    reasons = list(summary.get("reasons") or ())
    there = exists(plan)
    why = next(iter(violations or reasons), f"the search ended as {summary.get('status')}")
    return Figures(
        feasible=there and not violations,
        why_not=f"no plan keeps every rule: {why}" if there else f"there is no plan: {why}",
        cost=summary.get("objective"),
        base_cost=base.summary.get("objective"),
        regret=gap,
        fill_rate=(summary.get("service") or {}).get("overall"),
        fill_rate_of=(summary.get("service") or {}).get("by_category") or {},
        spend=figures.spent_by_supplier(plan),
    )


def without_plan(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The scenarios whose search ended before any plan was found."""
    return [str(row["scenario"]) for row in rows if row["status"] == Status.NO_PLAN_IN_TIME]


def write_comparison(
    comparison: Comparison, told: Mapping[str, Any], page: str, out: Path, kind: Format, *, force: bool
) -> None:
    """The tables, `scenarios.json` and the ``page`` (HTML) into a folder: all of them, or none. Raises CallError."""
    frames = {name: _plain(frame) for name, frame in comparison.frames().items()}
    with staged_folder(out, OURS, SUMMARY, force=force) as stage:
        if kind == "xlsx":
            write_workbook(stage / WORKBOOK, frames.items())
        else:
            for name, table in frames.items():
                WRITERS[kind](stage / f"{name}.{kind}", table)
        (stage / PAGE).write_text(page, encoding="utf-8")
        text = json.dumps(told, indent=2, ensure_ascii=False, default=str)
        (stage / SUMMARY).write_text(text + "\n", encoding="utf-8")


def write_plans(plans: Mapping[str, Plan], folder: Path, kind: Format) -> None:
    """The plans of one scenario, each in a folder of its own; what an earlier run left there is replaced."""
    for what, plan in plans.items():
        write_plan(plan, folder / what, kind, force=True)


def _plain(frame: pd.DataFrame) -> pa.Table:
    """A frame as an arrow table, days as days."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    return table.cast(
        pa.schema([pa.field(each.name, _type(each.type)) for each in table.schema])
    ).replace_schema_metadata()


def _type(found: pa.DataType) -> pa.DataType:
    if pa.types.is_timestamp(found):
        return pa.date32()
    return pa.string() if pa.types.is_null(found) else found
