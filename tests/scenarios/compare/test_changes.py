from scenarios.compare.changes import changes_of, counted
from tests.builders import day
from tests.scenarios.report.plans import order, plan_of


def test_lines_are_the_same_resized_moved_dropped_and_added() -> None:
    first = plan_of(
        orders=[
            order(5, 10),  # the same in both
            order(6, 12, order_id="PO-2", order_date=day(1)),  # 8 in the other
            order(7, 14, item_id="B"),  # a week later in the other
            order(3, 6, item_id="C"),  # dropped
        ]
    )
    other = plan_of(
        orders=[
            order(5, 10),
            order(8, 16, order_id="PO-2", order_date=day(1)),
            order(9, 18, duty=1, item_id="B", order_id="PO-2", order_date=day(1)),
            order(4, 8, item_id="C", node_id="M"),  # another place: added
        ]
    )
    table = changes_of(first, other)
    assert table[["change", "item_id"]].to_numpy().tolist() == [
        ["same", "A"], ["resized", "A"], ["moved", "B"], ["dropped", "C"], ["added", "C"],
    ]  # fmt: skip
    moved = table.iloc[2]
    assert (moved["date_before"].date(), moved["date_after"].date()) == (day(0), day(1))
    assert (moved["units_before"], moved["units_after"], moved["money_after"]) == (7, 9, 19)
    assert counted(table) == {"same": 1, "resized": 1, "moved": 1, "dropped": 1, "added": 1}


def test_the_earliest_goes_to_the_earliest() -> None:
    first = plan_of(orders=[order(1, 1), order(2, 2, order_date=day(2))])
    other = plan_of(orders=[order(2, 2, order_date=day(1))])
    table = changes_of(first, other)
    assert table["change"].to_list() == ["moved", "dropped"]
    assert [each.date() for each in table["date_before"]] == [day(0), day(2)]


def test_nothing_changes_between_plans_of_nothing() -> None:
    assert changes_of(plan_of(), plan_of()).empty
    assert counted(changes_of(plan_of(), plan_of(orders=[order(1, 1)])))["added"] == 1
