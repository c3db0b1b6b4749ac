"""`caselot compare`: two or more plans of one dataset, the others beside the first."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from api.cli.arguments import AsJson, Dataset, Force
from api.cli.errors import ExitCode
from api.cli.output import check_report_output
from api.cli.screen import Screen, screen
from api.cli.words import many, money, share
from models.faults import CallError
from models.files import read_plan, read_problem, write_report
from scenarios.compare.changes import KINDS
from scenarios.compare.comparison import TABLES, Comparison
from scenarios.compare.comparison import compare as compare_plans

SHOWN = 15
"""Rows of a long table that are printed; JSON and files have all."""

Plans = Annotated[list[Path], typer.Argument(help="Plans: folders or XLSX workbooks.", metavar="PLAN PLAN...")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the tables here too: a folder of CSV files.")]


def compare(dataset: Dataset, plans: Plans, *, out: Out = None, force: Force = False, as_json: AsJson = False) -> int:
    """Tell where money and service of plans differ; orders and suppliers too. All are compared with the first.

    Costs are recomputed from dataset and plan, as `verify` does; a plan that says it is of another dataset is refused.
    """
    with screen(as_json=as_json) as view:
        named = dict(zip(names_of(plans), plans, strict=True))
        if out is not None:
            check_report_output(out, TABLES, force=force)
        problem = read_problem(dataset)
        comparison = compare_plans(problem, {name: read_plan(path) for name, path in named.items()})
        if out is not None:
            write_report(comparison.tables(), out, force=force)
        _show(view, comparison)
        if out is not None:
            view.line(f"Written to {out}.")
        view.answer(_answer(comparison))
        return ExitCode.DONE


def names_of(plans: Sequence[Path]) -> list[str]:
    """Short names of the plans: the last part of each path, or as much of it as tells them apart.

    Raises CallError where the same path is given twice.
    """
    paths = [path.resolve() for path in plans]
    if len(set(paths)) < len(paths):
        twice = next(path for place, path in enumerate(plans) if paths[place] in paths[:place])
        raise CallError(f"{twice} is given twice; expected different plans")
    names = [path.name for path in paths]
    parts = 1
    while len(set(names)) < len(names):
        parts += 1
        names = ["/".join(path.parts[-parts:]) for path in paths]
    return names


def _show(view: Screen, comparison: Comparison) -> None:
    for name, verdict in comparison.verdicts.items():
        if not verdict.accepted:
            count = many(len(verdict.violations), "violation")
            words = f"{name} breaks rules ({count}); `verify` tells which. What it costs is reckoned as far as it goes."
            view.line(words, style="red")
    currency, names = comparison.problem.settings.currency, comparison.names
    _show_sums(view, f"Cost by term ({currency})", _wide(comparison.costs, "term", "cost", names))
    service = comparison.service
    nameless = service["kind"].map({"overall": "all", "category": "(none)", "zone": "(none)"})
    service = service.assign(of=service["of"].where(service["of"] != "", nameless))
    for kind, title in (("overall", "Served in time"), ("category", "By category"), ("zone", "By zone")):
        _show_shares(view, title, _wide(service[service["kind"] == kind], "of", "served", names))
    spend = comparison.spend.assign(date=comparison.spend["date"].dt.strftime("%Y-%m-%d"))
    _show_sums(view, f"Ordered by period (price and duty, {currency})", _wide(spend, "date", "ordered", names))
    _show_shares(view, "Suppliers' shares of the money", _wide(comparison.suppliers, "supplier_id", "share", names))
    first = names[0]
    rows = [(name, *(f"{counts[kind]:,}" for kind in KINDS)) for name, counts in comparison.counts().items()]
    view.table(f"Order lines against {first}", ("plan", *KINDS), rows, right=range(1, len(KINDS) + 1))


def _wide(table: pd.DataFrame, key: str, value: str, names: list[str]) -> pd.DataFrame:
    """A row a subject, in the order of the table, a column a plan."""
    wide = table.pivot_table(index=key, columns="plan", values=value, aggfunc="first", dropna=False)
    return wide.reindex(index=table[key].unique(), columns=names)


def _show_sums(view: Screen, title: str, wide: pd.DataFrame) -> None:
    """Money by plan, and what the others differ by from the first; rows that are 0 in all are left out."""
    kept = wide[(wide.abs() >= 0.005).any(axis=1)]
    _show_rows(view, title, kept, money, lambda gap: f"{gap:+,.2f}")


def _show_shares(view: Screen, title: str, wide: pd.DataFrame) -> None:
    """Shares by plan, and what the others differ by from the first, in points."""
    _show_rows(view, title, wide, share, lambda gap: f"{100 * gap:+.2f} points")


def _show_rows(
    view: Screen, title: str, wide: pd.DataFrame, word: Callable[[float], str], differing: Callable[[float], str]
) -> None:
    first, *others = wide.columns
    rows = [
        (
            str(subject).replace("_", " ") if wide.index.name == "term" else str(subject),
            *map(word, figures),
            *("-" if pd.isna(figure - figures[0]) else differing(figure - figures[0]) for figure in figures[1:]),
        )
        for subject, figures in zip(wide.index[:SHOWN], wide.to_numpy(float), strict=False)
    ]
    more = f" ({SHOWN} of {len(wide)})" if len(wide) > SHOWN else ""
    headings = ("", *wide.columns, *(f"{name} - {first}" for name in others))
    if rows:
        view.table(title + more, headings, rows, right=range(1, len(headings)))


def _answer(comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON: every table as rows, but for order lines that are the same in both plans."""
    changes = comparison.changes
    return {
        "plans": [
            {
                "plan": name,
                "strategy": comparison.plans[name].summary.get("strategy"),
                "objective": verdict.objective,
                "violations": len(verdict.violations),
                "service": verdict.service["overall"],
            }
            for name, verdict in comparison.verdicts.items()
        ],
        "compared_with": comparison.names[0],
        "costs": comparison.costs.to_dict("records"),
        "service": comparison.service.to_dict("records"),
        "spend": comparison.spend.to_dict("records"),
        "suppliers": comparison.suppliers.to_dict("records"),
        "order_lines": comparison.counts(),
        "changes": changes[changes["change"] != "same"].to_dict("records"),
    }
