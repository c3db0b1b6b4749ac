"""Sourcing: shares of the units that this plan orders of an item. A lost unit costs 100."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import Planned, cost, plan


def _two(cheap: dict[str, Any], dear: dict[str, Any], **given: Any) -> Planned:
    """Supplier S sells at 1, R at 3."""
    offers = [{"unit_price": 1, **cheap}, {"supplier_id": "R", "unit_price": 3, **dear}]
    return plan(suppliers=["S", "R"], offers=offers, **given)


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    offers = [
        {"unit_price": 1, "max_share": 0.75, "case_pack": 2},
        {"supplier_id": "R", "unit_price": 3, "min_share": 0.2, "max_share": 0.5},
    ]
    golden(build(periods=1, suppliers=["S", "R"], offers=offers, demand=[8]))


@pytest.mark.parametrize(("share", "ordered", "paid"), [(0.3, 3, 16), (0.4, 4, 18), (1, 10, 30)])
def test_a_least_share_goes_to_the_dearer_supplier(share: float, ordered: int, paid: int) -> None:
    # 10 units: share x 10 at 3, the others at 1.
    found = _two({}, {"min_share": share}, demand=[10])
    assert found.cost == paid
    assert found.ordered("supplier")["R"] == ordered


def test_a_largest_share_leaves_the_rest_to_the_other() -> None:
    # At most 0.75 of S: 7.5 of 10 is no whole number, so 7 and 3 are bought, 7 + 9 = 16, not 8 and 2.
    found = _two({"max_share": 0.75}, {}, demand=[10])
    assert found.cost == 16
    assert _two({"max_share": 0.8}, {}, demand=[10]).cost == 8 + 6


def test_a_share_is_of_the_whole_horizon_and_of_all_nodes() -> None:
    # 5 in N at once, 5 in M two weeks later: S may send its 5 to N if R's 5 come later.
    found = _two(
        {"max_share": 0.5, "available_to": "2024-01-01"},
        {"available_from": "2024-01-02"},
        nodes=["N", "M"],
        demand={("A", "N"): [5], ("A", "M"): [0, 0, 5]},
    )
    assert found.cost == 5 + 15
    assert found.ordered("supplier", "node") == {("S", "N"): 5, ("R", "M"): 5}


def test_shares_in_whole_cases_may_need_more_than_is_wanted() -> None:
    # Half each, cases of 3 and 2: 6 and 6 are the least equal quantities above nothing; 12 units for a demand of 5.
    found = _two({"max_share": 0.5, "case_pack": 3}, {"max_share": 0.5, "case_pack": 2}, periods=1, demand=[5])
    assert found.cost == 6 + 18
    assert found.ordered("supplier") == {"S": 6, "R": 6}


def test_a_share_of_a_large_minimum_pulls_the_other_along() -> None:
    # R sells 40 units or none, and S at most 0.8 of all: 1 unit wanted is worth 100. R alone: 40 x 3 = 120 is too
    # dear; at a price of 1, 40 units of R are bought and none of S.
    dear = {"moq_units": 40}
    assert _two({"max_share": 0.8}, dear, periods=1, demand=[1]).cost == 100
    assert _two({"max_share": 0.8}, dear | {"unit_price": 1}, periods=1, demand=[1]).cost == 40


def test_a_least_share_pulls_a_line_far_beyond_the_demand() -> None:
    # S has the only MOQ: 30 units; R is promised half of all units: 30 as well, at 0.5 each: 30 + 15 for a demand of 3.
    found = _two({"moq_units": 30, "min_share": 0.5}, {"min_share": 0.5, "unit_price": 0.5}, periods=1, demand=[3])
    assert found.cost == 45
    assert found.ordered("supplier") == {"S": 30, "R": 30}


def test_an_item_that_is_not_ordered_breaks_no_promise() -> None:
    # R's price of 1000 keeps anything from being ordered: 3 units are lost.
    assert _two({}, {"min_share": 0.4, "unit_price": 1000}, demand=[3]).cost == 300
    assert cost(offers=[{"unit_price": 1, "min_share": 1}], demand=[3]) == 3


def test_shares_are_kept_item_by_item() -> None:
    # B has no share to keep: all of it comes from the cheaper supplier.
    offers = [
        {"unit_price": 1},
        {"supplier_id": "R", "unit_price": 3, "min_share": 0.5},
        {"item_id": "B", "unit_price": 1},
        {"item_id": "B", "supplier_id": "R", "unit_price": 3},
    ]
    assert cost(items=["A", "B"], suppliers=["S", "R"], offers=offers, demand={"A": [4], "B": [4]}) == 8 + 4
