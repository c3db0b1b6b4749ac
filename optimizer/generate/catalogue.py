"""Items and kits with their size, cost and rate of sale, before any week is drawn."""

import dataclasses

import numpy as np
import pandas as pd
from scipy.special import ndtri

from optimizer.generate.categories import ADJECTIVES, CATEGORIES
from optimizer.generate.frames import numbered, pick
from optimizer.generate.options import GenerateOptions
from optimizer.generate.randomness import Bools, Floats, Ints, significant, some, stream, uniform

MEDIAN_PER_WEEK = 6.0
SPREAD = 1.55
"""Standard deviation of the logarithm of sales per week: with 1.55 a fifth of the items sells three quarters."""
REGULAR_SHARE = 0.55
"""Share of the items that sell every week; the others are the intermittent tail."""


@dataclasses.dataclass(frozen=True)
class Catalogue:
    """One entry an item, in the order of the `items` table; kits are not in it."""

    ids: "pd.Series[str]"
    category: Ints
    """Index into CATEGORIES."""
    per_week: Floats
    """Mean units sold in a week of average season, over all zones."""
    active_share: Floats
    """Share of the weeks in which a zone sells any."""
    unit_cost: Floats
    revenue: Floats
    """Selling price."""
    unit_m3: Floats
    unit_kg: Floats
    waits: Bools
    """Demand is backordered."""

    def __len__(self) -> int:
        """Number of items."""
        return len(self.ids)


def build_catalogue(options: GenerateOptions) -> Catalogue:
    """Draw the items.

    Sales a week are log-normal by stratified quantiles: every size of catalogue, and every seed, has the skew of a
    shop rather than the luck of a draw. Cheap items sell more, by a power of 0.15.
    """
    rng, count = stream(options.seed, "catalogue"), options.items
    category = np.minimum(
        np.searchsorted(np.cumsum([c.share for c in CATEGORIES]), rng.random(count)), len(CATEGORIES) - 1
    ).astype(np.int64)
    level = (rng.permutation(count) + uniform(rng, 0.05, 0.95, count)) / count
    per_week = np.round(MEDIAN_PER_WEEK * np.exp(SPREAD * ndtri(level)), 4)
    tail = np.clip((REGULAR_SHARE + 0.05 - level) / (REGULAR_SHARE + 0.05), 0, 1)
    active = np.where(level >= 1 - REGULAR_SHARE, 1.0, np.round(0.75 - 0.65 * tail * uniform(rng, 0.8, 1.0, count), 4))
    by_category = np.array([(c.unit_cost, c.litres, c.kg_per_m3) for c in CATEGORIES])[category]
    relative = np.exp(0.6 * rng.standard_normal(count)) * (per_week / MEDIAN_PER_WEEK) ** -0.15
    unit_cost = np.maximum(0.05, np.round(by_category[:, 0] * relative, 2))
    litres = by_category[:, 1] * (unit_cost / by_category[:, 0]) ** 0.7 * uniform(rng, 0.5, 1.8, count)
    unit_m3 = np.maximum(0.00005, np.round(litres / 1000, 5))
    return Catalogue(
        ids=numbered("ITEM", count, 5),
        category=category,
        per_week=per_week,
        active_share=active,
        unit_cost=unit_cost,
        revenue=np.round(unit_cost * uniform(rng, 1.7, 2.6, count), 2),
        unit_m3=unit_m3,
        unit_kg=np.round(unit_m3 * by_category[:, 2] * uniform(rng, 0.7, 1.4, count), 3),
        waits=some(stream(options.seed, "backorder"), options.backorder, count),
    )


def items_frame(options: GenerateOptions, catalogue: Catalogue, max_cover: Floats) -> pd.DataFrame:
    """The `items` table without kits.

    A lost unit costs the sale and some goodwill, which is always above its price plus duty; a unit that waits costs a
    few percent of the sale for each week.
    """
    rng, count = stream(options.seed, "items"), len(catalogue)
    lost = catalogue.revenue * uniform(rng, 1.02, 1.25, count)
    waiting = catalogue.revenue * uniform(rng, 0.04, 0.10, count) * options.bucket_days / 7
    words = tuple(word for c in CATEGORIES for word in c.words)
    first = np.cumsum([0] + [len(c.words) for c in CATEGORIES])
    word = first[catalogue.category] + rng.integers(0, np.diff(first)[catalogue.category])
    adjectives = pick(ADJECTIVES, rng.integers(0, len(ADJECTIVES), count))
    columns = {
        "item_id": catalogue.ids,
        "name": adjectives + " " + pick(words, word) + " " + catalogue.ids.str.slice(5),
        "category": pick(tuple(c.name for c in CATEGORIES), catalogue.category),
        "unit_cost": catalogue.unit_cost,
        "unit_m3": catalogue.unit_m3,
        "unit_kg": catalogue.unit_kg,
        "shortage_cost": np.where(catalogue.waits, significant(waiting), np.round(lost, 2)),
    }
    if options.backorder:
        columns["shortage_mode"] = pick(("lost", "backorder"), catalogue.waits.astype(np.int64))
    if options.cover:
        columns["max_cover_periods"] = max_cover
    return pd.DataFrame(columns)
