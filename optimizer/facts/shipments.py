"""What travels together: the load of each shipment beside what the plan tells of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from optimizer.facts.orders import SHIPMENT, Orders
from optimizer.facts.plan_tables import numbers
from optimizer.facts.tolerance import Floats


@dataclass(frozen=True)
class Shipments:
    """The shipments of a plan; `table` is the plan's own."""

    orders: Orders
    table: pd.DataFrame

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Each load the orders make, beside the row that tells of it.

        `told` says whether there is such a row; its columns end in `_told`. `containers` is what it says (what the load
        needs at least where it says nothing), `fill_due` and `freight_due` follow from that.
        """
        told = self.table.drop_duplicates(SHIPMENT).rename(
            columns={name: f"{name}_told" for name in self.table.columns if name not in SHIPMENT}
        )
        rows = self.orders.loads.merge(told.assign(told=True), how="left", on=SHIPMENT)
        rows["told"] = rows["told"].notna()
        told_containers = numbers(rows, "containers_told")
        containers = np.where(np.isnan(told_containers), _needed(rows), told_containers)
        containers = np.where(rows["boxed"], containers, 0.0)
        rows = rows.assign(containers=containers, fill_due=_fill(rows, containers))
        fixed = rows["shipment_cost"] + rows["container_cost"] * rows["containers"]
        return rows.assign(freight_due=rows["charge"] + fixed)

    @cached_property
    def empty(self) -> pd.DataFrame:
        """Rows of the plan's shipments that no order fills."""
        loads = self.orders.loads[SHIPMENT].assign(filled=True)
        rows = self.table.merge(loads, how="left", on=SHIPMENT)
        return rows[rows["filled"].isna()]


def _needed(rows: pd.DataFrame) -> Floats:
    """Return the containers each load needs at least; a millionth of one is no reason for another."""
    by_m3 = np.ceil(numbers(rows, "m3") / numbers(rows, "container_m3") - 1e-6)
    by_kg = np.ceil(numbers(rows, "kg") / numbers(rows, "container_kg") - 1e-6)
    needed: Floats = np.fmax(np.fmax(by_m3, by_kg), 1.0)
    return needed


def _fill(rows: pd.DataFrame, containers: Floats) -> Floats:
    """Return the share used of the tighter capacity; NaN where there are no containers."""
    some = np.where(containers > 0, containers, np.nan)
    by_m3 = numbers(rows, "m3") / (numbers(rows, "container_m3") * some)
    by_kg = numbers(rows, "kg") / (numbers(rows, "container_kg") * some)
    return np.fmax(by_m3, by_kg)
