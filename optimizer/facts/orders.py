"""What a plan orders: its rows beside the terms they are bought on, its lines, purchase orders and loads."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.facts.calendar import Calendar
from optimizer.facts.plan_tables import numbers
from optimizer.facts.prices import prices_paid
from optimizer.facts.tolerance import Floats

OFFER = ["item_id", "supplier_id"]
LANE = ["supplier_id", "node_id", "mode"]
LINE = ["supplier_id", "period", "item_id"]
PURCHASE_ORDER = ["supplier_id", "period"]
SHIPMENT = ["order_id", "supplier_id", "node_id", "mode"]

OFFER_TERMS = [
    "case_pack", "moq_units", "max_units", "line_cost", "duty_rate", "extra_lead_days", "break_kind",
    "available_from", "available_to", "capacity_per_unit", "capacity_per_line",
]  # fmt: skip
LANE_TERMS = [
    "lead_time_days", "cost_per_unit", "cost_per_m3", "cost_per_kg", "min_charge", "shipment_cost",
    "container_m3", "container_kg", "container_cost", "max_containers", "blocked_from", "blocked_to",
]  # fmt: skip
SUPPLIER_TERMS = [
    "order_cost", "min_order_value", "min_order_units", "min_order_kg", "min_order_m3", "order_every_periods",
    "first_order_date", "capacity", "capacity_overrun_cost", "payment_days", "status",
]  # fmt: skip
ITEM_TERMS = ["unit_m3", "unit_kg", "category"]


def _known(frame: pd.DataFrame, keys: list[str], terms: list[str], flag: str) -> pd.DataFrame:
    return frame[keys + terms].assign(**{flag: True})


@dataclass(frozen=True)
class Orders:
    """The orders of a plan, joined with the tables of the problem."""

    problem: Problem
    calendar: Calendar
    table: pd.DataFrame

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Every row of the plan's orders, in its order, with the terms of its offer, lane, supplier and item.

        `has_offer`, `has_lane`, `has_supplier`, `has_item`, `has_node` tell what the problem knows of it; `quantity` is
        cases x case_pack, `period` the one of the order date (-1 outside the horizon), `due` the day of arrival and
        `due_period` the period that receives it (-1 after the last).
        """
        rows = self.table
        offers = self.problem.offers.rename(columns={"unit_price": "list_price"})
        for frame, keys, terms, flag in (
            (offers, OFFER, ["list_price", *OFFER_TERMS], "has_offer"),
            (self.problem.lanes, LANE, LANE_TERMS, "has_lane"),
            (self.problem.suppliers, ["supplier_id"], SUPPLIER_TERMS, "has_supplier"),
            (self.problem.items, ["item_id"], ITEM_TERMS, "has_item"),
            (self.problem.nodes, ["node_id"], [], "has_node"),
        ):
            found = rows[keys].merge(_known(frame, keys, terms, flag), how="left", on=keys)
            rows = rows.assign(**{term: found[term] for term in terms}, **{flag: found[flag].notna()})
        day = self.calendar.days(rows["order_date"])
        due = day + numbers(rows, "lead_time_days") + numbers(rows, "extra_lead_days")
        return rows.assign(
            quantity=rows["cases"] * rows["case_pack"],
            order_day=day,
            period=self.calendar.containing(day),
            due_day=due,
            due=self.calendar.date(due),
            due_period=self.calendar.receiving(due),
            pay_day=day + numbers(rows, "payment_days"),
        )

    @cached_property
    def sound(self) -> pd.DataFrame:
        """The rows that can be reckoned with: offer and lane exist, ordered within the horizon."""
        rows = self.rows
        known = rows["has_offer"] & rows["has_lane"] & rows["has_node"] & (rows["period"] >= 0)
        return rows if known.all() else rows[known].reset_index(drop=True)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Order lines (supplier, period, item) over all nodes and modes: `quantity`, `paid`, `duty_due`, the terms."""
        constant = ["order_id", "order_date", "list_price", *OFFER_TERMS, *ITEM_TERMS, "pay_day", "order_day"]
        groups = self.sound.groupby(LINE, sort=False, as_index=False)
        lines = groups.agg({"quantity": "sum", **dict.fromkeys(constant, "first")})
        paid = prices_paid(lines, self.problem.price_breaks)
        return lines.assign(paid=paid, duty_due=paid * lines["duty_rate"])

    @cached_property
    def purchase_orders(self) -> pd.DataFrame:
        """Purchase orders (supplier, period) with the terms.

        `paid` (without duty), `quantity`, `kg`, `m3`, `load` on the supplier's capacity, `overrun` of it.
        """
        lines = self.lines
        measured = lines.assign(
            kg=lines["quantity"] * lines["unit_kg"],
            m3=lines["quantity"] * lines["unit_m3"],
            load=lines["quantity"] * lines["capacity_per_unit"] + lines["capacity_per_line"],
        )
        sums = dict.fromkeys(["paid", "quantity", "kg", "m3", "load"], "sum")
        orders = measured.groupby(PURCHASE_ORDER, sort=False, as_index=False).agg(
            {**sums, "order_id": "first", "order_date": "first"}
        )
        orders = orders.merge(self.problem.suppliers[["supplier_id", *SUPPLIER_TERMS]], on="supplier_id")
        excess = np.maximum(0.0, numbers(orders, "load") - numbers(orders, "capacity"))
        return orders.assign(overrun=np.nan_to_num(excess))

    @cached_property
    def loads(self) -> pd.DataFrame:
        """What each shipment (order, supplier, node, mode) carries: `quantity`, `m3`, `kg`, with the lane's terms.

        `charge` is the carrier's, by unit, volume and weight; `boxed` tells whether it travels in containers.
        """
        rows = self.sound
        measured = rows.assign(m3=rows["quantity"] * rows["unit_m3"], kg=rows["quantity"] * rows["unit_kg"])
        constant = ["order_date", "period", *LANE_TERMS]
        loads = measured.groupby(SHIPMENT, sort=False, as_index=False).agg(
            {"quantity": "sum", "m3": "sum", "kg": "sum", "due": "max", **dict.fromkeys(constant, "first")}
        )
        return loads.assign(charge=_variable_charge(loads), boxed=_boxed(loads))

    @property
    def row_figures(self) -> pd.DataFrame:
        """The sound rows with what they should say: `price`, `value_due` and `duty_due` at the price of their line."""
        lines, rows = self.lines, self.sound
        units = numbers(lines, "quantity")
        each = np.divide(numbers(lines, "paid"), units, out=np.zeros(len(lines)), where=units != 0)
        price = each[rows.groupby(LINE, sort=False).ngroup().to_numpy(dtype=np.int64)]
        value = price * numbers(rows, "quantity")
        return rows.assign(price=price, value_due=value, duty_due=value * numbers(rows, "duty_rate"))


def _boxed(lanes: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which lanes travel in containers."""
    return lanes["container_m3"].notna() | lanes["container_kg"].notna()


def _variable_charge(loads: pd.DataFrame) -> Floats:
    """Return the carrier's charge by unit, volume and weight, at least the lane's minimum."""
    by_size = loads["cost_per_m3"] * loads["m3"] + loads["cost_per_kg"] * loads["kg"]
    charge = loads["cost_per_unit"] * loads["quantity"] + by_size
    due: Floats = np.maximum(numbers(loads.assign(charge=charge), "charge"), numbers(loads, "min_charge"))
    return due
