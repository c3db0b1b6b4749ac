"""The board's terms from a part and what is shared, and an empty board."""

from __future__ import annotations

import numpy as np

from optimizer.instance.indexing import expand
from optimizer.linear import Ints
from optimizer.strategies.decomposed.board import Board, Terms
from optimizer.strategies.decomposed.common import Common
from optimizer.strategies.decomposed.lots import Lots
from optimizer.strategies.decomposed.parts import Part, short
from optimizer.strategies.decomposed.shared import Shared


def terms_of(part: Part, shared: Shared) -> tuple[Terms, Lots]:
    """Everything moves cost, and the lots whose choices are the variants."""
    choices, lines, lots = part.choices, part.lines, part.lots
    by_purse = shared.matches.T.tocsr()
    first, budget = by_purse.indptr.astype(np.int64), by_purse.indices.astype(np.int64)
    ways = _ways(part, shared)
    choice, rank = expand(ways)
    variant_part = np.where(ways[choice] > 1, 1 + rank, 0).astype(np.int8)
    choice = short(choice)
    variant_first = np.searchsorted(choices.lot[choice], np.arange(lots.opening.size + 1))
    wide = lots._replace(
        choice_first=variant_first, arrival=lots.arrival[choice], packs=lots.packs[choice],
        low=lots.low[choice].copy(), high=lots.high[choice].copy(), credited=lots.credited.copy(),
    )  # fmt: skip
    terms = Terms(
        choice_first=lots.choice_first, choice_line=choices.line, choice_order=choices.order,
        choice_shipment=choices.shipment, choice_landing=choices.landing, choice_purse=choices.purse,
        arrival=lots.arrival, units=choices.units, value=choices.value, gross=choices.gross, rate=choices.rate,
        m3=choices.m3, kg=choices.kg, load=choices.load, weight=choices.weight, most=lots.high.copy(),
        variant_first=variant_first, variant_choice=choice, variant_part=variant_part,
        line_base=lines.base_line, line_order=lines.order, line_purse=lines.purse,
        line_low=lines.low, line_high=lines.high,
        line_once=part.weights[lines.period] * (lines.cost + lines.gross),
        line_fixed=lines.fixed, line_gross=lines.gross, line_set_up=lines.set_up,
        purse_first=first, purse_budget=budget,
        lot_item=part.item, lot_node=part.node, lot_m3=part.m3,
        hold=part.hold, rich=part.rich, poor=part.poor, most_credit=part.most_credit,
    )  # fmt: skip
    return terms, wide


def _ways(part: Part, shared: Shared) -> Ints:
    """(K,) variants of every choice: three where what its lot can need fills more than a container."""
    choices, lots, shipment = part.choices, part.lots, part.choices.shipment
    need = lots.demand.sum(axis=1) + lots.safety + lots.credited
    cases = np.minimum(lots.high, np.maximum(lots.low, np.ceil(need[choices.lot] / choices.units)))
    full = np.maximum(cases * choices.m3 / shared.box_m3[shipment], cases * choices.kg / shared.box_kg[shipment])
    boxed = shared.boxed[shipment]
    return 1 + (boxed | (shared.min_charge > 0)[shipment]) + (boxed & (full > 1.0))


def board_of(part: Part, common: Common) -> Board:
    """A part's board without any lot on it, over what is common."""
    lines = part.lines
    return Board(
        cases=np.zeros(part.choices.case.size, np.int64), stock=np.zeros(part.lots.demand.shape),
        closing=np.zeros(part.item_count), line_units=np.zeros(lines.item.size),
        line_count=np.zeros(lines.item.size, np.int64),
        base_open=np.zeros(int(lines.base_line.max(initial=-1)) + 1, np.int64), common=common,
    )  # fmt: skip


def groups(keys: Ints, count: int) -> tuple[Ints, Ints]:
    """Members of every group: those of group g stand at first[g] .. first[g + 1] of the second array, in order."""
    order = np.argsort(keys, kind="stable")
    return np.searchsorted(keys[order], np.arange(count + 1)), short(order)
