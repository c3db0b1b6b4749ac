"""Terminal stock: credited at the terminal value up to some periods of mean demand, at salvage beyond."""

from typing import Any

import pytest

from optimizer.formulation.constraints.terminal import violations
from optimizer.formulation.objective import terminal_credit
from tests.builders import build
from tests.optimizer.verify.plans import facts, plan, told

GIVEN: dict[str, Any] = {
    "items": [{"unit_cost": 10}],
    "offers": [{"unit_price": 10}],
    "terminal_value": 0.8,
    "salvage_value": 0.3,
    "terminal_cover_periods": 2,
}


@pytest.mark.parametrize(
    ("stock", "credit"),
    [
        (3, 24),  # 3 x 8
        (4, 32),  # mean demand 6 / 3 = 2, two periods of it: 4 x 8
        (5, 35),  # 32 + 1 x 3
    ],
)
def test_stock_is_worth_less_beyond_its_cover(stock: float, credit: float) -> None:
    problem = build(stock=stock, demand=[6], **GIVEN)
    assert terminal_credit.cost(facts(problem, plan())) == pytest.approx(-credit)


def test_promotions_and_debts_are_no_mean_demand() -> None:
    # Only the baseline of 3 over 3 weeks counts: mean 1, cover 2: 2 x 8 + 6 x 3 = 34 (8 of inbound).
    problem = build(
        demand=[{"units": 3}, {"units": 9, "kind": "promotion"}], stock=-6, inbound=[{"units": 8}], **GIVEN
    )
    assert terminal_credit.cost(facts(problem, plan())) == pytest.approx(-34)


def test_kits_count_in_the_mean_of_their_components() -> None:
    # 3 kits of 2 A over 3 weeks: mean 2, cover 4: 4 x 8 + 1 x 3.
    problem = build(
        **{**GIVEN, "items": [{"unit_cost": 10}, {"item_id": "K"}]},
        kits=[{"kit_id": "K", "component_id": "A", "units": 2}],
        demand={"K": [0, 3]},
        stock=5,
    )
    assert terminal_credit.cost(facts(problem, plan())) == pytest.approx(-35)


def test_nodes_are_summed_and_the_end_is_after_the_last_period() -> None:
    problem = build(
        nodes=["N", "M"],
        stock=[{"on_hand": 3}, {"node_id": "M", "on_hand": 2}],
        demand=[6],
        discount_rate=0.5,
        **GIVEN,
    )
    assert terminal_credit.cost(facts(problem, plan())) == pytest.approx(-35 * 1.5 ** (-21 / 365))


def test_no_more_is_claimed_than_stock_is_worth() -> None:
    problem = build(stock=5, demand=[6], **GIVEN)
    assert told(violations, problem, plan({"costs": {"terminal_credit": -35}})) == []
    (sentence,) = told(violations, problem, plan({"costs": {"terminal_credit": -40}}))
    assert sentence == "The plan credits 40 for its closing stock, which is worth 35."
