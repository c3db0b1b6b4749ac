"""Put a plan's tables together from exact column values."""

from __future__ import annotations

from typing import Any

from models.plan import Plan
from optimizer.extract.flows import flows_of, fulfilment_table, projection_table, shortage_table, transfers_table
from optimizer.extract.money import budgets_table
from optimizer.extract.orders import orders_table, shipments_table
from optimizer.extract.summary import service
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Floats


def extract(
    instance: Instance, columns: Columns, values: Floats, shadow_prices: Floats, summary: dict[str, Any]
) -> Plan:
    """The plan that ``values`` (columns,) stand for; ``shadow_prices`` (budgets,) in money per unit of money.

    ``summary`` gains the service figures.
    """
    flows = flows_of(instance, columns, values)
    orders = orders_table(instance, flows.cases)
    shortage = shortage_table(instance, columns, flows)
    summary["service"] = service(instance.problem, shortage)
    return Plan(
        orders=orders,
        shipments=shipments_table(instance, flows.cases, orders),
        transfers=transfers_table(instance, columns, flows),
        fulfilment=fulfilment_table(instance, columns, flows),
        projection=projection_table(instance, flows),
        shortage=shortage,
        budgets=budgets_table(instance, orders, shadow_prices),
        summary=summary,
    )
