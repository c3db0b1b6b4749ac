"""Calendar days."""

import datetime as dt

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from models.checks.cells.texts import as_text, encoded, looked_up
from models.checks.cells.typed import Cells, as_numpy, is_text
from models.checks.report import BoolArray
from models.columns import Column

EPOCH = dt.date(1970, 1, 1)
FIRST, LAST = (dt.date.min - EPOCH).days, (dt.date.max - EPOCH).days
NO_DAY = np.iinfo(np.int64).min
TICKS = {"s": 86_400, "ms": 86_400 * 10**3, "us": 86_400 * 10**6, "ns": 86_400 * 10**9}  # of a day

DayNumbers = npt.NDArray[np.int64]


def read_days(column: Column, raw: pa.ChunkedArray) -> Cells:
    """Days as datetime64[s], from days, times at midnight (of their own zone) and texts YYYY-MM-DD."""
    days, blank, bad = _day_numbers(raw)
    bad |= ~blank & ((days < FIRST) | (days > LAST))
    if column.required:
        bad |= blank
    days[blank | bad] = NO_DAY
    return Cells(days.astype("datetime64[D]").astype("datetime64[s]"), bad, blank)


def _day_numbers(raw: pa.ChunkedArray) -> tuple[DayNumbers, BoolArray, BoolArray]:
    """Days since 1970-01-01, which cells are empty, and which hold something that is no day."""
    kind = raw.type
    if pa.types.is_dictionary(kind):
        return _day_numbers(raw.cast(kind.value_type))
    if pa.types.is_date64(kind):
        return _day_numbers(raw.cast(pa.timestamp("ms")))
    if is_text(kind):
        return _parsed(raw)
    blank: BoolArray = as_numpy(raw.is_null())
    if pa.types.is_date32(kind):
        return _int_array(raw.cast(pa.int32())), blank, np.zeros(len(raw), dtype=bool)
    if pa.types.is_timestamp(kind):
        local = raw if kind.tz is None else pc.local_timestamp(raw)
        ticks = _int_array(local.cast(pa.int64()))
        return ticks // TICKS[kind.unit], blank, ~blank & (ticks % TICKS[kind.unit] != 0)
    return np.zeros(len(raw), dtype=np.int64), blank, ~blank


def _parsed(raw: pa.ChunkedArray) -> tuple[DayNumbers, BoolArray, BoolArray]:
    words, places = encoded(pc.utf8_trim_whitespace(as_text(raw)))
    texts = words.to_pylist()
    numbers = [_iso_day(text) for text in texts]
    empty = np.array([text == "" for text in texts], dtype=bool)
    wrong = np.array([number is None for number in numbers], dtype=bool) & ~empty
    days = np.array([*(number or 0 for number in numbers), 0], dtype=np.int64)
    return days[places], looked_up(empty, places, missing=True), looked_up(wrong, places, missing=False)


def _iso_day(text: str) -> int | None:
    """The day number of YYYY-MM-DD; the other spellings of ISO 8601 are refused, no spreadsheet writes them."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        return (dt.date.fromisoformat(text) - EPOCH).days
    except ValueError:
        return None


def _int_array(array: pa.ChunkedArray) -> DayNumbers:
    return np.array(array.fill_null(0).to_numpy(), dtype=np.int64)
