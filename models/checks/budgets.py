"""Rules of budgets."""

import numpy as np

from models.checks.context import Dataset
from models.checks.table import cell_shown


def dates_are_in_order(data: Dataset) -> None:
    """A budget begins no later than it ends."""
    table = data.readable("budgets", "first_date", "last_date")
    if table is None:
        return
    first, last = table.cells["first_date"].values, table.cells["last_date"].values
    found = np.flatnonzero((first > last) & table.good("first_date", "last_date"))  # type: ignore[operator] # both days
    data.report.add_rows(
        "budgets",
        table.rows[found],
        "first_date",
        lambda at: cell_shown(table, "first_date", at),
        lambda at: f"a day no later than last_date, {cell_shown(table, 'last_date', at)}",
        found,
    )
