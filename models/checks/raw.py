"""A table as it was found, before anything is believed of it."""

import datetime as dt
import math
import numbers
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa

from models.checks.report import IntArray


@dataclass(frozen=True, slots=True)
class RawTable:
    """Columns with their headers as arrow arrays of any type, one null for each empty cell.

    A header may stand twice or be "". `rows` are the numbers a spreadsheet shows. `lost` holds the cells of rows that
    could not be read as rows: ids that stand there count as known, so that one fault does not make others.
    """

    name: str
    columns: tuple[tuple[str, pa.ChunkedArray], ...]
    rows: IntArray
    lost: tuple[tuple[str, ...], ...] = ()


def sheet_rows(count: int) -> IntArray:
    """The numbers of `count` rows below a header."""
    return np.arange(2, count + 2, dtype=np.int64)


def cell_text(value: object) -> str | None:
    """The text of a cell that holds a Python object, None where it is empty.

    Whole numbers lose their ".0" and other floats keep every digit, so that reading the text again gives the number;
    a time at midnight is a day.
    """
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, str):
        return _encodable(value)
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal | numbers.Integral):
        return str(value)
    if isinstance(value, numbers.Real):
        return number_text(float(value))
    return _encodable(str(value))


def number_text(value: float) -> str | None:
    """The shortest text that reads back as the number, whole ones without ".0"; None for "not a number"."""
    if math.isnan(value):
        return None
    return str(int(value)) if math.isfinite(value) and value.is_integer() else repr(value)


def _encodable(text: str) -> str:
    """The text with lone surrogates, which no file can hold, spelt out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def text_array(cells: Iterable[str | None]) -> pa.ChunkedArray:
    """Texts as an arrow column."""
    return pa.chunked_array([pa.array(cells, pa.large_string())])


def from_frame(name: str, frame: pd.DataFrame) -> RawTable:
    """A frame as a raw table; NaN, NaT, None and NA are empty cells."""
    columns = tuple((str(label), _from_series(frame.iloc[:, place])) for place, label in enumerate(frame.columns))
    return RawTable(name, columns, sheet_rows(len(frame)))


def _from_series(series: pd.Series) -> pa.ChunkedArray:
    if series.dtype == object:
        return text_array([None if isinstance(v, float) and math.isnan(v) else cell_text(v) for v in series])
    if isinstance(series.dtype, pd.CategoricalDtype) and series.cat.categories.dtype == "str":
        series = series.astype("str")
    array = pa.array(series, from_pandas=True)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])
