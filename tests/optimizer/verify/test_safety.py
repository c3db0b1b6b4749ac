"""Safety stock: the shortfall and its price."""

import pytest

from optimizer.formulation.constraints.safety import violations
from optimizer.formulation.objective import safety
from tests.builders import build
from tests.optimizer.verify.plans import facts, plan, told


def test_the_projection_tells_wish_and_shortfall() -> None:
    # 4 wished for, 3 there: 1 short in each of two weeks.
    problem = build(stock=3, safety_stock=4, periods=2)
    rows = [{"date": t, "safety_stock": 4, "safety_shortfall": 1} for t in (0, 1)]
    assert told(violations, problem, plan(projection=rows)) == []
    (sentence,) = told(violations, problem, plan(projection=[rows[0], {**rows[1], "safety_shortfall": 0}]))
    assert sentence == "The projection of item A at node N on 2024-01-08 says safety_shortfall 0 where it is 1."


def test_a_row_that_is_left_out_hides_a_wish() -> None:
    assert len(told(violations, build(stock=9, safety_stock=4, periods=1), plan())) == 1


def test_a_shortfall_costs_at_the_end_of_every_period() -> None:
    # 1 x 2.5 in two weeks, the second weighed by 1.5^(-7/365).
    problem = build(stock=3, safety_stock=4, items=[{"safety_cost": 2.5}], periods=2, discount_rate=0.5)
    assert safety.cost(facts(problem, plan())) == pytest.approx(2.5 + 2.5 * 1.5 ** (-7 / 365))
    assert safety.cost(facts(build(stock=4, safety_stock=4, items=[{"safety_cost": 2.5}]), plan())) == 0
