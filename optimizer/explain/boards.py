"""Many order lines at once, compiled: each item's lots answer anew without the line, all else as it stands.

Nobody may pass a hard limit that others have used up, and what the line's order, shipment and containers no longer cost
is taken off. Both answers, with the line and without, are the best that was found, not proven: where money, capacity or
minima bind, several lots would have to change together, and lots answer one by one. ``not_ordering`` is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.asked import LINE
from optimizer.explain.exact import ABOUT, FIGURES
from optimizer.explain.instead import lacks_words
from optimizer.explain.pieces import pieces_of
from optimizer.instance import Instance, instance_of
from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.board import Mood, fill, own_cost
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.decomposed.common import Common, common_money, common_of, copied
from optimizer.strategies.decomposed.cores import Cores
from optimizer.strategies.decomposed.moves import Desk, Items
from optimizer.strategies.decomposed.parts import Part, part_of
from optimizer.strategies.decomposed.prices import finite
from optimizer.strategies.decomposed.shared import Shared, shared_of
from optimizer.strategies.decomposed.terms import board_of, terms_of
from optimizer.strategies.decomposed.without import Effort, Scarce, Told, without_lines
from optimizer.strategies.start import cases_of

PART = 100
"""Items a part: an answer of one item makes room for all choices of its part."""

CASES, ROUNDS, PRICES = 1, 2, 2
"""Cases of branch and bound of an item, rounds of its multipliers, and prices of limits at which it is asked."""

PENALTY = 1e5
"""Money per unit of a broken rule: more than any rule is worth."""

JUDGED = Mood(PENALTY, 1)
"""Broken rules are as good as forbidden, and nobody passes a hard budget."""

SCARCE = 0.2
"""Money per unit of a hard limit that nobody has priced: where to begin looking for its price."""


@dataclass(frozen=True)
class Stand:
    """A part at its desk with the plan on it; ``items`` are the positions of its items in the problem."""

    part: Part
    desk: Desk
    own: Items
    items: Ints


class Boards:
    """A plan on boards, ready to be asked what it would be without one of its lines."""

    def __init__(self, problem: Problem, plan: Plan, prices: Mapping[str, Floats] | None = None) -> None:
        """``prices``: the plan's prices by kind (``limits.prices_of``), to begin with."""
        self.problem, self.plan = problem, plan
        chunks = chunks_of(problem, PART)
        instances = [instance_of(chunk) for chunk in chunks]
        parts = [part_of(instance) for instance in instances]
        names = ("kept_m3", "coming_m3", "coming_units")
        shared = shared_of(problem, *(np.sum([getattr(part, name) for part in parts], axis=0) for name in names))
        self.shared = shared
        self.common = _priced(common_of(shared, parts[0].weights[:-1]), shared)
        self.stands = [
            _stand(part, shared, self.common, items) for part, items in zip(parts, chunks.every(), strict=True)
        ]
        self.place = np.full((len(problem.items), 2), -1)
        self.scarce = _scarce(problem, self.common, plan, prices or {})
        piece = pieces_of(plan, chunks)
        for number, (stand, instance) in enumerate(zip(self.stands, instances, strict=True)):
            self.place[stand.items] = np.column_stack([np.full(stand.items.size, number), np.arange(stand.items.size)])
            self._build(stand, instance, piece(number))

    def _build(self, stand: Stand, instance: Instance, plan: Plan) -> None:
        wide, terms, board = stand.desk.wide, stand.desk.terms, stand.desk.board
        fill(wide, terms, board, JUDGED, stand.part.choices_of(cases_of(plan, instance)))

    def figures(self, lines: pd.DataFrame) -> pd.DataFrame:
        """One row a line of ``asked.lines_asked`` with the columns ``FIGURES`` beside its ids, all ``about``."""
        number = self.place[lines["item"].to_numpy(np.int64), 0]
        with closing(Cores()) as cores:
            found = cores.each(lambda k: self._of_part(int(k), lines[number == k]), np.unique(number).tolist())
        if not found:
            return pd.DataFrame(columns=[*LINE, *FIGURES])
        table = _evened(pd.concat(found)).reindex(lines.index).assign(**{name: lines[name] for name in LINE})
        blank = dict.fromkeys(("exactness", "instead", "lacks"), "")
        return table[[*LINE, *FIGURES]].fillna(blank)

    def _of_part(self, number: int, lines: pd.DataFrame) -> pd.DataFrame:
        stand = self.stands[number]
        part, board = stand.part, stand.desk.board
        desk = stand.desk._replace(board=board._replace(common=copied(self.common)))  # parts are asked side by side
        lines = lines.sort_values("item", kind="stable")
        item = self.place[lines["item"].to_numpy(np.int64), 1]
        base = _base_lines(part, item, lines["order"].to_numpy(np.int64))
        there = base >= 0  # an order that cannot exist is none that could be left out
        lines, item, base = lines[there], item[there], base[there]
        at = desk.terms.choice_first[part.lot_first]
        first = np.append(0, np.cumsum(at[item + 1] - at[item]))
        none = np.zeros((3, item.size))
        answer = np.zeros(int(first[-1]), np.int64)
        told = Told(none[0], none[1], none[2], np.zeros((item.size, 4)), first, answer)
        effort = Effort(np.full(part.item_count, CASES), ROUNDS, PRICES)
        without_lines(desk, JUDGED, stand.own, item, base, effort, self.scarce, told)
        gains = self._gains(stand, at[item], first, told.answer)
        table = lines[LINE].assign(
            not_ordering=told.dropped, cost_difference=told.solved, improvable=told.improvable, open=np.nan,
            exactness=ABOUT, lacks=[lacks_words(each) for each in told.lacks],
        )  # fmt: skip
        return table.join(gains.set_index(table.index))

    def _gains(self, stand: Stand, begin: Ints, first: Ints, answer: Ints) -> pd.DataFrame:
        """What each answer buys more of than the plan: the way that gains most units, and how many ways there are."""
        choices, periods = stand.part.choices, self.shared.periods
        width = np.diff(first)
        job = np.repeat(np.arange(width.size), width)
        choice = np.repeat(begin - first[:-1], width) + np.arange(answer.size)
        more = (answer - stand.desk.board.cases[choice]) * choices.units[choice]
        rows = pd.DataFrame({"job": job, "shipment": choices.shipment[choice], "more": more})
        rows = rows.groupby(["job", "shipment"], as_index=False).agg({"more": "sum"})
        rows = rows[rows["more"] > 0].sort_values(["job", "more"], ascending=[True, False], kind="stable")
        best = rows.drop_duplicates("job").set_index("job").reindex(np.arange(width.size))
        ways = rows.groupby("job").size().reindex(best.index, fill_value=0)
        lane = best["shipment"].fillna(0).to_numpy(np.int64) // periods
        start = np.datetime64(self.problem.settings.start, "s")
        day = np.timedelta64(86400 * self.problem.settings.bucket_days, "s")
        nothing = best["more"].isna().to_numpy()
        told = {
            name: np.where(nothing, "", self.problem.lanes[name].to_numpy(object)[lane])
            for name in ("supplier_id", "node_id", "mode")
        }
        placed = start + (best["shipment"].fillna(0).to_numpy(np.int64) % periods) * day
        placed[nothing] = np.datetime64("NaT")
        return pd.DataFrame(
            {
                "instead": np.where(nothing, "not ordering", np.where(ways > 1, "several", "one")),
                **{f"by_{name}": words for name, words in told.items()},
                "by_order_date": placed,
                "by_units": best["more"].fillna(0.0).to_numpy(np.float64),
            }
        )

    def objective(self) -> float:
        """What the plan on the boards costs by its own account, penalties aside: for a check of the boards."""
        own = sum(own_cost(s.desk.lots, s.desk.terms, s.desk.board) + s.part.constant for s in self.stands)
        return float(own + common_money(self.common))


def _stand(part: Part, shared: Shared, common: Common, items: Ints) -> Stand:
    terms, wide = terms_of(part, shared)
    line = part.choices.line[terms.variant_choice]
    desk = Desk(part.lots, wide, terms, board_of(part, common))
    members = np.bincount(part.choices.line, minlength=part.lines.item.size)
    own = Items(
        part.lot_first, part.line_first, part.line_of, line, part.local[line],
        part.choices.units[terms.variant_choice], np.zeros(part.lines.item.size), 1.0 / members[part.choices.line],
    )  # fmt: skip
    return Stand(part, desk, own, items)


def _priced(common: Common, shared: Shared) -> Common:
    """What is common at its true costs; ``PENALTY`` for whatever breaks a hard limit or a minimum."""
    orders, shipments, cells, _, budgets = common

    def over(cost: Floats) -> Floats:
        return np.where(np.isfinite(cost), finite(cost), PENALTY)

    orders["over"], orders["short"] = over(shared.capacity_over), PENALTY
    shipments["over"] = PENALTY * np.minimum(shipments["box_m3"], shipments["box_kg"])
    cells["over_stored"], cells["over"] = over(shared.storage_over), PENALTY
    budgets["over"] = over(shared.budget_over)
    return common


def _scarce(problem: Problem, common: Common, plan: Plan, prices: Mapping[str, Floats]) -> Scarce:
    """What money and capacity are worth to the plan, and what overruns cost where hard limits are left aside."""
    shadow = plan.budgets.set_index("budget_id")["shadow_price"].reindex(problem.budgets["budget_id"]).fillna(0.0)
    money = shadow.to_numpy(np.float64)
    if "money" in prices:
        money = np.maximum(money, prices["money"][:, 0])
    money = np.where((common.budgets["hard"] > 0) & (money <= 0.0), SCARCE, money)
    orders, budgets = common.orders, common.budgets
    capacity = np.ravel(prices.get("capacity", np.zeros(orders.size))).astype(np.float64)
    capacity = np.where((orders["hard"] > 0) & (capacity <= 0.0), SCARCE, capacity) * (orders["hard"] > 0)
    return Scarce(
        money * (budgets["hard"] > 0), capacity, np.where(budgets["hard"] > 0, 0.0, budgets["over"]),
        np.where(orders["hard"] > 0, 0.0, orders["over"]),
    )  # fmt: skip


def _evened(table: pd.DataFrame) -> pd.DataFrame:
    """What is found without a line that no minimum needs can be done with it, too: the best with it is no worse."""
    better = table["cost_difference"].where(table["lacks"] == "", 0.0).clip(upper=0.0)
    better = better.groupby(table["item_id"]).transform("min")
    return table.assign(cost_difference=table["cost_difference"] - better, improvable=table["improvable"] - better)


def _base_lines(part: Part, item: Ints, order: Ints) -> Ints:
    """The line, at any tier, of each item and order of a part; -1 where there is none."""
    lines = part.lines
    size = int(max(lines.order.max(initial=0), order.max(initial=0))) + 1
    key = lines.item * size + lines.order
    rising = np.argsort(key, kind="stable")
    if not rising.size:
        return np.full(item.size, -1)
    at = np.minimum(np.searchsorted(key[rising], item * size + order), rising.size - 1)
    found = rising[at]
    return np.where(key[found] == item * size + order, lines.base_line[found], -1)
