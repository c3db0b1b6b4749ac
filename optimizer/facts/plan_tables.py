"""The tables of a plan as they can be reckoned with: every column there, ids as text, numbers finite, days as dates.

What had to be mended for that is no secret: the check of the tables names each such cell.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.columns import NUMBER_KINDS, Column, Kind, Table
from models.plan import Plan
from models.tables import PLAN_TABLES
from optimizer.facts.tolerance import Floats

DECLARED: dict[str, Table] = {table.name: table for table in PLAN_TABLES}


def _read(frame: pd.DataFrame, column: Column) -> pd.Series:
    """Return a column in the type its kind asks for; what cannot be read becomes missing."""
    cells = frame[column.name] if column.name in frame else pd.Series(None, index=frame.index, dtype="object")
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


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    return pd.DataFrame({column.name: _read(frame, column) for column in table.columns}).reset_index(drop=True)


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
        return self.raw[table].fillna(dict.fromkeys(required, 0.0))

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
    return (frame[figures_of(table)].fillna(0.0) == 0).all(axis=1)
