"""Suppliers and their offers: who sells what, at which price and in which lots."""

import dataclasses
from typing import Final

import numpy as np
import pandas as pd

from optimizer.generate.catalogue import Catalogue
from optimizer.generate.categories import CATEGORIES
from optimizer.generate.frames import days_after, numbered, pick
from optimizer.generate.options import GenerateOptions
from optimizer.generate.randomness import Bools, Floats, Ints, stream, uniform, up_to_multiple

OVERSEAS: Final = ("Ningbo", "Yiwu", "Moradabad", "Haiphong", "Tirupur", "Chittagong")
NEAR: Final = ("Bursa", "Lodz", "Porto", "Brno", "Gent", "Stoke", "Kassel", "Vigo")
CASE_PACKS: Final = np.array([1, 2, 3, 4, 6, 10, 12, 20, 24, 36, 48, 72, 96, 144])


@dataclasses.dataclass(frozen=True)
class Suppliers:
    """One entry a supplier, before its limits are derived from what it sells."""

    ids: "pd.Series[str]"
    overseas: Bools
    size: Floats
    """Relative number of items it sells."""
    price_level: Floats
    every: Ints
    """Order cycle in periods."""
    phase: Ints
    """Periods after the start of the horizon that the first order may be placed."""


@dataclasses.dataclass(frozen=True)
class Offers:
    """One entry an offer, sorted by item."""

    item: Ints
    supplier: Ints
    unit_price: Floats
    duty_rate: Floats
    case_pack: Ints
    moq_units: Ints
    extra_lead_days: Ints
    per_week: Floats
    """Units a week if the item's suppliers share its sales equally, kits included."""

    @property
    def landed_price(self) -> Floats:
        """Price plus duty; what budgets count."""
        return self.unit_price * (1 + self.duty_rate)


def build_suppliers(options: GenerateOptions) -> Suppliers:
    """Overseas suppliers are cheap and take orders every few periods, near ones are dear and quick.

    At least one supplier is near, unless all are asked to be overseas.
    """
    rng, count = stream(options.seed, "suppliers"), options.suppliers
    far = round(options.import_share * count)
    if options.import_share < 1:
        far = min(far, count - 1)
    overseas = np.zeros(count, dtype=np.bool_)
    overseas[rng.permutation(count)[:far]] = True
    slowest = max(1, options.periods // 4)
    wished = np.where(overseas, rng.choice((1, 2, 2, 4), count), rng.choice((1, 1, 1, 2), count))
    every = np.minimum(wished * (7 // options.bucket_days), slowest)
    return Suppliers(
        ids=numbered("SUP", count, 3),
        overseas=overseas,
        size=uniform(rng, 0.4, 1.0, count) ** 2,
        price_level=np.where(overseas, uniform(rng, 0.76, 0.86, count), uniform(rng, 0.92, 1.02, count)),
        every=every.astype(np.int64),
        phase=rng.integers(0, every),
    )


def suppliers_frame(options: GenerateOptions, suppliers: Suppliers) -> pd.DataFrame:
    """The terms of the `suppliers` table that do not depend on what a supplier sells."""
    rng, count = stream(options.seed, "supplier terms"), len(suppliers.ids)
    cities = pick(OVERSEAS + NEAR, _city(suppliers))
    fee = np.where(suppliers.overseas, uniform(rng, 80, 140, count), uniform(rng, 20, 60, count))
    payment = np.where(suppliers.overseas, rng.choice((30, 45, 60), count), rng.choice((0, 14, 30), count))
    return pd.DataFrame(
        {
            "supplier_id": suppliers.ids,
            "name": cities + " Trading " + suppliers.ids.str.slice(4),
            "order_cost": np.round(fee),
            "order_every_periods": suppliers.every,
            "first_order_date": days_after(options.start, suppliers.phase * options.bucket_days),
            "payment_days": payment.astype(np.int64),
        }
    )


def _city(suppliers: Suppliers) -> Ints:
    rank = np.arange(len(suppliers.ids))
    return np.where(suppliers.overseas, rank % len(OVERSEAS), len(OVERSEAS) + rank % len(NEAR))


def build_offers(options: GenerateOptions, catalogue: Catalogue, suppliers: Suppliers, per_week: Floats) -> Offers:
    """Draw who sells what; `per_week` are the items' sales with those in kits.

    Each item has 1 to 3 suppliers, mostly of those that specialise in its category; each supplier sells something.
    A near supplier's MOQ is up to 1.2 weeks of sales, an overseas one's 1.5 to 3.5.
    """
    item, supplier = _assign(options, catalogue, suppliers)
    rng, count = stream(options.seed, "offers"), item.size
    far, sales = suppliers.overseas[supplier], per_week[item]
    fitting = np.searchsorted(CASE_PACKS, 0.8 * sales, side="right")
    pack = CASE_PACKS[rng.integers(0, np.maximum(1, fitting))]
    weeks = np.where(far, uniform(rng, 1.5, 3.5, count), uniform(rng, 0.3, 1.2, count)) * min(1, options.weeks / 8)
    price = catalogue.unit_cost[item] * suppliers.price_level[supplier] * uniform(rng, 0.96, 1.06, count)
    slack = options.longest_lead_days >= 21
    return Offers(
        item=item,
        supplier=supplier,
        unit_price=np.maximum(0.01, np.round(price, 3)),
        duty_rate=np.where(far, rng.choice((0.02, 0.037, 0.065), count), 0.0),
        case_pack=pack,
        moq_units=up_to_multiple(weeks * sales, pack),
        extra_lead_days=np.where(far | (not slack), 0, rng.choice((0, 0, 0, 7), count)).astype(np.int64),
        per_week=sales / np.bincount(item, minlength=len(catalogue))[item],
    )


def _assign(options: GenerateOptions, catalogue: Catalogue, suppliers: Suppliers) -> tuple[Ints, Ints]:
    rng, items, count = stream(options.seed, "assignment"), len(catalogue), len(suppliers.ids)
    liking = np.where(rng.random((count, len(CATEGORIES))) < 0.4, 1.0, 0.02) * suppliers.size[:, None]
    wanted = np.minimum(1 + rng.binomial(2, (options.offers_per_item - 1) / 2, items), count)
    chosen = np.full((items, 3), -1, dtype=np.int64)
    for index in range(len(CATEGORIES)):
        members = np.flatnonzero(catalogue.category == index)
        weight = liking[:, index] / liking[:, index].sum()
        for rank in range(min(3, count)):
            open_ = members[wanted[members] > rank]
            chosen[open_, rank] = _another(rng, weight, chosen[open_, :rank])
    row, place = np.nonzero(chosen >= 0)
    pairs = row * count + chosen[row, place]
    idle = np.setdiff1d(np.arange(count), chosen)
    pairs = np.unique(np.concatenate([pairs, rng.integers(0, items, idle.size) * count + idle]))
    return pairs // count, pairs % count


def _another(rng: np.random.Generator, weight: Floats, taken: Ints) -> Ints:
    """A supplier for each row of `taken` (rows, ranks before) that is not in it."""
    cumulative = np.cumsum(weight)
    draw = _by_weight(rng, cumulative, len(taken))
    for _ in range(20):
        again = np.flatnonzero((taken == draw[:, None]).any(axis=1))
        if not again.size:
            return draw
        draw[again] = _by_weight(rng, cumulative, again.size)
    for _ in range(taken.shape[1]):
        draw = np.where((taken == draw[:, None]).any(axis=1), (draw + 1) % weight.size, draw)
    return draw


def _by_weight(rng: np.random.Generator, cumulative: Floats, size: int) -> Ints:
    place = np.searchsorted(cumulative / cumulative[-1], rng.random(size), side="right")
    return np.minimum(place, cumulative.size - 1).astype(np.int64)


def offers_frame(options: GenerateOptions, catalogue: Catalogue, suppliers: Suppliers, offers: Offers) -> pd.DataFrame:
    """The `offers` table without the columns that switches add."""
    rng = stream(options.seed, "offer terms")
    return pd.DataFrame(
        {
            "item_id": pick(catalogue.ids, offers.item),
            "supplier_id": pick(suppliers.ids, offers.supplier),
            "unit_price": offers.unit_price,
            "case_pack": offers.case_pack,
            "moq_units": offers.moq_units,
            "line_cost": np.round(uniform(rng, 1.5, 8, offers.item.size), 2),
            "duty_rate": offers.duty_rate,
            "extra_lead_days": offers.extra_lead_days,
        }
    )
