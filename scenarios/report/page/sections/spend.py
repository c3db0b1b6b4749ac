"""Spend by period against budget."""

import pandas as pd

from scenarios.report.page.parts import Chart, Section, Series, Table
from scenarios.report.spend import budget_paths, budget_use, spend_by_period, spend_outside
from scenarios.report.told import Told
from scenarios.report.words import money, share

LEAST = 0.005
"""Money below which nothing is shown: it rounds to 0.00."""

LINES = 8
"""Budgets that one chart can tell apart; the table has them all."""


def spend(told: Told) -> Section:
    """Price and duty by order date and by payment date, and how far each budget is used, period by period."""
    table = spend_by_period(told.problem, told.plan)
    days = [f"{day:%Y-%m-%d}" for day in table["date"]]
    blocks: list[Chart | Table] = [_bars(told, table, days)]
    if len(told.problem.budgets):
        if (told.problem.budgets["amount"] > 0).any():
            blocks.append(_paths(told, days))
        blocks.append(_budgets(told))
    blocks.append(_periods(told, table, days))
    limits = "" if len(told.problem.budgets) else " No budget limits them."
    notes = [f"Price and duty of this plan's orders, without freight.{limits}"]
    return Section("spend", "Spend against budget", notes, blocks)


def _outside(told: Told) -> tuple[float, float] | None:
    """What is ordered and to be paid outside the horizon, None where it rounds to nothing."""
    ordered, due = spend_outside(told.problem, told.plan)
    return (ordered, due) if max(abs(ordered), abs(due)) >= LEAST else None


def _bars(told: Told, table: pd.DataFrame, days: list[str]) -> Chart:
    outside = _outside(told)
    ordered, due = table["ordered"].to_list(), table["due"].to_list()
    if outside is not None:
        days, ordered, due = [*days, "later"], [*ordered, outside[0]], [*due, outside[1]]
    return Chart(
        f"Price and duty by {told.period}",
        f"Bars of the money ordered and of the money to be paid in each {told.period}.",
        days,
        [Series("ordered", ordered, "c1"), Series("to be paid", due, "c2")],
        told.when,
        f"money ({told.currency})",
        unit="money",
    )


def _paths(told: Told, days: list[str]) -> Chart:
    """Share of each budget that is spent by the end of each period, the fullest budgets first."""
    use = budget_use(told.problem, told.plan)
    amounts = use.loc[use["amount"] > 0].set_index("budget_id")["amount"]
    paths = budget_paths(told.problem, told.plan).reindex(amounts.index)
    parts = paths.div(amounts, axis=0)
    if (paths["later"] - paths[told.problem.settings.periods - 1]).abs().max() < LEAST:
        parts = parts.drop(columns="later")
    fullest = parts.iloc[:, -1].sort_values(ascending=False, kind="stable").head(LINES).index
    return Chart(
        "Share of each budget that is spent by then",
        "A line a budget, which rises to the share of it that the plan spends; the dashed line is all of it.",
        [*days, "later"][: parts.shape[1]],
        [
            Series(str(name), parts.loc[name].to_list(), f"c{place % 8 + 1}", "line")
            for place, name in enumerate(fullest)
        ],
        told.when,
        "share of the budget",
        unit="share",
        limit=1.0,
    )


def _budgets(told: Told) -> Table:
    rows = [
        (
            row["budget_id"],
            f"{row['first_date']:%Y-%m-%d} to {row['last_date']:%Y-%m-%d}",
            ", ".join(filter(None, (row["category"], row["supplier_id"]))) or "all",
            row["basis"],
            money(row["amount"]),
            money(row["used"]),
            share(row["used"] / row["amount"]) if row["amount"] else "-",
            money(row["overrun"]),
            money(row["shadow_price"]),
        )
        for row in budget_use(told.problem, told.plan).to_dict("records")
    ]
    headings = (
        "budget",
        "days",
        "of",
        "counted by",
        f"amount ({told.currency})",
        "used",
        "share",
        "overrun",
        f"saved by the next {told.currency}",
    )
    return Table("Budgets", headings, rows, [4, 5, 6, 7, 8])


def _periods(told: Told, table: pd.DataFrame, days: list[str]) -> Table:
    rows = [
        (day, money(row["ordered"]), money(row["due"]), ", ".join(row["budgets"]) or "-")
        for day, row in zip(days, table.to_dict("records"), strict=True)
    ]
    outside = _outside(told)
    if outside is not None:
        rows.append(("later", money(outside[0]), money(outside[1]), ""))
    total = money(float((told.plan.orders["value"] + told.plan.orders["duty"]).sum()))
    headings = (told.period, f"ordered ({told.currency})", f"to be paid ({told.currency})", "budgets in force")
    return Table(f"Spend by {told.period}", headings, rows, [1, 2], ("total", total, total, ""))
