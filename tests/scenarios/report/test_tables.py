from scenarios.report.shortages import short_items
from scenarios.report.spend import largest_orders, spend_by_period
from tests.builders import build, day
from tests.scenarios.report.plans import lost, order, plan_of


def test_spend_is_price_and_duty_by_order_and_by_payment_date() -> None:
    problem = build(
        budgets=[
            {"budget_id": "B1", "amount": 50, "first_date": day(0), "last_date": day(1)},
            {"budget_id": "B2", "amount": 90, "first_date": day(2), "last_date": day(9)},
        ]
    )
    plan = plan_of(
        orders=[
            order(1, 10, duty=2, payment_date=day(1)),
            order(1, 5, order_id="PO-2", order_date=day(2), payment_date=day(4)),  # paid after the horizon
        ]
    )
    table = spend_by_period(problem, plan)
    assert table["ordered"].to_list() == [12.0, 0.0, 5.0]
    assert table["due"].to_list() == [0.0, 12.0, 0.0]
    assert table["budgets"].to_list() == [("B1",), ("B1",), ("B2",)]


def test_the_largest_orders_come_first() -> None:
    plan = plan_of(
        orders=[
            order(1, 10),
            order(2, 3, order_id="PO-2", arrival_date=day(1)),
            order(3, 4, order_id="PO-2", item_id="B", duty=5, arrival_date=day(2)),
        ]
    )
    table = largest_orders(plan, count=1)
    assert table["order_id"].to_list() == ["PO-2"]  # 3 + 4 + 5 = 12 against 10
    assert table[["lines", "units", "money"]].to_numpy().tolist() == [[2, 5, 12]]
    assert table["arrives"].iloc[0].date() == day(2)


def test_nothing_runs_short() -> None:
    problem = build(channels=[{"channel": "default"}])
    assert short_items(problem, plan_of(shortage=[lost(0)])).empty


def test_what_runs_short_is_counted_by_item_and_priced() -> None:
    problem = build(
        items=[{"item_id": "A"}, {"item_id": "B", "shortage_cost": 3, "shortage_mode": "backorder"}],
        channels=[{"channel": "web", "shortage_factor": 2}, {"channel": "default"}],
    )
    plan = plan_of(
        shortage=[
            lost(2, 1, channel="web"),
            lost(1, 2),
            lost(0, 0, item_id="B", backlog=5, demand=5),
            lost(0, 1, item_id="B", backlog=4),
        ]
    )
    table = short_items(problem, plan).set_index("item_id")
    assert list(table.index) == ["A", "B"]
    assert table[["lost", "late", "money"]].to_numpy().tolist() == [
        [3, 0, 2 * 100 * 2 + 100],
        [0, 5, 3 * (5 + 4)],
    ]
    assert table["since"].dt.date.to_list() == [day(1), day(0)]
    assert table["demand"].to_list() == [3, 5]
