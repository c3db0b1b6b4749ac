"""The reference itself: arithmetic by hand on the smallest cases, and published optima."""

import math
from pathlib import Path

import pandas as pd
import pytest

from models.files import read_problem
from tests.builders import build
from tests.oracle.oracle import OracleError, optimum

KNOWN = Path(__file__).parents[2].parent / "shared" / "data" / "known"


def test_what_is_bought_is_paid_for() -> None:
    assert optimum(build(demand=[5], offers=[{"unit_price": 2}])) == pytest.approx(5 * 2)


def test_what_costs_more_than_its_loss_is_lost() -> None:
    # Buying takes a MOQ of 60 at 2 = 120; losing one unit costs 100.
    assert optimum(build(demand=[1], offers=[{"unit_price": 2, "moq_units": 60}])) == pytest.approx(100)


def test_a_price_for_all_units_pays_for_more_than_is_needed() -> None:
    # 9 units at 3 are 27; 10 at 2.5 are 25.
    breaks = [{"min_units": 10, "unit_price": 2.5}]
    assert optimum(build(demand=[9], offers=[{"unit_price": 3}], price_breaks=breaks)) == pytest.approx(25)


def test_an_incremental_price_holds_above_its_break() -> None:
    # 10 units: 4 at 3 and 6 at 1.
    offers = [{"unit_price": 3, "break_kind": "incremental"}]
    breaks = [{"min_units": 4, "unit_price": 1}]
    assert optimum(build(demand=[10], offers=offers, price_breaks=breaks)) == pytest.approx(12 + 6)


def test_an_order_is_placed_once_for_two_periods() -> None:
    # One order of 10 and 3 units carried one period at 0.5, against a second order.
    problem = build(periods=2, demand=[7, 3], suppliers=[{"order_cost": 10}], items=[{"carrying_cost": 0.5}])
    assert optimum(problem) == pytest.approx(10 + 3 * 0.5)


def test_containers_are_whole_and_loads_have_a_least_charge() -> None:
    # 5 m3 need 2 containers of 3 m3 at 7; 5 units at 1 are less than the least charge of 6.
    lanes = [{"cost_per_unit": 1, "min_charge": 6, "container_m3": 3, "container_cost": 7}]
    assert optimum(build(demand=[5], items=[{"unit_m3": 1}], lanes=lanes)) == pytest.approx(6 + 2 * 7)


def test_backlog_costs_every_period_and_what_is_still_owed_its_purchase() -> None:
    # Nobody may sell: 2 units wait at 3 through both periods, and then cost 4 each to buy.
    items = [{"shortage_mode": "backorder", "shortage_cost": 3, "unit_cost": 4}]
    assert optimum(build(periods=2, demand=[2], items=items, suppliers=[{"status": "blocked"}])) == pytest.approx(
        2 * 3 * 2 + 2 * 4
    )


def test_closing_stock_is_worth_its_cost_up_to_the_cover() -> None:
    # Mean demand is 6 / 3; 1.5 periods of it, 3 units, are credited at half of 4. A price of 1 makes them worthwhile.
    problem = build(
        demand=[6], items=[{"unit_cost": 4}], offers=[{"unit_price": 1}], terminal_cover_periods=1.5, terminal_value=0.5
    )
    assert optimum(problem) == pytest.approx(6 + 3 * 1 - 3 * 2)


def test_a_kit_of_kits_takes_its_parts() -> None:
    # K holds 2 of J, which holds 3 of A: one K takes 6 of A at 2.
    kits = [{"kit_id": "J", "component_id": "A", "units": 3}, {"kit_id": "K", "component_id": "J", "units": 2}]
    problem = build(items=["A", "J", "K"], kits=kits, demand={"K": [1]}, offers=[{"unit_price": 2, "item_id": "A"}])
    assert optimum(problem) == pytest.approx(12)


def test_a_substitute_serves_where_it_is_cheaper_than_a_loss() -> None:
    offers = [{"item_id": "B", "unit_price": 2}]
    substitutes = [{"item_id": "A", "substitute_id": "B", "cost_per_unit": 1}]
    problem = build(items=["A", "B"], demand={"A": [4]}, offers=offers, substitutes=substitutes)
    assert optimum(problem) == pytest.approx(4 * (2 + 1))


def test_a_hard_budget_leaves_demand_lost_and_a_soft_one_costs() -> None:
    # 10 units at 2 cost 20. A budget of 6 pays for 3; overrun at 0.5 by 14 costs 7.
    hard = build(demand=[10], offers=[{"unit_price": 2}], budgets=[{"amount": 6}])
    soft = build(demand=[10], offers=[{"unit_price": 2}], budgets=[{"amount": 6, "overrun_cost": 0.5}])
    assert optimum(hard) == pytest.approx(6 + 7 * 100)
    assert optimum(soft) == pytest.approx(20 + 7)


def test_owed_units_are_demand_of_the_first_period() -> None:
    # 3 units are owed; they are bought at 2.
    assert optimum(build(stock=-3, offers=[{"unit_price": 2}])) == pytest.approx(6)


def test_shares_that_no_order_can_keep_leave_no_plan() -> None:
    # 0.6 and 0.4 of 5 units are 3 and 2; 0.6 twice is more than everything.
    offers = [{"supplier_id": s, "unit_price": 1, "min_share": 0.6} for s in ("S", "R")]
    fitting = [offers[0] | {"min_share": 0.4}, offers[1]]
    assert optimum(build(demand=[5], suppliers=["S", "R"], offers=fitting)) == pytest.approx(5)
    assert optimum(build(demand=[5], suppliers=["S", "R"], offers=offers)) == math.inf
    assert optimum(build(demand=[], suppliers=["S", "R"], offers=offers)) == 0


@pytest.mark.parametrize(
    "offer",
    [{"max_share": 0.9}, {"min_share": 0.6, "max_share": 0.5}, {"min_share": 0.1, "available_to": "2023-01-01"}],
    ids=["the only offer is capped", "least above largest", "a least share that cannot be ordered"],
)
def test_a_share_that_cannot_be_kept_leaves_no_plan(offer: dict[str, object]) -> None:
    assert optimum(build(demand=[5], offers=[offer])) == math.inf


def test_no_answer_is_given_before_it_is_proven() -> None:
    with pytest.raises(OracleError, match="Time limit"):
        optimum(build(demand=[5, 5, 5], offers=[{"moq_units": 7}]), time_limit=0)


@pytest.mark.parametrize(
    "name", ["wagner_whitin_1958", "snyder_shen_3_9", "snyder_shen_3_27", "snyder_shen_3_29", "multmip1", "gt2"]
)
def test_published_optima_are_found(name: str) -> None:
    if not KNOWN.is_dir():
        pytest.skip("the published problems are not beside the project")
    expected = pd.read_csv(KNOWN / "expected.csv").set_index("name")["objective"]
    assert optimum(read_problem(KNOWN / name)) == pytest.approx(expected[name], rel=1e-6)
