"""What can be ordered: every case column (offer, lane, period) that exists, its order line, order and shipment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import join, positions
from optimizer.linear import Bools, Floats, Ints


@dataclass(frozen=True)
class Ordering:
    """Index arrays over the orders that exist.

    Cases (one per column q[i,a,t]): ``offer``, ``lane``, ``period``, ``arrival``, ``item``, ``supplier``, ``node``,
    ``case_pack`` (units), ``freight_rate`` (variable freight, money per unit) and the ``line`` they belong to.
    Lines (one per (i,s,t)): ``line_offer``, ``line_period``, ``line_order`` (position, or -1 where the supplier has
    neither an order cost nor a minimum). Orders (s,t): ``order_supplier``, ``order_period``. Shipments (a,t) of
    lanes whose shipments matter: ``shipment_lane``, ``shipment_period``; ``case_shipment`` is -1 elsewhere.
    """

    offer: Ints
    lane: Ints
    period: Ints
    arrival: Ints
    item: Ints
    supplier: Ints
    node: Ints
    case_pack: Floats
    freight_rate: Floats
    line: Ints
    line_offer: Ints
    line_period: Ints
    line_order: Ints
    order_supplier: Ints
    order_period: Ints
    case_shipment: Ints
    shipment_lane: Ints
    shipment_period: Ints
    offer_item: Ints
    offer_supplier: Ints
    lane_supplier: Ints
    lane_node: Ints
    has_switch: Bools
    """(lanes,) a shipment costs something by itself: a fixed cost or a minimum charge."""
    has_containers: Bools
    """(lanes,) whole containers that cost money or are limited in number."""

    @property
    def case_count(self) -> int:
        """How many case columns there are."""
        return self.offer.size

    @property
    def line_count(self) -> int:
        """How many order lines there are."""
        return self.line_offer.size

    @property
    def line_supplier(self) -> Ints:
        """(lines,) whose order the line is on."""
        return self.offer_supplier[self.line_offer]

    @property
    def line_item(self) -> Ints:
        """(lines,) the item the line is of."""
        return self.offer_item[self.line_offer]


def ordering_of(problem: Problem, calendar: Calendar) -> Ordering:
    """Find every order that may exist: supplier, lane, dates, cycle, arrival inside the horizon."""
    offers, lanes, suppliers = problem.offers, problem.lanes, problem.suppliers
    supplier_ids = pd.Index(suppliers["supplier_id"])
    offer_item = positions(pd.Index(problem.items["item_id"]), offers["item_id"])
    offer_supplier = positions(supplier_ids, offers["supplier_id"])
    lane_supplier = positions(supplier_ids, lanes["supplier_id"])
    lane_node = positions(pd.Index(problem.nodes["node_id"]), lanes["node_id"])

    offer, lane = join(offer_supplier, lane_supplier, len(suppliers))
    lead_days = lanes["lead_time_days"].to_numpy()[lane] + offers["extra_lead_days"].to_numpy()[offer]
    lag = calendar.lag(lead_days)
    orderable = _order_dates(problem, calendar)[offer] & _sending_dates(lanes, calendar)[lane]
    orderable &= np.arange(calendar.periods)[None, :] + lag[:, None] < calendar.periods
    route, period = np.nonzero(orderable)
    offer, lane, arrival = offer[route], lane[route], period + lag[route]
    item, supplier = offer_item[offer], offer_supplier[offer]

    line_keys, line = np.unique(offer * calendar.periods + period, return_inverse=True)
    line_offer, line_period = np.divmod(line_keys, calendar.periods)
    line_order, order_supplier, order_period = _orders(problem, offer_supplier[line_offer], line_period)
    has_switch, has_containers = _shipment_rules(lanes)
    matters = (has_switch | has_containers)[lane]
    case_shipment = np.full(offer.size, -1, dtype=np.int64)
    shipment_keys, case_shipment[matters] = np.unique(
        lane[matters] * calendar.periods + period[matters], return_inverse=True
    )
    shipment_lane, shipment_period = np.divmod(shipment_keys, calendar.periods)
    return Ordering(
        offer=offer, lane=lane, period=period, arrival=arrival, item=item, supplier=supplier, node=lane_node[lane],
        case_pack=offers["case_pack"].to_numpy(np.float64)[offer],
        freight_rate=_freight_rate(problem, item, lane),
        line=line, line_offer=line_offer, line_period=line_period, line_order=line_order,
        order_supplier=order_supplier, order_period=order_period,
        case_shipment=case_shipment, shipment_lane=shipment_lane, shipment_period=shipment_period,
        offer_item=offer_item, offer_supplier=offer_supplier, lane_supplier=lane_supplier, lane_node=lane_node,
        has_switch=has_switch, has_containers=has_containers,
    )  # fmt: skip


def _order_dates(problem: Problem, calendar: Calendar) -> Bools:
    """(offers, T): the supplier sells the item on the first day of the period, in its cycle, unfrozen."""
    offers, suppliers, settings = problem.offers, problem.suppliers, problem.settings
    t = np.arange(calendar.periods)[None, :]
    first = calendar.first_period_from(suppliers["first_order_date"])[:, None]
    every = suppliers["order_every_periods"].to_numpy()[:, None]
    active = (suppliers["status"] == "active").to_numpy()[:, None]
    sells = active & (t >= first) & ((t - first) % every == 0) & (t >= settings.frozen_periods)
    open_from = offers["available_from"].to_numpy().astype("datetime64[D]")[:, None]
    open_to = offers["available_to"].to_numpy().astype("datetime64[D]")[:, None]
    starts = calendar.starts[None, :]
    available = (np.isnat(open_from) | (starts >= open_from)) & (np.isnat(open_to) | (starts <= open_to))
    supplier = positions(pd.Index(suppliers["supplier_id"]), offers["supplier_id"])
    return np.asarray(sells[supplier] & available)


def _sending_dates(lanes: pd.DataFrame, calendar: Calendar) -> Bools:
    """(lanes, T): what is ordered on the first day of the period can be sent by the lane."""
    first = lanes["blocked_from"].to_numpy().astype("datetime64[D]")[:, None]
    last = lanes["blocked_to"].to_numpy().astype("datetime64[D]")[:, None]
    starts = calendar.starts[None, :]
    within = (np.isnat(first) | (starts >= first)) & (np.isnat(last) | (starts <= last))
    return np.asarray(~within | (np.isnat(first) & np.isnat(last)))


def _orders(problem: Problem, line_supplier: Ints, line_period: Ints) -> tuple[Ints, Ints, Ints]:
    """Purchase orders that need a decision of their own: those of suppliers with an order cost or a minimum."""
    columns = ["order_cost", "min_order_value", "min_order_units", "min_order_kg", "min_order_m3"]
    decides = (problem.suppliers[columns] > 0).any(axis=1).to_numpy()[line_supplier]
    periods = problem.settings.periods
    line_order = np.full(line_supplier.size, -1, dtype=np.int64)
    keys, line_order[decides] = np.unique(line_supplier[decides] * periods + line_period[decides], return_inverse=True)
    supplier, period = np.divmod(keys, periods)
    return line_order, supplier, period


def _shipment_rules(lanes: pd.DataFrame) -> tuple[Bools, Bools]:
    switch = ((lanes["shipment_cost"] > 0) | (lanes["min_charge"] > 0)).to_numpy()
    boxed = (lanes["container_m3"].notna() | lanes["container_kg"].notna()).to_numpy()
    priced = ((lanes["container_cost"] > 0) | lanes["max_containers"].notna()).to_numpy()
    return switch, boxed & priced


def _freight_rate(problem: Problem, item: Ints, lane: Ints) -> Floats:
    lanes, items = problem.lanes, problem.items
    m3, kg = items["unit_m3"].to_numpy()[item], items["unit_kg"].to_numpy()[item]
    per_unit, per_m3, per_kg = (lanes[c].to_numpy()[lane] for c in ("cost_per_unit", "cost_per_m3", "cost_per_kg"))
    return np.asarray(per_unit + per_m3 * m3 + per_kg * kg)
