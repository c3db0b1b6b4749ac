from scenarios.report.stock import items_that_matter, stock_of
from tests.builders import build, day
from tests.scenarios.report.plans import lost, order, plan_of


def test_what_is_bought_and_what_shortages_cost_is_at_stake() -> None:
    problem = build(items=["A", "B", "C", "D"])
    plan = plan_of(
        orders=[order(1, 50, duty=5), order(1, 300, item_id="B")],
        shortage=[lost(3)],  # 3 x 100
    )
    table = items_that_matter(problem, plan, count=1)
    assert table["item_id"].to_list() == ["A"]
    assert table[["bought", "short", "stake"]].to_numpy().tolist() == [[55, 300, 355]]
    assert items_that_matter(problem, plan)["item_id"].to_list() == ["A", "B"]  # nothing is at stake with C and D


def test_chosen_items_come_first_and_once() -> None:
    problem = build(items=["A", "B", "C"])
    table = items_that_matter(problem, plan_of(orders=[order(1, 50)]), count=1, chosen=["C", "B", "C"])
    assert table["item_id"].to_list() == ["C", "B", "A"]
    assert items_that_matter(problem, plan_of(orders=[order(1, 50)]), chosen=["A"])["item_id"].to_list() == ["A"]


def test_stock_is_that_of_all_nodes_and_rows_left_out_are_nothing() -> None:
    problem = build(nodes=["M", "N"], safety_stock=[{"node_id": "M", "units": 2}, {"node_id": "N", "units": 1}])
    row = {"item_id": "A", "date": day(1), "opening": 1, "ordered_in": 4, "served": 2, "closing": 3}
    plan = plan_of(
        projection=[{**row, "node_id": "M"}, {**row, "node_id": "N"}],
        shortage=[lost(2, 1, demand=6), lost(0, 2, zone_id="M", backlog=7)],
    )
    table = stock_of(problem, plan, "A")
    assert table["date"].dt.date.to_list() == [day(0), day(1), day(2)]
    assert table["closing"].to_list() == [0, 6, 0]
    assert table["ordered_in"].to_list() == [0, 8, 0]
    assert table["safety_stock"].to_list() == [3, 3, 3]
    assert table[["demand", "lost", "owed"]].to_numpy().tolist() == [[0, 0, 0], [6, 2, 0], [0, 0, 7]]
