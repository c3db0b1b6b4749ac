"""Rules of offers and their price breaks."""

from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt

from models.checks.context import Dataset
from models.checks.table import CheckedTable

SLACK = 1e-9  # relative; a product of two decimals is not exact


def max_units_can_be_ordered(data: Dataset) -> None:
    """Between `moq_units` and `max_units` lies a positive number of whole cases."""
    offers = data.readable("offers", "moq_units", "max_units", "case_pack")
    if offers is None:
        return
    most, least, pack = (offers.cells[name].array for name in ("max_units", "moq_units", "case_pack"))
    pack = np.maximum(pack, 1)  # a bad one is 0
    crossed = (most < least) & offers.good("moq_units")
    offers.note(data.report, crossed, ("max_units",), lambda at: f"at least moq_units, which is {least[at]}")
    smallest = np.maximum(1, -(-least // pack)) * pack
    torn = (most < smallest) & ~crossed & offers.good("moq_units", "case_pack")
    offers.note(
        data.report,
        torn,
        ("max_units",),
        lambda at: (
            f"a whole number of cases of {pack[at]} units between moq_units, {least[at]}, and max_units: "
            f"the smallest order line is {smallest[at]}"
        ),
    )


def salvage_pays_for_no_purchase(data: Dataset) -> None:
    """Closing stock is never worth more than it costs to buy, or buying without end would pay."""
    if data.salvage_value == 0:
        return
    items, lowest = data.readable("items", "item_id", "unit_cost"), lowest_prices(data)
    if items is None or lowest is None:
        return
    worth = data.salvage_value * items.cells["unit_cost"].array
    price = prices_of(items, lowest)
    items.note(
        data.report,
        (worth > price * (1 + SLACK)) & items.good("item_id"),
        ("unit_cost",),
        lambda at: (
            f"salvage_value x unit_cost, {worth[at]:.10g}, of at most {price[at]:.10g}, "
            "the item's lowest price plus duty"
        ),
    )


def lowest_prices(data: Dataset, suppliers: Collection[str] | None = None) -> dict[str, float] | None:
    """The lowest price plus duty of each item that somebody (of `suppliers`) offers, price breaks included.

    None where the tables cannot be read.
    """
    pair = ["item_id", "supplier_id"]
    offers = data.readable("offers", *pair, "unit_price", "duty_rate")
    breaks = data.readable("price_breaks", *pair, "unit_price")
    if offers is None or breaks is None:
        return None
    sold = offers.good(*pair, "unit_price", "duty_rate")
    if suppliers is not None:
        sold &= offers.among("supplier_id", suppliers)
    words, places = offers.words("item_id")
    lowest = np.full(len(words), np.inf)
    price = offers.cells["unit_price"].array * (1 + offers.cells["duty_rate"].array)
    np.minimum.at(lowest, places[sold], price[sold])
    found = dict(zip(words.tolist(), lowest.tolist(), strict=True))
    if len(breaks.rows):
        broken = breaks.frame.loc[breaks.good(*pair, "unit_price"), [*pair, "unit_price"]]
        joined = offers.frame.loc[sold, [*pair, "duty_rate"]].merge(broken, on=pair)
        for item, cheaper in zip(joined["item_id"], joined["unit_price"] * (1 + joined["duty_rate"]), strict=True):
            found[item] = min(found[item], cheaper)
    return {item: least for item, least in found.items() if least < np.inf}


def prices_of(items: CheckedTable, lowest: Mapping[str, float]) -> npt.NDArray[np.float64]:
    """The lowest price of the item of each row, NaN where nobody offers it."""
    words, places = items.words("item_id")
    return np.array([lowest.get(word, np.nan) for word in words.tolist()], dtype=np.float64)[places]
