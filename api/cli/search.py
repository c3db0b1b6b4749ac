"""The middle of `plan`: the solve with its progress and Ctrl-C, then the plan to disk and its story to the screen."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.cli import interrupt
from api.cli.notices import show_notices
from api.cli.progress import shown
from api.cli.screen import Screen
from api.cli.story import tell
from api.cli.words import money, share
from models.faults import Notice
from models.files import Format, write_plan
from models.plan import Plan
from models.problem import Problem
from models.result import Result, Status, Termination
from optimizer.extract.summary import peak_memory_mb
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
    """Write the plan, print its story, and answer in JSON with the summary and the story.

    `seconds` and `options` are those of the command beside the solve's own.
    """
    plan = complete(result, seconds=seconds, options=options)
    write_plan(plan, out, file_format, force=True)
    for reason in result.reasons:
        view.line(f"No plan exists: {reason}", style="red")
    show_notices(view, [Notice(**row) for row in plan.summary["warnings"]])
    story = tell(view, problem, plan) if result.plan is not None else {}
    show_end(view, result, plan.summary["seconds"]["total"], problem.settings.currency)
    view.line(f"Written to {out}.")
    view.answer({**plan.summary, "plan": str(out), "reasons": list(result.reasons), **story})


def show_end(view: Screen, result: Result, seconds: float, currency: str) -> None:
    """Print status, objective, bound and gap, and why the search ended."""
    view.line()
    if result.termination is Termination.ERROR:
        view.line("The solver failed before it was done; what was found until then is kept.", style="red")
    view.line(f"Status: {result.status}. {WORDS[result.status]}", style="bold")
    if result.plan is None:
        return
    proven = "no bound is proven" if result.bound is None else f"bound {money(result.bound)}, gap {share(result.gap)}"
    view.line(f"Objective {money(result.objective)} {currency}; {proven}.")
    if result.termination is Termination.POLICY_FOLLOWED:
        view.line(f"The policy was followed to the end of the horizon; {seconds:,.1f} s.")
        return
    view.line(f"Ended by {result.termination.replace('_', ' ')} after {seconds:,.1f} s.")


def complete(result: Result, *, seconds: Mapping[str, float], options: Mapping[str, Any]) -> Plan:
    """The plan with a summary that tells the whole command; without a plan, empty tables and a summary that says so."""
    told = result.summary
    summary = {
        **told,
        "seconds": {"read": 0.0, "build": 0.0, "solve": 0.0, "check": 0.0, **told["seconds"], **seconds},
        "peak_memory_mb": peak_memory_mb(),
        "options": {**told["options"], **options},
    }
    return replace(result.plan or Plan.empty(), summary=summary)
