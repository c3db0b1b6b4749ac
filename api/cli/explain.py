"""`caselot explain`: why each order line is there, what else could be done, what runs short and why."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from api.cli.arguments import AsJson, Dataset, Force
from api.cli.errors import ExitCode
from api.cli.output import check_explanation_output
from api.cli.screen import Screen, screen
from api.cli.verify import PlanPath, plan_notices
from api.cli.words import many, money, units
from models.faults import CallError
from models.files import read_multipliers, read_plan, read_problem, rows_of, write_explanation
from models.plan import Plan
from models.problem import Problem
from optimizer.explain.alternatives import MOST_EXACT, SECONDS
from optimizer.explain.explain import Explanation
from optimizer.explain.explain import explain as explain_plan
from optimizer.explain.lines import records
from optimizer.verify import verify

Item = Annotated[str | None, typer.Option("--item", help="Only lines and shortages of this item.", metavar="ID")]
Order = Annotated[str | None, typer.Option("--order", help="Only lines of this purchase order.", metavar="ID")]
Exact = Annotated[
    int, typer.Option("--exact", help="Lines whose alternatives are exact, where more are asked for.", min=0)
]
Seconds = Annotated[
    float,
    typer.Option(
        "--exact-seconds",
        help="Seconds for exact alternatives of a whole plan, and for trying out its shortages.",
        min=0,
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="Write all tables and JSON into this folder.", metavar="DIR")]

SHOWN = 20
"""Rows of each table that are printed; --out and --json have them all."""


def explain(
    dataset: Dataset,
    plan: PlanPath,
    *,
    item: Item = None,
    order: Order = None,
    exact: Exact = MOST_EXACT,
    exact_seconds: Seconds = SECONDS,
    out: Out = None,
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    """Explain a plan: what each order line covers and is due to, what could be done without it, why demand runs short.

    Also what one more unit of each limit would save. The plan must keep every rule.
    """
    with screen(as_json=as_json) as view:
        if out is not None:
            check_explanation_output(out, force=force)
        problem = read_problem(dataset)
        told = _sound(problem, read_plan(plan))
        multipliers, notice = read_multipliers(plan)
        for each in [*plan_notices(problem, told), *([] if notice is None else [notice])]:
            view.say(f"Warning ({each.rule}): {each}", style="yellow")
        found = explain_plan(
            problem, replace(told, multipliers=multipliers), item=item, order=order, most_exact=exact,
            seconds=exact_seconds,
        )  # fmt: skip
        answer = answer_of(found)
        if out is not None:
            write_explanation(found.tables, answer, out, force=force)
            view.say(f"Written to {out}.")
        show(view, found, problem.settings.currency, whole=item is None and order is None)
        view.answer(answer)
        return ExitCode.DONE


def _sound(problem: Problem, plan: Plan) -> Plan:
    """The plan, where it keeps every rule. Raises CallError: what does not add up has no explanation."""
    broken = verify(problem, plan).violations
    if broken:
        count = f"{len(broken)} rule{'s' if len(broken) != 1 else ''}"
        raise CallError(f"the plan breaks {count}, so it cannot be explained (`caselot verify` lists all): {broken[0]}")
    return plan


def answer_of(found: Explanation) -> dict[str, Any]:
    """The explanation as JSON."""
    return {name: rows_of(table) for name, table in found.tables.items()} | {"notes": list(found.notes)}


def show(view: Screen, found: Explanation, currency: str, *, whole: bool) -> None:
    """Print the lines by what each saves, the shortages by what they cost, and the limits that cost something."""
    lines = found.tables["lines"]
    if whole:
        saving = lines["cost_difference"].astype("float64").fillna(lines["money"])
        lines = lines.loc[saving.sort_values(ascending=False, kind="stable").index]
    _count(view, "Order lines", lines)
    for row in records(lines.head(SHOWN)):
        view.line(
            f"  {row['order_id']} {row['item_id']}: {units(row['units'])} units, {money(row['money'])} {currency}"
        )
        view.line(f"    {row['sentence']}")
        if row["limited_by"]:
            view.line(f"    kept from being larger by: {row['limited_by']}")
    if not whole:
        _pegging(view, found.tables["pegging"])
    short = found.tables["shortages"]
    rows = [
        (r["item_id"], r["zone_id"], _day(r["since"]), units(r["units"]), money(r["money"]), r["cause"], r["takes"])
        for r in records(short.head(SHOWN))
    ]
    _count(view, "Shortages", short)
    headings = ("item", "zone", "since", "units", f"cost ({currency})", "why", "it would take")
    if rows:
        view.table("What runs short", headings, rows, right=[3, 4])
    _limits(view, found.tables["limits"], currency)
    for note in found.notes:
        view.line(note)


def _day(day: Any) -> str:  # noqa: ANN401 - a day, or none
    return "" if pd.isna(day) else f"{day:%Y-%m-%d}"


def _count(view: Screen, what: str, table: pd.DataFrame) -> None:
    more = f", the first {SHOWN} of them" if len(table) > SHOWN else ""
    view.line(f"{what}: {len(table):,}{more}", style="bold")


def _pegging(view: Screen, table: pd.DataFrame) -> None:
    names = ("order_id", "item_id", "covers", "for_item_id", "zone_id", "from_node")
    rows = [
        (*(str(r[name]) for name in names), _day(r["date"]), units(r["units"])) for r in records(table.head(5 * SHOWN))
    ]
    headings = ("order", "item", "covers", "demand for", "zone", "from", "period", "units")
    view.table(f"What they cover ({many(len(table), 'row')})", headings, rows, right=[7])


def _limits(view: Screen, table: pd.DataFrame, currency: str) -> None:
    dear = table[table["saving"].astype("float64") > 0].sort_values("saving", ascending=False, kind="stable")
    rows = [
        (r["limit"], r["of"], _day(r["date"]), units(r["amount"]), f"{r['saving']:,.4f}", r["unit"])
        for r in records(dear.head(SHOWN))
    ]
    if rows:
        headings = ("limit", "of", "period", "amount", f"saves ({currency})", "per")
        view.table("What one more unit would save (of an order minimum: one less)", headings, rows, right=[3, 4])
