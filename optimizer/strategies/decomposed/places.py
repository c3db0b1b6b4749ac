"""Parts of the catalogue at their desks, ready for moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.common import Common, copied
from optimizer.strategies.decomposed.moves import Desk, Items, Scratch
from optimizer.strategies.decomposed.parts import Part
from optimizer.strategies.decomposed.terms import board_of, groups, terms_of


@dataclass(frozen=True)
class Place:
    """Part ``number`` at its desk; ``by_order``, ``by_shipment``: (first, member) choices of each; lots by worth.

    ``desk`` has a copy of what is common, for work side by side; ``alone`` is the same desk over what is common itself.
    """

    number: int
    part: Part
    desk: Desk
    alone: Desk
    items: Items
    by_order: tuple[Ints, Ints]
    by_shipment: tuple[Ints, Ints]
    rising: Ints


@dataclass(frozen=True)
class Members:
    """Lots of a place that a move concerns, and room for what they had."""

    number: int
    lots: Ints
    kept: Ints
    stocks: Floats


def place_of(number: int, ascent: Ascent, common: Common) -> Place:
    """Part ``number`` at its desk, nothing on its board yet."""
    part, own, shared = ascent.parts[number], ascent.own[number], ascent.shared
    terms, wide = terms_of(part, shared)
    line = part.choices.line[terms.variant_choice]
    worth = part.lots.demand.sum(axis=1) * np.maximum(part.rich, 1e-9)
    desk = Desk(part.lots, wide, terms, board_of(part, copied(common)))
    return Place(
        number=number,
        part=part,
        desk=desk,
        alone=desk._replace(board=desk.board._replace(common=common)),
        items=Items(
            part.lot_first, part.line_first, part.line_of, line, part.local[line],
            part.choices.units[terms.variant_choice], own.rebate, own.share,
        ),
        by_order=groups(part.choices.order, shared.order_cost.size),
        by_shipment=groups(part.choices.shipment, shared.shipment_cost.size),
        rising=np.argsort(worth, kind="stable"),
    )  # fmt: skip


def room_for(desks: Sequence[Desk]) -> Scratch:
    """Room that serves any of the desks, one at a time."""
    variants = max(desk.terms.variant_choice.size for desk in desks)
    choices, periods = max(desk.board.cases.size for desk in desks), desks[0].lots.demand.shape[1]
    return Scratch(
        np.empty(variants), np.empty(variants), np.zeros(variants, np.int64), np.zeros(choices, np.int64),
        np.empty(periods), np.empty(periods),
    )  # fmt: skip
