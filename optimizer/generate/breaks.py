"""Terms that switches add to offers: price breaks, shares and largest quantities."""

import numpy as np
import pandas as pd

from optimizer.generate.catalogue import Catalogue
from optimizer.generate.frames import pick
from optimizer.generate.options import GenerateOptions
from optimizer.generate.randomness import Bools, Floats, Ints, some, stream, uniform, up_to_multiple
from optimizer.generate.sourcing import Offers, Suppliers


def price_breaks_frame(
    options: GenerateOptions, catalogue: Catalogue, suppliers: Suppliers, offers: Offers
) -> pd.DataFrame:
    """One or two breaks above the MOQ, 3 to 8 % and another 4 % below the price."""
    rng = stream(options.seed, "breaks")
    row = np.flatnonzero(some(rng, options.breaks, offers.item.size))
    sales, pack = offers.per_week[row], offers.case_pack[row]
    first = offers.moq_units[row] + up_to_multiple(uniform(rng, 0.8, 2.0, row.size) * sales, pack)
    second = first + up_to_multiple(uniform(rng, 1.5, 3.0, row.size) * sales, pack)
    off = uniform(rng, 0.03, 0.08, row.size)
    deep = rng.random(row.size) < 0.3
    both = np.concatenate([row, row[deep]])
    factor = np.concatenate([1 - off, (1 - off - 0.04)[deep]])
    frame = pd.DataFrame(
        {
            "item_id": pick(catalogue.ids, offers.item[both]),
            "supplier_id": pick(suppliers.ids, offers.supplier[both]),
            "min_units": np.concatenate([first, second[deep]]),
            "unit_price": np.round(offers.unit_price[both] * factor, 3),
        }
    )
    return frame.iloc[np.lexsort((frame["min_units"], both))].reset_index(drop=True)


def break_kind(options: GenerateOptions, count: int) -> "pd.Series[str]":
    """A third of the offers has incremental breaks, where it has any."""
    incremental = stream(options.seed, "break kind").random(count) < 0.33
    return pick(("all_units", "incremental"), incremental.astype(np.int64))


def sourcing_rules(options: GenerateOptions, offers: Offers, orderable: Bools) -> dict[str, Floats]:
    """Columns `min_share`, `max_share` and `max_units` of the offers.

    Shares are given to items all of whose offers can be ordered in time, so that they never make a dataset
    infeasible: the dearest offer gets at least a tenth to a quarter, or the cheapest at most 60 to 85 percent.
    """
    rng, count = stream(options.seed, "shares"), offers.item.size
    size = np.bincount(offers.item)
    able = (size > 1) & (np.bincount(offers.item, weights=orderable) == size)
    chosen = np.zeros(size.size, dtype=np.bool_)
    candidates = np.flatnonzero(able)
    chosen[candidates[some(rng, options.shares, candidates.size)]] = True
    by_price = np.lexsort((offers.landed_price, offers.item))
    last = np.cumsum(size)[size > 0] - 1
    first = last - size[size > 0] + 1
    dearest, cheapest = by_price[last], by_price[first]
    least, most = np.zeros(count), np.ones(count)
    pick_least = rng.random(dearest.size) < 0.5
    taken = chosen[size > 0]
    least[dearest[taken & pick_least]] = np.round(uniform(rng, 0.1, 0.25, int((taken & pick_least).sum())), 2)
    most[cheapest[taken & ~pick_least]] = np.round(uniform(rng, 0.6, 0.85, int((taken & ~pick_least).sum())), 2)
    return {"min_share": least, "max_share": most, "max_units": _max_units(options, offers)}


def _max_units(options: GenerateOptions, offers: Offers) -> Floats:
    rng, count = stream(options.seed, "max units"), offers.item.size
    above = up_to_multiple(uniform(rng, 6, 14, count) * offers.per_week, offers.case_pack)
    limited: Ints = offers.moq_units + above
    return np.where(some(rng, options.shares, count), limited.astype(np.float64), np.nan)
