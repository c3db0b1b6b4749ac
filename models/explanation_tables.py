"""Tables that say why a plan is as it is; kept beside the tables of the plan, and never read back as a part of it."""

from models.columns import Column, Kind, Table, day, ident, text
from models.tables import PLAN_TABLES

PEGGING = Table(
    "pegging",
    "Which demand each unit bought covers; the units of an order row add up to it. First in, first out, followed "
    "through kits, transfers and substitutes.",
    key=(
        "order_id", "item_id", "node_id", "mode", "arrival_date", "covers", "for_item_id", "zone_id", "channel",
        "from_node", "date",
    ),
    columns=(
        ident("order_id", "the purchase order"),
        ident("item_id", "what is bought"),
        ident("node_id", "where it arrives"),
        ident("mode", "by which mode"),
        day("arrival_date", "when it arrives"),
        text("covers", "demand, safety stock, closing stock, or transfer where units go in a circle"),
        text("for_item_id", "what is asked for, where it is a kit or is substituted", empty="stock that stays"),
        text("zone_id", "where the demand is", empty="stock that stays"),
        text("channel", "its way of selling", empty="stock that stays"),
        ident("from_node", "the node that serves or keeps it"),
        day("date", "first day of the period of the demand; of the last period for stock that stays"),
        Column("units", Kind.NUMBER, "how much of the row", required=True, unit="units"),
    ),
)  # fmt: skip

KEPT_TABLES = (*PLAN_TABLES, PEGGING)
"""What the service keeps of a plan."""
