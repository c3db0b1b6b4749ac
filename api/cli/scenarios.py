"""`caselot scenarios`: run, check, schema."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.cli import interrupt
from api.cli.arguments import AsJson, FileFormat, Force
from api.cli.errors import ExitCode
from api.cli.identities import check_id
from api.cli.scenario_run import Asked, Stop, run_set
from api.cli.screen import screen
from api.cli.stored import name_of, stored_problem
from api.cli.words import many
from models.db.ids import MAIN
from models.faults import CallError
from models.files import read_problem
from models.files.settings_file import FILE as SETTINGS_FILE
from models.problem import Problem
from optimizer.generate import GenerateOptions, generate
from optimizer.options import Options
from scenarios.json_schema import json_schema
from scenarios.results import OURS
from scenarios.runner import StoppedError, prepare
from scenarios.schema import ScenarioFile, only, read_scenarios

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

File = Annotated[Path, typer.Argument(help="The scenario file (YAML).", metavar="FILE")]
Base = Annotated[
    Path | None,
    typer.Option("--dataset", help="The base dataset, instead of the file's; or stored:ID.", metavar="DATASET"),
]
Organisation = Annotated[str, typer.Option("--organisation", help="Whose stored dataset.")]
Given = Annotated[
    list[str] | None,
    typer.Option("--set", help="Another value for a parameter of the file; repeatable.", metavar="NAME=VALUE"),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", help="Of these scenarios alone; a sweep by its name, too; repeatable.", metavar="NAME"),
]


@commands.command()
def run(
    file: File,
    *,
    out: Annotated[Path, typer.Option("--out", help="Where the results go: a folder.")] = Path("scenarios-out"),
    dataset: Base = None,
    organisation: Organisation = MAIN,
    given: Given = None,
    names: Only = None,
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
        found = _read(file, given, names)
        options = options_of(found, time_limit)
        check_output(out, force=force)
        problem = problem_of(found, dataset, organisation)
        jobs = prepare(found, problem)

        def work(stop: Stop) -> int:
            return run_set(view, found, problem, jobs, Asked(options, base, out, workers, file_format), stop)

        try:
            return interrupt.run(work, lambda: view.say("Stopping; what is finished is kept."))
        except StoppedError as stopped:
            view.say(str(stopped), style="yellow")
            view.answer({"status": "cancelled", "finished": stopped.done, "scenarios": stopped.total, "out": str(out)})
            return ExitCode.INTERRUPTED


@commands.command()
def check(
    file: File,
    *,
    dataset: Base = None,
    organisation: Organisation = MAIN,
    given: Given = None,
    names: Only = None,
    as_json: AsJson = False,
) -> int:
    """Read a scenario file and its dataset and try every edit; plan nothing."""
    with screen(as_json=as_json) as view:
        found = _read(file, given, names)
        jobs = prepare(found, problem_of(found, dataset, organisation))
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


def _read(file: Path, given: Sequence[str] | None, names: Sequence[str] | None) -> ScenarioFile:
    """The file with the values and the scenarios that the call names. Raises CallError, ScenarioError."""
    values = {}
    for each in given or ():
        name, equals, value = each.partition("=")
        if not equals:
            raise CallError(f"--set {each}: expected NAME=VALUE, such as supplier=SUP-001")
        values[name.strip()] = value
    return only(read_scenarios(file, values), names or ())


def options_of(found: ScenarioFile, time_limit: float | None) -> Options:
    """How to plan: what the file says, with the call's time limit. Raises CallError."""
    given = {} if found.options is None else dict(found.options.given)
    return Options(**given) if time_limit is None else replace(Options(**given), time_limit=time_limit)


def problem_of(found: ScenarioFile, dataset: Path | None, organisation: str = MAIN) -> Problem:
    """The base dataset: that of the call, that of the file, or a synthetic one. Raises CallError, DatasetError.

    The first two may be `stored:ID` or `stored:live`: what the service has of the organisation.
    """
    named = dataset if dataset is not None else found.dataset
    stored = name_of(named)
    if stored is not None:
        check_id(organisation)
        return stored_problem(stored, organisation)
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
