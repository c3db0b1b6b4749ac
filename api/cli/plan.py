"""`caselot plan`: from a dataset to a verified plan on disk."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.arguments import AsJson, Dataset, FileFormat, Force, Gap, TimeLimit
from api.cli.errors import ExitCode
from api.cli.output import check_model_output, check_plan_output
from api.cli.screen import screen
from api.cli.search import deliver, search
from models.files import read_multipliers, read_plan, read_problem
from models.result import Status
from optimizer.backends.registry import backend as find_backend
from optimizer.options import Options
from optimizer.strategies.decomposed.hands.cluster import check_cluster

DEFAULTS = Options()

Out = Annotated[Path, typer.Option("--out", help="Where the plan goes: a folder.")]


def plan(
    dataset: Dataset,
    *,
    out: Out = Path("plan"),
    time_limit: TimeLimit = DEFAULTS.time_limit,
    gap: Gap = DEFAULTS.gap,
    strategy: Annotated[Literal["auto", "exact", "decomposed"], typer.Option(help="How the plan is found.")] = "auto",
    workers: Annotated[
        int, typer.Option(help="Processes for the work on items, beside this one; 1: its own threads. Not for exact.")
    ] = DEFAULTS.workers,
    cluster: Annotated[
        str | None,
        typer.Option(help="A dask scheduler for the work on items: tcp://HOST:PORT. Not for exact.", metavar="ADDRESS"),
    ] = DEFAULTS.cluster,
    threads: Annotated[int, typer.Option(help="Threads of the solver; one repeats exactly.")] = DEFAULTS.threads,
    seed: Annotated[int, typer.Option(help="Seed of the solver.")] = DEFAULTS.seed,
    backend: Annotated[str, typer.Option(help="highs, cp-sat, scip, or pyomo:SOLVER.")] = DEFAULTS.backend,
    start: Annotated[Path | None, typer.Option(help="A plan to start from.", metavar="PLAN")] = None,
    side_constraints: Annotated[
        Path | None, typer.Option(help="Constraints of your own: a Python file.", metavar="FILE")
    ] = None,
    write_model: Annotated[
        Path | None, typer.Option(help="Write the model too, as .lp or .mps with readable names.", metavar="FILE")
    ] = None,
    file_format: FileFormat = "csv",
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    """Plan, verify and write the plan; show progress. Ctrl-C once keeps the best plan so far."""
    options = Options(
        strategy=strategy,
        gap=gap,
        time_limit=time_limit,
        seed=seed,
        threads=threads,
        workers=workers,
        cluster=cluster,
        backend=backend,
        side_constraints=side_constraints,
        write_model=write_model,
    )
    with screen(as_json=as_json) as view:
        find_backend(backend)  # an unknown one is refused before the dataset is read
        if cluster is not None:
            check_cluster(cluster)
        check_plan_output(out, dataset, force=force)
        if write_model is not None:
            check_model_output(write_model, dataset, force=force)
        began = time.perf_counter()
        problem = read_problem(dataset)
        first = None
        if start is not None:
            multipliers, notice = read_multipliers(start)
            first = replace(read_plan(start), multipliers=multipliers)
            if notice is not None:
                problem = replace(problem, notices=(*problem.notices, notice))
        read = time.perf_counter() - began
        result = search(view, problem, options, first)
        asked = {"start": None if start is None else str(start), "format": file_format}
        seconds = {"read": read, "total": time.perf_counter() - began}
        deliver(view, problem, result, out, file_format, seconds=seconds, options=asked)
        if result.status is Status.INFEASIBLE:
            return ExitCode.NO
        if result.status is Status.CANCELLED:
            return ExitCode.INTERRUPTED
        return ExitCode.NO_PLAN if result.plan is None else ExitCode.DONE
