"""What is ordered already, as a plan needs to know it: goods still to come, and money that budgets have no more."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

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
    "amount": "float64",  # price plus duty of all that was ordered, received or not
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


def less_committed(budgets: pd.DataFrame, items: pd.DataFrame, ordered: pd.DataFrame) -> pd.DataFrame:
    """The budgets, each with what is left of its `amount`: without the lines of its days, category and supplier.

    The day that counts is that of the order, or of the payment where `basis` says so. Never below 0: what was spent
    beyond a budget is spent.
    """
    if not len(budgets) or not len(ordered):
        return budgets
    category = _categories(items, ordered)
    spent = [
        float(ordered["amount"][_counts(budget, ordered, category)].sum()) for budget in budgets.to_dict("records")
    ]
    left = np.maximum(0.0, budgets["amount"].to_numpy(dtype=np.float64) - np.array(spent))
    return budgets.assign(amount=left)


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
