from dataclasses import replace

import pytest

from models.faults import CallError
from models.plan import Plan
from models.problem import Problem
from optimizer.baseline import BaselineOptions, baseline
from scenarios.compare.comparison import compare
from tests.builders import build


@pytest.fixture
def problem() -> Problem:
    # A of category x; 10 in weeks 0 and 1 at 2, carrying 0.5
    items = [{"item_id": "A", "category": "x", "carrying_cost": 0.5}]
    return build(items=items, offers=[{"unit_price": 2}], demand=[10, 10, 0])


def followed(problem: Problem, policy: str, **values: float) -> Plan:
    plan = baseline(problem, BaselineOptions(policy, values)).plan
    assert plan is not None
    return plan


def test_every_table_is_against_the_first_plan(problem: Problem) -> None:
    # weekly: 10 and 10; at once: 20 in week 0, 10 of them kept for a week at 0.5
    weekly, none = followed(problem, "weeks-of-cover", cover_periods=1), followed(problem, "min-max", safety_periods=-9)
    found = compare(problem, {"weekly": weekly, "none": none})
    costs = found.costs.set_index(["plan", "term"])
    assert costs.loc[("weekly", "purchase"), "cost"] == pytest.approx(weekly.summary["costs"]["purchase"])
    assert costs.loc[("none", "purchase"), "difference"] == pytest.approx(-weekly.summary["costs"]["purchase"])
    assert costs.loc[("none", "shortage"), "cost"] == pytest.approx(2000)
    more = costs["difference"]["none", "total"]
    assert costs["share"]["none", "total"] == pytest.approx(more / weekly.summary["objective"])
    service = found.service.set_index(["plan", "kind", "of"])["served"]
    assert service["weekly", "overall", ""] == service["weekly", "category", "x"] == service["weekly", "zone", "N"] == 1
    assert service["none", "overall", ""] == 0
    spend = found.spend.groupby("plan")[["ordered", "difference"]].sum()
    assert spend["ordered"]["weekly"] == pytest.approx(weekly.summary["costs"]["purchase"])
    assert spend["difference"]["none"] == pytest.approx(-weekly.summary["costs"]["purchase"])
    lines = len(weekly.orders)
    assert found.counts()["none"] == {"same": 0, "resized": 0, "moved": 0, "dropped": lines, "added": 0}
    shares = found.suppliers.set_index(["plan", "supplier_id"])
    assert shares.loc[("weekly", "S"), "share"] == 1
    assert shares.loc[("none", "S"), "difference"] == -1


def test_costs_are_recomputed_not_believed(problem: Problem) -> None:
    plan = followed(problem, "min-max")
    told = {**plan.summary, "costs": {"purchase": 1.0}, "objective": 1.0}
    lying = replace(plan, summary=told)
    found = compare(problem, {"true": plan, "lying": lying})
    assert found.costs.query("plan == 'lying'")["difference"].abs().max() == 0
    assert found.verdicts["true"].accepted
    assert not found.verdicts["lying"].accepted


def test_plans_of_nothing_are_compared(problem: Problem) -> None:
    found = compare(problem, {"one": Plan.empty(), "two": Plan.empty()})
    assert found.suppliers.empty
    assert found.changes.empty
    assert found.counts() == {"two": {"same": 0, "resized": 0, "moved": 0, "dropped": 0, "added": 0}}


def test_a_plan_of_another_dataset_is_refused(problem: Problem) -> None:
    plan = followed(problem, "min-max")
    other = replace(plan, summary={**plan.summary, "dataset_sha256": "0"})
    with pytest.raises(CallError, match="plan b was made for another version"):
        compare(problem, {"a": plan, "b": other})
    assert compare(problem, {"a": plan, "b": replace(plan, summary={})}).names == ["a", "b"]


def test_one_plan_is_not_enough(problem: Problem) -> None:
    with pytest.raises(CallError, match="1 plan given; expected 2 or more"):
        compare(problem, {"a": Plan.empty()})
