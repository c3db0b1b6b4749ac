"""`caselot report`: a page to look at."""

import difflib
from pathlib import Path
from typing import Annotated

import typer

from api.cli.arguments import AsJson, Dataset, Force
from api.cli.errors import ExitCode
from api.cli.notices import notice_row
from api.cli.output import check_page_output
from api.cli.screen import screen
from api.cli.verify import PlanPath, plan_notices
from models.faults import CallError
from models.files import read_plan, read_problem
from models.files.staging import staged_file
from models.problem import Problem
from scenarios.report.page.plan import page_of
from scenarios.report.page.render import render
from scenarios.report.told import tell

Out = Annotated[Path, typer.Option("--out", help="Where the page goes: one HTML file.", metavar="FILE.html")]
Items = Annotated[
    list[str] | None, typer.Option("--item", help="An item whose stock is shown in any case; repeatable.", metavar="ID")
]


def report(
    dataset: Dataset, plan: PlanPath, *, out: Out, item: Items = None, force: Force = False, as_json: AsJson = False
) -> int:
    """Write one HTML page on a plan: costs, spend, orders, service, stock, containers.

    It needs no network, prints, and reads on a phone. Costs are recomputed from the plan's tables.
    """
    chosen = list(item or ())
    with screen(as_json=as_json) as view:
        check_page_output(out, dataset, plan, force=force)
        problem = read_problem(dataset)
        check_items(problem, chosen)
        shown = read_plan(plan)
        notices = plan_notices(problem, shown)
        for notice in notices:
            view.say(f"Warning ({notice.rule}): {notice}", style="yellow")
        told = tell(problem, shown, plan.resolve().name)
        page = page_of(told, chosen)
        text = render(page)
        with staged_file(out, force=force) as stage:
            stage.write_text(text, encoding="utf-8")
        if not told.verdict.accepted:
            view.say("The plan breaks rules; the page lists them.", style="yellow")
        view.line(f"Wrote {out}: {len(page.sections)} sections, {len(text.encode()) / 1e6:,.1f} MB.")
        view.answer(
            {
                "report": str(out),
                "bytes": len(text.encode()),
                "sections": [section.slug for section in page.sections],
                "accepted": told.verdict.accepted,
                "objective": told.verdict.objective,
                "costs": told.verdict.costs,
                "bound": told.bound,
                "gap": told.gap,
                "warnings": [notice_row(notice) for notice in notices],
            }
        )
        return ExitCode.DONE


def check_items(problem: Problem, chosen: list[str]) -> None:
    """Refuse ids that the dataset does not have. Raises CallError that names the nearest one."""
    known = set(problem.items["item_id"])
    unknown = [name for name in chosen if name not in known]
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, 1)
        hint = f"; the nearest is {near[0]!r}" if near else ""
        raise CallError(f"--item {unknown[0]!r}: expected an item_id of the dataset's items{hint}")
