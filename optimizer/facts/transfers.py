"""What a plan moves between nodes, beside what the problem knows of the way."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from models.problem import Problem
from optimizer.facts.calendar import Calendar
from optimizer.facts.plan_tables import numbers

WAY = ["from_node", "to_node"]


@dataclass(frozen=True)
class Transfers:
    """The transfers of a plan, joined with the tables of the problem."""

    problem: Problem
    calendar: Calendar
    table: pd.DataFrame

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Every row of the plan's transfers, in its order.

        Beside it: `has_way`, `has_item`, `period` (that starts on the ship date, else -1), `due` (day of arrival),
        `due_period` (that receives it, -1 after the last) and `cost_due`.
        """
        ways = self.problem.transfers[[*WAY, "lead_time_days", "cost_per_unit", "cost_per_m3", "cost_per_kg"]]
        items = self.problem.items.loc[
            ~self.problem.items["item_id"].isin(self.problem.kits["kit_id"]), ["item_id", "unit_m3", "unit_kg"]
        ]
        rows = self.table.merge(ways.assign(has_way=True), how="left", on=WAY)
        rows = rows.merge(items.assign(has_item=True), how="left", on="item_id")
        day = self.calendar.days(rows["ship_date"])
        due = day + numbers(rows, "lead_time_days")
        rate = rows["cost_per_unit"] + rows["cost_per_m3"] * rows["unit_m3"] + rows["cost_per_kg"] * rows["unit_kg"]
        return rows.assign(
            has_way=rows["has_way"].notna(),
            has_item=rows["has_item"].notna(),
            period=self.calendar.starting(day),
            due=self.calendar.date(due),
            due_period=self.calendar.receiving(due),
            cost_due=(rate * rows["units"]).fillna(0.0),
        )

    @cached_property
    def sound(self) -> pd.DataFrame:
        """The rows that can be reckoned with: the way and the item exist, shipped at the start of a period."""
        rows = self.rows
        return rows[rows["has_way"] & rows["has_item"] & (rows["period"] >= 0)].reset_index(drop=True)
