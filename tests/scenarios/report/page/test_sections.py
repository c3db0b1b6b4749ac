from dataclasses import replace

import pytest

from models.plan import Plan
from models.problem import Problem
from optimizer.options import Options
from optimizer.solve import solve
from scenarios.report.page.parts import Chart, Section, Table
from scenarios.report.page.plan import page_of, sections
from scenarios.report.told import Told, tell
from tests.builders import build

# 8 units at 2 with 10 % duty in containers of 4 units; the first week's 5 are lost: orders take a week
PROBLEM = build(
    items=[{"unit_m3": 1.0, "category": "toys", "name": "Ball"}],
    lanes=[{"lead_time_days": 7, "container_m3": 4.0, "container_cost": 3.0}],
    offers=[{"unit_price": 2.0, "duty_rate": 0.1}],
    budgets=[{"amount": 20.0}],
    demand=[5, 4, 4],
)


@pytest.fixture(scope="module")
def told() -> Told:
    result = solve(PROBLEM, Options())
    assert result.plan is not None
    return tell(PROBLEM, replace(result.plan, summary=result.summary))


def blocks(section: Section, kind: type[Chart] | type[Table]) -> list[Chart | Table]:
    return [block for block in section.blocks if isinstance(block, kind)]


def amount(text: str) -> float:
    return float(text.replace(",", ""))


def by_slug(told: Told) -> dict[str, Section]:
    return {section.slug: section for section in sections(told)}


def test_the_plan_is_the_one_the_arithmetic_is_of(told: Told) -> None:
    # 16.00 paid, 1.60 duty, 2 containers at 3, 5 lost units at 100
    costs = {term: money for term, money in told.verdict.costs.items() if money}
    assert costs == pytest.approx({"purchase": 16.0, "duty": 1.6, "freight": 6.0, "shortage": 500.0})


def test_the_terms_add_up_to_the_cost_in_table_and_chart(told: Told) -> None:
    section = by_slug(told)["costs"]
    chart, table = section.blocks
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert sum(amount(row[1]) for row in table.rows) == pytest.approx(523.6)
    assert sum(figure or 0 for figure in chart.series[0].data) == pytest.approx(told.verdict.objective)
    assert amount(table.foot[1]) == pytest.approx(told.verdict.objective)


def test_spend_adds_up_to_purchase_and_duty(told: Told) -> None:
    section = by_slug(told)["spend"]
    chart, table = section.blocks[0], section.blocks[-1]
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert [sum(figure or 0 for figure in series.data) for series in chart.series] == pytest.approx([17.6, 17.6])
    assert [amount(cell) for cell in table.foot[1:3]] == pytest.approx([17.6, 17.6])
    assert sum(amount(row[1]) for row in table.rows) == pytest.approx(17.6)


def test_orders_add_up_to_purchase_duty_and_freight(told: Told) -> None:
    section = by_slug(told)["orders"]
    for chart in blocks(section, Chart):
        assert isinstance(chart, Chart)
        assert [sum(figure or 0 for figure in series.data) for series in chart.series] == pytest.approx([16, 1.6, 6])
    for table in blocks(section, Table):
        assert isinstance(table, Table)
        assert [amount(cell) for cell in table.foot[-4:]] == pytest.approx([16, 1.6, 6, 23.6])


def test_the_largest_orders_and_the_rest_are_all_of_them(told: Told) -> None:
    table = by_slug(told)["largest"].blocks[0]
    assert isinstance(table, Table)
    assert sum(amount(row[5]) for row in table.rows) == amount(table.foot[5]) == pytest.approx(17.6)
    assert table.rows[0][-1]


def test_shortages_add_up_to_their_term(told: Told) -> None:
    table = by_slug(told)["service"].blocks[-1]
    assert isinstance(table, Table)
    assert sum(amount(row[6]) for row in table.rows) == amount(table.foot[6]) == pytest.approx(500)
    assert table.rows[0][-1] == "no order can arrive before 2024-01-08"


@pytest.mark.parametrize("rate", [0.0, 0.3])
def test_what_is_owed_at_the_end_is_part_of_the_shortages(rate: float) -> None:
    # 5 owed at the end of three weeks at 1 each, and 5 x 7 to buy them then: 15 + 35
    problem = build(
        items=[{"unit_cost": 7.0, "shortage_cost": 1.0, "shortage_mode": "backorder"}],
        demand=[5],
        frozen_periods=3,
        discount_rate=rate,  # the money of the table is not discounted
    )
    result = solve(problem, Options())
    assert result.plan is not None
    section = by_slug(tell(problem, result.plan))["service"]
    table = section.blocks[-1]
    assert isinstance(table, Table)
    assert [row[6] for row in table.rows] == ["15.00", "35.00"]
    assert table.foot[6] == "50.00"


def test_containers_add_up_to_their_freight(told: Told) -> None:
    chart, table, _ = by_slug(told)["containers"].blocks
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert chart.series[0].data == pytest.approx([1.0])  # 8 m3 in 2 containers of 4
    assert amount(table.foot[-1]) == pytest.approx(6)


def test_every_axis_is_named_and_every_chart_has_its_figures_in_a_table(told: Told) -> None:
    for section in sections(told):
        charts = blocks(section, Chart)
        for chart in charts:
            assert isinstance(chart, Chart)
            assert chart.category_axis
            assert chart.value_axis
            assert chart.about
            assert all(len(series.data) == len(chart.categories) for series in chart.series)
        assert not charts or blocks(section, Table)


@pytest.mark.parametrize("problem", [build(), build(demand=[5])])
def test_a_plan_that_does_nothing_is_told_too(problem: Problem) -> None:
    page = page_of(tell(problem, Plan.empty()))
    assert [section.slug for section in page.sections][:2] == ["costs", "spend"]
    assert "Nothing is ordered." in {note for section in page.sections for note in section.notes}


def test_a_plan_that_breaks_rules_says_so_first(told: Told) -> None:
    broken = replace(told.plan, orders=told.plan.orders.assign(units=told.plan.orders["units"] + 1))
    assert any("breaks rules" in warning for warning in page_of(tell(PROBLEM, broken)).warnings)
    assert page_of(told).warnings == []


def test_columns_without_a_figure_are_left_out_of_an_items_table(told: Told) -> None:
    table = by_slug(told)["stock"].blocks[1]
    assert isinstance(table, Table)
    # no transfer, nothing bought already, no safety stock; the first week's 5 are lost
    assert table.headings == ("from", "demand", "opening", "ordered", "served from it", "closing", "lost")
    assert [row[-1] for row in table.rows] == ["5", "0", "0"]


def test_what_is_paid_after_the_horizon_is_in_table_and_chart() -> None:
    problem = build(suppliers=[{"payment_days": 30}], offers=[{"unit_price": 2.0}], demand=[5])
    result = solve(problem, Options())
    assert result.plan is not None
    section = by_slug(tell(problem, result.plan))["spend"]
    chart, table = section.blocks
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert chart.categories[-1] == "later"
    assert chart.series[1].data == pytest.approx([0, 0, 0, 10])  # 5 units at 2 on day 30 of 21
    assert table.rows[-1][1:3] == ("0.00", "10.00")


def test_a_budget_of_nothing_has_no_share_to_draw() -> None:
    # the 5 units cost 2 each above a budget of 0 that may be overrun at 0.5: 10 + 5
    problem = build(offers=[{"unit_price": 2.0}], budgets=[{"amount": 0.0, "overrun_cost": 0.5}], demand=[5])
    result = solve(problem, Options())
    assert result.plan is not None
    section = by_slug(tell(problem, result.plan))["spend"]
    assert [block.title for block in section.blocks] == ["Price and duty by week", "Budgets", "Spend by week"]
    budgets = section.blocks[1]
    assert isinstance(budgets, Table)
    assert budgets.rows[0][5:8] == ("10.00", "-", "10.00")


def test_a_discount_is_told_where_the_terms_stand() -> None:
    discounted = page_of(tell(build(demand=[5], discount_rate=0.1), Plan.empty()))
    assert "discounted at 10 % a year" in discounted.sections[0].notes[0]
    assert "adds up" in page_of(tell(build(demand=[5]), Plan.empty())).sections[0].notes[0]


def test_a_kit_has_demand_and_no_stock_to_draw() -> None:
    kits = [{"kit_id": "K", "component_id": "A"}]
    problem = build(items=["K", "A"], offers=[{"unit_price": 999.0}], kits=kits, demand={"K": [5]})
    result = solve(problem, Options())
    assert result.plan is not None
    chart = by_slug(tell(problem, result.plan))["stock"].blocks[0]
    assert isinstance(chart, Chart)
    assert {series.name: list(series.data) for series in chart.series} == {"demand": [5, 0, 0], "lost": [5, 0, 0]}
