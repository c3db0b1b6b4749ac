"""`caselot baseline`: the plan that a replenishment policy makes under the same dataset, rules and costs."""

import time
from pathlib import Path
from typing import Annotated

import typer

from api.cli import interrupt
from api.cli.arguments import AsJson, Dataset, FileFormat, Force
from api.cli.errors import ExitCode
from api.cli.output import check_plan_output
from api.cli.progress import shown
from api.cli.screen import Screen, screen
from api.cli.search import deliver
from models.files import read_problem
from models.problem import Problem
from models.result import Result, Status
from optimizer.baseline import BaselineOptions
from optimizer.baseline import baseline as follow
from optimizer.strategies.baseline.parameters import Policy, parsed
from optimizer.strategies.baseline.registry import POLICIES


def _told(policy: Policy) -> str:
    return ", ".join(f"{each.name} ({each.default:g})" for each in policy.parameters)


EPILOG = "Parameters and their defaults: " + "; ".join(f"{name}: {_told(each)}" for name, each in POLICIES.items())


def baseline(
    dataset: Dataset,
    *,
    policy: Annotated[str, typer.Option(help=f"One of {', '.join(POLICIES)}.")] = "min-max",
    out: Annotated[Path, typer.Option("--out", help="Where the plan goes: a folder.")] = Path("baseline"),
    given: Annotated[
        list[str] | None,
        typer.Option("--set", help="A parameter of the policy; may be repeated.", metavar="NAME=VALUE"),
    ] = None,
    tune: Annotated[bool, typer.Option("--tune", help="Search a grid for the parameters that are not set.")] = False,
    time_limit: Annotated[float, typer.Option("--time-limit", help="Tune for at most so many seconds.")] = 120.0,
    seed: Annotated[int, typer.Option(help="Seed of the order in which parameters are tried.")] = 0,
    file_format: FileFormat = "csv",
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    """Plan as planners do today: reorder points and the like, rounded to cases and minima, verified, at true cost.

    The plan is written, told and judged like any other; no bound is claimed. Budgets and capacities are kept, items
    that lose most for the money first.
    """
    options = BaselineOptions(policy, parsed(given or ()), tune=tune, time_limit=time_limit, seed=seed)
    with screen(as_json=as_json) as view:
        check_plan_output(out, dataset, force=force)
        began = time.perf_counter()
        problem = read_problem(dataset)
        read = time.perf_counter() - began
        result = _followed(view, problem, options)
        seconds = {"read": read, "total": time.perf_counter() - began}
        if result.plan is not None and not as_json:
            words = ", ".join(f"{k}={v:g}" for k, v in result.summary["options"]["parameters"].items())
            view.line(f"Policy {policy}: {words}", style="bold")
        deliver(view, problem, result, out, file_format, seconds=seconds, options={"format": file_format})
        return ExitCode.NO if result.status is Status.INFEASIBLE else ExitCode.DONE


def _followed(view: Screen, problem: Problem, options: BaselineOptions) -> Result:
    """Follow the policy; Ctrl-C once ends the tuning and keeps the best parameters so far."""

    def asked() -> None:
        view.say("Stopping; the best parameters so far are kept. Ctrl-C again gives up at once.")

    with shown(view.messages, options.time_limit) as progress:
        return interrupt.run(lambda stop: follow(problem, options, progress=progress, stop=stop), asked)
