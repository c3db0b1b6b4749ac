"""What is ordered already, as a plan needs to know it: goods still to come, and money that budgets have no more."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from models.checks.notices import EXAMPLES
from models.faults import Notice

COLUMNS = {
    "order": "str",  # the number of the order
    "reference": "str",  # the number of the order, and of what else tells its lines apart
    "supplier_id": "str",
    "item_id": "str",
    "node_id": "str",
    "order_date": "datetime64[s]",
    "payment_date": "datetime64[s]",
    "expected_date": "datetime64[s]",  # the latest that is known
    "open_units": "float64",  # ordered, not cancelled, not received
    "currency": "str",  # that of `amount`
    "amount": "object",  # price plus duty of all that was ordered, received or not: Decimals, whole minor units
}
"""A row for each line of an order that is approved or issued, whatever of it was received."""


def no_orders() -> pd.DataFrame:
    """The table without a row."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COLUMNS.items()})


def inbound_of(ordered: pd.DataFrame) -> pd.DataFrame:
    """Rows of `inbound` for what is still to come; lines that share a key are added up."""
    coming = ordered[ordered["open_units"] > 0].rename(columns={"expected_date": "arrival_date", "open_units": "units"})
    key = ["reference", "item_id", "node_id", "arrival_date", "supplier_id"]
    added: pd.DataFrame = coming.groupby(key, as_index=False, sort=True)["units"].sum().assign(kind="purchase")
    return added


def of_known(
    ordered: pd.DataFrame, items: pd.Series, nodes: pd.Series, suppliers: pd.Series
) -> tuple[pd.DataFrame, tuple[Notice, ...]]:
    """The lines that a dataset with these ids can have as inbound, and notices that name the orders of the others.

    Goods of an item or to a node that is not known are left out; those of a supplier that is not known come from
    nobody, as they do come. What they cost is committed in any case.
    """
    coming = ordered["open_units"] > 0
    strange = coming & ~(ordered["item_id"].isin(items) & ordered["node_id"].isin(nodes))
    orphaned = coming & ~strange & ~ordered["supplier_id"].isin(suppliers)
    notices = (
        _notice("ordered-unknown", "not inbound, as the item or the node is not known", ordered[strange]),
        _notice("ordered-from-unknown", "inbound without a supplier, as that is not known", ordered[orphaned]),
    )
    known = ordered.assign(supplier_id=ordered["supplier_id"].mask(orphaned, ""))[~strange]
    return known, tuple(notice for notice in notices if notice.count)


def _notice(rule: str, what: str, lines: pd.DataFrame) -> Notice:
    told = lines.sort_values("open_units", ascending=False, kind="stable").head(EXAMPLES)
    columns = ("reference", "item_id", "node_id", "supplier_id")
    examples = tuple(", ".join(row) for row in told[[*columns]].itertuples(index=False))
    return Notice(rule, f"{len(lines):,} lines of orders are {what}.", len(lines), examples)


def less_committed(budgets: pd.DataFrame, items: pd.DataFrame, ordered: pd.DataFrame) -> pd.DataFrame:
    """The budgets, each with what is left of its `amount`: without the lines of its days, category and supplier.

    The day that counts is that of the order, or of the payment where `basis` says so. Never below 0: what was spent
    beyond a budget is spent. The amounts left are Decimals, exact.
    """
    if not len(budgets) or not len(ordered):
        return budgets
    category = _categories(items, ordered)
    left = []
    for budget in budgets.to_dict("records"):
        spent = sum(ordered["amount"][_counts(budget, ordered, category)], Decimal(0))
        # The shortest text of a double is the amount that was stored: of doubles themselves no sum would be exact.
        left.append(max(Decimal(0), Decimal(repr(float(budget["amount"]))) - spent))
    return budgets.assign(amount=pd.Series(left, budgets.index, dtype="object"))


def uncountable(budgets: pd.DataFrame, items: pd.DataFrame, ordered: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The lines in another currency than that of all money which some budget would have to count."""
    foreign = ordered[ordered["currency"] != currency]
    foreign = foreign[foreign["amount"] > 0]
    category = _categories(items, foreign)
    counted = pd.Series(data=False, index=foreign.index)
    for budget in budgets.to_dict("records"):
        counted |= _counts(budget, foreign, category)
    return foreign[counted]


def _categories(items: pd.DataFrame, ordered: pd.DataFrame) -> pd.Series:
    """The category of each line's item, "" where the item is not known."""
    known: pd.Series = ordered["item_id"].map(dict(zip(items["item_id"], items["category"], strict=True))).fillna("")
    return known


def _counts(budget: Mapping[Any, Any], ordered: pd.DataFrame, category: pd.Series) -> pd.Series:
    days = ordered["payment_date" if budget["basis"] == "payment" else "order_date"]
    counts = days.between(pd.Timestamp(str(budget["first_date"])), pd.Timestamp(str(budget["last_date"])))
    if budget["category"]:
        counts &= category == budget["category"]
    if budget["supplier_id"]:
        counts &= ordered["supplier_id"] == budget["supplier_id"]
    return counts
