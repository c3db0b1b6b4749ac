"""Sales by product, zone and period: seasons, noise, zero weeks, promotions."""

import dataclasses
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.generate.bundles import CHANNELS, Kits, split_channels
from optimizer.generate.catalogue import Catalogue
from optimizer.generate.categories import CATEGORIES
from optimizer.generate.frames import period_starts, pick
from optimizer.generate.options import GenerateOptions
from optimizer.generate.places import Places
from optimizer.generate.randomness import CHUNK, Floats, Ints, some, stream, uniform

NOISE_SHAPE = 4.0
"""Gamma shape of the weekly noise: sales vary by half their mean beyond what chance purchases explain."""
WEEKDAYS = np.array([0.8, 0.8, 0.9, 1.0, 1.25, 1.45, 0.8])
PROMOTED_SHARE = 0.12


@dataclasses.dataclass(frozen=True)
class Products:
    """Whatever has demand of its own: the items, then the kits."""

    ids: "pd.Series[str]"
    category: Ints
    per_week: Floats
    active_share: Floats


@dataclasses.dataclass(frozen=True)
class Demand:
    """Rows of demand before they are split over channels; units are whole and at least 1."""

    product: npt.NDArray[np.int32]
    zone: npt.NDArray[np.int16]
    period: npt.NDArray[np.int16]
    units: npt.NDArray[np.int64]
    promotion: npt.NDArray[np.bool_]


def build_products(catalogue: Catalogue, kits: Kits) -> Products:
    """Items and kits in one list; kits sell every week."""
    return Products(
        ids=pd.concat([catalogue.ids, kits.ids], ignore_index=True),
        category=np.concatenate([catalogue.category, kits.category]),
        per_week=np.concatenate([catalogue.per_week, kits.per_week]),
        active_share=np.concatenate([catalogue.active_share, np.ones(len(kits))]),
    )


def season(options: GenerateOptions) -> Floats:
    """Yearly wave of each category, and the rhythm of the week where periods are days; shape (categories, periods)."""
    starts = period_starts(options.start, options.bucket_days, np.arange(options.periods, dtype=np.int64))
    middle = starts + np.timedelta64(options.bucket_days * 43_200, "s")
    day = (middle - middle.astype("M8[Y]")) / np.timedelta64(86_400, "s")
    peak = np.array([c.peak_day for c in CATEGORIES])[:, None]
    wave = np.array([c.season for c in CATEGORIES])[:, None] * np.cos(2 * np.pi * (day - peak) / 365.25)
    factor = 1 + wave
    if options.bucket == "day":
        factor = factor * WEEKDAYS[(options.start.weekday() + np.arange(options.periods)) % 7]
    rounded: Floats = np.round(factor, 6)
    return rounded


def draw_demand(options: GenerateOptions, products: Products, places: Places) -> Demand:
    """Draw all rows, sorted by product, zone and period, first the baseline, then the promotions.

    A regular product sells a negative binomial number in a period; one of the tail sells with its own chance and then
    one unit or more. Every product sells at least one unit within the horizon.
    """
    blocks = list(_baseline(options, products, places))
    baseline = sum(block[3].size for block in blocks)
    if options.promotions:
        blocks.append(_promotions(options, products, places))
    product, zone, period, units = (np.concatenate([block[k] for block in blocks]) for k in range(4))
    promotion = np.arange(product.size) >= baseline
    return Demand(product.astype(np.int32), zone.astype(np.int16), period.astype(np.int16), units, promotion)


def _baseline(
    options: GenerateOptions, products: Products, places: Places
) -> Iterator[tuple[npt.NDArray[np.integer], ...]]:
    rng, zones, periods = stream(options.seed, "demand"), len(places.zone_ids), options.periods
    wave, total = season(options), len(products.ids)
    chunk = max(1024, CHUNK * 39 // (zones * periods))
    for first in range(0, total, chunk):
        part = slice(first, min(first + chunk, total))
        size = part.stop - part.start
        liking = np.exp(0.35 * rng.standard_normal((size, zones)))
        rate = products.per_week[part, None] * places.zone_share * liking * (options.bucket_days / 7)
        rate = rate[:, :, None] * wave[products.category[part]][:, None, :]
        active = products.active_share[part, None, None]
        tail = active < 1
        chance = np.where(tail, np.minimum(1 - (1 - active) ** (options.bucket_days / 7), rate), 1.0)
        noise = rng.standard_gamma(NOISE_SHAPE, rate.shape) / NOISE_SHAPE
        extra = rng.poisson(np.round((rate / chance - tail) * noise, 6))
        units = np.where(rng.random(rate.shape) < chance, extra + tail, 0)
        silent = np.flatnonzero(units.reshape(size, -1).sum(axis=1) == 0)
        units[silent, 0, rng.integers(0, periods, silent.size)] = 1
        product, zone, period = np.nonzero(units)
        yield (product + first).astype(np.int32), zone.astype(np.int16), period.astype(np.int16), units[units > 0]


def _promotions(options: GenerateOptions, products: Products, places: Places) -> tuple[npt.NDArray[np.integer], ...]:
    """One promotion of a week or two for some products, in all zones, worth 0.5 to 2 times the usual sales."""
    rng, total = stream(options.seed, "promotions"), len(products.ids)
    promoted = np.flatnonzero(some(rng, PROMOTED_SHARE, total))
    length = rng.integers(1, 3, promoted.size) * (7 // options.bucket_days)
    first = rng.integers(0, options.periods, promoted.size)
    uplift = uniform(rng, 0.5, 2.0, promoted.size)
    row, zone, step = (
        axis.ravel() for axis in np.indices((promoted.size, len(places.zone_ids), 2 * (7 // options.bucket_days)))
    )
    kept = (step < length[row]) & (first[row] + step < options.periods)
    row, zone, step = row[kept], zone[kept], step[kept]
    rate = products.per_week[promoted[row]] * uplift[row] * places.zone_share[zone] * (options.bucket_days / 7)
    units = np.maximum(1, rng.poisson(np.round(rate, 6)))
    return promoted[row], zone, first[row] + step, units


def demand_frame(options: GenerateOptions, products: Products, places: Places, demand: Demand) -> pd.DataFrame:
    """The `demand` table; `channel` and `kind` only where they say something."""
    row, channel, units = np.arange(demand.units.size), None, demand.units
    if options.channels:
        parts = split_channels(options.seed, demand.units)
        row = np.concatenate([row] * len(parts))
        channel = np.repeat(np.arange(len(parts), dtype=np.int8), demand.units.size)
        units = np.concatenate(parts)
        row, channel, units = row[units > 0], channel[units > 0], units[units > 0]
    columns = {
        "item_id": pick(products.ids, demand.product[row]),
        "zone_id": pick(places.zone_ids, demand.zone[row]),
        "date": period_starts(options.start, options.bucket_days, demand.period[row].astype(np.int64)),
        "units": units,
    }
    if channel is not None:
        columns["channel"] = pick(CHANNELS, channel)
    if options.promotions:
        columns["kind"] = pick(("baseline", "promotion"), demand.promotion[row].astype(np.int8))
    return pd.DataFrame(columns)


def units_wanted(options: GenerateOptions, demand: Demand, kits: Kits) -> Floats:
    """Units of each item wanted over the horizon, promotions and kits multiplied out included; shape (items,)."""
    wanted = np.bincount(demand.product, weights=demand.units, minlength=options.items + len(kits))
    result: Floats = wanted[: options.items] + kits.per_kit.T @ wanted[options.items :]
    return result
