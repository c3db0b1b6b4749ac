"""Columns of ids: each id is held once, and its place in every row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.linear import Ints

Words = npt.NDArray[np.str_]


def words_at(words: Words, places: Ints) -> pd.Categorical:
    """The words at the places; categories, of text, stand in the order of their characters, as sorting texts would."""
    sorted_words, rank = np.unique(words, return_inverse=True)
    return pd.Categorical.from_codes(rank[places], pd.Index(sorted_words, dtype="str"))


def stacked(parts: Sequence[pd.Categorical]) -> pd.Categorical:
    """The parts one below the other."""
    words = np.concatenate([part.categories.to_numpy(object) for part in parts])
    sorted_words, rank = np.unique(words, return_inverse=True)
    shift = np.cumsum([0, *(len(part.categories) for part in parts)])[:-1]
    ranks = np.split(rank.astype(np.int32), shift[1:])
    codes = np.concatenate([moved[part.codes] for moved, part in zip(ranks, parts, strict=True)])
    return pd.Categorical.from_codes(codes, pd.Index(sorted_words, dtype="str"))
