"""One column at a time: whole arrays of cells become typed values, and the cells that cannot are told apart.

Nothing here loops over rows in Python; days and ids are looked at once for each different value.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from models.checks.raw import cell_text, text_array
from models.checks.report import BoolArray
from models.columns import MAX_ID, MAX_TEXT, TEXT_KINDS, Column, Kind

NUMERAL = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$"  # no thousands separators, no "nan", no "inf"
TRUE_WORDS = ("true", "yes", "1")
FALSE_WORDS = ("false", "no", "0")
_FIRST_DAY = (dt.date.min - dt.date(1970, 1, 1)).days
_LAST_DAY = (dt.date.max - dt.date(1970, 1, 1)).days
_NO_DAY = np.iinfo(np.int64).min


@dataclass(slots=True)
class Cells:
    """A column after reading: `values` as the frame will hold them, `bad` marks cells that broke a rule.

    A text column is held as `codes` into `words`, its different values in the order of their characters. Bad and empty
    cells hold a value of the right type that nothing must rely on ("" , NaN, NaT, 0, False), or the default.
    """

    values: npt.NDArray[np.generic]
    bad: BoolArray
    blank: BoolArray
    words: npt.NDArray[np.object_] | None = None

    def series(self) -> pd.Series:
        """The values as a column of the frame."""
        if self.words is None:
            return pd.Series(self.values, copy=False)
        words = pa.array(self.words, pa.large_string())
        taken = words.take(pa.array(self.values)) if len(words) else pa.array([], pa.large_string())
        return pd.Series(pd.array(taken, dtype="str"), copy=False)


def read_column(column: Column, raw: pa.ChunkedArray) -> Cells:
    """The cells of a column, of whatever arrow type they were found in."""
    if column.kind in TEXT_KINDS:
        return _read_text(column, raw)
    if column.kind is Kind.DAY:
        return _read_days(column, raw)
    if column.kind is Kind.YES_NO:
        return _read_yes_no(column, raw)
    return _read_numbers(column, raw)


def empty_column(column: Column, rows: int) -> Cells:
    """The cells of a column that was left out."""
    return read_column(column, pa.chunked_array([pa.nulls(rows)]))


# --- text ------------------------------------------------------------------------------------------------------------


def _read_text(column: Column, raw: pa.ChunkedArray) -> Cells:
    words, codes = _encoded(as_text(raw))
    if column.kind is Kind.CHOICE:
        words = pc.utf8_trim_whitespace(words)
    wrong = _wrong_words(column, words)
    empty = np.array([word == "" for word in words.to_pylist()], dtype=bool)
    blank = _at(empty, codes, missing=True)
    bad = _at(wrong & ~empty, codes, missing=False)
    if column.required:
        bad |= blank
    default = column.default if isinstance(column.default, str) else ""
    listed = [*words.to_pylist(), default]
    filled = np.where(blank, len(listed) - 1, codes)
    return _ordered(listed, filled, bad, blank)


def _wrong_words(column: Column, words: pa.Array) -> BoolArray:
    """Which of the different texts of a column are not allowed in it."""
    if column.kind is Kind.CHOICE:
        return ~_numpy(pc.is_in(words, value_set=pa.array(column.choices, words.type)))
    length = _numpy(pc.utf8_length(words))
    if column.kind is Kind.TEXT:
        return length > MAX_TEXT
    return (length > MAX_ID) | _numpy(pc.equal(pc.utf8_trim_whitespace(words), ""))


def _ordered(listed: list[str], codes: npt.NDArray[np.int64], bad: BoolArray, blank: BoolArray) -> Cells:
    """The cells with `words` sorted, each once, and only those that occur."""
    used = np.bincount(codes, minlength=len(listed)) > 0
    words, place = np.unique(np.array(listed, dtype=object)[used], return_inverse=True)
    moved = np.zeros(len(listed), dtype=np.int32)
    moved[used] = place
    return Cells(moved[codes], bad, blank, words)


def as_text(raw: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column as text, one null for each empty cell; numbers as one would type them."""
    kind = raw.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return raw.cast(pa.large_string())
    if pa.types.is_dictionary(kind):
        return as_text(raw.cast(kind.value_type))
    if pa.types.is_null(kind) or pa.types.is_integer(kind):
        return raw.cast(pa.large_string())
    return text_array([cell_text(value) for value in raw.to_pylist()])


def _encoded(texts: pa.ChunkedArray) -> tuple[pa.Array, npt.NDArray[np.int64]]:
    """The different texts of a column and the place of each cell's in them, -1 for an empty cell."""
    encoded = texts.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    codes = encoded.indices.cast(pa.int64()).fill_null(-1)
    return encoded.dictionary, _numpy(codes)


def _at(table: npt.NDArray[np.bool_], codes: npt.NDArray[np.int64], *, missing: bool) -> BoolArray:
    """`table` looked up at each code, `missing` where the code is -1."""
    return np.append(table, missing)[codes]


# --- numbers ---------------------------------------------------------------------------------------------------------


def _read_numbers(column: Column, raw: pa.ChunkedArray) -> Cells:
    values, blank, bad = _floats(raw)
    with np.errstate(invalid="ignore"):
        bad |= ~blank & ~np.isfinite(values)
        if column.low is not None:
            bad |= (values <= column.low) if column.above_low else (values < column.low)
        if column.high is not None:
            bad |= values > column.high
        if column.kind is Kind.WHOLE:
            bad |= ~blank & (values != np.floor(values))
    if column.required:
        bad |= blank
    if isinstance(column.default, int | float):
        values[blank] = column.default
    values += 0.0  # makes -0.0 a plain 0
    if column.kind is Kind.WHOLE and not column.may_be_empty:
        values[bad] = 0.0
        return Cells(values.astype(np.int64), bad, blank)
    return Cells(values, bad, blank)


def _floats(raw: pa.ChunkedArray) -> tuple[npt.NDArray[np.float64], BoolArray, BoolArray]:
    """Values (NaN where there is none), which cells are empty, and which hold something that is no number."""
    kind = raw.type
    if pa.types.is_dictionary(kind):
        return _floats(raw.cast(kind.value_type))
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) or pa.types.is_null(kind):
        blank = _numpy(pc.is_null(raw))
        return _float_array(raw), blank, np.zeros(len(raw), dtype=bool)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return _parsed_floats(raw.cast(pa.large_string()))
    blank = _numpy(pc.is_null(raw))
    return np.full(len(raw), np.nan), blank, ~blank


def _parsed_floats(texts: pa.ChunkedArray) -> tuple[npt.NDArray[np.float64], BoolArray, BoolArray]:
    """The same for text; every digit counts, whatever their number."""
    trimmed = pc.utf8_trim_whitespace(texts)
    blank = _numpy(pc.fill_null(pc.equal(trimmed, ""), fill_value=True))
    numeral = pc.fill_null(pc.match_substring_regex(trimmed, NUMERAL), fill_value=False)
    unsigned = pc.utf8_ltrim(trimmed, characters="+")  # arrow's own parser knows no plus sign
    values = pc.if_else(numeral, unsigned, pa.scalar(None, pa.large_string())).cast(pa.float64())
    return _float_array(values), blank, ~blank & ~_numpy(numeral)


def _float_array(array: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """A writable float64 array, NaN for null."""
    floats = array.cast(pa.float64(), safe=False).fill_null(float("nan"))
    return np.array(floats.to_numpy(), dtype=np.float64)


# --- days ------------------------------------------------------------------------------------------------------------


def _read_days(column: Column, raw: pa.ChunkedArray) -> Cells:
    days, blank, bad = _day_numbers(raw)
    bad |= ~blank & ((days < _FIRST_DAY) | (days > _LAST_DAY))
    if column.required:
        bad |= blank
    days[blank | bad] = _NO_DAY
    values = days.astype("datetime64[D]").astype("datetime64[s]")
    return Cells(values, bad, blank)


def _day_numbers(raw: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], BoolArray, BoolArray]:
    """Days since 1970-01-01, which cells are empty, and which hold something that is no day."""
    kind = raw.type
    blank = _numpy(pc.is_null(raw))
    if pa.types.is_dictionary(kind):
        return _day_numbers(raw.cast(kind.value_type))
    if pa.types.is_date32(kind):
        return _int_array(raw.cast(pa.int32())), blank, np.zeros(len(raw), dtype=bool)
    if pa.types.is_date64(kind):
        return _day_numbers(raw.cast(pa.timestamp("ms")))
    if pa.types.is_timestamp(kind):
        local = raw if kind.tz is None else pc.local_timestamp(raw)
        per_day = 86_400 * {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[kind.unit]
        ticks = _int_array(local.cast(pa.int64()))
        return ticks // per_day, blank, ~blank & (ticks % per_day != 0)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return _parsed_days(raw)
    return np.zeros(len(raw), dtype=np.int64), blank, ~blank


def _parsed_days(raw: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], BoolArray, BoolArray]:
    words, codes = _encoded(pc.utf8_trim_whitespace(as_text(raw)))
    numbers = [_iso_day(word) for word in words.to_pylist()]
    empty = np.array([word == "" for word in words.to_pylist()], dtype=bool)
    wrong = np.array([found is None for found in numbers], dtype=bool) & ~empty
    days = np.array([*(found or 0 for found in numbers), 0], dtype=np.int64)
    return days[codes], _at(empty, codes, missing=True), _at(wrong, codes, missing=False)


def _iso_day(word: str) -> int | None:
    """The day number of YYYY-MM-DD; the other spellings of ISO 8601 are refused, no spreadsheet writes them."""
    if len(word) != 10 or word[4] != "-" or word[7] != "-" or not word.isascii():
        return None
    try:
        return (dt.date.fromisoformat(word) - dt.date(1970, 1, 1)).days
    except ValueError:
        return None


def _int_array(array: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    return np.array(array.fill_null(0).to_numpy(), dtype=np.int64)


# --- true or false ---------------------------------------------------------------------------------------------------


def _read_yes_no(column: Column, raw: pa.ChunkedArray) -> Cells:
    texts = as_text(raw.cast(pa.int8())) if pa.types.is_boolean(raw.type) else as_text(raw)
    words, codes = _encoded(pc.utf8_lower(pc.utf8_trim_whitespace(texts)))
    listed = words.to_pylist()
    empty = np.array([word == "" for word in listed], dtype=bool)
    known = np.array([word in TRUE_WORDS + FALSE_WORDS for word in listed], dtype=bool)
    blank = _at(empty, codes, missing=True)
    bad = _at(~known & ~empty, codes, missing=False)
    values = _at(np.array([word in TRUE_WORDS for word in listed], dtype=bool), codes, missing=False)
    if isinstance(column.default, bool):
        values[blank] = column.default
    return Cells(values, bad | (blank & column.required), blank)


def is_nothing(array: pa.ChunkedArray) -> bool:
    """Whether every cell of the column is empty."""
    blank = pc.is_null(array)
    if pa.types.is_large_string(array.type):
        blank = pc.fill_null(pc.equal(array, ""), fill_value=True)
    return bool(pc.all(blank).as_py() is not False)


def _numpy(array: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.generic]:
    return array.to_numpy(zero_copy_only=False) if isinstance(array, pa.Array) else array.to_numpy()
