import numpy as np

from scenarios.report.containers import container_shipments, fill_by_lane
from tests.scenarios.report.plans import plan_of, shipment


def test_fill_is_weighed_by_containers() -> None:
    plan = plan_of(
        shipments=[
            shipment(5, containers=1, fill=0.2, m3=2, kg=20),
            shipment(9, order_id="PO-2", containers=3, fill=0.6, m3=18, kg=180),
            shipment(1, order_id="PO-3", mode="parcel"),
        ]
    )
    lanes = fill_by_lane(plan)
    assert lanes[["supplier_id", "node_id", "mode"]].to_numpy().tolist() == [["S", "N", "standard"]]
    assert lanes[["shipments", "containers", "m3", "kg", "freight"]].to_numpy().tolist() == [[2, 4, 20, 200, 14]]
    assert np.isclose(lanes["fill"].iloc[0], (1 * 0.2 + 3 * 0.6) / 4)
    assert container_shipments(plan)["order_id"].to_list() == ["PO-1", "PO-2"]  # the emptiest first


def test_a_plan_without_containers_has_no_lane() -> None:
    assert fill_by_lane(plan_of(shipments=[shipment(5)])).empty
