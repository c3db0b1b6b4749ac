"""What stocks ask of suppliers in one period."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.linear import Floats, Ints


@dataclass(frozen=True)
class Request:
    """``rows``: stocks that want goods; ``cases`` (rows,) whole cases wanted; ``period`` of the order."""

    rows: Ints
    cases: Floats
    period: int
