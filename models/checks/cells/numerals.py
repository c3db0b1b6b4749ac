"""Numbers: quantities, money, whole numbers."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from models.checks.cells.typed import Cells, as_numpy, is_text
from models.checks.report import BoolArray
from models.columns import Column, Kind

NUMERAL = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$"  # no thousands separators, no "nan", no "inf"

Floats = npt.NDArray[np.float64]


def read_numbers(column: Column, raw: pa.ChunkedArray) -> Cells:
    """Finite numbers within the column's bounds; whole columns take 12.0 for 12."""
    values, blank, bad = _floats(raw)
    given = ~blank
    with np.errstate(invalid="ignore"):
        bad |= given & ~np.isfinite(values)
        if column.low is not None:
            bad |= (values <= column.low) if column.above_low else (values < column.low)
        if column.high is not None:
            bad |= values > column.high
        if column.kind is Kind.WHOLE:
            bad |= given & (values != np.floor(values))
    if column.required:
        bad |= blank
    if isinstance(column.default, int | float):
        values[blank] = column.default
    values += 0.0  # makes -0.0 a plain 0
    if column.kind is Kind.WHOLE and not column.may_be_empty:
        values[bad] = 0.0
        return Cells(values.astype(np.int64), bad, blank)
    return Cells(values, bad, blank)


def _floats(raw: pa.ChunkedArray) -> tuple[Floats, BoolArray, BoolArray]:
    """Values (NaN where there is none), which cells are empty, and which hold something that is no number."""
    kind = raw.type
    if pa.types.is_dictionary(kind):
        return _floats(raw.cast(kind.value_type))
    if is_text(kind):
        return _parsed(raw.cast(pa.large_string()))
    blank: BoolArray = as_numpy(raw.is_null())
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) or pa.types.is_null(kind):
        return _float_array(raw), blank, np.zeros(len(raw), dtype=bool)
    return np.full(len(raw), np.nan), blank, ~blank


def _parsed(texts: pa.ChunkedArray) -> tuple[Floats, BoolArray, BoolArray]:
    """The same for text; every digit counts, whatever their number."""
    trimmed = pc.utf8_trim_whitespace(texts)
    blank: BoolArray = as_numpy(pc.fill_null(pc.equal(trimmed, ""), fill_value=True))
    numeral: BoolArray = as_numpy(pc.fill_null(pc.match_substring_regex(trimmed, NUMERAL), fill_value=False))
    unsigned = pc.utf8_ltrim(trimmed, characters="+")  # arrow's own parser knows no plus sign
    numerals = pc.if_else(pa.array(numeral), unsigned, pa.scalar(None, pa.large_string()))
    return _float_array(numerals), blank, ~blank & ~numeral


def _float_array(array: pa.ChunkedArray) -> Floats:
    """A writable float64 array, NaN for null."""
    floats = array.cast(pa.float64(), safe=False).fill_null(float("nan"))
    return np.array(floats.to_numpy(), dtype=np.float64)
