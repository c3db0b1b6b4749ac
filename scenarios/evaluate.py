"""One scenario: its dataset planned anew, and the base plan's orders kept in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from models.result import Result, Status, relative_gap
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.instance import instance_of
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.decomposed.assemble import assemble
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.start import cases_of
from optimizer.verify import verify
from scenarios.report.calendar import period_of

CHUNK = 2000
"""Items that are served together when orders are kept."""

AGAIN = 0.25
"""Share of the time that a scenario gets where the base plan's prices are there to begin with."""

SHOWN = 20
"""Broken rules that are told in words; the rest are counted."""

RE_PLAN, BASE_PLAN, BASE = "re-plan", "base-plan", "base"
LINE = ["supplier_id", "item_id", "node_id", "mode", "order_date"]
"""What makes a row of orders the same in two plans."""


@dataclass(frozen=True)
class Call:
    """How to plan, and who is told."""

    options: Options
    progress: ProgressHook | None = None
    stop: StopHook | None = None


class CancelledError(Exception):
    """Somebody asked to stop; what was found until then is of no use to a comparison."""


def evaluate(problem: Problem, base: Plan, wanted: Sequence[str], call: Call) -> dict[str, Plan]:
    """The plans of a scenario by evaluation (`re-plan`, `base-plan`), those that are ``wanted``.

    ``problem`` is the edited dataset; the search for a new plan begins with the kept one where that keeps every rule.
    Raises CancelledError, and whatever ``solve`` raises.
    """
    found: dict[str, Plan] = {}
    kept = keep(problem, base)
    if BASE_PLAN in wanted:
        found[BASE_PLAN] = kept
    if RE_PLAN in wanted:
        good = kept.summary["status"] == Status.FEASIBLE
        first = replace(kept if good else base, multipliers=base.multipliers)
        result = solve(problem, again(call.options, base), start=first, progress=call.progress, stop=call.stop)
        plan = _judged_by(call.options, told(result))
        found[RE_PLAN] = plan if good else _unwarned(plan)
    return found


def again(options: Options, base: Plan) -> Options:
    """How to plan a scenario: until it is as near its bound as the base plan is, in a part of the time with its prices.

    Without prices (one model, or blocks) all the time is needed; a base plan without a bound asks for nothing.
    """
    reached = base.summary.get("gap")
    gap = options.gap if reached is None else min(max(options.gap, float(reached)), 0.999)
    limit = options.time_limit if base.multipliers is None or reached is None else AGAIN * options.time_limit
    return replace(options, gap=gap, time_limit=limit)


def _judged_by(options: Options, plan: Plan) -> Plan:
    """The plan with the status that the gap of the file gives it, not the one at which the search was let off."""
    gap = plan.summary.get("gap")
    if plan.summary["status"] != Status.OPTIMAL or gap is None or gap <= options.gap:
        return plan
    return replace(plan, summary={**plan.summary, "status": str(Status.FEASIBLE)})


def _unwarned(plan: Plan) -> Plan:
    """Without the warning that the orders begun with were withheld: that they break rules is known."""
    warnings = [each for each in plan.summary.get("warnings", ()) if each["rule"] != "plan-withheld"]
    return replace(plan, summary={**plan.summary, "warnings": warnings})


def told(result: Result) -> Plan:
    """The plan of a solve, its reasons in the summary; of no row where there is none. Raises CancelledError."""
    if result.status is Status.CANCELLED:
        raise CancelledError
    summary = {**result.summary, "reasons": list(result.reasons), "violations": [], "notes": []}
    return replace(result.plan or Plan.empty(), summary=summary)


def exists(plan: Plan) -> bool:
    """Whether there is a plan behind the tables."""
    return plan.summary.get("objective") is not None


def regret(re_plan: Plan, base_plan: Plan) -> float | None:
    """What keeping the base plan's orders costs more than planning anew, in the same scenario.

    None where one of the two is missing or the kept orders break a rule, so that their cost means little.
    """
    if not exists(re_plan) or not exists(base_plan) or base_plan.summary.get("violations"):
        return None
    return float(base_plan.summary["objective"]) - float(re_plan.summary["objective"])


def keep(problem: Problem, base: Plan) -> Plan:
    """The orders of a plan kept in another dataset: served as well as they can be, nothing else ordered.

    The summary tells what became of them: `notes`, `dropped` (rows that exist no more), `late` (rows received in a
    later period than planned), `violations` of rules they break now. Without a plan (a limit of stock does not hold)
    its objective is None.
    """
    chunks = chunks_of(problem, CHUNK)
    cases = [cases_of(base, instance_of(chunk)) for chunk in chunks]
    made = assemble(problem, chunks, cases)
    if made is None:
        reason = "the base plan's orders break a limit of stock: a cover, a hard storage, or what a node can receive"
        return replace(Plan.empty(), summary=_summary(problem, None, {}, [], [reason], []))
    gone = _missing(base.orders, made.plan.orders)
    late = _late(problem, base.orders, made.plan.orders)
    notes = [*_count(gone, "dropped: they are not possible any more"), *_count(late, "received in a later period")]
    verdict = verify(problem, made.plan)
    violations = [violation.sentence for violation in verdict.violations[:SHOWN]]
    if len(verdict.violations) > SHOWN:
        violations.append(f"... and {len(verdict.violations) - SHOWN} more")
    summary = _summary(problem, verdict.objective, verdict.costs, violations, [], notes)
    summary |= {"service": verdict.service, "dropped": len(gone), "late": len(late)}
    return replace(made.plan, summary=summary)


def judge(problem: Problem, plan: Plan) -> Plan:
    """A plan that was handed in as the base plan, its figures recomputed; its bound where it is of this dataset."""
    verdict = verify(problem, replace(plan, summary={}))
    violations = [violation.sentence for violation in verdict.violations[:SHOWN]]
    summary = _summary(problem, verdict.objective, verdict.costs, violations, [], [])
    own = plan.summary.get("dataset_sha256") == problem.sha256 and not violations
    bound = plan.summary.get("bound") if own else None
    proven = {"bound": bound, "gap": relative_gap(verdict.objective, bound)}
    return replace(plan, summary=summary | {"service": verdict.service} | proven)


def _summary(
    problem: Problem,
    objective: float | None,
    costs: dict[str, float],
    violations: list[str],
    reasons: list[str],
    notes: list[str],
) -> dict[str, Any]:
    """What the summary of a plan says that was not searched for."""
    status = "breaks-rules" if violations or objective is None else str(Status.FEASIBLE)
    return {
        "status": status,
        "objective": objective,
        "bound": None,
        "gap": None,
        "costs": costs if objective is not None else None,
        "service": {"overall": None, "by_category": {}, "by_zone": {}},
        "strategy": "kept orders",
        "dataset_sha256": problem.sha256,
        "reasons": reasons,
        "violations": violations,
        "notes": notes,
        "dropped": 0,
        "late": 0,
    }


def _texts(orders: pd.DataFrame, column: str) -> pd.DataFrame:
    """The key of each row and a column; categories as plain texts, so that two plans can be joined."""
    frame = orders[[*LINE, column]].copy()
    for name in LINE[:-1]:
        frame[name] = frame[name].to_numpy(object)
    frame["order_date"] = frame["order_date"].astype("datetime64[s]")
    return frame


def _missing(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    joined = _texts(before, "units").merge(_texts(after, "units"), on=LINE, how="left", suffixes=("", "_kept"))
    return joined[joined["units_kept"].isna()]


def _late(problem: Problem, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The rows that are received in a later period than the plan had it."""
    joined = _texts(before, "arrival_date").merge(_texts(after, "arrival_date"), on=LINE, suffixes=("", "_kept"))
    end = problem.settings.bucket_days - 1  # received in the first period that starts on or after the day
    periods = [
        period_of(joined[name] + pd.Timedelta(days=end), problem.settings)
        for name in ("arrival_date", "arrival_date_kept")
    ]
    return joined[np.asarray(periods[1] > periods[0])]


def _count(rows: pd.DataFrame, what: str) -> list[str]:
    if not len(rows):
        return []
    suppliers = ", ".join(sorted(set(rows["supplier_id"]))[:5])
    return [f"{len(rows)} order line{'s' if len(rows) != 1 else ''} ({suppliers}) {what}"]
