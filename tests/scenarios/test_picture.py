"""The page of a set: made of a run, looked at in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from optimizer.options import Options
from scenarios.evaluate import Call
from scenarios.picture import Album
from scenarios.report.page.parts import Chart, Page, Table
from scenarios.report.page.render import render
from scenarios.results import Comparison
from scenarios.runner import Run, base_plan, dataset_of, plans_of, prepare, run_all
from scenarios.schema import read_scenarios
from tests.builders import build
from tests.scenarios.files import written
from tests.scenarios.report.page.browser import DESKTOP, PHONE, needs_browser, opened

FILE = """
story: What does more money buy?
scenarios:
  - name: budgets
    story: Every budget times ${share}.
    sweep: {share: [0.5, 1, 2]}
    edits: [{scale: budgets.amount, by: "${share}"}]
  - name: errors
    evaluate: base-plan
    draws: {count: 2, demand: {sd: 0.2}}
  - name: nothing-sold
    story: <b>Nobody</b> sells anything.
    edits: [{block: suppliers, where: {supplier: S}}]
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A budget of 20 for 15 units at 2, of which 5 are lost at 100 each."""
    folder = tmp_path_factory.mktemp("set")
    problem = build(demand=[5, 5, 5], offers=[{"unit_price": 2}], budgets=[{"amount": 20.0}])
    file = read_scenarios(written(folder, FILE))
    base = base_plan(problem, Call(Options()), folder)
    run, jobs = Run.of(problem, folder, Options(), base, folder), prepare(file, problem)
    assert run_all(run, jobs, 1, lambda _: None, lambda: False) == {}
    comparison, album = Comparison(problem, base), Album(problem, base)
    comparison.add_base()
    for job in jobs:
        comparison.add(job, plans_of(run, job), dataset_of(run, job))
        album.add(job, plans_of(run, job), dataset_of(run, job))
    return album.page("Scenarios: what-if", file.story, comparison)


def charts(page: Page) -> dict[str, Chart]:
    return {block.title: block for section in page.sections for block in section.blocks if isinstance(block, Chart)}


def test_the_budget_curve_is_over_money(page: Page) -> None:
    cost = charts(page)["Cost over budgets in all (USD)"]
    # 10: 5 units for 10 and 10 lost; 20: 10 units and 5 lost; 40: 15 units for 30
    assert (list(cost.categories), list(cost.series[0].data)) == (["10", "20", "40"], [1010.0, 520.0, 30.0])
    served = charts(page)["Served in time over budgets in all (USD)"]
    assert list(served.series[0].data) == pytest.approx([1 / 3, 2 / 3, 1])


def test_regret_stands_beside_both_plans_and_draws_are_spread(page: Page) -> None:
    tables = {block.title: block for section in page.sections for block in section.blocks if isinstance(block, Table)}
    rows = {row[0]: row for row in tables["Regret"].rows}
    assert rows["budgets--share=2"][1:4] == ("30.00", "520.00", "490.00")  # the base plan's orders leave 5 lost
    assert rows["budgets--share=0.5"][3] == "-"  # the kept orders break the budget
    assert tables["Over all draws"].rows[0][:2] == ("errors", "2")


def test_every_case_is_there_and_costs_add_up(page: Page) -> None:
    chart = charts(page)["What makes up each cost"]
    names = ["base", *(f"budgets--share={share}" for share in ("0.5", "1", "2"))]
    names += ["errors--draw-1", "errors--draw-2", "nothing-sold"]
    assert list(chart.categories) == names
    sums = [sum(series.data[place] or 0 for series in chart.series) for place in range(len(names))]
    assert sums[:4] == pytest.approx([520, 1010, 520, 30])
    assert sums[-1] == pytest.approx(1500)


@needs_browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_it_stands_in_a_browser(browser: Browser, page: Page, width: int, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(page), encoding="utf-8")
    with opened(browser, file, width) as seen:
        assert seen.page.locator(".chart").count() >= 10
        assert seen.page.locator("td b").count() == 0
        assert seen.faults() == {}
