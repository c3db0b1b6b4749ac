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
from models.result import Status
from scenarios import against_base
from scenarios.evaluate import BASE, BASE_PLAN, RE_PLAN
from scenarios.expect import Figures, judged
from scenarios.runner import Job
from scenarios.schema import Scenario

TABLES: dict[str, Callable[[Plan, Plan], pd.DataFrame]] = {
    "costs": against_base.costs,
    "service": against_base.service,
    "spend": against_base.spend,
    "orders": against_base.orders,
    "suppliers": against_base.suppliers,
}
"""The tables of a comparison beside `scenarios`, each a function of a plan and the base plan."""

SUMMARY = "scenarios.json"
WORKBOOK = "comparison.xlsx"
OURS = (*(f"{name}.{suffix}" for name in ("scenarios", *TABLES) for suffix in FORMATS), WORKBOOK, SUMMARY)


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
    """The rows of every table so far, and what did not hold."""

    base: Plan
    tables: dict[str, list[pd.DataFrame]] = field(default_factory=lambda: {name: [] for name in TABLES})
    rows: list[dict[str, Any]] = field(default_factory=list)
    unmet: list[Unmet] = field(default_factory=list)
    expected: int = 0
    told: list[dict[str, Any]] = field(default_factory=list)

    def add_base(self) -> None:
        """The base plan as the first row."""
        self._add(BASE, BASE, self.base, None)

    def add(self, job: Job, plans: Mapping[str, Plan]) -> None:
        """One finished scenario."""
        scenario = job.scenario
        regret = against_base.regret(plans[RE_PLAN], plans[BASE_PLAN]) if len(plans) == 2 else None
        rows = [self._add(scenario.name, what, plan, regret) for what, plan in plans.items()]
        unmet = [] if scenario.expect is None else self._judge(scenario, scenario.expect, plans, regret)
        self.told.append(
            {
                "name": scenario.name,
                "story": scenario.story,
                "parameters": scenario.parameters,
                "notes": list(job.notes),
                "regret": regret,
                "evaluations": rows,
                "unmet": [{"key": each.key, "line": each.line, "found": each.found} for each in unmet],
            }
        )

    def add_failed(self, job: Job, reason: str) -> None:
        """A scenario that ended with an error of the program."""
        self.told.append({"name": job.scenario.name, "story": job.scenario.story, "error": reason})

    def _add(self, name: str, what: str, plan: Plan, regret: float | None) -> dict[str, Any]:
        summary, base = plan.summary, self.base.summary
        parts = {table: make(plan, self.base) for table, make in TABLES.items()} if what != BASE else {}
        for table, part in parts.items():
            if len(part):
                part.insert(0, "evaluation", what)
                part.insert(0, "scenario", name)
                self.tables[table].append(part)
        cost, base_cost = summary.get("objective"), base.get("objective")
        row: dict[str, Any] = {
            "scenario": name,
            "evaluation": what,
            "status": str(summary.get("status")),
            "cost": cost,
            "difference": None if cost is None or base_cost is None else cost - base_cost,
            "bound": summary.get("bound"),
            "gap": summary.get("gap"),
            "regret": regret if what != BASE_PLAN else None,
            "fill_rate": (summary.get("service") or {}).get("overall"),
            "spend": float(sum(against_base.spent_by_supplier(plan).values())),
            "order_lines": len(plan.orders),
            **(
                against_base.changes(parts["orders"])
                if parts
                else dict.fromkeys(("added", "dropped", "moved", "resized"), 0)
            ),
            "violations": len(summary.get("violations") or ()),
        }
        self.rows.append(row)
        words = {key: list(summary.get(key) or ()) for key in ("reasons", "violations", "notes")}
        return row | {"costs": summary.get("costs"), "service": summary.get("service")} | {"told": words}

    def _judge(self, scenario: Scenario, expect: Any, plans: Mapping[str, Plan], regret: float | None) -> list[Unmet]:  # noqa: ANN401 - a record
        what = expect["of"] or (RE_PLAN if RE_PLAN in plans else BASE_PLAN)
        if what not in plans:
            unmet = [Unmet(scenario.name, expect.at("of"), "of", f"evaluate makes no {what}")]
        else:
            found = judged(expect, figures_of(plans[what], self.base, regret))
            self.expected += len(found)
            unmet = [Unmet(scenario.name, line, key, told) for key, line, told in found if told is not None]
        self.unmet += unmet
        return unmet

    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table of the comparison by name."""
        scenarios = pd.DataFrame(self.rows)
        for name in ("cost", "difference", "bound", "gap", "regret", "fill_rate"):
            scenarios[name] = scenarios[name].astype(np.float64)
        parts = {name: _stacked(TABLES[name](self.base, self.base).iloc[:0], own) for name, own in self.tables.items()}
        return {"scenarios": scenarios, **parts}


def figures_of(plan: Plan, base: Plan, regret: float | None) -> Figures:
    """What expectations are judged by."""
    summary = plan.summary
    violations = list(summary.get("violations") or ())
    reasons = list(summary.get("reasons") or ())
    there = against_base.exists(plan)
    why = next(iter(violations or reasons), f"the search ended as {summary.get('status')}")
    return Figures(
        feasible=there and not violations,
        why_not=f"no plan keeps every rule: {why}" if there else f"there is no plan: {why}",
        cost=summary.get("objective"),
        base_cost=base.summary.get("objective"),
        regret=regret,
        fill_rate=(summary.get("service") or {}).get("overall"),
        fill_rate_of=(summary.get("service") or {}).get("by_category") or {},
        spend=against_base.spent_by_supplier(plan),
    )


def without_plan(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The scenarios whose search ended before any plan was found."""
    return [str(row["scenario"]) for row in rows if row["status"] == Status.NO_PLAN_IN_TIME]


def write_comparison(comparison: Comparison, told: Mapping[str, Any], out: Path, kind: Format, *, force: bool) -> None:
    """The tables and `scenarios.json` into a folder: all of them, or none. Raises CallError."""
    frames = {name: _plain(frame) for name, frame in comparison.frames().items()}
    with staged_folder(out, OURS, SUMMARY, force=force) as stage:
        if kind == "xlsx":
            write_workbook(stage / WORKBOOK, frames.items())
        else:
            for name, table in frames.items():
                WRITERS[kind](stage / f"{name}.{kind}", table)
        text = json.dumps(told, indent=2, ensure_ascii=False, default=str)
        (stage / SUMMARY).write_text(text + "\n", encoding="utf-8")


def write_plans(plans: Mapping[str, Plan], folder: Path, kind: Format) -> None:
    """The plans of one scenario, each in a folder of its own; what an earlier run left there is replaced."""
    for what, plan in plans.items():
        write_plan(plan, folder / what, kind, force=True)


def _stacked(empty: pd.DataFrame, parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if parts:
        return pd.concat(parts, ignore_index=True)
    for name in ("evaluation", "scenario"):
        empty.insert(0, name, pd.Series(dtype="str"))
    return empty


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
