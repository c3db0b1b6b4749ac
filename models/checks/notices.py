"""What a planner would want to know of a dataset that has no fault: counted, with the worst examples.

Only what the tables alone tell; what needs arrivals or the model is told where those are known.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from models.checks.context import Dataset
from models.checks.kits import multiplied_out
from models.checks.offers import lowest_prices
from models.checks.table import CheckedTable, cell_shown
from models.faults import Notice
from models.settings import Settings

EXAMPLES = 5


def notices_of(data: Dataset, settings: Settings) -> tuple[Notice, ...]:
    """All notices, in a fixed order."""
    found = (rule(data, settings) for rule in NOTICES)
    return tuple(notice for notice in found if notice is not None)


def demand_outside_horizon(data: Dataset, settings: Settings) -> Notice | None:
    """Demand before the first or after the last period, which is dropped."""
    demand = data.table("demand")
    dates = demand.cells["date"].values
    outside = (dates < np.datetime64(settings.start)) | (dates >= np.datetime64(settings.end))  # type: ignore[operator]
    found = np.flatnonzero(outside)
    if not len(found):
        return None
    units = demand.cells["units"].values[found].astype(np.float64)
    last = settings.end - pd.Timedelta(days=1).to_pytimedelta()
    return Notice(
        "demand-outside-horizon",
        f"{_rows(len(found), 'demand')} ({units.sum():,.10g} units) outside the horizon, {settings.start} to {last}: dropped",
        len(found),
        _examples(demand, found, units, ("item_id", "zone_id", "date"), "units"),
    )


def inbound_after_horizon(data: Dataset, settings: Settings) -> Notice | None:
    """Goods that arrive after the first day of the last period: no period receives them."""
    inbound = data.table("inbound")
    late = inbound.cells["arrival_date"].values > np.datetime64(settings.last_start)  # type: ignore[operator]
    found = np.flatnonzero(late)
    if not len(found):
        return None
    units = inbound.cells["units"].values[found].astype(np.float64)
    return Notice(
        "inbound-after-horizon",
        f"{_rows(len(found), 'inbound')} ({units.sum():,.10g} units) after the last period begins, "
        f"{settings.last_start}: dropped",
        len(found),
        _examples(inbound, found, units, ("reference", "item_id", "node_id", "arrival_date"), "units"),
    )


def items_without_offer(data: Dataset, settings: Settings) -> Notice | None:
    """Items that nobody sells; only stock, inbound, transfers and substitutes serve them."""
    sold = {*data.table("offers").words("item_id")[0], *data.table("kits").words("kit_id")[0]}
    names = [name for name in data.table("items").words("item_id")[0] if name not in sold]
    if not names:
        return None
    demand = _demanded_units(data, settings)
    worst = sorted(names, key=lambda name: (-demand.get(name, 0.0), name))
    return Notice(
        "item-without-offer",
        f"{_count(len(names), 'item')} that nobody sells: stock, inbound, transfers and substitutes alone serve them",
        len(names),
        tuple(worst[:EXAMPLES]),
    )


def suppliers_without_demand(data: Dataset, settings: Settings) -> Notice | None:
    """Active suppliers of whose offers nobody asks for anything."""
    suppliers, offers = data.table("suppliers").frame, data.table("offers").frame
    wanted = _wanted(data, settings)
    asked = set(offers.loc[offers["item_id"].isin(list(wanted)), "supplier_id"])
    active = suppliers.loc[suppliers["status"] == "active", "supplier_id"]
    idle = sorted((set(active) & set(offers["supplier_id"])) - asked)
    if not idle:
        return None
    return Notice(
        "supplier-without-demand",
        f"{_count(len(idle), 'active supplier')} selling nothing that is asked for within the horizon",
        len(idle),
        tuple(idle[:EXAMPLES]),
    )


def lost_sale_cheaper_than_purchase(data: Dataset, settings: Settings) -> Notice | None:  # noqa: ARG001 - one signature
    """Items whose lost sale costs less than the cheapest unit: serving them never pays."""
    suppliers, items = data.table("suppliers").frame, data.table("items").frame
    active = frozenset(suppliers.loc[suppliers["status"] == "active", "supplier_id"])
    lowest = lowest_prices(data, active)
    if lowest is None:
        return None
    price = items["item_id"].map(lowest).to_numpy(dtype=np.float64)
    cost = items["shortage_cost"].to_numpy()
    with np.errstate(invalid="ignore"):
        found = np.flatnonzero((items["shortage_mode"] == "lost").to_numpy() & (cost < price))
    if not len(found):
        return None
    worst = found[np.argsort(cost[found] - price[found], kind="stable")][:EXAMPLES]
    return Notice(
        "price-above-lost-sale",
        f"{_count(len(found), 'item')} whose shortage_cost lies below the cheapest price plus duty: losing the sale is "
        "cheaper than serving it",
        len(found),
        tuple(f"{items['item_id'].iat[at]}: {cost[at]:.10g} < {price[at]:.10g}" for at in worst.tolist()),
    )


def breaks_out_of_reach(data: Dataset, settings: Settings) -> Notice | None:  # noqa: ARG001 - one signature
    """Price breaks that begin above the most units of an order line."""
    pair = ["item_id", "supplier_id"]
    breaks = data.table("price_breaks").frame
    limits = data.table("offers").frame[[*pair, "max_units"]]
    joined = breaks.merge(limits, on=pair, how="left")
    found = np.flatnonzero((joined["min_units"] > joined["max_units"]).to_numpy())
    if not len(found):
        return None
    return Notice(
        "break-out-of-reach",
        f"{_rows(len(found), 'price_breaks')} above max_units of the offer: no order line gets there",
        len(found),
        tuple(
            f"{row.item_id}, {row.supplier_id}: {row.min_units} > {row.max_units:.10g}"
            for row in joined.iloc[found[:EXAMPLES]].itertuples()
        ),
    )


NOTICES: tuple[Callable[[Dataset, Settings], Notice | None], ...] = (
    demand_outside_horizon,
    inbound_after_horizon,
    items_without_offer,
    suppliers_without_demand,
    lost_sale_cheaper_than_purchase,
    breaks_out_of_reach,
)


def _demanded_units(data: Dataset, settings: Settings) -> dict[str, float]:
    """Units asked for within the horizon by item or kit, as the demand says it; negative stock is demand too."""
    demand = data.table("demand")
    dates = demand.cells["date"].values
    inside = (dates >= np.datetime64(settings.start)) & (dates < np.datetime64(settings.end))  # type: ignore[operator]
    words, codes = demand.words("item_id")
    units = np.where(inside, demand.cells["units"].values.astype(np.float64), 0.0)
    totals = np.bincount(codes, weights=units, minlength=len(words))
    asked = dict(zip(words.tolist(), totals.tolist(), strict=True))
    stock = data.table("stock").frame
    owed = -(stock["on_hand"] - stock["reserved"] - stock["on_hold"]).clip(upper=0)
    for name, units_owed in owed.groupby(stock["item_id"]).sum().items():
        asked[str(name)] = asked.get(str(name), 0.0) + float(units_owed)
    return asked


def _wanted(data: Dataset, settings: Settings) -> set[str]:
    """Items that may serve some demand: asked for themselves, as a substitute, or in a kit."""
    wanted = {name for name, units in _demanded_units(data, settings).items() if units > 0}
    substitutes = data.table("substitutes").frame
    wanted |= set(substitutes.loc[substitutes["item_id"].isin(list(wanted)), "substitute_id"])
    kits = data.table("kits")
    if len(kits.rows):
        names, held = multiplied_out(kits)
        for at, name in enumerate(names):
            if name in wanted:
                wanted |= {names[place] for place in held[[at], :].tocoo().coords[1].tolist()}
    return wanted


def _examples(
    table: CheckedTable, found: np.ndarray, size: np.ndarray, columns: tuple[str, ...], unit: str
) -> tuple[str, ...]:
    worst = np.argsort(-size, kind="stable")[:EXAMPLES]
    return tuple(
        f"row {table.rows[at]}: {', '.join(cell_shown(table, name, at) for name in columns)}, {size[rank]:,.10g} {unit}"
        for rank, at in zip(worst.tolist(), found[worst].tolist(), strict=True)
    )


def _rows(count: int, table: str) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'} of {table}"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
