"""A dataset while it is edited: settings and frames, with defaults that follow from others left open again."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.checks.names import did_you_mean
from models.columns import Column, Kind, Table
from models.problem import Problem
from models.settings import Settings
from models.tables import DATASET_TABLES
from scenarios.form.faults import EditFault

Mask = npt.NDArray[np.bool_]
TABLES = {table.name: table for table in DATASET_TABLES}


@dataclass
class State:
    """What edits act on. Frames are replaced, never changed in place: the base dataset shares them.

    `notes` are sentences for the planner; `folder` is where files named in an edit are looked for.
    """

    settings: dict[str, Any]
    frames: dict[str, pd.DataFrame]
    folder: Path
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, problem: Problem, folder: Path) -> State:
        """The dataset as it is, with what follows from other columns or settings left empty again.

        A carrying cost that is what `carrying_rate` makes it goes on following `carrying_rate`.
        """
        state = cls(dataclasses.asdict(problem.settings), problem.tables(), folder)
        for (table, column), rule in DERIVED.items():
            frame = state.frames[table]
            follows = _same(frame[column], rule(frame, state.settings))
            if follows.any():
                state.frames[table] = frame.assign(**{column: frame[column].mask(follows, _nothing(frame[column]))})
        return state

    def problem(self) -> Problem:
        """The dataset as it is now, checked. Raises DatasetError with every fault."""
        return Problem.from_tables(self.settings, self.frames)

    def place(self, word: str, line: int, key: str) -> tuple[Table, Column]:
        """The table and column that `table.column` names. Raises EditFault where there is none."""
        name, _, column = word.partition(".")
        declared = self.table(name, line, key)
        if column not in declared.names:
            known = did_you_mean(column, declared.names, f"column of {name}")
            raise EditFault(line, key, word, f"table.column with {known}")
        return declared, declared.column(column)

    @staticmethod
    def table(name: str, line: int, key: str) -> Table:
        """The table of the name. Raises EditFault where there is none."""
        if name not in TABLES:
            raise EditFault(line, key, name, did_you_mean(name, TABLES, "table"))
        return TABLES[name]

    def column(self, table: str, column: str) -> pd.Series:
        """A column with what its empty cells follow from filled in."""
        frame = self.frames[table]
        rule = DERIVED.get((table, column))
        return frame[column] if rule is None else frame[column].mask(_empty(frame[column]), rule(frame, self.settings))

    def put(self, table: str, column: str, rows: Mask, values: Any) -> None:  # noqa: ANN401 - an array or a value
        """Write values into some rows of a column."""
        frame = self.frames[table]
        self.frames[table] = frame.assign(**{column: _with(frame[column], rows, values)})

    def keep(self, table: str, rows: Mask) -> None:
        """Leave only some rows of a table."""
        self.frames[table] = self.frames[table][rows].reset_index(drop=True)

    def merge(self, table: str, column: str) -> None:
        """Rows that have come to share a key become one, the sum of them."""
        frame, key = self.frames[table], list(TABLES[table].key)
        if not frame.duplicated(key).any():
            return
        others = {name: "first" for name in frame.columns if name not in (*key, column)}
        merged = frame.groupby(key, sort=False, as_index=False).agg({column: "sum", **others})
        self.frames[table] = merged[list(frame.columns)]


def _carrying(items: pd.DataFrame, settings: dict[str, Any]) -> pd.Series:
    return items["unit_cost"] * float(settings["carrying_rate"]) / _settings(settings).periods_per_year


def _safety(items: pd.DataFrame, settings: dict[str, Any]) -> pd.Series:
    return items["shortage_cost"] / (2 * int(settings["periods"]))


def _mode(items: pd.DataFrame, settings: dict[str, Any]) -> pd.Series:
    return pd.Series(str(settings["shortage_mode"]), index=items.index, dtype="str")


def _first(suppliers: pd.DataFrame, settings: dict[str, Any]) -> pd.Series:
    return pd.Series(pd.Timestamp(settings["start"]).as_unit("s"), index=suppliers.index)


DERIVED = {
    ("items", "carrying_cost"): _carrying,
    ("items", "safety_cost"): _safety,
    ("items", "shortage_mode"): _mode,
    ("suppliers", "first_order_date"): _first,
}
"""The columns whose empty cells follow from others, as `models.checks.defaults` fills them."""


def _settings(given: dict[str, Any]) -> Settings:
    return Settings(start=given["start"], periods=int(given["periods"]), bucket=str(given["bucket"]))


def _same(found: pd.Series, derived: pd.Series) -> Mask:
    if found.dtype.kind == "f":
        close = np.isclose(found.to_numpy(np.float64), derived.to_numpy(np.float64), rtol=1e-12, atol=0.0)
        return np.asarray(close, dtype=np.bool_)
    return np.asarray(found.to_numpy() == derived.to_numpy(), dtype=np.bool_)


def _nothing(series: pd.Series) -> Any:  # noqa: ANN401 - what stands for nothing in the column
    return {"f": np.nan, "M": pd.NaT}.get(series.dtype.kind, "")


def _empty(series: pd.Series) -> Mask:
    text = series.dtype.kind not in "fMiub"
    return np.asarray(series == "" if text else series.isna(), dtype=np.bool_)


def _with(series: pd.Series, rows: Mask, values: Any) -> pd.Series:  # noqa: ANN401 - an array or a value
    """The column with some cells replaced; of objects where it cannot hold them, so that the check can complain."""
    text = series.dtype.kind not in "fMiub"
    if text and isinstance(values, str):
        return series.mask(rows, values)
    if not text and series.dtype.kind in "fiu" and np.asarray(values).dtype.kind in "fiu":
        mixed = series.to_numpy(np.float64).copy()
        mixed[rows] = values
        return pd.Series(mixed, index=series.index)
    if series.dtype.kind == "M" and np.asarray(values).dtype.kind == "M":
        return series.mask(
            rows, pd.Series(pd.NaT, index=series.index, dtype=series.dtype).mask(rows, _spread(rows, values))
        )
    cells = series.astype(object).to_numpy().copy()
    cells[rows] = values
    return pd.Series(cells, index=series.index, dtype=object)


def _spread(rows: Mask, values: Any) -> Any:  # noqa: ANN401 - an array of days or one day
    if np.ndim(values) == 0:
        return values
    spread = np.full(rows.size, np.datetime64("NaT"), dtype="datetime64[s]")
    spread[rows] = values
    return spread


def numeric(column: Column) -> bool:
    """Whether the column holds numbers."""
    return column.kind in (Kind.NUMBER, Kind.MONEY, Kind.WHOLE)
