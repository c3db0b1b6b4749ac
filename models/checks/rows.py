"""Rules between two cells of one row."""

import numpy as np

from models.checks.context import Dataset
from models.checks.table import cell_shown


def goods_move_elsewhere(data: Dataset) -> None:
    """A transfer leads to another node."""
    _differ(data, "transfers", "from_node", "to_node", "another node than from_node")


def substitutes_differ(data: Dataset) -> None:
    """A substitute is another item."""
    _differ(data, "substitutes", "item_id", "substitute_id", "another item than item_id")


def _differ(data: Dataset, name: str, left: str, right: str, expected: str) -> None:
    table = data.readable(name, left, right)
    if table is None:
        return
    same = (table.frame[left] == table.frame[right]).to_numpy() & table.good(left, right)
    found = np.flatnonzero(same)
    data.report.add_rows(name, table.rows[found], right, lambda at: cell_shown(table, right, at), expected, found)
