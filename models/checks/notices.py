"""What a planner would want to know of a dataset that has no fault: counted, with the worst examples.

Only what the tables alone tell; what needs arrivals or the model is told where those are known.
"""

import datetime as dt
from collections.abc import Callable

import numpy as np

from models.checks.context import Dataset
from models.checks.offers import lowest_prices, prices_of
from models.checks.report import BoolArray
from models.checks.table import CheckedTable
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
    last = settings.end - dt.timedelta(days=1)
    return _dropped(
        "demand-outside-horizon",
        demand,
        ~_inside(demand, settings),
        f"outside the horizon, {settings.start} to {last}",
        ("item_id", "zone_id", "date"),
    )


def inbound_after_horizon(data: Dataset, settings: Settings) -> Notice | None:
    """Goods that arrive after the first day of the last period: no period receives them."""
    inbound = data.table("inbound")
    late = inbound.cells["arrival_date"].array > np.datetime64(settings.last_start)
    where = f"after the last period begins, {settings.last_start}"
    return _dropped("inbound-after-horizon", inbound, late, where, inbound.declared.key)


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
    offers = data.table("offers")
    words, places = offers.words("supplier_id")
    asked = words[np.unique(places[offers.among("item_id", _wanted(data, settings))])]
    idle = sorted((_active(data) & set(words.tolist())) - set(asked.tolist()))
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
    items, lowest = data.table("items"), lowest_prices(data, _active(data))
    if lowest is None:
        return None
    price, cost = prices_of(items, lowest), items.cells["shortage_cost"].array
    found = np.flatnonzero(items.among("shortage_mode", ("lost",)) & (cost < price))
    if not len(found):
        return None
    worst = found[np.argsort(cost[found] - price[found], kind="stable")][:EXAMPLES]
    return Notice(
        "price-above-lost-sale",
        f"{_count(len(found), 'item')} whose shortage_cost lies below the cheapest price plus duty: losing the sale is "
        "cheaper than serving it",
        len(found),
        tuple(f"{items.shown(at, 'item_id')}: {cost[at]:.10g} < {price[at]:.10g}" for at in worst.tolist()),
    )


def breaks_out_of_reach(data: Dataset, settings: Settings) -> Notice | None:  # noqa: ARG001 - one signature
    """Price breaks that begin above the most units of an order line."""
    pair = ["item_id", "supplier_id"]
    breaks = data.table("price_breaks").frame
    if breaks.empty:
        return None
    limits = data.table("offers").frame[[*pair, "max_units"]]
    joined = breaks.merge(limits, on=pair, how="left")
    found = np.flatnonzero((joined["min_units"] > joined["max_units"]).to_numpy())
    if not len(found):
        return None
    return Notice(
        "break-out-of-reach",
        f"{_count(len(found), 'row')} of price_breaks above max_units of the offer: no order line gets there",
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
    words, codes = demand.words("item_id")
    units = np.where(_inside(demand, settings), demand.cells["units"].array, 0.0)
    totals = np.bincount(codes, weights=units, minlength=len(words))
    asked = dict(zip(words.tolist(), totals.tolist(), strict=True))
    stock = data.table("stock").frame
    if stock.empty:
        return asked
    owed = -(stock["on_hand"] - stock["reserved"] - stock["on_hold"]).clip(upper=0)
    for name, units_owed in owed.groupby(stock["item_id"]).sum().items():
        asked[str(name)] = asked.get(str(name), 0.0) + float(units_owed)
    return asked


def _wanted(data: Dataset, settings: Settings) -> set[str]:
    """Items that may serve some demand: asked for themselves, as a substitute, or in a kit."""
    wanted = {name for name, units in _demanded_units(data, settings).items() if units > 0}
    substitutes = data.table("substitutes")
    words, places = substitutes.words("substitute_id")
    wanted |= set(words[places[substitutes.among("item_id", wanted)]].tolist())
    kits = data.table("kits")
    if len(kits.rows):
        held: dict[str, list[str]] = {}
        for kit, component in zip(kits.frame["kit_id"], kits.frame["component_id"], strict=True):
            held.setdefault(kit, []).append(component)
        reached = list(wanted)
        while reached:
            new = set(held.get(reached.pop(), ())) - wanted
            wanted |= new
            reached.extend(new)
    return wanted


def _active(data: Dataset) -> set[str]:
    """Suppliers to whom orders may be placed."""
    suppliers = data.table("suppliers")
    words, places = suppliers.words("supplier_id")
    return set(words[places[suppliers.among("status", ("active",))]].tolist())


def _inside(demand: CheckedTable, settings: Settings) -> BoolArray:
    """The rows of demand within the horizon."""
    dates = demand.cells["date"].array
    return np.logical_and(dates >= np.datetime64(settings.start), dates < np.datetime64(settings.end))


def _dropped(rule: str, table: CheckedTable, dropped: BoolArray, where: str, columns: tuple[str, ...]) -> Notice | None:
    """A notice of rows that count for nothing, the largest first, with the sum of their units."""
    found = np.flatnonzero(dropped)
    if not len(found):
        return None
    units = table.cells["units"].array[found]
    largest = np.argsort(-units, kind="stable")[:EXAMPLES].tolist()
    return Notice(
        rule,
        f"{_count(len(found), 'row')} of {table.name} ({units.sum():,.10g} units) {where}: dropped",
        len(found),
        tuple(
            f"row {table.rows[found[at]]}: {table.shown(int(found[at]), *columns)}, {units[at]:,.10g} units"
            for at in largest
        ),
    )


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
