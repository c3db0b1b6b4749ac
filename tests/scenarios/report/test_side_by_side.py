import numpy as np

from optimizer.verdict import Verdict
from scenarios.report.side_by_side import bought_from, costs_of, differences, ordered_by_period, sizes_of
from scenarios.report.told import Told
from tests.builders import build, day
from tests.scenarios.report.plans import lost, order, plan_of, shipment

PROBLEM = build()
AS_IS = Told(
    "as is",
    PROBLEM,
    plan_of(orders=[order(5, 50)], shipments=[shipment(4)], shortage=[lost(2), lost(0, 2, backlog=3)]),
    Verdict((), {"purchase": 50.0, "duty": 0.0, "freight": 4.0}, 54.0, {"overall": 0.5}),
)
DEARER = Told(
    "dearer",
    PROBLEM,
    plan_of(orders=[order(5, 60, duty=6, supplier_id="T", order_date=day(1))], shipments=[shipment(4)]),
    Verdict((), {"purchase": 60.0, "duty": 6.0, "freight": 4.0}, 70.0),
)


def test_the_terms_of_each_case_add_up_to_its_cost() -> None:
    costs = costs_of([AS_IS, DEARER])
    assert costs.columns.to_list() == ["purchase", "duty", "freight"]  # a term that any of them has
    assert costs.sum(axis=1).to_list() == [54, 70]
    assert costs_of([AS_IS]).columns.to_list() == ["purchase", "freight"]


def test_differences_to_the_first_add_up_to_the_difference_of_the_costs() -> None:
    table = differences(costs_of([AS_IS, DEARER]))
    assert table.columns.to_list() == ["purchase", "duty"]  # freight is the same
    assert table.sum(axis=1).to_list() == [0, 16]


def test_what_is_not_known_of_a_case_is_no_number() -> None:
    table = sizes_of([AS_IS, DEARER])
    assert table[["cost", "ordered", "orders", "freight", "lost", "owed"]].to_numpy().tolist() == [
        [54, 50, 1, 4, 2, 3],
        [70, 66, 1, 4, 0, 0],
    ]
    assert table["in_time"].iloc[0] == 0.5
    assert np.isnan(table.loc[1, ["in_time", "gap", "bound"]].astype(float)).all()


def test_money_by_supplier_and_by_period_adds_up_for_every_case() -> None:
    suppliers = bought_from([AS_IS, DEARER], "supplier_id")
    # freight of both is for S: 50 + 4 and 4; T gets 66 of the second
    assert suppliers.loc[["T", "S"]].to_numpy().tolist() == [[0, 66], [54, 4]]
    assert suppliers.index.to_list() == ["T", "S"]  # 66 against 58
    assert ordered_by_period([AS_IS, DEARER]).to_numpy().tolist() == [[50, 0], [0, 66], [0, 0]]
