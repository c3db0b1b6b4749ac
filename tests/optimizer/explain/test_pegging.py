"""Which demand each unit bought covers."""

from typing import Any

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.pegging import pegging
from optimizer.options import Options
from optimizer.solve import solve
from tests.builders import build

ORDERING = [{"order_cost": 50}]  # makes one order of what could be several


def planned(**given: Any) -> tuple[Problem, Plan]:
    problem = build(**given)
    plan = solve(problem, Options(strategy="exact")).plan
    assert plan is not None
    return problem, plan


def told(problem: Problem, plan: Plan, *columns: str) -> list[tuple[Any, ...]]:
    table = pegging(problem, plan).assign(date=lambda t: t["date"].dt.strftime("%m-%d"))
    return [tuple(row) for row in table[[*columns, "units"]].itertuples(index=False)]


def test_units_cover_the_demand_that_stock_leaves_first_in_first_out() -> None:
    # 6 in stock, 5 asked for a week: the first week is served from stock, of the second 1; 4 + 5 are bought.
    problem, plan = planned(demand=[5, 5, 5], stock=6, suppliers=ORDERING)
    assert told(problem, plan, "covers", "date") == [("demand", "01-08", 4.0), ("demand", "01-15", 5.0)]


def test_what_stays_is_safety_stock_then_closing_stock() -> None:
    # Cases of 8: 5 are served, 3 stay, of which 2 are the safety stock.
    items = [{"unit_cost": 0, "shortage_cost": 100, "safety_cost": 9}]
    problem, plan = planned(demand=[5, 0, 0], safety_stock=2, offers=[{"case_pack": 8, "unit_price": 1}], items=items)
    assert told(problem, plan, "covers") == [("demand", 5.0), ("safety stock", 2.0), ("closing stock", 1.0)]


def test_where_nothing_is_asked_for_what_is_bought_is_safety_stock() -> None:
    items = [{"unit_cost": 0, "shortage_cost": 100, "safety_cost": 9}]
    problem, plan = planned(demand=[0, 0, 0], safety_stock=2, offers=[{"unit_price": 1}], items=items)
    assert told(problem, plan, "covers", "for_item_id") == [("safety stock", "", 2.0)]


def test_where_nothing_is_bought_or_asked_for_the_table_is_empty() -> None:
    problem, plan = planned(demand=[0, 0, 0], stock=6)
    assert not len(pegging(problem, plan))


def test_units_are_followed_to_another_node() -> None:
    # Only N is sold to: 4 of the 6 units go on to M.
    problem, plan = planned(
        nodes=["N", "M"], lanes=[{}], transfers=[{"from_node": "N", "to_node": "M"}],
        demand={("A", "N"): [2, 0, 0], ("A", "M"): [0, 3, 1]}, suppliers=ORDERING,
    )  # fmt: skip
    assert sorted(told(problem, plan, "zone_id", "from_node", "date")) == [
        ("M", "M", "01-08", 3.0),
        ("M", "M", "01-15", 1.0),
        ("N", "N", "01-01", 2.0),
    ]


def test_units_in_kits_are_pegged_to_the_kit() -> None:
    # 2 kits of 3 units each, and 1 unit by itself.
    kit = {"item_id": "K", "shortage_cost": 900}
    problem, plan = planned(
        items=["A", kit], kits=[{"kit_id": "K", "component_id": "A", "units": 3}], offers=[{}],
        demand={"A": [1, 0, 0], "K": [0, 2, 0]}, suppliers=ORDERING,
    )  # fmt: skip
    assert told(problem, plan, "for_item_id", "date") == [("A", "01-01", 1.0), ("K", "01-08", 6.0)]


def test_a_substitute_is_pegged_to_the_item_it_stands_in_for() -> None:
    problem, plan = planned(
        items=["A", "B"], offers=[{"item_id": "B"}], substitutes=[{"item_id": "A", "substitute_id": "B"}],
        demand={"A": [4, 0, 0]},
    )  # fmt: skip
    assert told(problem, plan, "item_id", "for_item_id") == [("B", "A", 4.0)]


def test_what_is_late_is_pegged_to_the_period_that_asked_for_it() -> None:
    # A week on the way: the 4 units of the first week are served in the second.
    late = {"lanes": [{"lead_time_days": 7}], "offers": [{"unit_price": 1}], "shortage_mode": "backorder"}
    problem, plan = planned(demand=[4, 0, 0], **late)
    assert told(problem, plan, "covers", "date") == [("demand", "01-01", 4.0)]


def test_the_units_of_every_row_add_up() -> None:
    rng = np.random.default_rng(3)
    for _ in range(3):
        demand = {(item, node): rng.integers(0, 9, 6).tolist() for item in "AB" for node in "NM"}
        problem, plan = planned(
            periods=6, items=["A", "B"], nodes=["N", "M"], demand=demand,
            lanes=[{"lead_time_days": int(7 * rng.integers(0, 2))}], suppliers=ORDERING,
            transfers=[{"from_node": "N", "to_node": "M"}, {"from_node": "M", "to_node": "N"}],
            offers=[{"item_id": item, "case_pack": int(rng.integers(1, 6)), "unit_price": 1} for item in "AB"],
        )  # fmt: skip
        key = ["order_id", "item_id", "node_id", "mode"]
        pegged = pegging(problem, plan).groupby(key)["units"].sum()
        pd.testing.assert_series_equal(pegged, plan.orders.groupby(key)["units"].sum(), check_dtype=False, atol=1e-6)
        assert len(pegged)
