"""Why an order row says it is as large as it is."""

from typing import Any

import pytest

from optimizer.solve import solve
from tests.builders import build

NEED = "Covers 2024-01-01 at N"
LINE = "Covers 2024-01-01 at N; 3 units to the supplier's minimum per line"
MOST = "Covers 2024-01-01 at N; as much as an order line may have"
BREAK = "Covers 2024-01-01 at N; 4 units to the price break"
ORDER = "Covers 2024-01-01 at N; 45 units to the order minimum of S"
CASES = "Covers 2024-01-01 at N; 1 unit rounded up to whole cases"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, NEED),
        ({"offers": [{"case_pack": 3}]}, CASES),
        ({"offers": [{"moq_units": 8}]}, LINE),
        ({"offers": [{"max_units": 3}]}, MOST),
        ({"offers": [{"unit_price": 2}], "price_breaks": [{"min_units": 9, "unit_price": 1}]}, BREAK),
        # Five are wanted and fifty bought for the order's sake: nobody "asks for" those, as the row once said.
        ({"offers": [{"unit_price": 1}], "suppliers": [{"min_order_value": 50}]}, ORDER),
    ],
)
def test_the_reason_of_a_row_is_what_it_covers_and_what_its_size_is_due_to(given: dict[str, Any], reason: str) -> None:
    plan = solve(build(**({"periods": 1, "demand": [5], "offers": [{"unit_price": 1}]} | given))).plan
    assert plan is not None
    assert plan.orders["reason"].tolist() == [reason]
