"""Why an order row says it is as large as it is."""

from typing import Any

import pytest

from optimizer.solve import solve
from tests.builders import build

NEED = "as much as demand and stock ask for, in whole cases"
LINE = "as much as the supplier's minimum per line"
MOST = "as much as the supplier's maximum per line"
BREAK = "as much as the price break asks for"
ORDER = "as much as demand, stock and the supplier's minimum per order ask for, in whole cases"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, NEED),
        ({"offers": [{"moq_units": 8}]}, LINE),
        ({"offers": [{"max_units": 3}]}, MOST),
        ({"offers": [{"unit_price": 2}], "price_breaks": [{"min_units": 9, "unit_price": 1}]}, BREAK),
        # Five are wanted and fifty bought for the order's sake: nobody "asks for" those, as the row once said.
        ({"offers": [{"unit_price": 1}], "suppliers": [{"min_order_value": 50}]}, ORDER),
    ],
)
def test_the_reason_of_a_row_is_what_its_size_is_equal_to(given: dict[str, Any], reason: str) -> None:
    plan = solve(build(**({"periods": 1, "demand": [5], "offers": [{"unit_price": 1}]} | given))).plan
    assert plan is not None
    assert plan.orders["reason"].tolist() == [reason]
