"""Ids, free texts and choices."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from models.checks.cells.typed import Cells, as_numpy, is_text, ordered
from models.checks.raw import cell_text, text_array
from models.checks.report import BoolArray
from models.columns import MAX_ID, MAX_TEXT, Column, Kind


def read_text(column: Column, raw: pa.ChunkedArray) -> Cells:
    """Texts kept exactly as given; only choices lose spaces around them. Numbers are the texts one would type."""
    words, places = encoded(as_text(raw))
    if column.kind is Kind.CHOICE:
        words = pc.utf8_trim_whitespace(words)
    texts = words.to_pylist()
    empty = np.array([text == "" for text in texts], dtype=bool)
    blank = looked_up(empty, places, missing=True)
    bad = looked_up(_wrong(column, words) & ~empty, places, missing=False)
    if column.required:
        bad |= blank
    default = column.default if isinstance(column.default, str) else ""
    return ordered([*texts, default], np.where(blank, len(texts), places), bad, blank)


def as_text(raw: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column as text, or as a dictionary of texts; one null for each empty cell."""
    kind = raw.type
    if is_text(kind):
        return raw.cast(pa.large_string())
    if pa.types.is_dictionary(kind):
        return raw.unify_dictionaries() if is_text(kind.value_type) else as_text(raw.cast(kind.value_type))
    if pa.types.is_null(kind) or pa.types.is_integer(kind):
        return raw.cast(pa.large_string())
    return text_array([cell_text(value) for value in raw.to_pylist()])


def encoded(texts: pa.ChunkedArray) -> tuple[pa.Array, npt.NDArray[np.int64]]:
    """Texts of a column, each once if it came as no dictionary, and the place of each cell's; -1 for an empty cell."""
    whole = texts.combine_chunks()
    if not pa.types.is_dictionary(texts.type):
        whole = whole.dictionary_encode()
    if isinstance(whole, pa.ChunkedArray):  # combine_chunks leaves an array without a chunk as it is
        whole = whole.combine_chunks()
    words = whole.dictionary.cast(pa.large_string())
    if words.null_count:  # a dictionary may hold "nothing" as one of its values
        return encoded(pa.chunked_array([whole.cast(pa.large_string())]))
    return words, as_numpy(whole.indices.cast(pa.int64()).fill_null(-1))


def looked_up(table: BoolArray, places: npt.NDArray[np.int64], *, missing: bool) -> BoolArray:
    """The table's value at each place, `missing` where the place is -1."""
    return np.append(table, missing)[places]


def is_nothing(array: pa.ChunkedArray) -> bool:
    """Whether every cell of the column is empty."""
    if array.null_count == len(array):
        return True
    return is_text(array.type) and pc.all(pc.equal(array, "")).as_py() is not False


def _wrong(column: Column, words: pa.Array) -> BoolArray:
    """Which of the texts are not allowed in the column."""
    if column.kind is Kind.CHOICE:
        known: BoolArray = as_numpy(pc.is_in(words, value_set=pa.array(column.choices, words.type)))
        return ~known
    length: npt.NDArray[np.int64] = as_numpy(pc.utf8_length(words)).astype(np.int64)
    if column.kind is Kind.TEXT:
        return length > MAX_TEXT
    blank: BoolArray = as_numpy(pc.equal(pc.utf8_trim_whitespace(words), ""))
    return (length > MAX_ID) | blank
