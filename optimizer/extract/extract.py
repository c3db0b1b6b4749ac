"""Put a plan's tables together from exact column values."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.plan import Plan
from optimizer.explain.reasons import reasoned, with_measures
from optimizer.extract.flows import flows_of, fulfilment_table, projection_table, shortage_table, transfers_table
from optimizer.extract.money import budgets_table
from optimizer.extract.orders import loads_of, numbered, order_rows, shipments_table
from optimizer.extract.service import asked_of, service
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Floats


def extract(
    instance: Instance, columns: Columns, values: Floats, shadow_prices: Floats, summary: dict[str, Any]
) -> Plan:
    """The plan that ``values`` (columns,) stand for; ``shadow_prices`` (budgets,) in money per unit of money.

    ``summary`` gains the service figures.
    """
    problem = instance.problem
    cases, moved, served = (values[block.indices] for block in (columns.q, columns.move, columns.served))
    cases = np.round(cases)
    flows = flows_of(instance, columns, cases, moved, served)
    projection = projection_table(instance, flows)
    orders = reasoned(problem, numbered(problem, with_measures(instance, order_rows(instance, cases), projection)))
    summary["service"] = service(asked_of(instance, columns, flows))
    return Plan(
        orders=orders,
        shipments=shipments_table(problem, loads_of(instance, cases), orders),
        transfers=transfers_table(instance, columns, flows),
        fulfilment=fulfilment_table(instance, columns, flows),
        projection=projection,
        shortage=shortage_table(instance, columns, flows),
        budgets=budgets_table(problem, orders, shadow_prices),
        summary=summary,
    )
