"""Columns of ids: the same texts, each held once."""

import numpy as np
import pandas as pd

from optimizer.extract.words import words_at


def _words(*texts: str) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.array(texts, dtype=object)


def test_words_stand_in_the_order_of_their_characters() -> None:
    column = words_at(_words("b", "a", "c", "a"), np.array([0, 1, 2, 3, 0]))
    assert list(column) == ["b", "a", "c", "a", "b"]
    assert list(column.categories) == ["a", "b", "c"]
    assert pd.Series(column).sort_values(kind="stable").tolist() == ["a", "a", "b", "b", "c"]
