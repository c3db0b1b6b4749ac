"""Columns of ids: each id is held once, and its place in every row."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.linear import Ints

Words = npt.NDArray[np.str_]


def words_at(words: Words, places: Ints) -> pd.Categorical:
    """The words at the places; categories, of text, stand in the order of their characters, as sorting texts would."""
    sorted_words, rank = np.unique(words, return_inverse=True)
    return pd.Categorical.from_codes(rank[places], pd.Index(sorted_words, dtype="str"))
