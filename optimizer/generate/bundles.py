"""Kits, substitutes and channels."""

import dataclasses
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from optimizer.generate.catalogue import Catalogue
from optimizer.generate.categories import CATEGORIES
from optimizer.generate.frames import numbered, pick
from optimizer.generate.options import GenerateOptions
from optimizer.generate.randomness import Floats, Ints, some, stream, uniform

CHANNELS: Final = ("shop", "web", "wholesale")


@dataclasses.dataclass(frozen=True)
class Kits:
    """Kits and what they are made of; products count the items first, then the kits."""

    ids: "pd.Series[str]"
    category: Ints
    per_week: Floats
    parent: Ints
    """Index of the kit, by row of the `kits` table."""
    component: Ints
    """Index of the product, by row of the `kits` table."""
    units: Ints
    per_kit: sparse.csr_array
    """Units of each item in a kit, kits of kits multiplied out; shape (kits, items)."""

    def __len__(self) -> int:
        """Number of kits."""
        return len(self.ids)


def build_kits(options: GenerateOptions, catalogue: Catalogue) -> Kits:
    """Bundles of 2 to 4 neighbours of one category; every seventh kit also holds a kit before it.

    A kit sells a tenth to a half of what its slowest component sells, so that its parts are worth stocking for it.
    """
    rng, items = stream(options.seed, "kits"), len(catalogue)
    count = max(1, round(options.kits * items)) if options.kits else 0
    by_category = np.lexsort((rng.random(items), catalogue.category))
    size = np.minimum(rng.integers(2, 5, count), items)
    anchor = rng.integers(0, items, count)
    parent = np.repeat(np.arange(count), size)
    place = np.arange(parent.size) - np.repeat(np.cumsum(size) - size, size)
    component = by_category[(anchor[parent] + place) % items]
    units = np.where(size[parent] == 1, 2, rng.choice((1, 1, 1, 2, 3), parent.size)).astype(np.int64)
    outer = np.arange(1, count, 7)
    inner = outer - 1
    slowest = np.full(count, np.inf)
    np.minimum.at(slowest, parent, catalogue.per_week[component])
    bill = sparse.csr_array((units.astype(np.float64), (parent, component)), shape=(count, items))
    nested = sparse.csr_array((np.ones(outer.size), (outer, inner)), shape=(count, count))
    return Kits(
        ids=numbered("KIT", count, 5),
        category=catalogue.category[by_category[anchor]],
        per_week=np.round(slowest * uniform(rng, 0.1, 0.5, count), 4) if count else np.zeros(0),
        parent=np.concatenate([parent, outer]),
        component=np.concatenate([component, items + inner]),
        units=np.concatenate([units, np.ones(outer.size, dtype=np.int64)]),
        per_kit=sparse.csr_array(bill + nested @ bill),
    )


def kit_items_frame(options: GenerateOptions, catalogue: Catalogue, kits: Kits) -> pd.DataFrame:
    """Rows of the `items` table for kits: a kit sells for a little less than its parts."""
    rng = stream(options.seed, "kit items")
    columns = {
        "item_id": kits.ids,
        "name": "Set " + kits.ids.str.slice(4),
        "category": pick(tuple(c.name for c in CATEGORIES), kits.category),
        "unit_cost": np.round(kits.per_kit @ catalogue.unit_cost, 2),
        "unit_m3": np.zeros(len(kits)),
        "unit_kg": np.zeros(len(kits)),
        "shortage_cost": np.round((kits.per_kit @ catalogue.revenue) * uniform(rng, 0.95, 1.1, len(kits)), 2),
    }
    if options.backorder:
        columns["shortage_mode"] = pick(("lost",), np.zeros(len(kits), dtype=np.int64))
    return pd.DataFrame(columns)


def kits_frame(products: "pd.Series[str]", kits: Kits) -> pd.DataFrame:
    """The `kits` table."""
    return pd.DataFrame(
        {"kit_id": pick(kits.ids, kits.parent), "component_id": pick(products, kits.component), "units": kits.units}
    )


def substitutes_frame(
    options: GenerateOptions, catalogue: Catalogue, kits: Kits, products: "pd.Series[str]"
) -> pd.DataFrame:
    """An item may be replaced by the next dearer one of its category, the first kit by the second."""
    order = np.lexsort((catalogue.unit_cost, catalogue.category))
    served, instead = order, np.roll(order, -1)
    chosen = some(stream(options.seed, "substitutes"), options.substitutes, order.size)
    served, instead = served[chosen], instead[chosen]
    cost = np.round(0.02 * catalogue.unit_cost[served], 3)
    if len(kits) > 1:
        served, instead = np.append(served, len(catalogue)), np.append(instead, len(catalogue) + 1)
        cost = np.append(cost, 0.5)
    return pd.DataFrame(
        {"item_id": pick(products, served), "substitute_id": pick(products, instead), "cost_per_unit": cost}
    )


def channels_frame() -> pd.DataFrame:
    """Shops follow the item, a web customer's lost sale costs more, wholesale waits and costs a little a period."""
    return pd.DataFrame(
        {
            "channel": pd.Series(CHANNELS, dtype="str"),
            "shortage_mode": pd.Series(("", "", "backorder"), dtype="str"),
            "shortage_factor": [1.0, 1.2, 0.12],
        }
    )


def split_channels(seed: int, units: Ints) -> list[npt.NDArray[np.int64]]:
    """Units of each row by channel, in the order of CHANNELS; they add up to `units`."""
    rng = stream(seed, "channels")
    wholesale = np.where(rng.random(units.size) < 0.15, units // 2, 0)
    web = rng.binomial(units - wholesale, 0.3)
    return [units - wholesale - web, web, wholesale]
