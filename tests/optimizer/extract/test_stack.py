"""Parts of a table, one below the other."""

import numpy as np
import pandas as pd

from optimizer.extract.stack import Stack
from optimizer.extract.words import words_at


def _part(ids: str, *places: int, units: float) -> pd.DataFrame:
    count = len(places)
    return pd.DataFrame(
        {
            "item_id": words_at(np.array(list(ids), dtype=object), np.array(places, np.int64)),
            "date": np.full(count, np.datetime64("2024-01-01", "s")),
            "units": np.full(count, units),
            "cases": np.arange(count),
            "reason": ["need"] * count,
        }
    )


def test_parts_are_stacked_as_one_frame_would_hold_them() -> None:
    parts = [_part("ca", 0, 1, 1, units=1), _part("b", units=2), _part("bc", 1, 0, units=3)]
    stack = Stack(1)
    for part in parts:
        stack.add(part)
    whole = stack.frame()
    assert list(whole["item_id"].cat.categories) == ["a", "b", "c"]
    texts = [part.astype({"item_id": "str"}) for part in parts if len(part)]
    pd.testing.assert_frame_equal(whole.astype({"item_id": "str"}), pd.concat(texts, ignore_index=True))


def test_parts_without_a_row_make_a_frame_without_a_row() -> None:
    stack = Stack(1)
    stack.add(_part("a", units=1))
    assert list(stack.frame()) == ["item_id", "date", "units", "cases", "reason"]
