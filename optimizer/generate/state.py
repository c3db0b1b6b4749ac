"""What is there when the horizon begins: stock, shipments on their way, safety stocks, cover limits."""

import dataclasses
from typing import Final

import numpy as np
import pandas as pd

from optimizer.generate.catalogue import Catalogue
from optimizer.generate.demand import Demand
from optimizer.generate.frames import days_after, pick
from optimizer.generate.options import GenerateOptions
from optimizer.generate.places import Places
from optimizer.generate.randomness import Bools, Floats, Ints, stream, uniform, up_to_multiple
from optimizer.generate.sourcing import Offers, Suppliers

INBOUND_KINDS: Final = ("purchase", "return", "transfer")
# Share of the items, weeks of stock from and to: none, urgent, as it should be, too much.
COVER_CLASSES: Final = np.array([(0.05, 0, 0), (0.15, 0.1, 1.0), (0.65, 2.0, 4.0), (0.15, 8.0, 16.0)])
FULL_HORIZON_WEEKS: Final = 13
"""Shorter horizons begin with proportionally less, so that something is left to buy."""


@dataclasses.dataclass(frozen=True)
class Stock:
    """Opening stock, every array of shape (items, nodes)."""

    on_hand: Floats
    reserved: Floats
    on_hold: Floats

    @property
    def available(self) -> Floats:
        """Available to plan, at least 0."""
        return np.maximum(0.0, self.on_hand - self.reserved - self.on_hold)


@dataclasses.dataclass(frozen=True)
class Inbound:
    """One entry a row of `inbound`."""

    item: Ints
    node: Ints
    supplier: Ints
    days: Ints
    """Days after the start of the horizon; negative where overdue."""
    units: Ints
    kind: Ints
    """Index into INBOUND_KINDS."""
    batch: Ints
    """Purchase order of the supplier that it belongs to."""

    def period(self, bucket_days: int) -> Ints:
        """Periods of receipt."""
        return np.maximum(0, -(-self.days // bucket_days))


def build_stock(
    options: GenerateOptions, catalogue: Catalogue, places: Places, per_week: Floats, only_overseas: Bools
) -> Stock:
    """Some items are urgent, some lie about; items that only come from overseas have more.

    Where demand waits, a few places owe units already (a negative figure).
    """
    rng, items, nodes = stream(options.seed, "stock"), len(catalogue), len(places.node_ids)
    share, low, high = COVER_CLASSES.T
    kind = np.minimum(np.searchsorted(np.cumsum(share), rng.random(items)), len(share) - 1)
    weeks = uniform(rng, low[kind], high[kind], items) + np.where(only_overseas & (kind > 1), 2.0, 0.0)
    weeks *= min(1.0, options.weeks / FULL_HORIZON_WEEKS)
    at_node = per_week[:, None] * places.node_share
    on_hand = np.floor(at_node * weeks[:, None] * uniform(rng, 0.7, 1.3, (items, nodes)))
    owed = catalogue.waits[:, None] & (rng.random((items, nodes)) < 0.1)
    on_hand = np.where(owed, -np.ceil(0.5 * at_node), on_hand)
    tenth = np.floor(0.1 * np.maximum(0, on_hand))
    return Stock(
        on_hand=on_hand,
        reserved=np.where(rng.random((items, nodes)) < 0.08, tenth, 0.0),
        on_hold=np.where(rng.random((items, nodes)) < 0.04, tenth, 0.0),
    )


def stock_frame(catalogue: Catalogue, places: Places, stock: Stock) -> pd.DataFrame:
    """The `stock` table; nothing on hand has no row."""
    item, node = np.nonzero(stock.on_hand)
    return pd.DataFrame(
        {
            "item_id": pick(catalogue.ids, item),
            "node_id": pick(places.node_ids, node),
            "on_hand": stock.on_hand[item, node],
            "reserved": stock.reserved[item, node],
            "on_hold": stock.on_hold[item, node],
        }
    )


def build_inbound(options: GenerateOptions, places: Places, suppliers: Suppliers, offers: Offers) -> Inbound:
    """A fifth of the items has a purchase on its way to one node, a few of them overdue.

    Every twentieth of these is a return from customers, or a transfer where there are transfers. All arrive before
    the last period begins, or are overdue.
    """
    rng, items = stream(options.seed, "inbound"), options.items
    item = np.sort(rng.permutation(items)[: max(1, round(0.2 * items)) if options.inbound else 0])
    offer, count = np.searchsorted(offers.item, item), item.size
    supplier, batch = offers.supplier[offer], rng.integers(0, 4, count)
    pace = offers.per_week[offer] * uniform(rng, 0.5, 1.5, count) * min(1.0, options.weeks / FULL_HORIZON_WEEKS)
    spread = np.where(suppliers.overseas, 35, 14)
    days = (
        np.rint((batch + uniform(rng, 0, 1, options.suppliers)[supplier]) / 4 * spread[supplier]).astype(np.int64) - 3
    )
    return Inbound(
        item=item,
        node=np.searchsorted(np.cumsum(places.node_share)[:-1], rng.random(count), side="right").astype(np.int64),
        supplier=supplier,
        days=np.minimum(days, (options.periods - 1) * options.bucket_days),
        units=up_to_multiple(pace, offers.case_pack[offer]),
        kind=np.where(rng.random(count) < 0.05, 1 + (rng.random(count) < 0.5) * options.transfers, 0),
        batch=batch,
    )


def inbound_frame(
    options: GenerateOptions, catalogue: Catalogue, places: Places, suppliers: Suppliers, inbound: Inbound
) -> pd.DataFrame:
    """The `inbound` table; purchases of one supplier and batch share their reference."""
    number = np.where(inbound.kind == 0, inbound.supplier * 4 + inbound.batch, inbound.item) + 1
    return pd.DataFrame(
        {
            "reference": pick(("PO-", "RET-", "TRF-"), inbound.kind) + pd.Series(number).astype("str").str.zfill(6),
            "item_id": pick(catalogue.ids, inbound.item),
            "node_id": pick(places.node_ids, inbound.node),
            "arrival_date": days_after(options.start, inbound.days),
            "units": inbound.units,
            "supplier_id": pick(suppliers.ids, inbound.supplier).where(inbound.kind == 0, ""),
            "kind": pick(INBOUND_KINDS, inbound.kind),
        }
    )


def safety_frame(options: GenerateOptions, catalogue: Catalogue, places: Places, per_week: Floats) -> pd.DataFrame:
    """The `safety_stock` table: 0.3 to 0.7 weeks of sales where that is a unit or more, and for the best seller."""
    rng = stream(options.seed, "safety stock")
    at_node = per_week[:, None] * places.node_share
    units = np.rint(at_node * uniform(rng, 0.3, 0.7, at_node.shape))
    best = np.unravel_index(np.argmax(at_node), at_node.shape)
    units[best] = max(1.0, units[best])
    item, node = np.nonzero(units)
    return pd.DataFrame(
        {
            "item_id": pick(catalogue.ids, item),
            "node_id": pick(places.node_ids, node),
            "units": units[item, node],
        }
    )


def cover_limits(options: GenerateOptions, demand: Demand, held: Floats) -> Floats:
    """`max_cover_periods` by item, NaN where it has none; `held` is its opening stock and inbound, shape (items,).

    Only items get one whose stock can never exceed it, so that no limit has to be raised. The test is stricter than
    the rule: it compares all that is there at once with the least demand of any window, kits left aside.
    """
    items = options.items
    if not options.cover:
        return np.full(items, np.nan)
    rng = stream(options.seed, "cover")
    periods = rng.integers(6, 13, items) * (7 // options.bucket_days)
    own = demand.product < items
    cell = demand.product[own].astype(np.int64) * options.periods + demand.period[own]
    per_period = np.bincount(cell, weights=demand.units[own], minlength=items * options.periods)
    total = np.concatenate([np.zeros((items, 1)), np.cumsum(per_period.reshape(items, -1), axis=1)], axis=1)
    baseline = own & ~demand.promotion
    mean = np.bincount(demand.product[baseline], weights=demand.units[baseline], minlength=items) / options.periods
    least = np.full(items, np.inf)
    for first in range(1, options.periods + 1):
        last = np.minimum(first + periods, options.periods)
        inside = np.take_along_axis(total, last[:, None], axis=1)[:, 0] - total[:, first]
        least = np.minimum(least, inside + (first + periods - last) * mean)
    able = np.flatnonzero(held <= least)
    chosen = able[rng.permutation(able.size)[: max(1, round(options.cover * items))]]
    limits = np.full(items, np.nan)
    limits[chosen] = periods[chosen]
    return limits
