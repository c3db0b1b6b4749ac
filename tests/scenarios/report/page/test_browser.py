from pathlib import Path

import pytest
from playwright.sync_api import Browser

from optimizer.options import Options
from optimizer.solve import solve
from scenarios.report.page.plan import page_of
from scenarios.report.page.render import render
from scenarios.report.told import tell
from tests.builders import build
from tests.scenarios.report.page.browser import DESKTOP, OVERFLOW, PAPER, PHONE, needs_browser, opened

pytestmark = needs_browser
EVIL = "</script><img src=x onerror=alert(1)>&\"'=1+1"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of one item of an ill-meant name, with budgets, containers, a kind of everything that is drawn."""
    problem = build(
        items=[
            {"item_id": "A" * 60, "name": EVIL, "category": "toys", "unit_m3": 1.0},
            {"item_id": "B", "name": "{a|b}", "category": "books"},
        ],
        suppliers=["S", EVIL[:60]],
        nodes=["N", "M"],
        lanes=[
            {"lead_time_days": 7, "container_m3": 4.0, "container_cost": 3.0},
            {"supplier_id": EVIL[:60]},
            {"supplier_id": EVIL[:60], "node_id": "M"},
        ],
        offers=[
            {"item_id": "A" * 60, "unit_price": 2.0, "duty_rate": 0.1},
            {"item_id": "B", "supplier_id": EVIL[:60], "unit_price": 3.0},
        ],
        budgets=[{"amount": 30.0}],
        safety_stock=[{"item_id": "B", "units": 2}],
        demand={"A" * 60: [5, 4, 4], "B": [1, 1, 1], ("B", "M"): [2, 2, 2]},
    )
    result = solve(problem, Options())
    assert result.plan is not None
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(render(page_of(tell(problem, result.plan), ["B"])), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("width", "scheme"), [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")]
)
def test_every_chart_is_drawn_and_nothing_is_amiss(browser: Browser, page: Path, width: int, scheme: str) -> None:
    with opened(browser, page, width, scheme) as seen:
        assert seen.page.locator(".chart").count() >= 8
        assert seen.faults() == {}
        for chart in seen.page.locator(".chart").all():  # what is pointed at is told, and the data are text there too
            chart.scroll_into_view_if_needed()
            chart.hover()
        assert seen.page.locator("img").count() == 0
        assert seen.faults() == {}


def test_it_is_dark_where_the_reader_likes_it_so(browser: Browser, page: Path) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    with opened(browser, page, PHONE, "light") as seen:
        light = seen.page.evaluate(ground)
        ink = seen.page.locator(".chart svg text").first.get_attribute("fill")
        seen.page.emulate_media(color_scheme="dark")
        assert seen.page.evaluate(ground) != light
        # charts follow while the page is open
        seen.page.wait_for_function(
            "ink => document.querySelector('.chart svg text').getAttribute('fill') !== ink", arg=ink
        )
        assert seen.faults() == {}


def test_on_paper_it_is_light_and_the_charts_fit(browser: Browser, page: Path) -> None:
    width = "Math.round(document.querySelector('.chart svg').getBoundingClientRect().width)"
    with opened(browser, page, DESKTOP, "dark") as seen:
        seen.page.emulate_media(media="print")
        seen.page.wait_for_function(f"() => {width} === 680")
        assert (
            seen.page.evaluate("() => getComputedStyle(document.documentElement).getPropertyValue('--ink')")
            == "#1b1f24"
        )
        assert len(seen.page.pdf(format="A4")) > 10_000
        seen.page.set_viewport_size({"width": PAPER, "height": 900})
        assert seen.page.evaluate(OVERFLOW) <= 0
        seen.page.set_viewport_size({"width": DESKTOP, "height": 900})
        seen.page.emulate_media(media="screen")
        seen.page.wait_for_function(f"() => {width} > 680")
        assert seen.faults() == {}


def test_faults_are_found(browser: Browser, tmp_path: Path) -> None:
    # a page that says something, asks for something, is too wide and has a chart that is not drawn
    file = tmp_path / "faulty.html"
    file.write_text(
        "<!doctype html><div class='chart' id='one'></div><div style='width:3000px'>wide</div>"
        "<script src='missing.js'></script><script>console.error('no')</script>",
        encoding="utf-8",
    )
    with opened(browser, file, PHONE) as seen:
        assert set(seen.faults()) == {"console", "requests", "not drawn", "pixels too wide"}
