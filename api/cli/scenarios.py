"""`caselot scenarios`: run, check, schema."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import interrupt
from api.cli.arguments import AsJson, FileFormat, Force
from api.cli.errors import ExitCode
from api.cli.screen import Screen, screen
from api.cli.words import many, money, share
from models.faults import CallError
from models.files import Format, read_multipliers, read_plan, read_problem
from models.files.settings_file import FILE as SETTINGS_FILE
from models.plan import Plan
from models.problem import Problem
from optimizer.generate import GenerateOptions, generate
from optimizer.options import Options
from scenarios.against_base import exists
from scenarios.evaluate import BASE, Call, CancelledError, judge
from scenarios.results import OURS, Comparison, without_plan, write_comparison, write_plans
from scenarios.runner import Event, Job, Run, StoppedError, base_plan, plans_of, prepare, run_all
from scenarios.schema import ScenarioFile, json_schema, read_scenarios

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

File = Annotated[Path, typer.Argument(help="The scenario file (YAML).", metavar="FILE")]
Base = Annotated[
    Path | None, typer.Option("--dataset", help="The base dataset, instead of the file's.", metavar="DATASET")
]

EVENTS = {"began": "begins", "done": "is done", "kept": "is kept from an earlier run", "failed": "failed"}


@commands.command()
def run(
    file: File,
    *,
    out: Annotated[Path, typer.Option("--out", help="Where the results go: a folder.")] = Path("scenarios-out"),
    dataset: Base = None,
    base: Annotated[
        Path | None, typer.Option("--base", help="The base plan, instead of a new one.", metavar="PLAN")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Scenarios at a time, each in a process of its own.")] = 1,
    time_limit: Annotated[
        float | None, typer.Option("--time-limit", help="Seconds for each plan, instead of the file's.")
    ] = None,
    file_format: FileFormat = "csv",
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    """Run a what-if file and compare its scenarios. Exit 1 where an expectation does not hold.

    Ctrl-C keeps what is finished; the same command goes on from there.
    """
    with screen(as_json=as_json) as view:
        found = read_scenarios(file)
        options = options_of(found, time_limit)
        check_output(out, force=force)
        problem = problem_of(found, dataset)
        jobs = prepare(found, problem)

        def work(stop: Any) -> int:  # noqa: ANN401 - a question without arguments
            return _run(view, found, problem, jobs, (options, base, out, workers, file_format), stop)

        try:
            return interrupt.run(work, lambda: view.say("Stopping; what is finished is kept."))
        except StoppedError as stopped:
            view.say(str(stopped), style="yellow")
            view.answer({"status": "cancelled", "finished": stopped.done, "scenarios": stopped.total, "out": str(out)})
            return ExitCode.INTERRUPTED


@commands.command()
def check(file: File, *, dataset: Base = None, as_json: AsJson = False) -> int:
    """Read a scenario file and its dataset and try every edit; plan nothing."""
    with screen(as_json=as_json) as view:
        found = read_scenarios(file)
        jobs = prepare(found, problem_of(found, dataset))
        rows = [(job.scenario.name, str(len(job.scenario.edits)), "; ".join(job.notes)) for job in jobs]
        view.table("Scenarios", ("name", "edits", "notes"), rows, right=[1])
        view.line(f"{many(len(jobs), 'scenario')}: every edit can be made.", style="bold")
        view.answer(
            {
                "file": str(file),
                "scenarios": [
                    {
                        "name": job.scenario.name,
                        "story": job.scenario.story,
                        "edits": len(job.scenario.edits),
                        "parameters": job.scenario.parameters,
                        "notes": list(job.notes),
                        "dataset_sha256": job.sha256,
                    }
                    for job in jobs
                ],
            }
        )
        return ExitCode.DONE


@commands.command()
def schema(*, as_json: AsJson = True) -> int:
    """Print the JSON schema of scenario files, for editors."""
    with screen(as_json=as_json) as view:
        view.answer(json_schema())
        return ExitCode.DONE


def options_of(found: ScenarioFile, time_limit: float | None) -> Options:
    """How to plan: what the file says, with the call's time limit. Raises CallError."""
    given = {} if found.options is None else dict(found.options.given)
    return Options(**given) if time_limit is None else replace(Options(**given), time_limit=time_limit)


def problem_of(found: ScenarioFile, dataset: Path | None) -> Problem:
    """The base dataset: that of the call, that of the file, or a synthetic one. Raises CallError, DatasetError."""
    if dataset is not None:
        return read_problem(dataset)
    if (found.dataset is None) == (found.generate is None):
        told = "names both dataset and generate" if found.dataset else "names no dataset"
        raise CallError(f"{found.path} {told}; --dataset chooses one")
    if found.dataset is not None:
        return read_problem(found.dataset)
    assert found.generate is not None  # noqa: S101 - one of the two is there
    given = {name: found.generate[name] for name in found.generate.lines}
    try:
        return Problem.from_tables(*generate(GenerateOptions(**given)))
    except (TypeError, ValueError) as error:
        raise CallError(f"{found.path.name} line {found.generate.line}, generate: {error}") from error


def check_output(out: Path, *, force: bool) -> None:
    """Refuse a folder that results cannot go to. Raises CallError."""
    if out.exists() and not out.is_dir():
        raise CallError(f"{out} exists and is no folder; choose another place with --out")
    if (out / SETTINGS_FILE).exists() or (out / "summary.json").exists():
        raise CallError(f"{out} holds a dataset or a plan; choose another place with --out")
    there = next((name for name in OURS if (out / name).exists()), None)
    if there is not None and not force:
        raise CallError(f"{out} holds {there} already; --force overwrites it, --out chooses another place")


def _run(
    view: Screen,
    found: ScenarioFile,
    problem: Problem,
    jobs: list[Job],
    asked: tuple[Options, Path | None, Path, int, Format],
    stop: Any,  # noqa: ANN401 - a question without arguments
) -> int:
    options, given, out, workers, kind = asked
    cache = out / ".cache"
    cache.mkdir(parents=True, exist_ok=True)
    try:
        base = _given(problem, given) if given is not None else _planned(view, problem, options, cache, stop)
    except CancelledError as cancelled:
        raise StoppedError(0, len(jobs)) from cancelled
    if not exists(base):
        reasons = list(base.summary["reasons"]) or ["no plan was found in the time allowed"]
        for reason in reasons:
            view.line(f"The base dataset has no plan: {reason}", style="red")
        view.answer({"status": base.summary["status"], "reasons": reasons})
        return ExitCode.NO if base.summary["status"] == "infeasible" else ExitCode.NO_PLAN
    every = Run.of(problem, found.path.parent, options, base, cache)
    failed = run_all(every, jobs, workers, lambda event: _hear(view, event), stop)
    comparison = Comparison(base)
    comparison.add_base()
    write_plans({BASE: base}, out, kind)
    for job in jobs:
        if job.scenario.name in failed:
            comparison.add_failed(job, failed[job.scenario.name])
            continue
        plans = plans_of(every, job)
        comparison.add(job, plans)
        write_plans(plans, out / job.scenario.name, kind)
    told = answer_of(found, problem, comparison, failed)
    write_comparison(comparison, told, out, kind, force=True)
    show(view, comparison, failed, problem.settings.currency)
    view.line(f"Written to {out}.")
    view.answer({**told, "out": str(out)})
    return code_of(comparison, failed)


def _planned(view: Screen, problem: Problem, options: Options, cache: Path, stop: Any) -> Plan:  # noqa: ANN401 - as above
    view.say(f"Base plan: at most {options.time_limit:,g} s.")
    return base_plan(problem, Call(options, stop=stop), cache)


def _given(problem: Problem, path: Path) -> Plan:
    multipliers, _ = read_multipliers(path)
    return replace(judge(problem, read_plan(path)), multipliers=multipliers)


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
            "/".join(str(row[change]) for change in ("added", "dropped", "moved", "resized")),
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
