"""Tables for spreadsheets as CSV text, in which no text becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula in one spreadsheet or another (the last four: in full width), or hides that one begins."""

Cell = str | int | Decimal


def safe(text: str) -> str:
    """The text with an apostrophe before what would begin a formula: a spreadsheet then shows it as text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_text(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A header and rows; texts quoted and safe, numbers as they are (also below 0, never with an exponent)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return safe(cell)
    # Quoting tells numbers by their type, and the type's own text may have an exponent.
    return Decimal(f"{cell:f}") if isinstance(cell, Decimal) else cell
