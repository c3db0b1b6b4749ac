"""An alternative of an order line: its item's decisions searched again without it, all else as it stands.

Nobody may pass a hard limit that others have used up, and what the line's order, shipment and containers no longer cost
is taken off: the difference is the true change of the plan's cost for the alternative found. It is the best found, not
proven best: where hard budgets or order minima bind, several lots would have to change together, and lots answer one by
one. So ``cost_difference`` is a bound from above; ``not_ordering`` is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.instance import Instance, instance_of
from optimizer.instance.indexing import positions
from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.board import Mood, fill, own_cost
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.decomposed.common import Common, common_money, common_of, copied
from optimizer.strategies.decomposed.cores import Cores
from optimizer.strategies.decomposed.moves import Desk, Items
from optimizer.strategies.decomposed.parts import Part, part_of
from optimizer.strategies.decomposed.prices import finite
from optimizer.strategies.decomposed.shared import MEASURES, Shared, shared_of
from optimizer.strategies.decomposed.terms import board_of, terms_of
from optimizer.strategies.decomposed.without import without_lines
from optimizer.strategies.start import cases_of

PART = 100
"""Items a part: an answer of one item makes room for all choices of its part."""

EFFORT, ROUNDS = 2, 2
"""Cases of branch and bound of an item, and rounds of its multipliers."""

PENALTY = 1e5
"""Money per unit of a broken rule: more than any rule is worth."""

JUDGED = Mood(PENALTY, 1)
"""Broken rules are as good as forbidden, and nobody passes a hard budget."""

LINE = ["order_id", "item_id"]


@dataclass(frozen=True)
class Stand:
    """A part at its desk with the plan on it; ``items`` are the positions of its items in the problem."""

    part: Part
    desk: Desk
    own: Items
    items: Ints


class Boards:
    """A plan on boards, ready to be asked what it would be without one of its lines."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
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
        for number, (stand, instance) in enumerate(zip(self.stands, instances, strict=True)):
            self.place[stand.items] = np.column_stack([np.full(stand.items.size, number), np.arange(stand.items.size)])
            self._build(stand, instance)

    def _build(self, stand: Stand, instance: Instance) -> None:
        wide, terms, board = stand.desk.wide, stand.desk.terms, stand.desk.board
        fill(wide, terms, board, JUDGED, stand.part.choices_of(cases_of(self.plan, instance)))

    def lines(self, item: str | None = None, order: str | None = None) -> pd.DataFrame:
        """The plan's lines asked for, as positions: ``item``, ``order`` (supplier x T + period) of each."""
        orders = self.plan.orders
        chosen = np.ones(len(orders), np.bool_)
        if item is not None:
            chosen &= (orders["item_id"] == item).to_numpy()
        if order is not None:
            chosen &= (orders["order_id"] == order).to_numpy()
        lines = orders.loc[chosen, [*LINE, "supplier_id", "order_date"]].drop_duplicates(LINE, ignore_index=True)
        start, days = np.datetime64(self.problem.settings.start, "D"), self.problem.settings.bucket_days
        period = (lines["order_date"].to_numpy().astype("datetime64[D]") - start).astype(np.int64) // days
        supplier = positions(pd.Index(self.problem.suppliers["supplier_id"]), lines["supplier_id"])
        at = positions(pd.Index(self.problem.items["item_id"]), lines["item_id"])
        return lines.assign(item=at, order=supplier * self.shared.periods + period, period=period)

    def alternatives(self, item: str | None = None, order: str | None = None) -> pd.DataFrame:
        """One row a line: ``not_ordering``, ``cost_difference`` (money, above 0 where the line is worth having).

        The alternative is told by ``instead`` (nothing, or what is bought more of), the columns of the way that gains
        most units (``supplier_id``, ``node_id``, ``mode``, ``order_date``, ``units``), and ``lacks``: what the order
        would then lack of its minima, empty where it keeps them.
        """
        lines = self.lines(item, order)
        number = self.place[lines["item"].to_numpy(np.int64), 0]
        with closing(Cores()) as cores:
            found = cores.each(lambda k: self._of_part(int(k), lines[number == k]), np.unique(number).tolist())
        if not found:
            return pd.DataFrame(columns=[*LINE, *FIGURES])
        table = pd.concat(found).sort_index()
        return table[[*LINE, *FIGURES]].reset_index(drop=True)

    def _of_part(self, number: int, lines: pd.DataFrame) -> pd.DataFrame:
        stand = self.stands[number]
        part, board = stand.part, stand.desk.board
        desk = stand.desk._replace(board=board._replace(common=copied(self.common)))  # parts are asked side by side
        item = self.place[lines["item"].to_numpy(np.int64), 1]
        base = _base_lines(part, item, lines["order"].to_numpy(np.int64))
        there = base >= 0  # an order that cannot exist is none that could be left out
        lines, item, base = lines[there], item[there], base[there]
        at = desk.terms.choice_first[part.lot_first]
        first = np.append(0, np.cumsum(at[item + 1] - at[item]))
        dropped, solved, lacks = np.zeros(item.size), np.zeros(item.size), np.zeros((item.size, 4))
        answer = np.zeros(int(first[-1]), np.int64)
        without_lines(
            desk, JUDGED, stand.own, item, base, np.full(part.item_count, EFFORT), ROUNDS,
            dropped, solved, lacks, first, answer,
        )  # fmt: skip
        gains = self._gains(stand, at[item], first, answer)
        told = lines.assign(not_ordering=dropped, cost_difference=solved, lacks=_lacks_words(lacks))
        return told.join(gains.set_index(told.index))

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


FIGURES = (
    "not_ordering", "cost_difference", "instead", "by_supplier_id", "by_node_id", "by_mode", "by_order_date",
    "by_units", "lacks",
)  # fmt: skip


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


def _lacks_words(lacks: Floats) -> Sequence[str]:
    return [
        ", ".join(f"{amount:,.2f} {name}" for amount, name in zip(row, MEASURES, strict=True) if amount > 0)
        for row in lacks
    ]
