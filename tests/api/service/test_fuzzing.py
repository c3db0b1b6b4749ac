"""A few generated calls of every route; `python -m benchmarks.fuzzing` sends twenty thousand."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.api.service.fuzzing import Fuzz, Outcome
from tests.api.service.ground import Seeded, everything
from tests.service import Served

CASES = 2
ALIKE = "/v1/master/"
"""Every table has the same routes, made from its declaration: one stands for all."""
TABLE = "inbound"


@pytest.fixture(scope="module")
def fuzz(seeded: Seeded, app_client: TestClient) -> Iterator[Fuzz]:
    with seeded.template.copied() as url:
        service = Served(app_client, url)
        yield Fuzz(service, seeded.ground, seeded.template.server)
        service.close()


def called(fuzz: Fuzz) -> list[str]:
    return [name for name in fuzz.routes if ALIKE not in name or f"{ALIKE}{TABLE}" in name]


def test_whatever_is_sent_every_answer_is_documented(fuzz: Fuzz) -> None:
    outcomes = [Outcome(name) for name in called(fuzz)]
    for place, outcome in enumerate(outcomes):
        fuzz.run(outcome, CASES, place)
    assert {each.route: each.failures for each in outcomes if each.failures} == {}
    assert all(each.cases for each in outcomes)
    taken = sum(count for each in outcomes for status, count in each.statuses.items() if status < 300)
    assert taken > len(outcomes) / 2  # calls that are all refused would prove little


def test_forms_that_are_neither_given_nor_taken_are_documented(fuzz: Fuzz) -> None:
    # both were answered and stood in no document, so generated clients raised
    everybody = fuzz.service.with_key(everything(fuzz.service))
    for method, path, header, status in (
        ("GET", "/v1/purchase-orders/feed", "Accept", 406), ("GET", "/v1/master/items", "Accept", 406),
        ("PUT", "/v1/master/items", "Content-Type", 415), ("POST", "/v1/acknowledgements", "Content-Type", 415),
    ):  # fmt: skip
        answer = everybody.send(method, path, headers={header: "image/png"}, key="once")
        assert answer.status_code == status, answer.text
        assert str(status) in fuzz.service.app.openapi()["paths"][path][method.lower()]["responses"]


def test_a_route_that_breaks_is_found(fuzz: Fuzz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.routers.users.User.model_validate", lambda _: 1 / 0)
    outcome = Outcome("GET /v1/users/{user_id}")
    fuzz.run(outcome, 10)
    assert any(kind.startswith("ServerError: 500") for kind in outcome.failures), outcome
