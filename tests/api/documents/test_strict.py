import base64
import hashlib
from typing import Any

from playwright.sync_api import Route

from api.documents.strict import policy_of
from scenarios.report.page.plan import page_of
from scenarios.report.page.render import render
from scenarios.report.told import tell
from tests.api.service.planned import solved
from tests.scenarios.report.page.browser import DRAWN, browsing, needs_browser

ADDRESS = "http://plan.test/report"


def test_scripts_are_allowed_by_their_hashes_as_browsers_compute_them() -> None:
    page = "<style>a{}</style><script type='application/json'>{}</script><script>one\r\ntwo</script>"
    digest = base64.b64encode(hashlib.sha256(b"one\ntwo").digest()).decode()
    parts = policy_of(page).split("; ")
    assert f"script-src 'sha256-{digest}'" in parts
    assert "default-src 'none'" in parts
    assert "script-src 'none'" in policy_of("<p>nothing</p>").split("; ")


@needs_browser
def test_the_page_draws_its_charts_and_nobody_else_runs_anything() -> None:
    problem, plan = solved()
    page = render(page_of(tell(problem, plan)))
    policy = policy_of(page)
    said: list[str] = []
    with browsing() as browser:
        window = browser.new_page()
        window.on("console", lambda message: said.append(message.text))
        window.on("pageerror", lambda error: said.append(str(error)))
        shown = {"text": page}

        def answer(route: Route) -> None:
            route.fulfill(body=shown["text"], content_type="text/html", headers={"Content-Security-Policy": policy})

        window.route("**/*", answer)
        window.goto(ADDRESS)
        assert (window.evaluate(DRAWN), said) == ([], [])
        shown["text"] = page.replace("<main>", "<main><script>window.stranger = 1</script><b onclick='1'>x</b>", 1)
        window.goto(ADDRESS)
        stranger: Any = window.evaluate("() => window.stranger")
        assert stranger is None
        assert any("Content Security Policy" in text for text in said)
