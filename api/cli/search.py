"""The middle of `plan`: the solve with its progress and Ctrl-C, then the plan to disk and its story to the screen."""

import resource
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.cli import interrupt
from api.cli.notices import notice_row, show_notices
from api.cli.progress import shown
from api.cli.screen import Screen
from api.cli.story import tell
from api.cli.words import money, share
from models.faults import Notice
from models.files import Format, write_plan
from models.plan import Plan
from models.problem import Problem
from models.result import Result, Status, Termination
from optimizer.notices import planning_notices
from optimizer.options import Options
from optimizer.solve import solve

WORDS = {
    Status.OPTIMAL: "The plan is proven best, to within the gap asked for.",
    Status.FEASIBLE: "The plan keeps every rule; a better one may exist.",
    Status.INFEASIBLE: "No plan exists.",
    Status.NO_PLAN_IN_TIME: "No plan was found in the time allowed; a longer --time-limit may find one.",
    Status.CANCELLED: "Stopped by hand.",
}
"""What each end means to a planner."""


def search(view: Screen, problem: Problem, options: Options, start: Plan | None) -> Result:
    """Solve while the screen shows progress; the first Ctrl-C stops the search and keeps its best plan."""

    def asked() -> None:
        view.say("Stopping; the best plan so far is kept. Ctrl-C again gives up at once.")

    with shown(view.messages, options.time_limit) as progress:
        return interrupt.run(lambda stop: solve(problem, options, progress=progress, stop=stop, start=start), asked)


def deliver(
    view: Screen,
    problem: Problem,
    result: Result,
    out: Path,
    file_format: Format,
    *,
    seconds: Mapping[str, float],
    options: Mapping[str, Any],
) -> None:
    """Write the plan, print its story, and answer in JSON with the summary and the story."""
    notices = (*problem.notices, *planning_notices(problem))
    plan = complete(problem, result, notices, seconds=seconds, options=options)
    write_plan(plan, out, file_format, force=True)
    for reason in result.reasons:
        view.line(f"No plan exists: {reason}", style="red")
    show_notices(view, notices)
    story = tell(view, problem, plan) if result.plan is not None else {}
    view.line()
    if result.termination is Termination.ERROR:
        view.line("The solver failed before it was done; what was found until then is kept.", style="red")
    view.line(f"Status: {result.status}. {WORDS[result.status]}", style="bold")
    if result.plan is not None:
        proven = f"bound {money(result.bound)}, gap {share(result.gap)}" if result.bound is not None else "no bound"
        view.line(f"Objective {money(result.objective)} {problem.settings.currency}; {proven}.")
        why = result.termination.replace("_", " ")
        view.line(f"Ended by {why} after {plan.summary['seconds']['total']:,.1f} s.")
    view.line(f"Written to {out}.")
    view.answer({**plan.summary, "plan": str(out), "reasons": list(result.reasons), **story})


def complete(
    problem: Problem,
    result: Result,
    notices: tuple[Notice, ...],
    *,
    seconds: Mapping[str, float],
    options: Mapping[str, Any],
) -> Plan:
    """The plan with a summary that tells the whole command; without a plan, empty tables and a summary that says so."""
    plan = Plan.empty() if result.plan is None else result.plan
    summary = {
        "status": str(result.status),
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "costs": None,
        **plan.summary,
    }
    summary["seconds"] = {**dict.fromkeys(("build", "solve", "check"), 0.0), **summary.get("seconds", {}), **seconds}
    summary["peak_memory_mb"] = peak_memory_mb()
    summary["dataset_sha256"] = problem.sha256
    summary["options"] = {name: str(value) if isinstance(value, Path) else value for name, value in options.items()}
    summary["warnings"] = [notice_row(notice) for notice in notices]
    return replace(plan, summary=summary)


def peak_memory_mb() -> float:
    """The most memory this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
