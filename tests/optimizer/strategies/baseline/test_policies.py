"""How much each policy wants, on one stock of 10 units a week, reviewed in the first of eight weeks."""

from typing import Any

import numpy as np
import pytest

from models.faults import CallError
from optimizer.strategies.baseline.books import Books
from optimizer.strategies.baseline.parameters import parsed
from optimizer.strategies.baseline.registry import POLICIES, policy
from optimizer.strategies.baseline.simulate import reviewed
from optimizer.strategies.baseline.stocks import stocks_of
from tests.builders import build

STEADY: dict[str, Any] = {"periods": 8, "demand": [10] * 8, "lanes": [{"lead_time_days": 7}]}


def wanted(name: str, values: dict[str, float] | None = None, **given: Any) -> float:
    """Units wanted in the first period."""
    stocks = stocks_of(build(**(STEADY | given)))
    rule = policy(name)
    parameters = rule.with_values(values or {})
    return float(rule.wanted(reviewed(stocks, Books.opened(stocks, soft=False), parameters, 0), parameters)[0])


def test_min_max_orders_nothing_at_the_reorder_point_and_up_to_the_maximum_below_it() -> None:
    # An order of week 0 arrives in week 1, the next in week 2: min = 10 units of week 1, on what week 0 leaves.
    # Carrying 1, set-up 5: economic quantity sqrt(2 x 10 x 5 / 1) = 10.
    costs: dict[str, Any] = {"items": [{"carrying_cost": 1}], "offers": [{"unit_price": 0, "line_cost": 5}]}
    assert wanted("min-max", stock=20, **costs) == 0
    assert wanted("min-max", stock=19, **costs) == pytest.approx(1 + 10)
    assert wanted("min-max", {"lot_factor": 0.0, "lot_periods": 3.0}, stock=19, **costs) == pytest.approx(1 + 30)


def test_what_is_lost_before_the_arrival_is_bought_for_by_position_only() -> None:
    # the shelf is empty: 10 of week 0 are lost, 10 of week 1 need not be; 10 more come in week 1
    assert wanted("min-max", {"lot_factor": 0.0}) == pytest.approx(20)
    assert wanted("min-max", {"lot_factor": 0.0, "projected": 1.0}) == pytest.approx(10)
    coming = [{"units": 4, "arrival_date": "2024-01-08"}]
    assert wanted("min-max", {"lot_factor": 0.0}, inbound=coming) == pytest.approx(16)
    assert wanted("min-max", {"lot_factor": 0.0, "projected": 1.0}, inbound=coming) == pytest.approx(6)


def test_safety_stock_and_the_order_cycle_raise_the_reorder_point() -> None:
    free = {"lot_factor": 0.0}
    assert wanted("min-max", free, stock=20, safety_stock=4) == pytest.approx(4)
    assert wanted("min-max", free | {"safety_periods": 0.5}, stock=20, safety_stock=4) == pytest.approx(4 + 5)
    # ordered every third week: 30 units until the next order can bring goods
    assert wanted("min-max", free, stock=20, suppliers=[{"order_every_periods": 3}]) == pytest.approx(20)


def test_what_is_on_its_way_counts() -> None:
    coming = [{"units": 6, "arrival_date": "2024-01-08"}]
    assert wanted("min-max", {"lot_factor": 0.0}, stock=10, inbound=coming) == pytest.approx(10 - 6)


def test_what_is_owed_is_bought_for() -> None:
    # on backorder the 10 of week 0 wait: 10 for them and 10 for week 1, however stock is seen
    for projected in (0.0, 1.0):
        values = {"lot_factor": 0.0, "projected": projected}
        assert wanted("min-max", values, shortage_mode="backorder") == pytest.approx(20)


def test_a_fixed_quantity_comes_in_multiples() -> None:
    # quantity sqrt(2 x 10 x 0.8 / 1) = 4; 10 short: three of them
    costs: dict[str, Any] = {"items": [{"carrying_cost": 1}], "offers": [{"unit_price": 0, "line_cost": 0.8}]}
    assert wanted("fixed-quantity", {"projected": 1.0}, **costs) == pytest.approx(12)
    assert wanted("fixed-quantity", stock=20, **costs) == 0


def test_silver_meal_stops_where_the_mean_cost_rises() -> None:
    # set-up 25, carrying 1, 10 a week: k=1: 25; k=2: (25+10)/2 = 17.5; k=3: (25+10+20)/3 = 18.3: two weeks
    costs: dict[str, Any] = {"items": [{"carrying_cost": 1}], "offers": [{"unit_price": 0, "line_cost": 25}]}
    assert wanted("silver-meal", **costs) == pytest.approx(20)
    assert wanted("silver-meal", {"set_up_factor": 0.0}, **costs) == pytest.approx(10)
    assert wanted("silver-meal", stock=20, **costs) == 0


def test_weeks_of_cover_orders_at_every_review() -> None:
    assert wanted("weeks-of-cover", {"cover_periods": 3.0}, stock=35) == pytest.approx(30 - 25)
    assert wanted("weeks-of-cover", {"cover_periods": 3.0}, stock=40) == 0
    # beyond the horizon the mean goes on: 7 weeks within, 3 beyond
    assert wanted("weeks-of-cover", {"cover_periods": 10.0}, stock=10) == pytest.approx(100)


@pytest.mark.parametrize("name", POLICIES)
def test_every_parameter_is_told_and_tried_around_its_default(name: str) -> None:
    for each in policy(name).parameters:
        assert each.low <= each.default <= each.high
        assert each.default in each.grid
        assert each.meaning
        assert np.all(np.diff(each.grid) > 0)


def test_what_is_set_is_checked() -> None:
    assert parsed(["top_up=0.25", "overrun=1"]) == {"top_up": 0.25, "overrun": 1.0}
    for word in ("top_up", "top_up=much", "top_up=nan"):
        with pytest.raises(CallError, match="name=number"):
            parsed([word])
    with pytest.raises(CallError, match="twice"):
        parsed(["top_up=1", "top_up=0"])
    with pytest.raises(CallError, match="has no parameter 'cover'; it has lot_factor"):
        policy("min-max").with_values({"cover": 1})
    with pytest.raises(CallError, match="expected a number from 0 to 1"):
        policy("min-max").with_values({"top_up": 1.5})
    with pytest.raises(CallError, match="choose one of min-max"):
        policy("max-min")
