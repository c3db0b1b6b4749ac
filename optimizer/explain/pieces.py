"""A plan in pieces: of each chunk of items the rows of the plan's tables that are theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from models.plan import Plan
from optimizer.instance.indexing import positions
from optimizer.strategies.decomposed.chunks import Chunks

TABLES = ("orders", "transfers", "projection")


def pieces_of(plan: Plan, chunks: Chunks) -> Callable[[int], Plan]:
    """A function from a chunk's number to the plan with only its items' orders, transfers and projection."""
    ids = pd.Index(chunks.problem.items["item_id"])
    cut = {}
    for name in TABLES:
        frame: pd.DataFrame = getattr(plan, name)
        chunk = chunks.number[positions(ids, frame["item_id"])] if len(frame) else np.empty(0, np.int64)
        order = np.argsort(chunk, kind="stable")
        cut[name] = (frame, order, np.searchsorted(chunk[order], np.arange(len(chunks) + 1)))

    def piece(chunk: int) -> Plan:
        rows: dict[str, Any] = {
            name: frame.take(order[first[chunk] : first[chunk + 1]]).reset_index(drop=True)
            for name, (frame, order, first) in cut.items()
        }
        return replace(plan, **rows)

    return piece
