"""Contradicting shares, found before solving."""

from typing import Any

import pytest

from models.problem import Problem
from optimizer.feasibility import first_arrivals, infeasible_reasons
from tests.builders import build, day

Shares = dict[str, Any]


def _problem(s: Shares, r: Shares, **given: Any) -> Problem:
    offers = [{"supplier_id": "S", **s}, {"supplier_id": "R", **r}]
    return build(**{"suppliers": ["S", "R"], "offers": offers, "demand": [5]} | given)


def test_least_shares_add_up_to_one_at_most() -> None:
    assert infeasible_reasons(_problem({"min_share": 0.4}, {"min_share": 0.6})) == []
    assert infeasible_reasons(_problem({"min_share": 0.5}, {"min_share": 0.6})) == [
        "Item A: the least shares of its suppliers S (0.5), R (0.6) add up to 1.1, which is more than 1."
    ]


def test_ten_tenths_are_one() -> None:
    suppliers = [f"S{number}" for number in range(10)]
    for share in ("min_share", "max_share"):
        offers = [{"supplier_id": supplier, share: 0.1} for supplier in suppliers]
        assert infeasible_reasons(build(suppliers=suppliers, offers=offers, demand=[5])) == []


def test_largest_shares_add_up_to_one_at_least() -> None:
    assert infeasible_reasons(_problem({"max_share": 0.4}, {"max_share": 0.6})) == []
    (reason,) = infeasible_reasons(_problem({"max_share": 0.4}, {"max_share": 0.5}))
    assert reason == (
        "Item A: the largest shares of the suppliers it can still be ordered from, S (0.4), R (0.5), add up to 0.9, "
        "which is less than 1."
    )


def test_only_offers_that_can_be_ordered_count_for_the_largest_shares() -> None:
    late = {"available_from": day(9)}
    assert len(infeasible_reasons(_problem({"max_share": 0.6}, {"max_share": 0.6, **late}))) == 1
    assert infeasible_reasons(_problem({"max_share": 0.6, **late}, {"max_share": 0.6, **late})) == []  # none at all


def test_a_least_share_is_not_above_the_largest() -> None:
    assert infeasible_reasons(_problem({"min_share": 0.5, "max_share": 0.5}, {})) == []
    assert infeasible_reasons(_problem({"min_share": 0.5, "max_share": 0.4}, {})) == [
        "Item A: the least share of supplier S, 0.5, is above its largest, 0.4."
    ]


@pytest.mark.parametrize(
    ("offer", "given", "why"),
    [
        ({}, {"suppliers": [{"supplier_id": "S", "status": "blocked"}, "R"]}, "the supplier is blocked"),
        ({"available_to": day(-1)}, {}, "no period is within the offer's dates"),
        ({"available_from": day(1, offset=1), "available_to": day(1, offset=6)}, {}, "no period is within"),
        ({"available_from": day(2), "available_to": day(1)}, {}, "no period is within"),
        ({}, {"frozen_periods": 3}, "not frozen"),
        ({"extra_lead_days": 15}, {}, "every order would arrive after the last period"),
        ({}, {"lanes": [{"blocked_to": day(2)}, {"supplier_id": "R"}]}, "with a lane open"),
        (
            {},
            {"suppliers": [{"supplier_id": "S", "first_order_date": day(3)}, "R"]},
            "the supplier's order cycle",
        ),
    ],
)
def test_a_promise_needs_an_order_that_exists(offer: Shares, given: dict[str, Any], why: str) -> None:
    reasons = infeasible_reasons(_problem({"min_share": 0.1, **offer}, {}, **given))
    assert len(reasons) == 1
    promise = "Item A: supplier S is promised a share of 0.1, but no order of it can be placed there"
    assert reasons[0].startswith(promise)
    assert why in reasons[0]


def test_the_last_order_that_arrives_is_enough() -> None:
    # 14 days: ordered on the first day it is received in the last of three weeks.
    assert infeasible_reasons(_problem({"min_share": 0.1, "extra_lead_days": 14}, {})) == []
    assert len(infeasible_reasons(_problem({"min_share": 0.1, "extra_lead_days": 14}, {}, frozen_periods=1))) == 1


def test_a_lane_that_is_open_counts_on_its_days() -> None:
    # by sea in 14 days, blocked in the first week, so too late; by air at once
    sea = {"mode": "sea", "lead_time_days": 14, "blocked_to": day(0)}
    promised: tuple[Shares, Shares] = {"min_share": 0.1}, {}
    late = infeasible_reasons(_problem(*promised, lanes=[sea, {"supplier_id": "R"}]))
    assert "every order would arrive after the last period" in late[0]
    assert infeasible_reasons(_problem(*promised, lanes=[sea, {"mode": "air"}, {"supplier_id": "R"}])) == []


def test_first_arrivals_wait_until_a_lane_opens() -> None:
    lanes = [{"blocked_to": day(0), "lead_time_days": 7}, {"mode": "air", "blocked_from": day(0)}]
    assert first_arrivals(build(lanes=lanes)).to_numpy().tolist() == [["A", "N", 2]]  # placed in week 1; none by air


def test_only_items_with_demand_within_the_horizon_count() -> None:
    wrong: tuple[Shares, Shares] = ({"min_share": 0.6}, {"min_share": 0.6})
    assert infeasible_reasons(_problem(*wrong, demand=[])) == []
    assert infeasible_reasons(_problem(*wrong, demand=[{"units": 0}])) == []
    assert infeasible_reasons(_problem(*wrong, demand=[{"units": 5, "date": day(3)}])) == []
    assert len(infeasible_reasons(_problem(*wrong, demand=[], stock=-1))) == 1  # a debt is demand
    kit: dict[str, Any] = {"items": ["A", "K"], "kits": [{"kit_id": "K", "component_id": "A"}], "demand": {"K": [1]}}
    assert len(infeasible_reasons(_problem(*wrong, **kit))) == 1  # through a kit
