"""The tables of a plan as they can be reckoned with: every column there, ids as text, numbers finite, days as dates.

What had to be mended for that is no secret: the check of the tables names each such cell.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.columns import NUMBER_KINDS, TEXT_KINDS, Column, Kind, Table
from models.plan import Plan
from models.tables import PLAN_TABLES
from optimizer.facts.tolerance import Bools, Floats

DECLARED: dict[str, Table] = {table.name: table for table in PLAN_TABLES}
LONG = ("fulfilment", "projection", "shortage")


def _read(frame: pd.DataFrame, column: Column) -> pd.Series:
    """Return a column in the type its kind asks for; what cannot be read becomes missing."""
    cells = frame[column.name] if column.name in frame else pd.Series(None, index=frame.index, dtype="object")
    if _as_it_should_be(cells, column):
        return cells
    if column.kind is Kind.DAY:
        if not pd.api.types.is_datetime64_dtype(cells):
            texts = cells.astype("str")
            cells = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True).dt.tz_localize(None)
        return cells.where(cells.dt.year.between(1, 9999)).astype("datetime64[s]")  # what a calendar can show
    if column.kind in NUMBER_KINDS:
        figures = pd.to_numeric(cells, errors="coerce").astype(np.float64)
        return figures.where(np.isfinite(figures))
    texts = cells.astype("str").where(cells.notna(), "")
    return texts.where(texts != "", column.default) if isinstance(column.default, str) else texts


def _as_it_should_be(cells: pd.Series, column: Column) -> bool:
    """Tell whether nothing has to be mended, so that a long column need not be copied."""
    if column.kind is Kind.DAY:
        return cells.dtype == "datetime64[s]" and bool(cells.isna().all() or _on_calendar(cells.agg(["min", "max"])))
    if column.kind in NUMBER_KINDS:
        return cells.dtype == np.float64 and bool(np.isfinite(cells.to_numpy()).all())
    if not isinstance(cells.dtype, pd.CategoricalDtype) or cells.cat.categories.dtype != "str":
        return False
    return not (cells.hasnans or (isinstance(column.default, str) and "" in cells.cat.categories))


def _on_calendar(dates: pd.Series) -> bool:
    return bool(dates.dt.year.between(1, 9999).all())


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return a table's columns in their types; texts of a long one are held once each, as categories."""
    frame = frame.reset_index(drop=True)
    columns = {column.name: _read(frame, column) for column in table.columns}
    texts = [column.name for column in table.columns if column.kind in TEXT_KINDS]
    columns |= {name: columns[name].astype("category" if table.name in LONG else "str") for name in texts}
    return pd.DataFrame(columns, copy=False)


@dataclass(frozen=True)
class PlanTables:
    """The plan's tables, one attribute each, mended: a missing number is 0."""

    plan: Plan

    @cached_property
    def raw(self) -> dict[str, pd.DataFrame]:
        """Every table with its columns in their types, missing cells still missing."""
        return {name: _typed(getattr(self.plan, name), table) for name, table in DECLARED.items()}

    def _mended(self, table: str) -> pd.DataFrame:
        columns = DECLARED[table].columns
        required = [column.name for column in columns if column.kind in NUMBER_KINDS and column.required]
        rows = self.raw[table]
        return rows.assign(**{name: rows[name].fillna(0.0) for name in required if rows[name].hasnans})

    def repeated(self, table: str) -> Bools:
        """Tell which rows have the key of an earlier one."""
        if table not in self._repeated:
            self._repeated[table] = self.raw[table].duplicated(list(DECLARED[table].key)).to_numpy()
        return self._repeated[table]

    @cached_property
    def _repeated(self) -> dict[str, Bools]:
        return {}

    @cached_property
    def orders(self) -> pd.DataFrame:
        """Order rows."""
        return self._mended("orders")

    @cached_property
    def shipments(self) -> pd.DataFrame:
        """Shipments, one per order, node and mode."""
        return self._mended("shipments")

    @cached_property
    def transfers(self) -> pd.DataFrame:
        """Transfers between nodes."""
        return self._mended("transfers")

    @cached_property
    def fulfilment(self) -> pd.DataFrame:
        """Units served, by stream, day, node and item that ships."""
        return self._mended("fulfilment")

    @cached_property
    def projection(self) -> pd.DataFrame:
        """Stock of each item, node and period as the plan tells it."""
        return self._mended("projection")

    @cached_property
    def shortage(self) -> pd.DataFrame:
        """Demand, served, lost and owed of each stream and period as the plan tells it."""
        return self._mended("shortage")

    @cached_property
    def budgets(self) -> pd.DataFrame:
        """Use of each budget as the plan tells it."""
        return self._mended("budgets")


def figures_of(table: str) -> list[str]:
    """Name the columns of a plan table that hold numbers."""
    return [column.name for column in DECLARED[table].columns if column.kind in NUMBER_KINDS]


def numbers(frame: pd.DataFrame, column: str) -> Floats:
    """Return a column as floats, NaN where nothing is given."""
    return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)


def says_nothing(frame: pd.DataFrame, table: str) -> "pd.Series[bool]":
    """Tell which rows of a plan table hold no number other than 0; such rows may as well be left out."""
    silent = np.ones(len(frame), dtype=np.bool_)
    for name in figures_of(table):
        figures = numbers(frame, name)
        silent &= (figures == 0) | np.isnan(figures)
    return pd.Series(silent, index=frame.index)
