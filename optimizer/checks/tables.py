"""The tables of a plan: no row twice, no id that the dataset does not know, every number and date given."""

import pandas as pd

from models.columns import Kind
from optimizer.facts import Facts
from optimizer.facts.plan_tables import DECLARED, says_nothing
from optimizer.verdict import Violation, complaints

NAME = "tables"

ITEMS, SUPPLIERS, NODES = "items.item_id", "suppliers.supplier_id", "nodes.node_id"
REFERENCES: dict[str, dict[str, str]] = {
    "orders": {"supplier_id": SUPPLIERS, "item_id": ITEMS, "node_id": NODES},
    "shipments": {"supplier_id": SUPPLIERS, "node_id": NODES},
    "transfers": {"from_node": NODES, "to_node": NODES, "item_id": ITEMS},
    "fulfilment": {"item_id": ITEMS, "node_id": NODES, "served_item_id": ITEMS},
    "projection": {"item_id": ITEMS, "node_id": NODES},
    "shortage": {"item_id": ITEMS},
    "budgets": {"budget_id": "budgets.budget_id"},
}
BY_PERIOD = ("fulfilment", "projection", "shortage")


def violations(facts: Facts) -> list[Violation]:
    """Complaints about the tables as such."""
    found: list[Violation] = []
    for table, rows in facts.tables.raw.items():
        if rows.empty:
            continue
        where = ", ".join(f"{name} {{{name}}}" for name in DECLARED[table].key)
        found += [
            *_repeated(facts, table, rows, where),
            *_gaps(table, rows, where),
            *_unknown(facts, table, rows, where),
        ]
        if table in BY_PERIOD:
            found += _between_periods(facts, table, rows, where)
    return found


def _repeated(facts: Facts, table: str, rows: pd.DataFrame, where: str) -> list[Violation]:
    again = rows[facts.tables.repeated(table)].assign(table=table)
    return complaints(NAME, again, where, "table", "one row", f"The {table} table has more than one row for {where}.")


def _gaps(table: str, rows: pd.DataFrame, where: str) -> list[Violation]:
    found: list[Violation] = []
    for column in DECLARED[table].columns:
        if not column.required:
            continue
        if column.kind is Kind.ID:
            met = pd.Series(rows[column.name].unique(), dtype="str")
            gap, noun = rows[column.name].isin(met[met.str.strip() == ""]), "id"
        else:
            gap, noun = rows[column.name].isna(), "date" if column.kind is Kind.DAY else "finite number"
        if not gap.any():
            continue
        sentence = f"The {table} table gives no {column.name} for {where}."
        found += complaints(NAME, rows[gap].assign(gap="nothing"), where, "gap", f"a {noun}", sentence)
    return found


def _unknown(facts: Facts, table: str, rows: pd.DataFrame, where: str) -> list[Violation]:
    found: list[Violation] = []
    for column, reference in REFERENCES[table].items():
        declared, name = reference.split(".")
        met = pd.Series(rows[column].unique(), dtype="str")
        unknown = met[~met.isin(getattr(facts.problem, declared)[name]) & (met.str.strip() != "")]
        if unknown.empty:
            continue
        strangers = rows[rows[column].isin(unknown)]
        sentence = f"The {table} table names {column} {{{column}}} ({where}), which the dataset does not know."
        found += complaints(NAME, strangers, where, column, f"one of the dataset's {declared}", sentence)
    return found


def _between_periods(facts: Facts, table: str, rows: pd.DataFrame, where: str) -> list[Violation]:
    off = (facts.calendar.periods_begun(rows["date"]) < 0) & rows["date"].notna() & ~says_nothing(rows, table)
    sentence = f"The {table} table has a row for {where}: no period of the plan starts on that day."
    return complaints(NAME, rows[off], where, "date", "the first day of a period", sentence)
