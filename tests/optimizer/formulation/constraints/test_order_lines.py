"""Order lines: whole cases, minimum, maximum, tiers of both kinds. A lost unit costs 100 unless said otherwise."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import cost, plan

HOLD = [{"carrying_cost": 1}]


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # A: a minimum of 4 units in cases of 2. B: all units cheaper from 5 on, two ways to go. C: dearer beyond 3.
    golden(
        build(
            periods=1,
            items=["A", "B", "C"],
            offers=[
                {"unit_price": 1, "case_pack": 2, "moq_units": 4, "max_units": 9},
                {"item_id": "B", "unit_price": 2},
                {"item_id": "C", "unit_price": 1, "break_kind": "incremental"},
            ],
            price_breaks=[
                {"item_id": "B", "min_units": 5, "unit_price": 1},
                {"item_id": "C", "min_units": 3, "unit_price": 4},
            ],
            lanes=[{}, {"mode": "air", "cost_per_unit": 1}],
            demand={"A": [3], "B": [7], "C": [6]},
        )
    )


@pytest.mark.parametrize(("moq", "ordered", "paid"), [(10, 10, 20), (11, 11, 22), (499, 499, 998), (501, 0, 1000)])
def test_a_line_is_at_least_its_minimum_or_nothing(moq: int, ordered: int, paid: int) -> None:
    # 10 units wanted at 2 each, or 1000 for losing them: 500 units is where buying stops paying.
    found = plan(demand=[10], offers=[{"unit_price": 2, "moq_units": moq}])
    assert found.cost == paid
    assert found.ordered() == ({0: ordered} if ordered else {})


@pytest.mark.parametrize(("pack", "ordered"), [(1, 10), (4, 12), (5, 10), (7, 14), (11, 11)])
def test_whole_cases_are_bought(pack: int, ordered: int) -> None:
    assert plan(demand=[10], offers=[{"unit_price": 2, "case_pack": pack}]).ordered() == {0: ordered}


def test_the_minimum_is_rounded_up_and_the_maximum_down_to_cases() -> None:
    # At least 5 in cases of 3: 6. At most 8 in cases of 3: 6 a period, so 3 of 9 come early and are held at 1 each.
    assert plan(demand=[1], offers=[{"unit_price": 2, "case_pack": 3, "moq_units": 5}]).ordered() == {0: 6}
    found = plan(demand=[0, 9], items=HOLD, offers=[{"unit_price": 2, "case_pack": 3, "max_units": 8}])
    assert found.ordered() == {0: 3, 1: 6}
    assert found.cost == 18 + 3


def test_the_maximum_of_a_line_spreads_an_order_over_periods() -> None:
    early = plan(demand=[0, 10], items=HOLD, offers=[{"unit_price": 2, "max_units": 6}])
    assert early.ordered() == {0: 4, 1: 6}
    assert early.cost == 20 + 4
    assert plan(demand=[0, 10], items=HOLD, offers=[{"unit_price": 2, "max_units": 10}]).ordered() == {1: 10}


def test_minimum_and_maximum_count_all_nodes_and_modes_of_a_line() -> None:
    # 3 for N and 2 for M are one line of 5.
    both = {"nodes": ["N", "M"], "demand": {("A", "N"): [3], ("A", "M"): [2]}, "periods": 1}
    assert cost(offers=[{"unit_price": 2, "moq_units": 5}], **both) == 10
    assert cost(offers=[{"unit_price": 2, "moq_units": 6}], **both) == 12
    assert cost(offers=[{"unit_price": 2, "max_units": 4}], **both) == 8 + 100
    # Two modes: air takes one unit in its only container, road the others; together no more than 4.
    modes = [
        {"mode": "road", "cost_per_unit": 2},
        {"mode": "air", "container_m3": 1, "max_containers": 1},
    ]
    items = [{"unit_m3": 1}]
    assert cost(items=items, lanes=modes, periods=1, demand=[5], offers=[{"max_units": 4}]) == 3 * 2 + 100


@pytest.mark.parametrize(
    ("wanted", "ordered", "paid"), [(4, 4, 8), (6, 10, 10), (9, 10, 10), (10, 10, 10), (12, 12, 12)]
)
def test_all_units_are_cheaper_from_the_break_on(wanted: int, ordered: int, paid: int) -> None:
    # 2 each, 1 each from 10 on: above 5 wanted units, 10 are cheaper than what is wanted.
    tiers = {"offers": [{"unit_price": 2}], "price_breaks": [{"min_units": 10, "unit_price": 1}], "periods": 1}
    found = plan(demand=[wanted], **tiers)
    assert found.ordered() == {0: ordered}
    assert found.cost == paid


def test_cases_may_jump_over_a_tier() -> None:
    # 3 below 10, 1 from 10 to 11, 2 from 12 on, cases of 8: 8 or 16, the cheap tier holds no whole case.
    breaks = [{"min_units": 10, "unit_price": 1}, {"min_units": 12, "unit_price": 2}]
    assert cost(demand=[7], offers=[{"unit_price": 3, "case_pack": 8}], price_breaks=breaks) == 24
    assert cost(demand=[9], offers=[{"unit_price": 3, "case_pack": 8}], price_breaks=breaks) == 32
    # Cases of 10 fall into it.
    assert cost(demand=[7], offers=[{"unit_price": 3, "case_pack": 10}], price_breaks=breaks) == 10


def test_all_units_dearer_from_the_break_on_makes_orders_small() -> None:
    # 1 each below 5, 3 each from 5 on: 8 units are two orders of 4, four of them held one period at 0.1.
    breaks = [{"min_units": 5, "unit_price": 3}]
    found = plan(items=[{"carrying_cost": 0.1}], demand=[0, 8], offers=[{"unit_price": 1}], price_breaks=breaks)
    assert found.cost == pytest.approx(8.4)
    assert found.ordered() == {0: 4, 1: 4}


def test_a_tier_of_all_units_ends_one_unit_before_the_next() -> None:
    # One period: 8 units at 3 are 24; 4 at 1 and 4 lost at 7 are 32; the fractional 4.5 cannot be ordered at all.
    breaks = [{"min_units": 5, "unit_price": 3}]
    assert (
        cost(periods=1, items=[{"shortage_cost": 7}], demand=[8], offers=[{"unit_price": 1}], price_breaks=breaks) == 24
    )
    # 4.5 wanted: 4 at 1 and half a unit lost at 7 = 7.5 beats 5 at 3.
    half = plan(periods=1, items=[{"shortage_cost": 7}], demand=[4.5], offers=[{"unit_price": 1}], price_breaks=breaks)
    assert half.cost == 7.5
    assert half.ordered() == {0: 4}


@pytest.mark.parametrize(("wanted", "paid"), [(3, 9), (4, 12), (6, 14), (9, 17)])
def test_incremental_prices_hold_for_the_units_above_the_break(wanted: int, paid: int) -> None:
    # 3 each up to 4 units, 1 for each unit beyond: 6 = 4 x 3 + 2 x 1. No order is larger for being cheaper.
    found = plan(
        periods=1,
        demand=[wanted],
        offers=[{"unit_price": 3, "break_kind": "incremental"}],
        price_breaks=[{"min_units": 4, "unit_price": 1}],
    )
    assert found.cost == paid
    assert found.ordered() == {0: wanted}


def test_incremental_prices_may_rise() -> None:
    # 1 each up to 5 units, 3 beyond: 8 cost 5 + 9 = 14; with a second supplier at 2, 5 + 3 x 2 = 11.
    rising = {
        "periods": 1,
        "demand": [8],
        "price_breaks": [{"min_units": 5, "unit_price": 3}],
    }
    first = {"unit_price": 1, "break_kind": "incremental"}
    assert cost(offers=[first], **rising) == 14
    found = plan(suppliers=["S", "R"], offers=[first, {"supplier_id": "R", "unit_price": 2}], **rising)
    assert found.cost == 11
    assert found.ordered("supplier") == {"S": 5, "R": 3}


def test_incremental_prices_in_three_tiers_that_fall_and_rise() -> None:
    # 4 each to 2 units, 1 each to 6, 5 beyond. 7 units: 8 + 4 + 5 = 17; in cases of 4: 8 units, 8 + 4 + 10 = 22.
    breaks = [{"min_units": 2, "unit_price": 1}, {"min_units": 6, "unit_price": 5}]
    offer = {"unit_price": 4, "break_kind": "incremental"}
    assert cost(periods=1, demand=[7], offers=[offer], price_breaks=breaks) == 17
    assert cost(periods=1, demand=[7], offers=[offer | {"case_pack": 4}], price_breaks=breaks) == 22


def test_a_break_below_the_minimum_or_beyond_the_maximum_is_out_of_reach() -> None:
    # The price of 9 below 3 units is never paid at a minimum of 5; the price of 0 from 20 on never at a maximum of 8.
    breaks = [{"min_units": 3, "unit_price": 2}, {"min_units": 20, "unit_price": 0}]
    offer = {"unit_price": 9, "moq_units": 5, "max_units": 8}
    assert cost(periods=1, demand=[4], offers=[offer], price_breaks=breaks) == 10
    assert cost(periods=1, demand=[9], offers=[offer], price_breaks=breaks) == 16 + 100


def test_the_tier_is_that_of_the_whole_line_over_all_nodes() -> None:
    # 6 for N and 4 for M: ten units at 1.
    found = cost(
        nodes=["N", "M"],
        periods=1,
        demand={("A", "N"): [6], ("A", "M"): [4]},
        offers=[{"unit_price": 2}],
        price_breaks=[{"min_units": 10, "unit_price": 1}],
    )
    assert found == 10
