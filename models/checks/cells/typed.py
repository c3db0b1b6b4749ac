"""The cells of a column after reading."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionArray

from models.checks.report import BoolArray


@dataclass(slots=True)
class Cells:
    """A column after reading: `array` as the frame will hold it, `bad` marks cells that broke a rule.

    The array of a text column holds places in `words`, its different values in the order of their characters. Bad and
    empty cells hold a value of the right type that nothing must rely on ("", NaN, NaT, 0, False), or the default.
    """

    array: npt.NDArray[Any]
    bad: BoolArray
    blank: BoolArray
    words: npt.NDArray[np.object_] | None = None

    def values(self) -> ExtensionArray | npt.NDArray[Any]:
        """The values as a column of a frame holds them."""
        if self.words is None:
            return self.array
        texts = pa.array(self.words, pa.large_string()).take(pa.array(self.array))
        values: ExtensionArray = pd.array(texts, dtype="str")
        return values


def ordered(texts: list[str], places: npt.NDArray[np.int64], bad: BoolArray, blank: BoolArray) -> Cells:
    """The cells of a text column from places in a list of texts: sorted, each once, and only those that occur."""
    used = np.bincount(places, minlength=len(texts)) > 0
    words, rank = np.unique(np.array(texts, dtype=object)[used], return_inverse=True)
    moved = np.zeros(len(texts), dtype=np.int32)
    moved[used] = rank
    return Cells(moved[places], bad, blank, words)


def as_numpy(array: pa.Array | pa.ChunkedArray) -> npt.NDArray[Any]:
    """An arrow array as numpy sees it."""
    found: npt.NDArray[Any] = array.to_numpy(zero_copy_only=False) if isinstance(array, pa.Array) else array.to_numpy()
    return found


def is_text(kind: pa.DataType) -> bool:
    """Whether arrow holds text in it."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
