"""`caselot verify`: any plan, rule by rule, and what it really costs."""

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.arguments import AsJson, Dataset
from api.cli.errors import ExitCode
from api.cli.notices import notice_row
from api.cli.screen import Screen, screen
from api.cli.words import money, share
from models.faults import Notice
from models.files import read_plan, read_problem
from models.plan import Plan
from models.problem import Problem
from optimizer.verdict import Verdict
from optimizer.verify import verify as verify_plan

PlanPath = Annotated[Path, typer.Argument(help="The plan: a folder, or an XLSX workbook.", metavar="PLAN")]

SHOWN = 20
"""Violations of one rule that are printed; JSON has them all."""


def verify(dataset: Dataset, plan: PlanPath, *, as_json: AsJson = False) -> int:
    """Check any plan against its dataset.

    Hand-edited ones too: prints each violation, rule by rule, and the recomputed costs. Exit 1 where there are any.
    """
    with screen(as_json=as_json) as out:
        problem = read_problem(dataset)
        judged = read_plan(plan)
        notices = plan_notices(problem, judged)
        if not as_json:
            for notice in notices:
                out.say(f"Warning ({notice.rule}): {notice}", style="yellow")
        verdict = verify_plan(problem, judged)
        show_verdict(out, verdict, problem.settings.currency)
        out.answer(verdict_row(verdict) | {"warnings": [notice_row(notice) for notice in notices]})
        return ExitCode.DONE if verdict.accepted else ExitCode.NO


def plan_notices(problem: Problem, plan: Plan) -> list[Notice]:
    """Warn of a plan whose summary names another dataset; one that names none claims nothing."""
    told = plan.summary.get("dataset_sha256")
    if told is None or told == problem.sha256:
        return []
    return [Notice("other-dataset", "this plan was made for another version of the dataset", 1)]


def show_verdict(out: Screen, verdict: Verdict, currency: str) -> None:
    """Print the violations by rule, the cost of each term and the service."""
    for rule, count in verdict.rules().items():
        out.line(f"{rule}: {count} violation{'s' if count != 1 else ''}", style="bold red")
        for violation in [entry for entry in verdict.violations if entry.rule == rule][:SHOWN]:
            out.line(f"  {violation.sentence}")
        if count > SHOWN:
            out.line(f"  ... and {count - SHOWN} more")
    show_costs(out, verdict.costs, verdict.objective, currency)
    overall = verdict.service.get("overall")
    if overall is not None:
        out.line(f"Served in time: {share(overall)} of the units demanded.")
    count = len(verdict.violations)
    words = "every rule holds" if not count else f"{count} violation{'s' if count != 1 else ''}"
    out.line(f"Verified: {words}.", style="bold green" if not count else "bold red")


def show_costs(out: Screen, costs: dict[str, Any], objective: float, currency: str) -> None:
    """Print the cost of each term that is not 0, and their sum."""
    rows = [(term.replace("_", " "), money(amount)) for term, amount in costs.items() if abs(amount) >= 0.005]
    out.table(f"Cost by term ({currency})", ("term", "cost"), [*rows, ("total", money(objective))], right=[1])


def verdict_row(verdict: Verdict) -> dict[str, Any]:
    """The verdict as JSON."""
    return {
        "accepted": verdict.accepted,
        "violations": [
            {
                "rule": violation.rule,
                "where": violation.where,
                "found": violation.found,
                "limit": violation.limit,
                "sentence": violation.sentence,
            }
            for violation in verdict.violations
        ],
        "rules": verdict.rules(),
        "costs": verdict.costs,
        "objective": verdict.objective,
        "service": verdict.service,
    }
