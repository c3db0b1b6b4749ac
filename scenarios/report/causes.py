"""Why an item runs short: the first of the causes below that applies, and whether the tables alone prove it.

A cause is proven where no plan could have served the demand, or where serving it costs more than losing it by the
prices alone. Others are what the plan's own figures make likely; the sentence then begins with "likely". Where neither
is to be had, the sentence says so.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from scenarios.report.calendar import first_day, period_of
from scenarios.report.reach import Reach, reach
from scenarios.report.shortages import short_streams
from scenarios.report.spend import budget_use

FULL = 0.97
"""The share of a limit from which on it counts as used up: what is left is then less than a case, as a rule."""


@dataclass(frozen=True)
class Case:
    """One item that runs short: its short rows, the nodes that may serve them, and what can be bought when.

    `item_id` is what must be bought: the item itself, or the component of a kit that can be had last.
    """

    problem: Problem
    plan: Plan
    item_id: str
    rows: pd.DataFrame
    nodes: list[str]
    reach: Reach

    @property
    def short(self) -> float:
        """Units lost, and units owed at the end of each period."""
        return float((self.rows["lost"] + self.rows["backlog"]).sum())

    @property
    def early(self) -> float:
        """The part of them that is short before the first order can arrive."""
        rows = self.rows.loc[self.rows["date"] < first_day(self.reach.first(self.nodes) or 0, self.problem.settings)]
        return float((rows["lost"] + rows["backlog"]).sum())

    @property
    def offers(self) -> pd.DataFrame:
        """The item's offers of active suppliers."""
        active = self.problem.suppliers.loc[self.problem.suppliers["status"] == "active", "supplier_id"]
        offers = self.problem.offers
        return offers.loc[(offers["item_id"] == self.item_id) & offers["supplier_id"].isin(active)]


def why_short(problem: Problem, plan: Plan, item_id: str) -> str:
    """One sentence that says why an item runs short in a plan."""
    rows = short_streams(problem, plan)
    rows = rows.loc[rows["item_id"] == item_id]
    nodes = _serving(problem, rows)
    parts = _parts(problem, item_id)
    reaches = {part: reach(problem, part) for part in parts}
    late = problem.settings.periods
    scarce = max(parts, key=lambda part: late if (first := reaches[part].first(nodes)) is None else first)
    case = Case(problem, plan, scarce, rows, nodes, reaches[scarce])
    sentence = next(sentence for cause in CAUSES if (sentence := cause(case)) is not None)
    if case.short / 100 <= case.early < case.short / 2:
        sentence += f"; {100 * case.early / case.short:.0f} % of it before any order can arrive"
    return sentence if scarce == item_id else f"its component {scarce}: {sentence}"


def nobody_sells(case: Case) -> str | None:
    """No offer, or none of an active supplier."""
    if (case.problem.offers["item_id"] == case.item_id).any():
        return "its suppliers are blocked" if case.offers.empty else None
    return "nobody sells it"


def no_order_exists(case: Case) -> str | None:
    """Frozen, unavailable, out of cycle, or too long on the way, for every node that could serve."""
    if case.reach.first(case.nodes) is None:
        return "no order that could still be placed arrives within the horizon where it is needed"
    return None


def too_late(case: Case) -> str | None:
    """Most of what is short is short before the first order can arrive."""
    first = first_day(case.reach.first(case.nodes) or 0, case.problem.settings)
    return f"no order can arrive before {first:%Y-%m-%d}" if case.early >= case.short / 2 else None


def too_dear(case: Case) -> str | None:
    """The cheapest unit, duty included, costs more than the sale it would save."""
    lost = case.rows.loc[case.rows["lost"] > 0]
    if lost.empty:
        return None
    prices = case.offers.merge(case.problem.price_breaks, on=["item_id", "supplier_id"], how="left")
    cheapest = prices[["unit_price_x", "unit_price_y"]].min(axis=1) * (1 + prices["duty_rate"])
    worth = float((lost["money"] / (lost["lost"] + lost["backlog"])).max())
    if float(cheapest.min()) >= worth and case.item_id in set(lost["item_id"]):
        return f"a unit costs {cheapest.min():,.2f} to buy and {worth:,.2f} to lose"
    return None


def budget_spent(case: Case) -> str | None:
    """A hard budget of the item's purchases is used up."""
    budgets = budget_use(case.problem, case.plan)
    category = case.problem.items.set_index("item_id")["category"].get(case.item_id, "")
    overrun = case.problem.budgets.set_index("budget_id")["overrun_cost"]
    hard = budgets["budget_id"].map(overrun).isna()
    matches = budgets["category"].isin(["", category]) & (
        (budgets["supplier_id"] == "") | budgets["supplier_id"].isin(case.offers["supplier_id"])
    )
    outlay = case.offers["unit_price"] * (1 + case.offers["duty_rate"]) * case.offers["case_pack"]
    left = budgets["amount"] - budgets["used"]
    spent = budgets.loc[hard & matches & ((budgets["used"] >= FULL * budgets["amount"]) | (left < outlay.min()))]
    spent = spent.loc[(spent["first_date"] <= case.rows["date"].max())]
    if spent.empty:
        return None
    return f"likely no money left in {_listed(spent['budget_id'])}"


def capacity_used(case: Case) -> str | None:
    """In the periods whose orders would come in time, its suppliers have no hard capacity left."""
    hard = case.problem.suppliers.loc[case.problem.suppliers["capacity_overrun_cost"].isna()]
    limits = hard.set_index("supplier_id")["capacity"].dropna()
    last = int(period_of(case.rows["date"], case.problem.settings).max())
    useful = case.reach.orders.loc[case.reach.orders["received"] <= last, ["supplier_id", "period"]].drop_duplicates()
    if useful.empty or not useful["supplier_id"].isin(limits.index).all():
        return None
    lines = case.plan.orders.merge(case.problem.offers, on=["item_id", "supplier_id"])
    lines["period"] = period_of(lines["order_date"], case.problem.settings)
    per_unit = (lines["units"] * lines["capacity_per_unit"]).groupby([lines["supplier_id"], lines["period"]]).sum()
    line = lines.drop_duplicates(["order_id", "item_id"])
    per_line = line.groupby(["supplier_id", "period"])["capacity_per_line"].sum()
    used = per_unit.add(per_line, fill_value=0.0).reindex(pd.MultiIndex.from_frame(useful), fill_value=0.0)
    full = used.to_numpy() >= FULL * useful["supplier_id"].map(limits).to_numpy()
    if not np.all(full):
        return None
    return f"likely no capacity left at {_listed(useful['supplier_id'])}"


def line_too_large(case: Case) -> str | None:
    """Every order line of the item is as large as its supplier allows."""
    orders = case.plan.orders.loc[case.plan.orders["item_id"] == case.item_id]
    ordered = orders.groupby(["supplier_id", "order_id"])["units"].sum().reset_index()
    lines = ordered.merge(case.offers, on="supplier_id")
    at_most = (lines["max_units"] // lines["case_pack"]) * lines["case_pack"]
    if lines.empty or not (lines["units"] >= at_most - LEAST_UNITS).all():
        return None
    return "likely the largest order line that its supplier takes"


def room_used(case: Case) -> str | None:
    """A hard storage limit of every node that serves it is reached in some period."""
    nodes = case.problem.nodes.loc[case.problem.nodes["node_id"].isin(case.nodes)]
    hard = nodes.loc[nodes["overflow_cost"].isna() & nodes["storage_m3"].notna()].set_index("node_id")["storage_m3"]
    volume = case.problem.items.set_index("item_id")["unit_m3"]
    if hard.empty or len(hard) < len(nodes) or float(volume.get(case.item_id, 0.0)) <= 0:
        return None
    stock = case.plan.projection.loc[case.plan.projection["node_id"].isin(hard.index)]
    m3 = stock["closing"] * stock["item_id"].map(volume).astype("float64")
    filled = m3.groupby([stock["node_id"], stock["date"]]).sum()
    fullest = filled.groupby("node_id").max().reindex(hard.index, fill_value=0.0)
    return f"likely no room left in {_listed(hard.index.to_series())}" if (fullest >= FULL * hard).all() else None


def order_too_small(case: Case) -> str | None:
    """The smallest order line costs more than what is lost."""
    offers = case.offers
    packs = np.ceil(np.maximum(offers["moq_units"], 1) / offers["case_pack"]) * offers["case_pack"]
    outlay = packs * offers["unit_price"] * (1 + offers["duty_rate"]) + offers["line_cost"]
    money = float(case.rows["money"].sum())
    if float(outlay.min()) <= money:
        return None
    units = float(packs.loc[outlay.idxmin()])
    least = f"{units:,.0f} units for {outlay.min():,.2f}"
    return f"likely the least that can be ordered ({least}), which costs more than the shortage"


def anything_else(case: Case) -> str:
    """No single limit explains it."""
    if case.plan.summary.get("status") == "optimal":
        return "likely cheaper so than with the order, freight and stock that would serve it"
    gap = case.plan.summary.get("gap")
    return "no limit found; the plan is not proven best" + ("" if gap is None else f" (gap {100 * gap:.1f} %)")


LEAST_UNITS = 1e-6
"""Units within which two quantities are the same."""

CAUSES: tuple[Callable[[Case], str | None], ...] = (
    nobody_sells,
    no_order_exists,
    too_late,
    too_dear,
    budget_spent,
    capacity_used,
    line_too_large,
    room_used,
    order_too_small,
    anything_else,
)
"""Every cause, the proven ones first."""


def _listed(ids: pd.Series) -> str:
    """The first ids of a column, and that there are more."""
    known = list(ids.unique())
    return ", ".join(known[:3]) + (", ..." if len(known) > 3 else "")


def _serving(problem: Problem, rows: pd.DataFrame) -> list[str]:
    """The nodes that may serve these rows: those of their zones, a zone without any being itself a node."""
    zones = set(rows["zone_id"])
    served = problem.fulfilment.loc[problem.fulfilment["zone_id"].isin(zones), "node_id"]
    return sorted({*served, *(zones & set(problem.nodes["node_id"]))})


def _parts(problem: Problem, item_id: str) -> list[str]:
    """What must be bought to sell an item: itself, or for a kit the components, kits among them opened up."""
    parts = problem.kits.loc[problem.kits["kit_id"] == item_id, "component_id"]
    if parts.empty:
        return [item_id]
    return sorted({leaf for part in parts for leaf in _parts(problem, str(part))})
