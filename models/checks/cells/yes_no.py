"""True or false."""

import numpy as np
import pyarrow as pa

from models.checks.cells.texts import as_text, encoded, looked_up
from models.checks.cells.typed import Cells
from models.columns import Column

TRUE_WORDS = ("true", "yes", "1")
FALSE_WORDS = ("false", "no", "0")


def read_yes_no(column: Column, raw: pa.ChunkedArray) -> Cells:
    """Truth values, and the words and numbers that people write for them."""
    texts = as_text(raw.cast(pa.int8())) if pa.types.is_boolean(raw.type) else as_text(raw)
    words, places = encoded(texts)
    listed = [word.strip().lower() for word in words.to_pylist()]
    empty = np.array([word == "" for word in listed], dtype=bool)
    known = np.array([word in TRUE_WORDS + FALSE_WORDS for word in listed], dtype=bool)
    true = np.array([word in TRUE_WORDS for word in listed], dtype=bool)
    blank = looked_up(empty, places, missing=True)
    bad = looked_up(~known & ~empty, places, missing=False)
    values = looked_up(true, places, missing=False)
    if column.required:
        bad |= blank
    elif isinstance(column.default, bool):
        values[blank] = column.default
    return Cells(values, bad, blank)
