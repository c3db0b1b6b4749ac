"""Rules between two cells of one row."""

from models.checks.context import Dataset


def goods_move_elsewhere(data: Dataset) -> None:
    """A transfer leads to another node."""
    _differ(data, "transfers", "from_node", "to_node")


def substitutes_differ(data: Dataset) -> None:
    """A substitute is another item."""
    _differ(data, "substitutes", "item_id", "substitute_id")


def budgets_begin_before_they_end(data: Dataset) -> None:
    """The first day of a budget is no later than its last."""
    table = data.readable("budgets", "first_date", "last_date")
    if table is None:
        return
    late = table.cells["first_date"].array > table.cells["last_date"].array
    table.note(
        data.report,
        late & table.good("last_date"),
        ("first_date",),
        lambda at: f"a day no later than last_date, {table.shown(at, 'last_date')}",
    )


def _differ(data: Dataset, name: str, left: str, right: str) -> None:
    table = data.readable(name, left, right)
    if table is not None and len(table.rows):
        same = (table.frame[left] == table.frame[right]).to_numpy()
        table.note(data.report, same & table.good(left), (right,), f"another one than {left}")
