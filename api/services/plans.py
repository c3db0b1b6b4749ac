"""Plans looked into: why a line is there, two compared, a page to look at. They are never changed."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from api.apart.planning import planned_dataset
from api.auth.caller import Caller
from api.plan_shelf import Opened, Shelf
from models.db.repositories import datasets, plans, runs
from models.db.rows.plans import PlanLineRow, PlanRow
from models.faults import CallError
from models.files import rows_of
from models.plan import Plan
from models.problem import Problem
from models.refusals import ConflictError
from models.uploads.stored_plan import read_stored_plan
from scenarios.compare.comparison import Comparison
from scenarios.report.page.plan import page_of
from scenarios.report.page.render import render
from scenarios.report.told import Told

ALTERNATIVE = ("instead", "by_supplier_id", "by_node_id", "by_mode", "by_order_date", "by_units", "lacks")
"""What `optimizer.explain` tells of the best without a line."""


Look = Callable[[], AbstractContextManager[Session]]
"""Opens a look at the database: what is asked of a plan is computed outside of it, with no connection held."""


@contextmanager
def opened(look: Look, caller: Caller, shelf: Shelf, row: PlanRow) -> Iterator[Opened]:
    """A plan beside its dataset, ready to be asked. Raises RefusalError where it is too large, BusyError."""
    with look() as session:
        dataset = datasets.get(session, row.dataset_id)
        size = sum(dataset.rows.values()) + sum(plans.rows_of(session, row.id).values())
    with shelf.open((caller.organisation_id, row.id), size, lambda: _read(look, row)) as found:
        yield found


def _read(look: Look, row: PlanRow) -> tuple[Problem, Plan]:
    with look() as session:
        edits = runs.get(session, row.run_id).edits
        content = datasets.get(session, row.dataset_id, content=True).content
        tables = plans.contents(session, row.id)
    problem, _ = planned_dataset(content, edits)
    return problem, read_stored_plan(tables, row.summary)


@dataclass(frozen=True, slots=True)
class Explained:
    """A line explained: figures of the item on its order, tables as rows, what is not known."""

    figures: dict[str, Any]
    alternative: dict[str, Any] | None
    sizes: list[dict[str, Any]]
    pegging: list[dict[str, Any]]
    shortages: list[dict[str, Any]]
    notes: tuple[str, ...]


def explain_line(look: Look, caller: Caller, shelf: Shelf, row: PlanRow, line: PlanLineRow) -> Explained:
    """Why a line of a plan is there; limits are those of a whole plan, and left out."""
    with opened(look, caller, shelf, row) as found:
        told = found.explainer.explain(item=line.item_id, order=line.order_id, limits=False)
    tables = told.tables
    pegged = tables["pegging"]
    mine = pegged[(pegged["node_id"] == line.node_id) & (pegged["mode"] == line.mode)]
    (figures,) = rows_of(tables["lines"])
    alternative = {name: figures[name] for name in ALTERNATIVE} | {"lacks": figures["lacks"] or ""}
    return Explained(
        figures,
        alternative if figures["exactness"] else None,
        rows_of(tables["sizes"].drop(columns=["order_id", "item_id"])),
        rows_of(mine.drop(columns=["order_id", "item_id", "node_id", "mode"])),
        rows_of(tables["shortages"]),
        told.notes,
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Two plans compared, and whether they are of one dataset with the same edits."""

    comparison: Comparison
    same_dataset: bool


def compare_plans(look: Look, caller: Caller, shelf: Shelf, first: PlanRow, other: PlanRow) -> Compared:
    """A plan compared with another of the same calendar and currency, each judged by its own dataset.

    Raises CallError for a plan and itself, ConflictError where calendar or currency differ.
    """
    if first.id == other.id:
        raise CallError("a plan is compared with another one, not with itself")
    with ExitStack() as stack:
        rows = sorted((first, other), key=lambda row: row.id)  # in one order, so that nobody waits for each other
        found = {row.id: stack.enter_context(opened(look, caller, shelf, row)) for row in rows}
        before, after = found[first.id], found[other.id]
        _comparable(before.problem, after.problem)
        comparison = Comparison(
            before.problem,
            {first.id: before.plan, other.id: after.plan},
            {first.id: before.verdict, other.id: after.verdict},
        )
        for name in ("costs", "service", "spend", "changes", "suppliers"):
            getattr(comparison, name)
        return Compared(comparison, before.problem.sha256 == after.problem.sha256)


def _comparable(first: Problem, other: Problem) -> None:
    for name in ("currency", "start", "periods", "bucket"):
        one, two = getattr(first.settings, name), getattr(other.settings, name)
        if one != two:
            raise ConflictError(
                f"Plans are compared where currency and calendar are the same; the {name} of one is {one}, of the "
                f"other {two}."
            )


def changed_lines(comparison: Comparison) -> pd.DataFrame:
    """The order lines that are not the same in both plans."""
    changes = comparison.changes
    return changes[changes["change"] != "same"].drop(columns="plan").reset_index(drop=True)


def report_page(look: Look, caller: Caller, shelf: Shelf, row: PlanRow) -> str:
    """The page of a plan: one HTML file that needs nothing from anywhere."""
    with opened(look, caller, shelf, row) as found:
        return render(page_of(Told(row.id, found.problem, found.plan, found.verdict)))
