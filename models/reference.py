"""The reference page of datasets and plans, written from the declarations so that it cannot drift.

`python -m models.reference` writes docs/reference/dataset.md; a test compares the two.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from models.checks.dataset import RULES
from models.checks.notices import NOTICES
from models.columns import MAX_ID, MAX_MONEY, MAX_QUANTITY, Column, Derived, Table
from models.tables import DATASET_TABLES, PLAN_TABLES, SETTINGS

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "dataset.md"

PREFACE = f"""\
<!-- Written by `python -m models.reference` from models/tables.py and models/checks; edit those. -->
# Datasets and plans

A dataset is a folder of CSV files or of Parquet files (one for each table, named after it) with `plan.yaml` beside
them, or one XLSX workbook with a sheet for each table and a sheet `plan` with the columns `key` and `value`. The
settings and the tables marked * must be there, any other may be left out; a table without a row counts as left out.

- Columns marked * must be there and filled. Any other may be left out or left empty, and is then what the column
  *empty* says. An unknown table, column or setting is a fault.
- An id is text that is not blank, of at most {MAX_ID} characters, kept exactly as given. A number in a text column of a
  workbook or a Parquet file is the text one would type: 123 is `123`.
- Numbers are finite, with a decimal point and without thousands separators; quantities, m3 and kg are at most
  {MAX_QUANTITY:,.0f}, money at most {MAX_MONEY:,.0f}. Money is in the plan's one currency and never rounded.
- A day is YYYY-MM-DD; a cell of a workbook may be a date, a column of a Parquet file dates or times at midnight.
- CSV files are UTF-8 (a byte-order mark is accepted) with commas and RFC 4180 quotes. Blank lines are skipped. Written
  by this program, every text stands in quotes and numbers do not; no text is altered, not even one that begins with
  `=`, so that ids are read back as they were. Look at plans in a spreadsheet as XLSX, where such a text is a text.
- All faults are reported together, each with table, row (the header is row 1), column, what was found and what was
  expected. What depends on something that could not be read is not judged.
- The SHA-256 of a dataset is of its content after defaults: the same for every format and any order of rows.
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [
        PREFACE,
        "## Settings\n",
        _columns(SETTINGS),
        "## Tables of a dataset\n",
        *map(_section, DATASET_TABLES),
        "## Rules between cells\n",
        _rules(RULES),
        "## Notices\n\nWarnings, counted and with the worst examples; they hinder nothing.\n",
        _rules(NOTICES),
        "## Tables of a plan\n\nWith `summary.json`, often `prices.parquet`; in a workbook, sheets of `plan.xlsx`.\n",
        *map(_section, PLAN_TABLES),
    ]
    return "\n".join(parts)


def _section(table: Table) -> str:
    star = "*" if table.required else ""
    key = ", ".join(f"`{name}`" for name in table.key)
    return f"### {table.name}{star}\n\n{table.meaning} Key: {key}.\n\n{_columns(table.columns)}"


def _columns(columns: Iterable[Column]) -> str:
    head = "| column | holds | unit | empty | meaning |\n| --- | --- | --- | --- | --- |\n"
    return head + "".join(f"| {' | '.join(_cells(column))} |\n" for column in columns)


def _cells(column: Column) -> tuple[str, ...]:
    star = "*" if column.required else ""
    holds = " or ".join(f"`{word}`" for word in column.choices) or f"{column.kind} {column.bounds}".strip()
    meaning = column.meaning
    if column.references:
        table, _, name = column.references.partition(".")
        meaning += f"; a `{name}` of {table}"
    return f"`{column.name}`{star}", holds, column.unit, _when_empty(column), meaning


def _when_empty(column: Column) -> str:
    match column.default:
        case Derived(rule):
            return rule
        case bool():
            return "true" if column.default else "false"
        case float() | int():
            return f"{column.default:g}"
        case str():
            return f"`{column.default}`"
        case _:
            return column.empty


def _rules(rules: Iterable[Callable[..., object]]) -> str:
    return "".join(f"- {(rule.__doc__ or '').strip()}\n" for rule in rules)


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
