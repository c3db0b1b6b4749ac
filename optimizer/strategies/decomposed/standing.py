"""What a plan on the boards truly costs, and what it breaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.linear import Bools, Floats
from optimizer.strategies.decomposed.board import own_cost
from optimizer.strategies.decomposed.common import freight_of
from optimizer.strategies.decomposed.places import Place
from optimizer.strategies.decomposed.prices import finite
from optimizer.strategies.decomposed.search import Search


@dataclass(frozen=True)
class Standing:
    """A plan's true cost (money), what it spends above hard budgets (budgets,), and what else it breaks, in all."""

    cost: float
    over_budget: Floats
    broken: float

    @property
    def keeps_rules(self) -> bool:
        """Whether every rule holds."""
        return self.broken <= 1e-6 and not bool((self.over_budget > 0).any())


def standing_of(search: Search) -> Standing:
    """The true cost of what is on the boards, and what it breaks."""
    shared, (orders, shipments, cells, purses, _) = search.shared, search.common
    cost = sum(own_cost(p.desk.lots, p.desk.terms, p.desk.board) + p.part.constant for p in search.places)
    opened = orders["lines"] > 0
    load = np.where(opened, np.maximum(orders["load"] - shared.capacity, 0.0), 0.0)
    stored = np.maximum(cells["stored"] - shared.storage, 0.0)
    over = np.maximum(shared.matches @ purses["spent"] - shared.amount, 0.0)
    over[over <= 1e-9 * np.maximum(1.0, shared.amount)] = 0.0
    freight, boxes = freight_of(shipments)
    cost += float(orders["cost"][opened].sum() + freight.sum())
    cost += float((finite(shared.capacity_over) * load).sum() + (finite(shared.storage_over) * stored).sum())
    cost += float((finite(shared.budget_over) * over).sum())
    missing = np.where(opened[:, None], np.maximum(orders["least"] - orders["held"], 0.0), 0.0)
    broken = float(np.maximum(boxes - shipments["most_boxes"], 0.0).sum())
    broken += sum(_broken_lines(place) for place in search.places)
    for excess, limit in (
        (missing.ravel(), orders["least"].ravel()),
        (np.where(search.hard_order, load, 0.0), shared.capacity),
        (np.where(np.isfinite(shared.storage_over), 0.0, stored), shared.storage),
        (np.maximum(cells["landed_m3"] - shared.inbound_m3, 0.0), shared.inbound_m3),
        (np.maximum(cells["landed_units"] - shared.inbound_units, 0.0), shared.inbound_units),
    ):
        broken += float(np.where(excess > 5e-7 * np.maximum(1.0, finite(limit)), excess, 0.0).sum())
    return Standing(cost, np.where(search.hard, over, 0.0), broken)


def wrong_lines(place: Place) -> Bools:
    """(lines,) open lines below their least quantity, above their most, or open at two price tiers."""
    board, lines = place.desk.board, place.part.lines
    off = (board.line_units < lines.low - 1e-6) | (board.line_units > lines.high + 1e-6)
    return (board.line_count > 0) & (off | (board.base_open > 1)[lines.base_line])


def _broken_lines(place: Place) -> float:
    """Units by which lines miss what they may be, and one for every line that is open at two price tiers."""
    board, lines = place.desk.board, place.part.lines
    missed = np.maximum(lines.low - board.line_units, 0.0) + np.maximum(board.line_units - lines.high, 0.0)
    return float(missed[wrong_lines(place)].sum() + (board.base_open > 1).sum())
