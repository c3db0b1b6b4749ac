"""What a search by prices has learnt, by the names of what is priced: where a search of changed data may begin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

NAMES = ("kind", "item_id", "supplier_id", "node_id", "mode", "budget_id")
"""What a row is of; texts, "" where the kind has no such name."""

TIER = "tier"
"""Which price tier of an offer, counted from 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Multipliers:
    """Figures of what is priced, a row each; kinds and units are those of the strategy that made them.

    ``names`` (R rows, with the columns ``NAMES`` and ``TIER``); ``days`` (T,) on which periods begin, rising;
    ``figures`` (R, T), finite and at least 0.
    """

    names: pd.DataFrame
    days: npt.NDArray[np.datetime64]
    figures: npt.NDArray[np.float32]
