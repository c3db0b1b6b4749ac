"""From options to tables: the recipe of a generated dataset."""

from typing import Any

import numpy as np
import pandas as pd

from optimizer.generate import breaks, bundles, demand, freight, limits, sourcing, state
from optimizer.generate.bundles import Kits
from optimizer.generate.catalogue import Catalogue, build_catalogue, items_frame
from optimizer.generate.demand import Products
from optimizer.generate.options import GenerateOptions
from optimizer.generate.places import Places, build_places, fulfilment_frame, node_names, transfers_frame
from optimizer.generate.sourcing import Offers, Suppliers, suppliers_frame

Tables = dict[str, pd.DataFrame]


def generate(options: GenerateOptions) -> tuple[dict[str, Any], Tables]:
    """A dataset of the given size and kind.

    Returns the settings by key of `plan.yaml` and the tables by name, in the columns of the dataset reference; a table
    or an optional column without content is left out. The same options give the same tables on every machine.
    """
    here = build_places(options)
    catalogue = build_catalogue(options)
    kits = bundles.build_kits(options, catalogue)
    products = demand.build_products(catalogue, kits)
    rows = demand.draw_demand(options, products, here)
    per_week = catalogue.per_week + kits.per_kit.T @ kits.per_week
    suppliers = sourcing.build_suppliers(options)
    offers = sourcing.build_offers(options, catalogue, suppliers, per_week)
    stock = state.build_stock(options, catalogue, here, per_week, limits.overseas_only(options, suppliers, offers))
    inbound = state.build_inbound(options, here, suppliers, offers)

    at_hand = stock.available.sum(axis=1) + np.bincount(inbound.item, weights=inbound.units, minlength=options.items)
    items = items_frame(options, catalogue, state.cover_limits(options, rows, at_hand))
    tables: Tables = {"items": pd.concat([items, bundles.kit_items_frame(options, catalogue, kits)], ignore_index=True)}
    tables |= _terms(options, catalogue, here, suppliers, offers)
    tables["nodes"] = pd.DataFrame({"node_id": here.node_ids, "name": node_names(options)}).assign(
        **limits.node_limits(options, catalogue, here, (stock, inbound), per_week)
    )
    tables["demand"] = demand.demand_frame(options, products, here, rows)
    tables["stock"] = state.stock_frame(catalogue, here, stock)
    tables["inbound"] = state.inbound_frame(options, catalogue, here, suppliers, inbound)
    if options.safety_stock:
        tables["safety_stock"] = state.safety_frame(options, catalogue, here, per_week)
    if options.budgets != "none":
        to_buy = np.maximum(0.0, demand.units_wanted(options, rows, kits) - at_hand) * limits.cheapest(options, offers)
        smallest = limits.smallest_order(offers, tables["suppliers"]["min_order_value"].to_numpy())
        tables["budgets"] = limits.budgets_frame(options, catalogue, suppliers, to_buy, smallest)
    tables |= _switched(options, catalogue, here, kits, products)
    return _settings(options), {name: table for name, table in tables.items() if len(table) or name == "demand"}


def _terms(
    options: GenerateOptions, catalogue: Catalogue, here: Places, suppliers: Suppliers, offers: Offers
) -> Tables:
    """Suppliers, offers, breaks and lanes."""
    sellers = suppliers_frame(options, suppliers).assign(
        **limits.supplier_minima(options, catalogue, suppliers, offers)
    )
    sold = sourcing.offers_frame(options, catalogue, suppliers, offers)
    if options.capacities:
        columns, setup = limits.capacities(options, suppliers, offers)
        sellers, sold = sellers.assign(**columns), sold.assign(capacity_per_line=setup)
    lanes = freight.lanes_frame(options, catalogue, here, suppliers, offers)
    if options.shares:
        orderable = freight.earliest_receipt(options, suppliers, offers, lanes) < options.periods
        sold = sold.assign(**breaks.sourcing_rules(options, offers, orderable))
    tables = {"suppliers": sellers, "offers": sold, "lanes": lanes}
    if options.breaks:
        tables["offers"] = sold.assign(break_kind=breaks.break_kind(options, len(sold)))
        tables["price_breaks"] = breaks.price_breaks_frame(options, catalogue, suppliers, offers)
    return tables


def _switched(options: GenerateOptions, catalogue: Catalogue, here: Places, kits: Kits, products: Products) -> Tables:
    """Tables that exist where their switch is on."""
    tables: Tables = {}
    if options.transfers:
        tables["transfers"] = transfers_frame(options, here)
    if options.zones:
        tables["fulfilment"] = fulfilment_frame(options, here)
    if options.channels:
        tables["channels"] = bundles.channels_frame()
    if options.kits:
        tables["kits"] = bundles.kits_frame(products.ids, kits)
    if options.substitutes:
        tables["substitutes"] = bundles.substitutes_frame(options, catalogue, kits, products.ids)
    return tables


def _settings(options: GenerateOptions) -> dict[str, Any]:
    return {
        "start": options.start,
        "periods": options.periods,
        "bucket": options.bucket,
        "currency": options.currency,
        "shortage_mode": "lost",
        "salvage_value": options.salvage_value,
        "discount_rate": options.discount_rate,
        "frozen_periods": options.frozen_periods,
    }
