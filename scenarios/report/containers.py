"""How full the containers of a plan are."""

import pandas as pd

from models.plan import Plan

LANE = ["supplier_id", "node_id", "mode"]


def container_shipments(plan: Plan) -> pd.DataFrame:
    """The plan's shipments that travel in containers, the emptiest first: the columns of `shipments`."""
    table = plan.shipments.loc[plan.shipments["containers"].fillna(0.0) > 0]
    return table.sort_values(["fill", "order_id"], ignore_index=True)


def fill_by_lane(plan: Plan) -> pd.DataFrame:
    """One row a lane that uses containers, the most used first: how many `shipments` and `containers`, and their sums.

    `m3`, `kg` and `freight` (money) are sums; `fill` is the share of the tighter capacity (volume or weight), weighed
    by containers.
    """
    table = container_shipments(plan)
    table = table.assign(filled=table["fill"] * table["containers"])
    lanes = table.groupby(LANE, observed=True).agg(
        shipments=("order_id", "size"),
        containers=("containers", "sum"),
        m3=("m3", "sum"),
        kg=("kg", "sum"),
        freight=("freight", "sum"),
        filled=("filled", "sum"),
    )
    lanes["fill"] = lanes.pop("filled") / lanes["containers"]
    return lanes.reset_index().sort_values(
        ["containers", *LANE], ascending=[False, True, True, True], ignore_index=True
    )
