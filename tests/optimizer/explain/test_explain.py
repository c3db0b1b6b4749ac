"""What is said of lines, shortages and limits; what leaving a line out costs, beside the orders costed without it."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.faults import CallError
from models.files import rows_of
from models.plan import Plan
from models.problem import Problem
from optimizer.explain.alternatives import Alternatives
from optimizer.explain.asked import lines_asked
from optimizer.explain.boards import Boards
from optimizer.explain.explain import Explainer, Explanation, explain
from optimizer.explain.lines import records
from optimizer.explain.shortages import shortages
from optimizer.generate import generate
from optimizer.generate.options import GenerateOptions
from optimizer.instance import instance_of
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.decomposed.assemble import decide
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.start import cases_of
from tests.builders import build, day

EXACT = Options(strategy="exact")


def planned(problem: Problem) -> Plan:
    plan = solve(problem, EXACT).plan
    assert plan is not None
    return plan


def line_of(**given: Any) -> dict[str, Any]:
    problem = build(**given)
    return records(explain(problem, planned(problem)).tables["lines"])[0]


TWO = {"suppliers": ["S", "T"], "lanes": [{}, {"supplier_id": "T"}]}


def test_the_alternative_is_another_supplier_where_one_sells() -> None:
    # 5 units at 2 of S or at 3 of T: 5 more.
    found = line_of(demand=[5], periods=1, offers=[{"unit_price": 2}, {"supplier_id": "T", "unit_price": 3}], **TWO)
    assert found["cost_difference"] == pytest.approx(5.0)
    assert found["not_ordering"] == pytest.approx(5 * 100 - 5 * 2)
    assert (found["by_supplier_id"], found["by_units"], found["lacks"]) == ("T", 5.0, "")
    assert "without it 5.00 USD more (best: 5 units of T by standard to N, the same day)" in found["sentence"]


def test_the_alternative_is_not_to_order_where_nothing_else_is_to_be_had() -> None:
    # 5 units lost at 100 in place of 5 bought at 2.
    found = line_of(demand=[5], periods=1, offers=[{"unit_price": 2}])
    assert (found["cost_difference"], found["instead"]) == (pytest.approx(490.0), "not ordering")


def test_what_the_order_no_longer_costs_is_taken_off() -> None:
    # Without the line there is neither order (30) nor shipment (7): 500 - 10 - 37.
    lanes, suppliers = [{"shipment_cost": 7}], [{"order_cost": 30}]
    found = line_of(demand=[5], periods=1, offers=[{"unit_price": 2}], lanes=lanes, suppliers=suppliers)
    assert found["cost_difference"] == pytest.approx(453.0)


def test_every_price_tier_of_a_line_is_left_out_together() -> None:
    # At the break 5 units cost 5; the tier below it is the same line, and no way out.
    breaks = [{"min_units": 5, "unit_price": 1}]
    found = line_of(demand=[5], periods=1, offers=[{"unit_price": 2}], price_breaks=breaks)
    assert found["cost_difference"] == pytest.approx(495.0)


def test_an_order_that_would_miss_its_minimum_is_said_to() -> None:
    # A and B for 10 each meet the minimum of 20; without A's line 10 are lacking.
    problem = build(
        items=["A", "B"], periods=1, demand={"A": [5], "B": [5]}, suppliers=[{"min_order_value": 20}],
        offers=[{"item_id": item, "unit_price": 2} for item in "AB"],
    )  # fmt: skip
    lines = explain(problem, planned(problem), item="A").tables["lines"]
    assert lines["lacks"].tolist() == ["10.00 value"]
    assert lines["cost_difference"].tolist() == [pytest.approx(490.0)]


def test_money_that_others_have_spent_is_not_to_be_had() -> None:
    # T would cost 15 and the budget has 14: without S's line nothing is bought.
    offers = [{"unit_price": 2}, {"supplier_id": "T", "unit_price": 3, "moq_units": 5}]
    found = line_of(demand=[5], periods=1, offers=offers, budgets=[{"amount": 14}], **TWO)
    assert found["instead"] == "not ordering"
    found = line_of(demand=[5], periods=1, offers=offers, budgets=[{"amount": 15}], **TWO)
    assert found["by_supplier_id"] == "T"


def test_sizes_of_a_line_add_up_in_units_and_money() -> None:
    # 5 needed, cases of 4: 3 to whole cases; the least line is 20: 12 more. A unit costs 2 and 10 % duty.
    problem = build(
        demand=[5], periods=1, offers=[{"unit_price": 2, "case_pack": 4, "moq_units": 20, "duty_rate": 0.1}]
    )
    found = explain(problem, planned(problem)).tables["sizes"]
    told = dict(zip(found["cause"], found["units"], strict=True))
    assert told == {"need": pytest.approx(5), "rounding": pytest.approx(3), "moq": pytest.approx(12)}
    assert found["money"].sum() == pytest.approx(44.0)


SHORT: list[tuple[dict[str, Any], str]] = [
    ({"items": ["A", "B"], "offers": [{"item_id": "B"}], "demand": {"A": [5]}}, "no offer"),
    ({"lanes": [{"lead_time_days": 7}], "demand": [5, 5, 5]}, "lead time"),
    ({"offers": [{"unit_price": 200}]}, "not worth its price"),
    ({"budgets": [{"amount": 0}], "offers": [{"unit_price": 2}]}, "budget"),
    ({"offers": [{"unit_price": 2, "moq_units": 900}]}, "minimum not worth it"),
    ({"offers": [{"unit_price": 2}], "suppliers": [{"capacity": 3}]}, "capacity"),
    ({"offers": [{"unit_price": 2}], "suppliers": [{"order_cost": 900}]}, "not worth its cost"),
]


@pytest.mark.parametrize(("given", "cause"), SHORT, ids=[cause for _, cause in SHORT])
def test_a_shortage_has_its_cause(given: dict[str, Any], cause: str) -> None:
    problem = build(**({"demand": [5, 0, 0]} | given))
    found = explain(problem, planned(problem)).tables["shortages"]
    assert found["cause"].tolist() == [cause]
    assert found["money"].tolist() == [pytest.approx(100 * found["units"].sum())]
    assert found["takes"].str.len().gt(0).all()
    assert found["exactness"].tolist() == ["exact"]


def test_a_budget_of_later_periods_is_no_cause_of_an_early_shortage() -> None:
    # 2 of 5 units are short in the first week for want of capacity; the empty budget begins a week later.
    given: dict[str, Any] = {"offers": [{"unit_price": 2}], "suppliers": [{"capacity": 3}], "demand": [5, 0, 0]}
    problem = build(**given, budgets=[{"amount": 0, "first_date": day(1)}])
    assert shortages(problem, planned(problem))["cause"].tolist() == ["capacity"]
    # From the first week on the money of that week counts: nothing at all can be bought.
    problem = build(**given, budgets=[{"amount": 0, "first_date": day(0)}])
    assert shortages(problem, planned(problem))["cause"].tolist() == ["budget"]


def test_what_it_takes_is_what_the_item_takes_beyond_the_limit() -> None:
    # 5 units at 2 and 10 % duty cost 11, and there are 4.40: 6.60 are lacking.
    offers = [{"unit_price": 2, "duty_rate": 0.1}]
    problem = build(demand=[5], periods=1, offers=offers, budgets=[{"amount": 4.4}])
    found = explain(problem, planned(problem)).tables["shortages"]
    assert found["takes"].tolist() == ["6.60 USD more in budget B1"]
    # The supplier makes 3 of 5.
    problem = build(demand=[5], periods=1, offers=[{"unit_price": 2}], suppliers=[{"capacity": 3}])
    found = explain(problem, planned(problem)).tables["shortages"]
    assert found["takes"].tolist() == [f"2.00 more capacity of S on {day(0)}"]


def test_what_is_beyond_a_soft_limit_anyway_is_not_what_it_takes() -> None:
    # In the first week 4 buy 2 of 5 units; in the second 5 are bought, 8 beyond a budget of 2 that may be overrun. 3
    # more units in the first week take 6 of its money, and nothing more of the second's.
    budgets = [
        {"budget_id": "B1", "amount": 4, "last_date": day(0)},
        {"budget_id": "B2", "amount": 2, "first_date": day(1), "overrun_cost": 0.1},
    ]
    problem = build(demand=[5, 5], periods=2, offers=[{"unit_price": 2}], budgets=budgets)
    found = explain(problem, planned(problem)).tables["shortages"]
    assert found["takes"].tolist() == ["6.00 USD more in budget B1"]


def test_what_only_several_limits_together_leave_short_says_so() -> None:
    # Money for 2 units and capacity for 2, of 5 that are asked for: neither alone helps.
    limits: dict[str, Any] = {"budgets": [{"amount": 4}], "suppliers": [{"capacity": 2}]}
    problem = build(demand=[5], periods=1, offers=[{"unit_price": 2}], **limits)
    found = explain(problem, planned(problem)).tables["shortages"]
    assert found["cause"].tolist() == ["several limits together"]
    assert "6.00 USD more in budget B1" in found["takes"][0]


def test_a_shortage_that_the_plan_need_not_have_is_the_searchs() -> None:
    # The plan was made without T; with it the item would serve all 5.
    offers = [{"unit_price": 200}, {"supplier_id": "T", "unit_price": 2}]
    plan = planned(build(demand=[5], periods=1, offers=offers[:1], **TWO))
    found = explain(build(demand=[5], periods=1, offers=offers, **TWO), plan).tables["shortages"]
    assert found["cause"].tolist() == ["not found by the search"]
    assert "saves 490.00 USD" in found["takes"][0]


def test_without_a_shortage_nothing_is_said() -> None:
    problem = build(demand=[5, 5, 5])
    assert explain(problem, planned(problem)).tables["shortages"].empty


def test_a_limit_that_binds_saves_and_one_that_does_not_saves_nothing() -> None:
    # A unit more of money buys half a unit, which saves 50 less what it costs: the plan's shadow price is 49.
    given: dict[str, Any] = {"demand": [5], "periods": 1, "offers": [{"unit_price": 2, "case_pack": 1}]}
    problem = build(**given, budgets=[{"amount": 6}, {"budget_id": "B2", "amount": 99}])
    found = explain(problem, planned(problem)).tables["limits"].set_index("of")
    assert found["left"].to_dict() == {"B1": pytest.approx(0.0), "B2": pytest.approx(93.0)}
    assert found["saving"]["B2"] == 0.0


def test_nodes_that_are_tied_have_alternatives_too() -> None:
    # 5 units of M come by N (2 a unit to buy, nothing to move), or straight to M for 3: 5 more.
    problem = build(
        nodes=["N", "M"], transfers=[{"from_node": "N", "to_node": "M"}], demand={("A", "M"): [5]}, periods=1,
        suppliers=["S", "T"], lanes=[{}, {"supplier_id": "T", "node_id": "M"}],
        offers=[{"unit_price": 2}, {"supplier_id": "T", "unit_price": 3}],
    )  # fmt: skip
    line = records(explain(problem, planned(problem)).tables["lines"])[0]
    assert (line["cost_difference"], line["exactness"]) == (pytest.approx(5.0), "exact")
    assert (line["by_supplier_id"], line["by_node_id"]) == ("T", "M")


def test_of_tied_items_only_so_many_have_alternatives_as_are_asked_for() -> None:
    given: dict[str, Any] = {"nodes": ["N", "M"], "transfers": [{"from_node": "N", "to_node": "M"}], "periods": 1}
    problem = build(
        **given, items=["A", "B"], demand={("A", "N"): [5], ("B", "N"): [9]},
        offers=[{"item_id": item, "unit_price": 2} for item in "AB"],
    )  # fmt: skip
    found = explain(problem, planned(problem), most_exact=1)
    assert found.tables["lines"].set_index("item_id")["exactness"].to_dict() == {"A": "", "B": "exact"}
    assert found.tables["lines"]["cost_difference"].notna().sum() == 1
    assert "goods may be moved between nodes" in found.notes[0]


def test_figures_and_days_stay_such_beside_lines_that_have_none() -> None:
    # B, which costs more, is told that T would sell it for 3; of A nothing is told.
    problem = build(
        nodes=["N", "M"], transfers=[{"from_node": "N", "to_node": "M"}], periods=1, items=["A", "B"], **TWO,
        demand={("A", "N"): [5], ("B", "N"): [9]},
        offers=[{"item_id": i, "supplier_id": s, "unit_price": p} for i in "AB" for s, p in (("S", 2), ("T", 3))],
    )  # fmt: skip
    found = explain(problem, planned(problem), most_exact=1).tables["lines"]
    told = {row["item_id"]: row for row in json.loads(json.dumps(rows_of(found)))}
    assert (told["B"]["by_order_date"], told["B"]["cost_difference"]) == (f"{day(0):%Y-%m-%d}", pytest.approx(9.0))
    assert (told["A"]["by_order_date"], told["A"]["cost_difference"]) == (None, None)


def test_a_plan_that_orders_nothing_has_empty_tables() -> None:
    problem = build(demand=[])
    found = explain(problem, planned(problem))
    assert all(found.tables[name].empty for name in ("lines", "pegging", "sizes", "shortages"))


def test_only_what_is_asked_for_is_told_and_what_is_unknown_refused() -> None:
    problem = build(items=["A", "B"], demand={"A": [5], "B": [0, 5]}, offers=[{"item_id": each} for each in "AB"])
    explainer = Explainer(problem, planned(problem))
    assert set(explainer.explain(item="B").tables["lines"]["item_id"]) == {"B"}
    assert set(explainer.explain(order="PO-0001").tables["pegging"]["order_id"]) == {"PO-0001"}
    with pytest.raises(CallError, match="no such item"):
        explainer.explain(item="C")
    with pytest.raises(CallError, match="no such order"):
        explainer.explain(order="PO-0099")


@pytest.fixture(scope="module")
def generated() -> tuple[Problem, Plan]:
    problem = Problem.from_tables(*generate(GenerateOptions(items=20, suppliers=4, breaks=0.5, seed=1)))
    plan = solve(problem, Options(strategy="decomposed", time_limit=600.0, gap=0.05)).plan  # no clock decides
    assert plan is not None
    return problem, plan


@pytest.fixture(scope="module")
def told(generated: tuple[Problem, Plan]) -> Explanation:
    return explain(*generated, most_exact=2, seconds=2400.0)  # no clock decides


def test_the_boards_cost_what_the_plan_costs_before_and_after(generated: tuple[Problem, Plan]) -> None:
    problem, plan = generated
    boards = Boards(problem, plan)
    for _ in range(2):
        assert boards.objective() == pytest.approx(plan.summary["objective"], rel=1e-9)
        boards.figures(lines_asked(problem, plan))


def _cost(problem: Problem, plan: Plan) -> float:
    """What the plan's orders cost, served as is best for them."""
    chunks = chunks_of(problem, 1000)
    decided = decide(problem, chunks, [cases_of(plan, instance_of(chunk)) for chunk in chunks])
    assert decided is not None
    return decided.cost


def test_dropping_a_line_costs_what_was_said(generated: tuple[Problem, Plan]) -> None:
    problem, plan = generated
    lines = Boards(problem, plan).figures(lines_asked(problem, plan))
    before = _cost(problem, plan)
    for row in lines.sample(10, random_state=0).itertuples():
        left = (plan.orders["order_id"] == row.order_id) & (plan.orders["item_id"] == row.item_id)
        without = replace(plan, orders=plan.orders[~left].reset_index(drop=True))
        assert _cost(problem, without) - before == pytest.approx(row.not_ordering, rel=1e-6, abs=1e-4)


def test_the_alternative_never_costs_more_than_nothing_in_its_place(generated: tuple[Problem, Plan]) -> None:
    lines = Boards(*generated).figures(lines_asked(*generated))
    assert (lines["cost_difference"] <= lines["not_ordering"] + lines["improvable"] + 1e-6).all()
    assert (lines["improvable"] >= -1e-6).all()


def test_figures_of_many_lines_say_that_they_are_not_exact(told: Explanation) -> None:
    lines = told.tables["lines"]
    assert lines["exactness"].value_counts().to_dict() == {"about": len(lines) - 2, "exact": 2}
    about = lines[(lines["exactness"] == "about") & (lines["cost_difference"] > 1)]
    assert about["sentence"].str.contains("without it about ").all()
    assert told.notes[0].startswith(f"2 of {len(lines)} lines have exact alternatives")


def test_exact_figures_are_never_worse_than_what_is_found_quickly(generated: tuple[Problem, Plan]) -> None:
    problem, plan = generated
    lines = lines_asked(problem, plan).sample(6, random_state=0)
    quick = Boards(problem, plan).figures(lines)
    exact = Alternatives(problem, plan).exact.figures(lines, seconds=600.0)  # no clock decides
    assert (exact["exactness"] == "exact").all()
    np.testing.assert_allclose(exact["not_ordering"].astype(float), quick["not_ordering"], rtol=1e-5, atol=0.01)
    assert (exact["improvable"] >= quick["improvable"] - 0.01).all()


def test_without_time_nothing_is_exact_and_what_is_open_covers_the_truth(generated: tuple[Problem, Plan]) -> None:
    problem, plan = generated
    assert (explain(problem, plan, most_exact=2, seconds=0.0).tables["lines"]["exactness"] == "about").all()
    line = lines_asked(problem, plan).sample(1, random_state=0)
    exact = Alternatives(problem, plan).exact
    (hasty,), (true,) = (exact.figures(line, seconds=s).to_dict("records") for s in (0.0, 600.0))
    assert (hasty["exactness"], true["exactness"]) == ("about", "exact")
    assert abs(hasty["cost_difference"] - true["cost_difference"]) <= hasty["open"] + true["open"] + 0.01


def test_reasons_stand_in_every_row_and_sizes_add_up(generated: tuple[Problem, Plan], told: Explanation) -> None:
    _, plan = generated
    assert plan.orders["reason"].str.startswith("Covers ").all()
    found = told.tables
    key = ["order_id", "item_id"]
    bought = plan.orders.groupby(key)["units"].sum()
    for name in ("sizes", "pegging"):
        summed = found[name].groupby(key)["units"].sum()
        pd.testing.assert_series_equal(summed, bought, check_dtype=False, atol=1e-6)
    assert (found["sizes"]["units"] > 0).all()
    assert np.isfinite(found["lines"]["cost_difference"].astype(float)).all()


def test_a_demand_date_of_the_reason_is_the_periods_first_day() -> None:
    problem = build(demand=[0, 5, 0], offers=[{"unit_price": 1}])
    assert f"Covers {day(1)} at N" in planned(problem).orders["reason"].tolist()
