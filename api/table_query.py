"""Rows of a table that are asked for: narrowed by its own columns, in an order that is the same every time.

`item_id=A` and `item_id=B` together mean either; `units_from=10` and `units_to=20` include their ends, and so do days;
an empty value means rows in which nothing is given. `sort=-units,item_id` sorts, the largest units first; rows that tie
stay as the plan has them, and cells without a value come last.
"""

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from models.columns import NUMBER_KINDS, Column, Kind, Table
from models.faults import Fault
from models.refusals import InvalidError

RESERVED = frozenset({"limit", "cursor", "sort"})
ENDS = {"_from": "from", "_to": "to"}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
MOST_VALUES = 100
LONGEST = 400
PLACE = "row of the plan"
"""The column by which ties are broken; no column of ours has a blank in its name."""

DESCRIBED = {
    "name": "filters",
    "in": "query",
    "description": "Columns of the table: `item_id=A` (twice: either), `order_date_from=2026-01-05`, `units_to=100`.",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}
"""The parameters as OpenAPI knows them: their names depend on the table."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a table: values by column and end ("", "from", "to"); columns to sort by, True: descending."""

    values: Mapping[tuple[str, str], tuple[Any, ...]]
    order: tuple[tuple[str, bool], ...]

    @property
    def everything(self) -> bool:
        """Whether it is the table as it is."""
        return not self.values and not self.order


def query_of(declared: Table, given: Iterable[tuple[str, str]]) -> Query:
    """What the parameters of an address ask of a table. Raises InvalidError with every fault."""
    faults: list[Fault] = []
    values: dict[tuple[str, str], list[Any]] = {}
    order: list[tuple[str, bool]] = []
    for name, text in given:
        if name == "sort":
            order += _order(declared, text, faults)
        elif name not in RESERVED:
            key = _meant(declared, name)
            if key is None:
                faults.append(Fault("query", None, name[:LONGEST], name[:LONGEST], _columns(declared)))
                continue
            value = _value(declared.column(key[0]), name, text, faults)
            values.setdefault(key, []).append(value)
    faults += [
        Fault("query", None, name, f"{len(found)} values", f"at most {MOST_VALUES}")
        for (name, _), found in values.items()
        if len(found) > MOST_VALUES
    ]
    if faults:
        raise InvalidError(faults)
    return Query({key: tuple(found) for key, found in values.items()}, tuple(order))


def asked_of(table: pa.Table, query: Query) -> pa.Table:
    """The rows that are asked for, in the order that is asked for."""
    for (name, end), values in query.values.items():
        table = table.filter(_mask(table.column(name), end, values), null_selection_behavior="drop")
    if not query.order:
        return table
    keyed = table.append_column(PLACE, pa.array(np.arange(table.num_rows)))
    keys = [(name, "descending" if falling else "ascending", "at_end") for name, falling in query.order]
    return table.take(pc.sort_indices(keyed, sort_keys=[*keys, (PLACE, "ascending", "at_end")]))


def _meant(declared: Table, name: str) -> tuple[str, str] | None:
    if name in declared.names:
        return name, ""
    for suffix, end in ENDS.items():
        column = name.removesuffix(suffix)
        if column != name and column in declared.names and _ordered(declared.column(column)):
            return column, end
    return None


def _ordered(column: Column) -> bool:
    return column.kind is Kind.DAY or column.kind in NUMBER_KINDS


def _value(column: Column, name: str, text: str, faults: list[Fault]) -> Any:  # noqa: ANN401 - of the column's type
    if not text and name == column.name:
        return None
    if column.kind is Kind.DAY:
        try:
            if DAY.fullmatch(text):
                return dt.date.fromisoformat(text)
        except ValueError:
            pass
        faults.append(Fault("query", None, name, text[:LONGEST], "a day such as 2026-03-31"))
        return None
    if column.kind in NUMBER_KINDS:
        if NUMBER.fullmatch(text):
            return float(text)
        faults.append(Fault("query", None, name, text[:LONGEST], "a number such as 12.5"))
        return None
    return text


def _order(declared: Table, text: str, faults: list[Fault]) -> Iterator[tuple[str, bool]]:
    seen: set[str] = set()
    for word in text.split(",")[:LONGEST]:
        name = word.removeprefix("-")
        if name not in declared.names or name in seen:
            faults.append(Fault("query", None, "sort", word[:LONGEST], f"each column once; {_columns(declared)}"))
        else:
            seen.add(name)
            yield name, word.startswith("-")


def _columns(declared: Table) -> str:
    return f"a column of {declared.name}: {', '.join(declared.names)}; days and numbers with _from and _to too"


def _mask(column: pa.ChunkedArray, end: str, values: Sequence[Any]) -> Any:  # noqa: ANN401 - arrow's
    if end == "from":
        return pc.greater_equal(column, pa.scalar(max(values), column.type))
    if end == "to":
        return pc.less_equal(column, pa.scalar(min(values), column.type))
    there = [value for value in values if value is not None]
    mask = pc.is_in(column, value_set=pa.array(there, column.type))
    return pc.or_(mask, pc.is_null(column)) if len(there) < len(values) else mask


def plain_rows(table: pa.Table) -> list[dict[str, Any]]:
    """The rows as JSON can hold them: days as text, what is no number as nothing."""
    return [{name: _plain(cell) for name, cell in row.items()} for row in table.to_pylist()]


def _plain(cell: Any) -> Any:  # noqa: ANN401 - whatever a table holds
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell
