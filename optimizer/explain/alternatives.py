"""What the plan would cost without an order line: exact where few lines are asked about, else for the dearest of them.

Exact figures solve the item's decisions to the end (``exact``), some tenths of a second a line. Where many lines are
asked about, all have the best that compiled moves find (``boards``), and those that save most are then made exact.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.asked import LINE, lines_asked
from optimizer.explain.boards import Boards
from optimizer.explain.exact import AMOUNTS, EXACT, FIGURES, ExactLines
from optimizer.explain.standings import Standings
from optimizer.linear import Floats
from optimizer.strategies.large import ties

MOST_EXACT = 100
"""Lines that are answered exactly, if nobody asks for more or less of them."""

SECONDS = 4.0
"""After which no more lines of a whole plan are made exact, if nobody says otherwise."""

TOGETHER = 2
"""Lines that are made exact side by side, before the clock is looked at."""

EACH = 0.25
"""Share of that time for one answer: the lines that save most are those that take longest."""

TIED = 5.0
"""So many times as long where items are tied: no line has another answer there."""


class Alternatives:
    """A plan, ready to be asked what it would be without any of its lines."""

    def __init__(
        self, problem: Problem, plan: Plan, prices: Callable[[], Mapping[str, Floats]] = dict[str, Floats]
    ) -> None:
        """``prices``: what the plan's limits are worth (``limits.prices_of``), asked for where they are needed."""
        self.problem, self.plan, self._prices = problem, plan, prices

    @cached_property
    def standings(self) -> Standings:
        """The plan as it stands."""
        return Standings(self.problem, self.plan)

    @cached_property
    def exact(self) -> ExactLines:
        """Lines solved to the end."""
        return ExactLines(self.standings)

    @cached_property
    def _boards(self) -> Boards:
        return Boards(self.problem, self.plan, self._prices())

    def table(
        self, item: str | None = None, order: str | None = None, most_exact: int = MOST_EXACT,
        seconds: float = SECONDS,
    ) -> pd.DataFrame:
        """One row a line of the item, the order or the plan.

        ``not_ordering``: what the plan costs more where nothing takes the line's place (money, discounted like the
        plan's cost). ``cost_difference``: what the best of the item costs more without the line than with it, of which
        ``open`` money is not proven. ``improvable``: by how much the best with it is better than the plan.
        ``exactness``: exact, about, or empty where there is no figure. The alternative is told by ``instead``
        (``instead.NOTHING`` and others) and the way that gains most units; ``lacks``: what the order would lack of its
        minima, which then count for nothing. Of more than ``most_exact`` lines those that save most are solved to the
        end, as many as in ``seconds``, those with the fewest decisions first.
        """
        lines = lines_asked(self.problem, self.plan, item, order)
        if not len(lines):
            return pd.DataFrame(columns=[*LINE, *FIGURES])
        if len(lines) <= most_exact:
            return typed(self.exact.figures(lines))
        tied = bool(ties(self.problem))
        if tied:
            blank = pd.DataFrame(index=lines.index, columns=list(FIGURES)).assign(exactness="", instead="", lacks="")
            found, rank = lines[LINE].join(blank), self._money(lines)
        else:
            found = self._boards.figures(lines)
            rank = found["cost_difference"].to_numpy(np.float64)
        falling = np.argsort(-np.nan_to_num(rank, nan=-np.inf), kind="stable")
        chosen = falling[(found["exactness"] != EXACT).to_numpy()[falling]][:most_exact]
        chosen = chosen[np.argsort(self.exact.sizes(lines["item"].to_numpy(np.int64)[chosen]), kind="stable")]
        seconds *= TIED if tied else 1.0
        ends = time.monotonic() + seconds
        for begin in range(0, chosen.size, TOGETHER):
            if time.monotonic() >= ends:
                break
            proven = self.exact.figures(lines.iloc[np.sort(chosen[begin : begin + TOGETHER])], EACH * seconds)
            if not tied:
                proven = proven[proven["exactness"] == EXACT]
            found = pd.concat([found.drop(index=proven.index), proven])
        return typed(found.loc[lines.index])

    def _money(self, lines: pd.DataFrame) -> Floats:
        rows = self.plan.orders
        money = (rows["value"] + rows["duty"]).groupby([rows[name] for name in LINE]).sum()
        return money.reindex(pd.MultiIndex.from_frame(lines[LINE])).to_numpy(np.float64)


def typed(found: pd.DataFrame) -> pd.DataFrame:
    """The table with figures and days as such: beside rows that have none, columns are of objects."""
    figures = found[list(AMOUNTS)].astype(np.float64)
    return found.assign(**figures, by_order_date=pd.to_datetime(found["by_order_date"]))
