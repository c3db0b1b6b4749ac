"""What the rounds have learnt, kept by name; ``recall.py`` takes it up in a later search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.multipliers import TIER, Multipliers
from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import positions
from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.answers import Own
from optimizer.strategies.decomposed.parts import Lines, Part
from optimizer.strategies.decomposed.prices import Prices
from optimizer.strategies.decomposed.shared import MEASURES

Figures = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]

MINIMA = tuple(f"minimum_{measure}" for measure in MEASURES)
OF_BUDGETS, OF_ITEMS = ("money",), ("theta",)
OF_SUPPLIERS = (*MINIMA, "capacity")
OF_NODES = ("storage", "inbound_m3", "inbound_units")
OF_LANES = ("box_m3", "box_kg", "charge")
OF_LINES = ("line_weight", "rebate")
OF_CHOICES = ("ship_weight", "share")
KINDS = (*OF_BUDGETS, *OF_SUPPLIERS, *OF_NODES, *OF_LANES, *OF_ITEMS, *OF_LINES, *OF_CHOICES)
"""What a row of ``Multipliers`` may be: an array of ``Prices`` or ``Own``."""

TIERS = 1 << 10
"""More than an offer has price tiers within reach."""


@dataclass(frozen=True)
class _Block:
    """Rows of one kind: positions in the problem's tables (-1: of none), ``tier``, and ``figures`` (rows, T).

    In 32 bits: a large catalogue has millions of rows.
    """

    kind: str
    figures: Figures
    item: Places
    supplier: Places
    node: Places
    lane: Places
    budget: Places
    tier: Places


def _block(kind: str, figures: npt.NDArray[np.floating], **of: Ints) -> _Block:
    none = np.full(len(figures), -1)
    named = {each.name: of.get(each.name, none).astype(np.int32) for each in fields(_Block)[2:-1]}
    tier = of.get("tier", np.zeros(len(figures))).astype(np.int32)
    return _Block(kind, figures.astype(np.float32), **named, tier=tier)


def kept(
    problem: Problem, items: Sequence[Ints], parts: Sequence[Part], own: Sequence[Own], prices: Prices
) -> Multipliers:
    """Everything learnt; ``items`` are the positions in the problem of each part's items."""
    calendar = Calendar.of(problem.settings)
    blocks = _shared_blocks(prices, calendar.periods)
    for at, part, each in zip(items, parts, own, strict=True):
        blocks += _own_blocks(at, part, each, calendar.periods, (len(problem.suppliers), len(problem.lanes)))
    joined = {each.name: np.concatenate([getattr(b, each.name) for b in blocks]) for each in fields(_Block)[2:]}
    kind = np.repeat([KINDS.index(b.kind) for b in blocks], [len(b.figures) for b in blocks])
    names = pd.DataFrame(
        {
            "kind": _named(kind, pd.Series(KINDS)),
            "item_id": _named(joined["item"], problem.items["item_id"]),
            **_ends(joined, problem),
            "budget_id": _named(joined["budget"], problem.budgets["budget_id"]),
            TIER: joined["tier"],
        }
    )
    return Multipliers(names, calendar.starts, np.concatenate([block.figures for block in blocks]))


def _named(position: npt.NDArray[np.integer], ids: pd.Series[str]) -> pd.Categorical[str]:
    """The ids at the positions, "" where there is none; ids must be distinct."""
    return pd.Categorical.from_codes(pd.Series(position + 1), pd.Index(["", *ids]))


def _ends(joined: dict[str, Places], problem: Problem) -> dict[str, pd.Categorical[str]]:
    """Supplier, node and mode, the row's own or those of its lane."""
    lanes, lane = problem.lanes, joined["lane"]
    modes = pd.Series(lanes["mode"].unique())
    found = {}
    for name, ids, itself in (
        ("supplier_id", problem.suppliers["supplier_id"], joined["supplier"]),
        ("node_id", problem.nodes["node_id"], joined["node"]),
        ("mode", modes, np.full(lane.size, -1, np.int64)),
    ):
        by_lane = np.append(positions(pd.Index(ids), lanes[name]), -1)
        found[name] = _named(np.where(lane >= 0, by_lane[lane], itself), ids)
    return found


def _shared_blocks(prices: Prices, periods: int) -> list[_Block]:
    def table(figures: Floats) -> Floats:
        return figures.reshape(-1, periods)

    money = np.repeat(prices.money[:, None], periods, axis=1)
    blocks = [_block("money", money, budget=np.arange(len(money)))]
    of_suppliers = [*zip(MINIMA, prices.minimum, strict=True), ("capacity", prices.capacity)]
    blocks += [_block(k, table(v), supplier=np.arange(v.size // periods)) for k, v in of_suppliers]
    for names, end in ((OF_NODES, "node"), (OF_LANES, "lane")):
        made = ((kind, table(getattr(prices, kind))) for kind in names)
        blocks += [_block(kind, figures, **{end: np.arange(len(figures))}) for kind, figures in made]
    return blocks


def _own_blocks(at: Ints, part: Part, own: Own, periods: int, sizes: tuple[int, int]) -> list[_Block]:
    """Rows of items, of their offers at a tier, and of these by lane; 0 where a period has no such line or choice."""
    theta = np.repeat(own.theta[:, None], periods, axis=1)
    blocks = [_block("theta", theta, item=at)]
    for keys, period, names, second in (
        (line_keys(at, part, periods, sizes[0]), part.lines.period, OF_LINES, "supplier"),
        (choice_keys(at, part, periods, sizes[1]), part.choices.shipment % periods, OF_CHOICES, "lane"),
    ):
        size = sizes[0] if second == "supplier" else sizes[1]
        rows, row = np.unique(keys, return_inverse=True)
        of = {"item": rows // TIERS // size, second: rows // TIERS % size, "tier": rows % TIERS}
        for name in names:
            figures = np.zeros((rows.size, periods), np.float32)
            figures[row, period] = _short(getattr(own, name))
            blocks.append(_block(name, figures, **of))
    return blocks


def _short(figures: Floats) -> Figures:
    """To 8 binary digits, as much as a weight is good for: files of them are half as large."""
    bits = figures.astype(np.float32).view(np.uint32)
    return ((bits + np.uint32(0x7FFF)) & np.uint32(0xFFFF0000)).view(np.float32)


def line_keys(at: Ints, part: Part, periods: int, suppliers: int) -> Ints:
    """(L,) item, supplier and tier in one figure."""
    lines = part.lines
    return (at[lines.item] * suppliers + lines.order // periods) * TIERS + _tier(lines)


def choice_keys(at: Ints, part: Part, periods: int, lanes: int) -> Ints:
    """(K,) item, lane and tier in one figure."""
    line, lane = part.choices.line, part.choices.shipment // periods
    return (at[part.lines.item[line]] * lanes + lane) * TIERS + _tier(part.lines)[line]


def _tier(lines: Lines) -> Ints:
    """(L,) place of each among the tiers of its order line; those of a line stand together."""
    base = lines.base_line
    heads = np.flatnonzero(np.append(True, base[1:] != base[:-1])[: base.size])
    first = np.repeat(heads, np.diff(np.append(heads, base.size)))
    return np.minimum(np.arange(base.size) - first, TIERS - 1)
