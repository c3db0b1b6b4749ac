from pathlib import Path

import pytest
from playwright.sync_api import Browser

from optimizer.options import Options
from optimizer.solve import solve
from scenarios.report.page.parts import Chart
from scenarios.report.page.render import render
from scenarios.report.page.scenarios import scenarios_page
from scenarios.report.told import Told, tell
from tests.builders import build
from tests.scenarios.report.page.browser import DESKTOP, PHONE, needs_browser, opened


def case(name: str, price: float, story: str = "") -> Told:
    problem = build(offers=[{"unit_price": price}], budgets=[{"amount": 100.0}], demand=[5, 5, 5])
    result = solve(problem, Options())
    assert result.plan is not None
    return tell(problem, result.plan, name, story)


@pytest.fixture(scope="module")
def cases() -> list[Told]:
    return [case("as is", 2.0), case("</script><b>dearer</b>", 3.0, "prices rise by half"), case("as is", 1.0)]


def test_every_chart_of_money_adds_up_to_the_cases_costs(cases: list[Told]) -> None:
    page = scenarios_page(cases)
    charts = {
        block.title: block for section in page.sections[:3] for block in section.blocks if isinstance(block, Chart)
    }
    sums = {
        title: [sum(series.data[place] or 0 for series in chart.series) for place in range(len(chart.categories))]
        for title, chart in charts.items()
    }
    assert sums["What makes up each cost"] == pytest.approx([30, 45, 15])  # 15 units at 2, 3 and 1
    assert sums["By how much the others cost more than as is"] == pytest.approx([15, -15])
    bars = charts["Price, duty and freight by supplier"]
    assert [series.data[0] for series in bars.series] == pytest.approx([30, 45, 15])


def test_sections_are_told_apart_though_names_are_the_same(cases: list[Told]) -> None:
    slugs = [section.slug for section in scenarios_page(cases).sections]
    assert len(slugs) == len(set(slugs)) == 3 + 3 * 4


def test_one_case_is_a_set_and_none_is_not(cases: list[Told]) -> None:
    assert scenarios_page(cases[:1]).sections
    with pytest.raises(ValueError, match="at least one case"):
        scenarios_page([])


@needs_browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_it_stands_in_a_browser(browser: Browser, cases: list[Told], width: int, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(scenarios_page(cases)), encoding="utf-8")
    with opened(browser, file, width) as seen:
        assert seen.page.locator(".chart").count() >= 10
        assert seen.page.locator("section b").count() == 0
        assert seen.faults() == {}
