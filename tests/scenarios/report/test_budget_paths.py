import numpy as np

from scenarios.report.spend import budget_paths, spend_by_period, spend_outside
from tests.builders import build, day
from tests.scenarios.report.plans import order, plan_of

PLAN = plan_of(
    orders=[
        order(1, 10, duty=2, payment_date=day(1)),
        order(1, 5, order_id="PO-2", item_id="B", order_date=day(2), payment_date=day(4)),  # paid after the horizon
    ]
)


def test_money_counts_by_the_day_of_the_budgets_basis() -> None:
    problem = build(
        items=["A", {"item_id": "B", "category": "toys"}],
        budgets=[
            {"budget_id": "B1", "amount": 50},
            {"budget_id": "B2", "amount": 50, "basis": "payment"},
            {"budget_id": "B3", "amount": 50, "category": "toys"},
            {"budget_id": "B4", "amount": 50, "last_date": day(1)},
            {"budget_id": "B5", "amount": 50, "supplier_id": "S"},
        ],
    )
    paths = budget_paths(problem, PLAN)
    assert paths.to_numpy().tolist() == [
        [12, 12, 17, 17],
        [0, 12, 12, 17],
        [0, 0, 5, 5],
        [12, 12, 12, 12],
        [12, 12, 17, 17],
    ]
    assert paths.columns.to_list() == [0, 1, 2, "later"]


def test_spend_of_the_periods_and_outside_them_is_all_of_it() -> None:
    problem = build(items=["A", "B"])
    table = spend_by_period(problem, PLAN)
    assert spend_outside(problem, PLAN) == (0, 5)
    both = table[["ordered", "due"]].sum().to_numpy() + spend_outside(problem, PLAN)
    assert np.array_equal(both, [17, 17])  # 10 + 2 + 5
