"""How seconds grow with size: the exponent of a power law."""

from __future__ import annotations

import math
from collections.abc import Sequence

from benchmarks.scale.rows import Row

FROM, UPTO = 1_000, 100_000
"""Sizes the exponent is fitted over."""


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The k of seconds = c items^k, by least squares on the logarithms of (items, seconds); None below two sizes."""
    logs = [(math.log(items), math.log(seconds)) for items, seconds in points]
    if len({x for x, _ in logs}) < 2:
        return None
    middle_x, middle_y = (math.fsum(part) / len(logs) for part in zip(*logs, strict=True))
    along = math.fsum((x - middle_x) * (y - middle_y) for x, y in logs)
    spread = math.fsum((x - middle_x) ** 2 for x, _ in logs)
    return along / spread


def fitted(rows: Sequence[Row], tool: str = "caselot") -> tuple[float | None, list[int]]:
    """The exponent of a tool from ``FROM`` to ``UPTO``, and the sizes whose seconds the time limit decided."""
    used = [r for r in rows if r.tool == tool and FROM <= r.items <= UPTO and r.outcome == "plan" and r.seconds]
    points = [(r.items, r.seconds) for r in used if r.seconds]
    return exponent(points), sorted({r.items for r in used if r.on_the_clock})
