"""The page at /docs tells of every address, works without a key and without a network, and runs nothing."""

import html
import re

from tests.service import Served


def test_the_page_has_every_address_with_who_may_call_it(service: Served) -> None:
    answer = service.anonymous().get("/docs")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    text = html.unescape(answer.text)
    paths = service.anonymous().get("/openapi.json").json()["paths"]
    named = re.findall(r"<summary><code>([A-Z]+ \S+)</code>", text)
    assert sorted(named) == sorted(f"{method.upper()} {path}" for path, each in paths.items() for method in each)
    told = {part.split("</code>")[0]: part for part in text.split("<summary><code>")[1:]}
    assert "Needs users.manage: admin." in told["POST /v1/users"]
    assert "Works without a key." in told["GET /healthz"]
    assert "<code>Idempotency-Key</code> (header, required)" in told["POST /v1/users"]
    assert "<code>application/json NewUser</code>" in told["POST /v1/users"]


def test_the_page_runs_nothing_and_loads_nothing(service: Served) -> None:
    answer = service.anonymous().get("/docs")
    assert re.findall(r"<(?:script|link|img|iframe|form)\b|\bon\w+=|\bsrc=|@import|url\(", answer.text) == []
    assert re.findall(r'href="([^"]*)"', answer.text) == ["openapi.json"]
    policy = answer.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'", "sandbox"} <= set(policy)
    assert not any(each.startswith("script-src") for each in policy)
    assert service.anonymous().get("/redoc").status_code == 404
