"""What a supplier bills for an order line, by its price breaks."""

import numpy as np
import pandas as pd

from optimizer.facts.tolerance import Floats

OFFER = ["item_id", "supplier_id"]


def _tiers(offers: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """Price tiers of offers: `min_units`, `tier_price`, and `below`, the price in steps of all units before it."""
    base = offers[[*OFFER, "list_price"]].rename(columns={"list_price": "tier_price"}).assign(min_units=0.0)
    named = breaks.rename(columns={"unit_price": "tier_price"}).merge(offers[OFFER], on=OFFER)
    tiers = pd.concat([base, named[[*OFFER, "tier_price", "min_units"]]]).astype({"min_units": np.float64})
    tiers = tiers.sort_values([*OFFER, "min_units"], kind="stable", ignore_index=True)
    earlier = tiers.groupby(OFFER, sort=False)[["tier_price", "min_units"]].shift()
    step = ((tiers["min_units"] - earlier["min_units"]) * earlier["tier_price"]).fillna(0.0)
    return tiers.assign(below=step.groupby([tiers[key] for key in OFFER], sort=False).cumsum())


def prices_paid(lines: pd.DataFrame, breaks: pd.DataFrame) -> Floats:
    """Return the price paid for each order line, without duty.

    Args:
        lines: `item_id`, `supplier_id`, `quantity`, `list_price` (below the first break), `break_kind`.
        breaks: the dataset's price_breaks.

    Returns:
        Money, one figure per line: all units at the price of the tier that holds the quantity (`all_units`), or each
        tier's units at its own price (`incremental`).
    """
    tiers = _tiers(lines[[*OFFER, "list_price"]].drop_duplicates(OFFER), breaks)
    order = lines[[*OFFER, "quantity", "break_kind"]].reset_index(drop=True).reset_index(names="line")
    held = pd.merge_asof(
        order.astype({"quantity": np.float64}).sort_values("quantity", kind="stable"),
        tiers.sort_values("min_units", kind="stable"),
        left_on="quantity",
        right_on="min_units",
        by=OFFER,
    ).sort_values("line")
    whole_line = held["quantity"] * held["tier_price"]
    in_steps = held["below"] + (held["quantity"] - held["min_units"]) * held["tier_price"]
    paid = whole_line.where(held["break_kind"] != "incremental", in_steps)
    return paid.fillna(0.0).to_numpy(dtype=np.float64)  # a negative quantity, refused elsewhere, has no tier
