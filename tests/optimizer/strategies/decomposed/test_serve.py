"""Serving one stock in closed form: who goes short, and what is kept. Arithmetic of the smallest cases."""

from typing import Any

import numpy as np
import pytest

from optimizer.instance import instance_of
from optimizer.strategies.decomposed import flow_answers
from optimizer.strategies.decomposed.flow_answers import answer_of
from tests.builders import build


@pytest.fixture(autouse=True)
def _in_closed_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_answers, "solve_remainder", None)


def served(**given: Any) -> tuple[list[float], float]:
    """Units served by stream and period without any order, and the cost."""
    instance = instance_of(build(**given))
    answer = answer_of(instance, np.zeros(instance.ordering.case_count), np.zeros((3, 1, 3)), 1.0)
    assert answer is not None
    return answer.served.tolist(), answer.cost


def test_what_is_there_is_served_at_once() -> None:
    assert served(stock=8, demand=[5, 5, 5]) == ([5, 3, 0], 700)


def test_an_early_customer_is_lost_where_that_keeps_safety_stock() -> None:
    # Ten wanted, five there: whoever is lost costs 100. Kept for a period, five units save 5 x 3 of safety.
    item = {"shortage_cost": 100, "safety_cost": 3}
    assert served(items=[item], stock=5, safety_stock=5, demand=[5, 5]) == ([0, 5], 500 + 15 + 15)


def test_a_dearer_customer_later_goes_before_a_cheaper_one_now() -> None:
    channels = [{"channel": "web", "shortage_factor": 0.5}, {"channel": "shop"}]
    demand = [{"channel": "web", "units": 4}, {"channel": "shop", "units": 4, "date": "2024-01-08"}]
    assert served(channels=channels, stock=5, demand=demand)[1] == 3 * 50
    # Holding a unit at 60 a period is not worth the 50 between them.
    held = {"items": [{"carrying_cost": 60}]}
    assert served(channels=channels, stock=5, demand=demand, **held)[1] == 1 * 60 + 3 * 100


def test_a_sale_that_earns_less_than_closing_stock_is_not_made() -> None:
    # A unit is worth 8 at the end, as far as 1.5 periods of a mean demand of 4 go: 6 units.
    settings = {"terminal_value": 1.0, "terminal_cover_periods": 1.5}
    items = [{"unit_cost": 8, "shortage_cost": 5}]
    assert served(items=items, stock=10, demand=[4, 4, 4], **settings) == ([4, 0, 0], 5 * 8 - 8 * 6)
    assert sum(served(items=items, stock=10, demand=[4, 4, 4], terminal_value=0.5)[0]) == 10


def test_customers_who_wait_are_served_when_goods_come() -> None:
    inbound = [{"units": 3, "arrival_date": "2024-01-08"}, {"units": 9, "arrival_date": "2024-01-15"}]
    items = [{"shortage_mode": "backorder", "shortage_cost": 2}]
    # 5 wait one period, 6 (2 of them new) the next.
    found = served(items=items, inbound=inbound, demand=[5, 4, 1])
    assert found == ([0, 3, 7], 2 * 5 + 2 * 6)
