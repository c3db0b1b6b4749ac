"""What a planner wants to know first, on the screen and as JSON."""

from collections.abc import Hashable
from typing import Any

from api.cli.screen import Screen
from api.cli.verify import show_costs
from api.cli.words import money, share, units
from models.plan import Plan
from models.problem import Problem
from scenarios.report.causes import why_short
from scenarios.report.shortages import short_items, short_streams
from scenarios.report.spend import budget_use, largest_orders, spend_by_period

Records = list[dict[Hashable, Any]]


def tell(out: Screen, problem: Problem, plan: Plan) -> dict[str, Any]:
    """Print cost by term, service, spend, the largest orders and the shortages; answer the same for JSON."""
    currency = problem.settings.currency
    show_costs(out, plan.summary["costs"], plan.summary["objective"], currency)
    overall = plan.summary.get("service", {}).get("overall")
    out.line()
    out.line(
        f"Fill rate: {share(overall)} of the units demanded are served in time."
        if overall is not None
        else "Fill rate: nothing is demanded.",
        style="bold",
    )
    return {
        "spend": _spend(out, problem, plan),
        "budgets": _budgets(problem, plan),
        "largest_orders": _largest(out, plan, currency),
        "short": _short(out, problem, plan),
    }


def _spend(out: Screen, problem: Problem, plan: Plan) -> Records:
    table = spend_by_period(problem, plan)
    use = budget_use(problem, plan).set_index("budget_id")
    told = {
        str(name): f"{name}: {money(row['used'])} of {money(row['amount'])}"
        + (f" ({share(row['used'] / row['amount'])})" if row["amount"] else "")
        for name, row in use.iterrows()
    }
    rows = []
    open_budgets: tuple[str, ...] = ()
    for row in table.to_dict("records"):
        # a budget is told in the first week in which it stands, and stands for the weeks below it
        new = [told[name] for name in row["budgets"] if name not in open_budgets]
        open_budgets = row["budgets"]
        rows.append((f"{row['date']:%Y-%m-%d}", money(row["ordered"]), money(row["due"]), "; ".join(new)))
    period = "week" if problem.settings.bucket == "week" else "day"
    currency = problem.settings.currency
    headings = (period, "ordered", "to be paid", "budgets that begin")
    out.table(f"Spend by {period} against budget (price and duty, {currency})", headings, rows, right=[1, 2])
    return table.assign(budgets=table["budgets"].map(list)).to_dict("records")


def _budgets(problem: Problem, plan: Plan) -> Records:
    return budget_use(problem, plan).to_dict("records")


def _largest(out: Screen, plan: Plan, currency: str) -> Records:
    records = largest_orders(plan).to_dict("records")
    rows = [
        (
            row["order_id"],
            f"{row['order_date']:%Y-%m-%d}",
            row["supplier_id"],
            str(row["lines"]),
            units(row["units"]),
            money(row["money"]),
            f"{row['arrives']:%Y-%m-%d}",
        )
        for row in records
    ]
    headings = ("order", "placed", "supplier", "items", "units", f"money ({currency})", "arrives by")
    if rows:
        out.table(f"The largest orders ({len(rows)} of {plan.orders['order_id'].nunique()})", headings, rows, [3, 4, 5])
    else:
        out.line("Nothing is ordered.")
    return records


def _short(out: Screen, problem: Problem, plan: Plan) -> Records:
    count = short_streams(problem, plan)["item_id"].nunique()
    records = short_items(problem, plan).to_dict("records")
    for record in records:
        record["why"] = why_short(problem, plan, record["item_id"])
    if not records:
        out.line()
        out.line("Nothing runs short.", style="bold")
        return []
    rows = [
        (
            row["item_id"],
            units(row["lost"]),
            units(row["late"]),
            units(row["demand"]),
            f"{row['since']:%Y-%m-%d}",
            money(row["money"]),
            row["why"],
        )
        for row in records
    ]
    headings = ("item", "lost", "late", "of demand", "since", "it costs", "why")
    out.table(f"What runs short ({len(rows)} of {count} items, the dearest first)", headings, rows, [1, 2, 3, 5])
    return records
