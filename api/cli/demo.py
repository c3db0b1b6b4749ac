"""`caselot demo`, which `make demo` calls: a small dataset is made, checked, planned, verified, told and shown.

Then the same dataset goes through the service, from load to the ERP: api/cli/demo_service.py.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from api.cli.arguments import Force, TimeLimit
from api.cli.check import check
from api.cli.generate import generate
from api.cli.output import check_dataset_output, check_page_output, check_plan_output
from api.cli.plan import plan
from api.cli.report import report
from api.cli.verify import verify
from models.faults import CallError

ITEMS = 300
"""More than one model can plan; item by item it is a matter of seconds."""

SUPPLIERS = 6
NODES = 2
SEED = 7

Folder = Annotated[Path, typer.Option("--out", help="Where dataset and plan go: a folder.")]


def demo(*, out: Folder = Path("demo"), time_limit: TimeLimit = 40.0, force: Force = False) -> int:
    """Make a dataset of 300 items, check, plan and verify it, tell the story of the plan and write a page on it.

    Then serve it, have it planned by a worker in half the time, and let its first orders be released, approved by a
    second person, issued and pulled.
    """
    dataset, planned, page = out / "dataset", out / "plan", out / "report.html"
    check_dataset_output(dataset, force=force)
    check_plan_output(planned, dataset, force=force)
    check_page_output(page, dataset, planned, force=force)
    steps: tuple[tuple[str, Callable[[], int]], ...] = (
        (
            f"generate {dataset} --items {ITEMS} --suppliers {SUPPLIERS} --nodes {NODES} --seed {SEED}",
            lambda: generate(dataset, items=ITEMS, suppliers=SUPPLIERS, nodes=NODES, seed=SEED, force=True),
        ),
        (f"check {dataset}", lambda: check(dataset)),
        (
            f"plan {dataset} --out {planned} --time-limit {time_limit:g}",
            lambda: plan(dataset, out=planned, time_limit=time_limit, force=True),
        ),
        (f"verify {dataset} {planned}", lambda: verify(dataset, planned)),
        (f"report {dataset} {planned} --out {page}", lambda: report(dataset, planned, out=page, force=True)),
    )
    for words, step in steps:
        typer.secho(f"\n$ caselot {words}", bold=True)
        code = step()
        if code:
            return code
    typer.secho("\nThe second half: the same dataset with the service, four people and a week's orders.", bold=True)
    return _served(dataset, time_limit / 2)


def _served(dataset: Path, time_limit: float) -> int:
    """The second half. Raises CallError where what the client is made of is not installed."""
    try:
        from api.cli.demo_service import buy
    except ImportError as error:
        raise CallError(
            f"the second half needs what the client is made of (pip install 'caselot[client]'): {error}"
        ) from error
    return buy(dataset, time_limit)
