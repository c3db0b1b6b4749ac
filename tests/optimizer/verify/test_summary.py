"""The summary beside what is recomputed: status, costs, objective, bound, gap, service."""

from functools import cache
from typing import Any

import pytest

from models.plan import Plan
from models.problem import Problem
from optimizer.checks.summary import violations
from optimizer.facts import Facts
from optimizer.verify import verify
from tests.builders import build
from tests.optimizer.verify.plans import plan

# 10 asked for in zone N, 6 served, 4 lost at 100: a cost of 400 and a service of 0.6.


@cache
def _facts() -> tuple[Facts, dict[str, float]]:
    problem = build(items=[{"category": "toys", "shortage_cost": 100}], demand=[10], stock=6, periods=1)
    judged = plan(
        fulfilment=[{"units": 6}],
        projection=[{"opening": 6, "served": 6}],
        shortage=[{"demand": 10, "served": 6, "lost": 4}],
    )
    return Facts(problem, judged), verify(problem, judged).costs


def _summary(**changed: Any) -> dict[str, Any]:
    costs = dict(_facts()[1])
    assert costs["shortage"] == 400
    return {
        "status": "optimal",
        "objective": 400.0,
        "bound": 399.96,
        "gap": 0.0001,
        "costs": costs,
        "service": {"overall": 0.6, "by_category": {"toys": 0.6}, "by_zone": {"N": 0.6}},
        "options": {"gap": 0.0001},
    } | changed


def _found(**changed: Any) -> list[str]:
    known, costs = _facts()
    return [violation.sentence for violation in violations(_summary(**changed), costs, known.service)]


def test_a_true_summary_is_accepted() -> None:
    assert _found() == []


def test_a_plan_without_a_summary_claims_nothing() -> None:
    known, costs = _facts()
    assert violations({}, costs, known.service) == []
    assert verify(known.problem, known.plan).accepted


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"objective": 400.01}, "The summary says an objective of 400.01; the costs add up to 400."),
        ({"objective": None}, "The summary says an objective of nothing; the costs add up to 400."),
        ({"bound": 401.0, "gap": -0.0025}, "The summary says a bound of 401; the plan costs 400, which is less."),
        ({"gap": 0.00005}, "The summary says a gap of 5e-05; by objective and bound it is 0.0001."),
        (
            {"gap": None, "status": "feasible"},
            "The summary says a gap of nothing; by objective and bound it is 0.0001.",
        ),
        (
            {"bound": None, "status": "feasible"},
            "The summary says a gap of 0.0001; by objective and bound it is nothing.",
        ),
        (
            {"status": "infeasible"},
            "The summary says the status infeasible; a plan's is optimal or feasible or cancelled.",
        ),
        ({"options": {"gap": 0.00001}}, "The summary says optimal with a gap of 0.0001; the gap asked for is 1e-05."),
        (
            {"bound": None, "gap": None},
            "The summary says optimal with a gap of nothing; the gap asked for is 0.0001.",
        ),
        ({"costs": {"shortage": 400}}, "The summary says nothing for purchase; it is 0."),
        ({"service": {"overall": 0.6}}, "The summary says a service of nothing (by_category, toys); it is 0.6."),
        (
            {"service": {"overall": 0.61, "by_category": {"toys": 0.6}, "by_zone": {"N": 0.6}}},
            "The summary says a service of 0.61 (overall); it is 0.6.",
        ),
        (
            {"service": {"overall": 0.6, "by_category": {"toys": 0.6}, "by_zone": {"N": 0.6, "M": 1.0}}},
            "The summary says a service of 1 (by_zone, M); it is nothing.",
        ),
    ],
)
def test_a_false_summary_is_refused(changed: dict[str, Any], sentence: str) -> None:
    assert sentence in _found(**changed)


def test_a_false_cost_is_refused() -> None:
    true = _summary()["costs"]
    assert _found(costs={**true, "shortage": 399.0}) == ["The summary says 399 for shortage; it is 400."]
    assert _found(costs={**true, "bribes": 1.0}) == ["The summary says 1 for bribes; it is 0."]


def test_a_feasible_plan_needs_no_bound() -> None:
    assert _found(status="feasible", bound=None, gap=None) == []


@pytest.mark.parametrize("odd", [None, "lots", [], {}, True, float("nan")])
def test_odd_figures_are_refused_not_raised(odd: Any) -> None:
    for key in ("status", "objective", "costs", "service", "gap"):
        assert _found(**{key: odd}) != []
    _found(options=odd, bound=odd)


def _service(problem: Problem, judged: Plan) -> dict[str, Any]:
    return Facts(problem, judged).service.figures()


def test_backlog_is_served_first() -> None:
    # 5 asked for in week 0, 4 in week 1, none served before 6 are in week 1: 5 of them are late, 1 of 9 is in time.
    problem = build(demand=[5, 4], shortage_mode="backorder")
    assert _service(problem, plan(fulfilment=[{"date": 1, "units": 6}]))["overall"] == pytest.approx(1 / 9)


def test_service_is_told_by_category_and_zone() -> None:
    # A is served 1 of 2 in zone N, B 3 of 3 in zone M, and the debt of 1 of node M is not settled: 4 of 6.
    problem = build(
        items=[{"category": "toys"}, {"item_id": "B"}],
        nodes=["N", "M"],
        demand={("A", "N"): [2], ("B", "M"): [3]},
        stock=[{"node_id": "M", "item_id": "A", "on_hand": -1}],
    )
    judged = plan(
        fulfilment=[
            {"units": 1},
            {"item_id": "B", "served_item_id": "B", "zone_id": "M", "node_id": "M", "units": 3},
        ]
    )
    assert _service(problem, judged) == {
        "overall": pytest.approx(4 / 6),
        "by_category": {"": 1.0, "toys": pytest.approx(1 / 3)},
        "by_zone": {"M": pytest.approx(3 / 4), "N": 0.5},
    }


def test_without_demand_there_is_no_service() -> None:
    assert _service(build(), Plan.empty()) == {"overall": None, "by_category": {}, "by_zone": {}}
