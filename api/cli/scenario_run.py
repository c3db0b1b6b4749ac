"""What `caselot scenarios run` does once file and dataset are read: plans, compares, writes, tells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from api.cli.errors import ExitCode
from api.cli.screen import Screen
from api.cli.words import many, money, share
from models.files import Format, read_multipliers, read_plan
from models.plan import Plan
from models.problem import Problem
from optimizer.options import Options
from scenarios.evaluate import BASE, Call, CancelledError, exists, judge
from scenarios.picture import Album
from scenarios.report.page.render import render
from scenarios.results import CHANGES, PAGE, Comparison, without_plan, write_comparison, write_plans
from scenarios.runner import Event, Job, Run, StoppedError, base_plan, dataset_of, plans_of, run_all
from scenarios.schema import ScenarioFile

EVENTS = {"began": "begins", "done": "is done", "kept": "is kept from an earlier run", "failed": "failed"}

Stop = Callable[[], bool]


@dataclass(frozen=True)
class Asked:
    """What a run was asked for: how to plan, the base plan where one is given, where to, how many at a time."""

    options: Options
    base: Path | None
    out: Path
    workers: int
    kind: Format


def run_set(view: Screen, found: ScenarioFile, problem: Problem, jobs: list[Job], asked: Asked, stop: Stop) -> int:
    """Plan, compare, write and tell; answers the exit code. Raises StoppedError."""
    cache = asked.out / ".cache"
    cache.mkdir(parents=True, exist_ok=True)
    try:
        base = _base(view, problem, asked, cache, stop)
    except CancelledError as cancelled:
        raise StoppedError(0, len(jobs)) from cancelled
    if not exists(base):
        return _no_base(view, base)
    every = Run.of(problem, found.path.parent, asked.options, base, cache)
    failed = run_all(every, jobs, asked.workers, lambda event: _hear(view, event), stop)
    comparison, page = _gathered(found, every, jobs, failed, asked)
    told = answer_of(found, problem, comparison, failed)
    write_comparison(comparison, told, page, asked.out, asked.kind, force=True)
    show(view, comparison, failed, problem.settings.currency)
    view.line(f"Written to {asked.out}; {asked.out / PAGE} shows it.")
    view.answer({**told, "out": str(asked.out)})
    return code_of(comparison, failed)


def _base(view: Screen, problem: Problem, asked: Asked, cache: Path, stop: Stop) -> Plan:
    """The base plan: the one given, one kept from an earlier run, or a new one. Raises CancelledError."""
    if asked.base is None:
        view.say(f"Base plan: at most {asked.options.time_limit:,g} s.")
        return base_plan(problem, Call(asked.options, stop=stop), cache)
    multipliers, _ = read_multipliers(asked.base)
    base = replace(judge(problem, read_plan(asked.base)), multipliers=multipliers)
    broken = base.summary["violations"]
    if broken:
        view.say(f"The base plan breaks rules of this dataset ({len(broken)}); the first: {broken[0]}", style="yellow")
    return base


def _no_base(view: Screen, base: Plan) -> int:
    reasons = list(base.summary["reasons"]) or ["no plan was found in the time allowed"]
    for reason in reasons:
        view.line(f"The base dataset has no plan: {reason}", style="red")
    view.answer({"status": base.summary["status"], "reasons": reasons})
    return ExitCode.NO if base.summary["status"] == "infeasible" else ExitCode.NO_PLAN


def _gathered(
    found: ScenarioFile, every: Run, jobs: list[Job], failed: Mapping[str, str], asked: Asked
) -> tuple[Comparison, str]:
    """Every plan written to its folder, the comparison of all, and their page (HTML)."""
    comparison, album = Comparison(every.problem, every.base), Album(every.problem, every.base)
    comparison.add_base()
    write_plans({BASE: every.base}, asked.out, asked.kind)
    for job in jobs:
        if job.scenario.name in failed:
            comparison.add_failed(job, failed[job.scenario.name])
            album.notes.append(f"{job.scenario.name} failed: {failed[job.scenario.name]}")
            continue
        plans, problem = plans_of(every, job), dataset_of(every, job)
        comparison.add(job, plans, problem)
        album.add(job, plans, problem)
        write_plans(plans, asked.out / job.scenario.name, asked.kind)
    return comparison, render(album.page(f"Scenarios: {found.path.stem}", found.story, comparison))


def _hear(view: Screen, event: Event) -> None:
    view.say(f"{event.done} of {event.total} done, {event.seconds:,.0f} s: {event.name} {EVENTS[event.what]}")


def answer_of(
    found: ScenarioFile, problem: Problem, comparison: Comparison, failed: Mapping[str, str]
) -> dict[str, Any]:
    """What `scenarios.json` and `--json` say."""
    return {
        "file": found.path.name,
        "story": found.story,
        "dataset_sha256": problem.sha256,
        "currency": problem.settings.currency,
        "base": comparison.rows[0],
        "scenarios": comparison.told,
        "expected": comparison.expected,
        "unmet": [str(each) for each in comparison.unmet],
        "failed": dict(failed),
    }


def code_of(comparison: Comparison, failed: Mapping[str, str]) -> ExitCode:
    """The exit code: 1 before 3, an expectation that does not hold is the answer no."""
    if comparison.unmet:
        return ExitCode.NO
    return ExitCode.NO_PLAN if failed or without_plan(comparison.rows) else ExitCode.DONE


def show(view: Screen, comparison: Comparison, failed: Mapping[str, str], currency: str) -> None:
    """Print the scenarios side by side, what became of kept orders, and what does not hold."""
    rows = [
        (
            row["scenario"],
            row["evaluation"],
            row["status"],
            money(row["cost"]),
            money(row["difference"]),
            money(row["regret"]),
            share(row["fill_rate"]),
            "/".join(str(row[change]) for change in CHANGES),
        )
        for row in comparison.rows
    ]
    headings = (
        "scenario",
        "plan",
        "status",
        "cost",
        "difference",
        "regret",
        "fill rate",
        "order lines +/-/moved/resized",
    )
    view.table(f"Scenarios ({currency})", headings, rows, right=[3, 4, 5, 6, 7])
    for told in comparison.told:
        for row in told.get("evaluations", ()):
            for words in row["told"].values():
                for text in words:
                    view.line(f"{told['name']}, {row['evaluation']}: {text}", style="dim")
        for text in told.get("notes", ()):
            view.line(f"{told['name']}: {text}", style="dim")
    for name, reason in failed.items():
        view.line(f"{name} failed: {reason}", style="red")
    for each in comparison.unmet:
        view.line(str(each), style="red")
    if comparison.expected:
        held = comparison.expected - len(comparison.unmet)
        view.line(f"{held} of {many(comparison.expected, 'expectation')} hold.", style="bold")
