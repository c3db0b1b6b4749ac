"""What a planner would want to know before planning: counted, with the worst examples."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from models.faults import Notice
from models.plan import Plan
from models.problem import Problem
from optimizer.facts import Facts
from optimizer.facts.comparison import cells
from optimizer.facts.plan_tables import numbers
from optimizer.facts.prices import prices_paid
from optimizer.facts.reach import Reach
from optimizer.facts.tolerance import Floats, above
from optimizer.feasibility import orderable_periods
from optimizer.verdict import worded

WORST = 5


def planning_notices(problem: Problem) -> list[Notice]:
    """Warn of demand that comes too early for any offer, of limits that had to be raised, of budgets that buy nothing.

    Returns:
        One notice for each kind that was met, with the number of cases and the worst of them.
    """
    facts = Facts(problem, Plan.empty())
    rules: tuple[Callable[[Facts], Notice | None], ...] = (
        _demand_out_of_reach,
        _raised_storage,
        _raised_cover,
        _raised_inbound,
        _budgets_too_small,
    )
    return [notice for rule in rules if (notice := rule(facts)) is not None]


def _notice(rule: str, sentence: str, worst_first: pd.DataFrame, example: str) -> Notice | None:
    """Return a notice that counts the rows and words the first of them; None without any."""
    if worst_first.empty:
        return None
    worst = worst_first.head(WORST).to_dict("records")
    rows = [{str(name): worded(cell) for name, cell in row.items()} for row in worst]
    return Notice(rule, sentence, len(worst_first), tuple(example.format_map(row) for row in rows))


def _demand_out_of_reach(facts: Facts) -> Notice | None:
    short = Reach(facts).uncovered
    sentence = (
        f"{short['units'].sum():,.6g} units of demand of {len(short)} items come before any order can arrive, and "
        "stock and inbound do not cover them (substitutes left aside)"
    )
    return _notice("demand-out-of-reach", sentence, short, "{item_id}: {units} units")


# -- limits that had to be raised -------------------------------------------------------------------------------------


def _raised(facts: Facts, names: pd.DataFrame, kept: Floats, limit: Floats) -> pd.DataFrame:
    """List the limits that lie below what is there without any order, the worst first."""
    wrong = cells(names, facts.calendar.starts, above(kept, limit), kept=kept, limit=limit)
    wrong["date"] = wrong["date"].dt.strftime("%Y-%m-%d")
    return wrong.assign(excess=wrong["kept"] - wrong["limit"]).sort_values("excess", ascending=False, kind="stable")


def _raised_storage(facts: Facts) -> Notice | None:
    nodes = facts.problem.nodes
    hard = np.where(nodes["overflow_cost"].isna(), numbers(nodes, "storage_m3"), np.nan)[:, None]
    raised = _raised(facts, nodes[["node_id"]], facts.stock.by_node(facts.stock.volume(facts.stock.kept)), hard)
    sentence = "hard storage limits are raised where stock and inbound that no demand takes away do not fit"
    return _notice("raised-storage-limit", sentence, raised, "node {node_id}, {date}: {limit} to {kept} m3")


def _raised_cover(facts: Facts) -> Notice | None:
    items = facts.problem.items[["item_id"]]
    raised = _raised(facts, items, facts.stock.by_item(facts.stock.kept), facts.streams.most_cover)
    sentence = "cover limits are raised where stock and inbound that no demand takes away are more"
    return _notice("raised-cover-limit", sentence, raised, "item {item_id}, {date}: {limit} to {kept} units")


def _raised_inbound(facts: Facts) -> Notice | None:
    nodes, stock = facts.problem.nodes, facts.stock
    raised = pd.concat(
        _raised(facts, nodes[["node_id"]], stock.by_node(amount), numbers(nodes, column)[:, None]).assign(unit=unit)
        for amount, column, unit in (
            (stock.volume(stock.inbound), "inbound_m3", "m3"),
            (stock.inbound, "inbound_units", "units"),
        )
    )
    sentence = "inbound limits are raised to what was bought already"
    return _notice("raised-inbound-limit", sentence, raised, "node {node_id}, {date}: {limit} to {kept} {unit}")


# -- budgets that buy nothing -----------------------------------------------------------------------------------------


def _budgets_too_small(facts: Facts) -> Notice | None:
    """Compare each budget with the cheapest order that counts towards it."""
    lines, rows = _cheapest_lines(facts), []
    for budget in facts.budgets.rows.to_dict("records"):
        day = lines["paid_day" if budget["basis"] == "payment" else "day"]
        match = day.between(budget["first"], budget["last"])
        for column in ("category", "supplier_id"):
            if budget[column]:
                match &= lines[column] == budget[column]
        # Without a category a budget pays the whole order, so the supplier's least value counts too.
        cheapest = lines.loc[match, "least_line" if budget["category"] else "least_order"].min()
        if cheapest > budget["amount"]:
            rows.append({"budget_id": budget["budget_id"], "amount": budget["amount"], "least": float(cheapest)})
    small = pd.DataFrame(rows, columns=["budget_id", "amount", "least"])
    sentence = "budgets are too small for the cheapest order that would count towards them"
    return _notice("budget-too-small", sentence, small, "{budget_id}: {amount}, the cheapest order is {least}")


def _cheapest_lines(facts: Facts) -> pd.DataFrame:
    """List the cheapest line and order (price and duty) of each supplier and category by the days ordered and paid."""
    problem = facts.problem
    terms = problem.suppliers[["supplier_id", "payment_days", "min_order_value"]]
    offers = _smallest_lines(problem).merge(terms, how="left", on="supplier_id")
    offers = offers.merge(problem.items[["item_id", "category"]], how="left", on="item_id")
    row, period = np.nonzero(orderable_periods(problem))
    lines = offers.iloc[row].assign(day=(period * facts.calendar.bucket_days).astype(np.float64))
    lines = lines.assign(
        paid_day=lines["day"] + lines["payment_days"],
        least_order=np.maximum(lines["least_line"], lines["min_order_value"]),
    )
    keys = ["supplier_id", "category", "day", "paid_day"]
    return lines.groupby(keys)[["least_line", "least_order"]].min().reset_index()


def _smallest_lines(problem: Problem) -> pd.DataFrame:
    """List the offers with the price and duty of their cheapest line: the smallest of one of its price tiers."""
    offers = problem.offers.rename(columns={"unit_price": "list_price"}).reset_index(names="offer")
    breaks = problem.price_breaks[["item_id", "supplier_id", "min_units"]]
    sizes = pd.concat([offers.assign(min_units=1.0), offers.merge(breaks, on=["item_id", "supplier_id"])])
    cases = np.ceil(np.maximum(np.maximum(sizes["min_units"], sizes["moq_units"]), 1.0) / sizes["case_pack"])
    sizes = sizes.assign(quantity=cases * sizes["case_pack"])
    sizes["least_line"] = prices_paid(sizes, problem.price_breaks) * (1.0 + sizes["duty_rate"])
    cheapest = sizes.groupby("offer")["least_line"].min()
    return offers[["item_id", "supplier_id"]].assign(least_line=cheapest)
