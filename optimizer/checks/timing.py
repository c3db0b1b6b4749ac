"""The days of a plan: when orders may be placed, when they arrive, when they are paid."""

import numpy as np
import pandas as pd

from optimizer.facts import Facts
from optimizer.facts.plan_tables import numbers
from optimizer.facts.tolerance import Bools
from optimizer.verdict import Violation, complaints

NAME = "time"

WHERE = "order {order_id}, item {item_id}, node {node_id}, mode {mode}"
ROW = "Order {order_id}, item {item_id} to node {node_id}"


def violations(facts: Facts) -> list[Violation]:
    """Orders that do not exist by the time rules, and dates that do not follow from the order's."""
    rows = facts.orders.rows
    dated = rows[rows["order_date"].notna()]
    return [
        *_no_such_offer(rows),
        *_not_a_day_to_order(facts, dated),
        *_supplier_says_no(facts, dated),
        *_lane_is_blocked(dated),
        *_too_late(facts, dated),
        *_wrong_dates(facts, dated),
    ]


def _no_such_offer(rows: pd.DataFrame) -> list[Violation]:
    named = rows["has_item"] & rows["has_supplier"] & rows["has_node"]
    unsold, unreached = rows[named & ~rows["has_offer"]], rows[named & ~rows["has_lane"]]
    return [
        *complaints(
            NAME, unsold, WHERE, "supplier_id", "an offer", f"{ROW}: supplier {{supplier_id}} does not sell that item."
        ),
        *complaints(
            NAME, unreached, WHERE, "mode", "a lane", f"{ROW}: supplier {{supplier_id}} has no lane there by {{mode}}."
        ),
    ]


def _not_a_day_to_order(facts: Facts, rows: pd.DataFrame) -> list[Violation]:
    starting = facts.calendar.starting(rows["order_day"].to_numpy(dtype=np.float64))
    frozen = facts.problem.settings.frozen_periods
    return [
        *complaints(
            NAME,
            rows[starting < 0],
            WHERE,
            "order_date",
            "the first day of a period",
            f"{ROW} is placed on {{order_date}}, on which no period of the plan starts.",
        ),
        *complaints(
            NAME,
            rows[(starting >= 0) & (starting < frozen)],
            WHERE,
            "order_date",
            f"after the first {frozen} periods",
            f"{ROW} is placed on {{order_date}}; the first {frozen} periods are frozen.",
        ),
    ]


def _supplier_says_no(facts: Facts, rows: pd.DataFrame) -> list[Violation]:
    closed = (rows["order_date"] < rows["available_from"]) | (rows["order_date"] > rows["available_to"])
    return [
        *complaints(
            NAME,
            rows[rows["status"] == "blocked"],
            WHERE,
            "status",
            "active",
            f"{ROW}: supplier {{supplier_id}} is blocked.",
        ),
        *complaints(
            NAME,
            rows[_out_of_cycle(facts, rows)],
            WHERE,
            "order_date",
            "order_every_periods",
            f"{ROW} is placed on {{order_date}}; supplier {{supplier_id}} takes orders every {{order_every_periods}} "
            "periods from {first_order_date} on.",
        ),
        *complaints(
            NAME,
            rows[closed],
            WHERE,
            "order_date",
            "available_to",
            f"{ROW} is placed on {{order_date}}; the offer holds from {{available_from}} to {{available_to}}.",
        ),
    ]


def _lane_is_blocked(rows: pd.DataFrame) -> list[Violation]:
    blocked = rows["blocked_from"].notna() | rows["blocked_to"].notna()
    blocked &= ~(rows["order_date"] < rows["blocked_from"]) & ~(rows["order_date"] > rows["blocked_to"])
    sentence = f"{ROW} is placed on {{order_date}}; on that day supplier {{supplier_id}} can send nothing by {{mode}}."
    return complaints(NAME, rows[blocked], WHERE, "order_date", "a day on which the lane is not blocked", sentence)


def _out_of_cycle(facts: Facts, rows: pd.DataFrame) -> Bools:
    """Tell where an order of a known supplier lies before the cycle's first period or between its periods."""
    calendar = facts.calendar
    first = np.ceil(calendar.days(rows["first_order_date"]) / calendar.bucket_days)  # negative: before the plan
    since = calendar.containing(rows["order_day"].to_numpy(dtype=np.float64)) - first
    off: Bools = (since < 0) | (np.mod(since, numbers(rows, "order_every_periods")) > 0)
    return off & (rows["period"] >= 0).to_numpy()


def _too_late(facts: Facts, rows: pd.DataFrame) -> list[Violation]:
    late = rows["has_offer"] & rows["has_lane"] & (rows["period"] >= 0) & (rows["due_period"] < 0)
    last = f"{facts.calendar.starts[-1].astype('datetime64[D]')}"
    sentence = f"{ROW} arrives on {{due}}; the last period starts on {last}, and orders that come later do not exist."
    return complaints(NAME, rows[late], WHERE, "due", last, sentence)


def _wrong_dates(facts: Facts, rows: pd.DataFrame) -> list[Violation]:
    paid = facts.calendar.date(rows["pay_day"].to_numpy(dtype=np.float64))
    rows = rows.assign(pay_due=paid.to_numpy())
    wrong_arrival = rows["due"].notna() & rows["arrival_date"].notna() & (rows["arrival_date"] != rows["due"])
    wrong_payment = rows["pay_due"].notna() & rows["payment_date"].notna() & (rows["payment_date"] != rows["pay_due"])
    return [
        *complaints(
            NAME,
            rows[wrong_arrival],
            WHERE,
            "arrival_date",
            "due",
            f"{ROW} says that it arrives on {{arrival_date}}; by its lead times that is {{due}}.",
        ),
        *complaints(
            NAME,
            rows[wrong_payment],
            WHERE,
            "payment_date",
            "pay_due",
            f"{ROW} says that it is paid on {{payment_date}}; by the supplier's terms that is {{pay_due}}.",
        ),
    ]
