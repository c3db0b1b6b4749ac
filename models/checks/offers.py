"""Rules of offers and their price breaks."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from models.checks.context import Dataset
from models.checks.report import BoolArray
from models.checks.table import CheckedTable, cell_shown

SLACK = 1e-9  # relative; a product of two decimals is not exact


def max_units_can_be_ordered(data: Dataset) -> None:
    """Between `moq_units` and `max_units` lies a positive number of whole cases."""
    offers = data.readable("offers", "moq_units", "max_units", "case_pack")
    if offers is None:
        return
    given = ~offers.cells["max_units"].blank
    most, least = offers.frame["max_units"].to_numpy(), offers.frame["moq_units"].to_numpy()
    crossed = given & (most < least) & offers.good("max_units", "moq_units")
    _note(data, offers, crossed, lambda at: f"at least moq_units, which is {least[at]}")
    pack = np.maximum(offers.frame["case_pack"].to_numpy(), 1)
    smallest = np.maximum(1, -(-least // pack)) * pack
    torn = given & ~crossed & (most < smallest) & offers.good("max_units", "moq_units", "case_pack")
    _note(
        data,
        offers,
        torn,
        lambda at: (
            f"a whole number of cases of {pack[at]} between moq_units, {least[at]}, and max_units: "
            f"the smallest order line is {smallest[at]}"
        ),
    )


def salvage_pays_for_no_purchase(data: Dataset) -> None:
    """Closing stock is never worth more than it costs to buy, or buying without end would pay."""
    settings = data.settings
    if settings is None or settings.salvage_value == 0:
        return
    items = data.readable("items", "item_id", "unit_cost")
    lowest = lowest_prices(data)
    if items is None or lowest is None:
        return
    worth = settings.salvage_value * items.frame["unit_cost"].to_numpy()
    price = items.frame["item_id"].map(lowest).to_numpy(dtype=np.float64)
    with np.errstate(invalid="ignore"):
        wrong = (worth > price * (1 + SLACK)) & items.good("item_id", "unit_cost")
    found = np.flatnonzero(wrong)
    data.report.add_rows(
        "items",
        items.rows[found],
        "unit_cost",
        lambda at: cell_shown(items, "unit_cost", at),
        lambda at: (
            f"salvage_value x unit_cost, {worth[at]:.10g}, of at most {price[at]:.10g}, "
            "the item's lowest price plus duty"
        ),
        found,
    )


def lowest_prices(data: Dataset, suppliers: frozenset[str] | None = None) -> "pd.Series[float] | None":
    """The lowest price plus duty of each item that somebody (of `suppliers`) offers, price breaks included.

    Indexed by item. None where the tables cannot be read.
    """
    offers = data.readable("offers", "item_id", "supplier_id", "unit_price", "duty_rate")
    breaks = data.readable("price_breaks", "item_id", "supplier_id", "unit_price")
    if offers is None or breaks is None:
        return None
    pair = ["item_id", "supplier_id"]
    sold = offers.frame.loc[offers.good(*pair, "unit_price", "duty_rate"), [*pair, "unit_price", "duty_rate"]]
    if suppliers is not None:
        sold = sold[sold["supplier_id"].isin(list(suppliers))]
    broken = breaks.frame.loc[breaks.good(*pair, "unit_price"), [*pair, "unit_price"]]
    cheaper = sold[[*pair, "duty_rate"]].merge(broken, on=pair)
    prices = pd.concat([sold, cheaper], ignore_index=True)
    return (prices["unit_price"] * (1 + prices["duty_rate"])).groupby(prices["item_id"]).min()


def _note(
    data: Dataset, offers: CheckedTable, wrong: BoolArray, expected: Callable[[int], str]
) -> None:
    found = np.flatnonzero(wrong)
    data.report.add_rows(
        "offers", offers.rows[found], "max_units", lambda at: cell_shown(offers, "max_units", at), expected, found
    )
