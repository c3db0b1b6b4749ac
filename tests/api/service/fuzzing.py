"""Calls generated from the OpenAPI document (Schemathesis), and what must hold of every answer.

A third of the calls is as generated, valid or not. The others lead to documents that are there, and where a body is
known that the route takes, all but a field or two of it is that: so that calls get past the first refusal.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.python import asgi

from tests.api.service.ground import Ground, everything, ground_of
from tests.databases import Template
from tests.service import Served

load_all_checks()
HOLDS: Any = CHECKS.get_by_names(
    [
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
        "response_schema_conformance",
    ]
)  # fmt: skip
OF_SCHEMA: Any = CHECKS.get_by_names(["response_schema_conformance"])
BROKEN = "the process that read it broke down"
"""A dataset is refused with these words where the reader is at fault, so that the service goes on."""
LONGEST = 1_500
WITHOUT_END = 10**6
ODD = ("image/png", "*/*;q=0", "text/*")


@dataclass(slots=True)
class Outcome:
    """What calls of a route came to: statuses counted, and of each kind of failure the first."""

    route: str
    statuses: Counter[int] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def cases(self) -> int:
        """How many calls there were."""
        return self.statuses.total()


class Fuzz:
    """The service under generated calls of somebody with every role; each route begins from one state, a copy of it."""

    def __init__(self, service: Served, ground: Ground | None = None, server: str = "") -> None:
        app: FastAPI = service.app
        service.configure(requests_per_minute=WITHOUT_END)
        self.service = service
        self.ground = ground_of(service) if ground is None else ground
        self._client = asgi.get_client(app)  # type: ignore[arg-type] # an app is called with any mapping
        self._client.headers.clear()  # they would take the place of a call's own
        self._client.headers["Authorization"] = f"Bearer {everything(service)}"
        self._keys = itertools.count()
        service.close()
        self._begun = Template(service.url, server)
        schema = schemathesis.openapi.from_asgi("/openapi.json", app)
        schema.config.generation.update(with_security_parameters=False)
        operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
        self.routes = {each.label: each for each in operations}

    def run(self, outcome: Outcome, cases: int, begin: int = 0) -> None:
        """Send some calls of a route, or as many as there are; `begin` begins the random numbers."""
        operation = self.routes[outcome.route]
        made = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))

        @seed(begin)
        @settings(
            max_examples=cases, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(made, st.data())
        def send(case: Case[Any], data: st.DataObject) -> None:
            if data.draw(st.integers(0, 2)):
                self._ground(case, data)
            self._send(case, outcome)

        self.service.close()  # nobody may be connected to what is copied
        with self._begun.copied() as url:
            self._serve(url)
            send()
            self._serve(self._begun.url)

    def _serve(self, url: str) -> None:
        self.service.url = url
        self.service.configure(requests_per_minute=WITHOUT_END)

    def _ground(self, case: Case[Any], data: st.DataObject) -> None:
        """Have a call lead to what is there, as somebody who means it would send it."""
        label = f"{case.method.upper()} {case.path}"
        if case.path_parameters:
            names = dict(self.ground.names)
            if label.endswith("cancel"):
                names["run_id"] = names["run_id"] + names["waiting_run_id"]
            known = {name: data.draw(st.sampled_from(names[name])) for name in case.path_parameters if name in names}
            case.path_parameters |= known
            if "line_id" in known:
                case.path_parameters["line_id"] = f"{known['plan_id']}-00000{data.draw(st.integers(1, 5))}"
        if (query := self.ground.queries.get(label)) is not None:
            case.query = grafted(data, query, case.query)
        elif data.draw(st.booleans()):
            case.query = {}
        body = self.ground.bodies.get(label)
        if body is not None and case.media_type == "application/json":
            case.body = grafted(data, body, case.body)
            if data.draw(st.integers(0, 9)) == 9:
                case.headers["Content-Type"] = "text/plain"
        case.headers["Accept"] = data.draw(st.sampled_from([*_forms(case), *ODD]))
        if case.method.upper() != "GET":
            case.headers["Idempotency-Key"] = f"fuzz-{next(self._keys)}"
            case.headers["If-Match"] = self._version(case) if data.draw(st.integers(0, 3)) else '"1"'

    def _version(self, case: Case[Any]) -> str:
        """The version that a document has now, as its ETag tells it."""
        path = case.path.rsplit("/", maxsplit=1)[0] if case.method == "POST" else case.path
        try:
            address = path.format(**case.path_parameters)
        except KeyError:
            return '"1"'
        found = self._client.get(f"http://{asgi.HOST}{address}")
        return str(found.headers.get("etag", '"1"'))

    def _send(self, case: Case[Any], outcome: Outcome) -> None:
        answer = case.call(session=self._client)
        outcome.statuses[answer.status_code] += 1
        text = answer.content.decode("utf-8", "replace")
        if BROKEN in text:
            outcome.failures.setdefault(BROKEN, f"{case.media_type} {case.body!r:.{LONGEST}}")
        # OpenAPI 3.1 describes a stream as one text; Schemathesis takes what is said of it for each of its events.
        stream = answer.headers.get("content-type", [""])[0].startswith("text/event-stream")
        try:
            case.validate_response(answer, excluded_checks=OF_SCHEMA if stream else [], checks=HOLDS)
        except FailureGroup as group:
            for failure in group.exceptions:
                title = (failure.message or failure.title).splitlines()[0]
                kind = f"{type(failure).__name__}: {answer.status_code}: {title[:200]}"
                sent = f"{case.method} {case.formatted_path} {case.query} {case.headers} {case.body!r}"
                told = (sent, text, failure.message)
                outcome.failures.setdefault(kind, "\n".join(each[:LONGEST] for each in told))


def grafted(data: st.DataObject, taken: Any, made: Any) -> Any:
    """What is taken, with a field or two of what was generated in the place of its own."""
    if isinstance(taken, list) and taken:
        first = made[0] if isinstance(made, list) and made else made
        return [grafted(data, taken[0], first), *taken[1:]]
    if not isinstance(taken, dict) or not isinstance(made, dict):
        return taken
    result = dict(taken)
    for name in data.draw(st.lists(st.sampled_from(sorted({*taken, *made})), max_size=2, unique=True)):
        if name in made:
            deeper = isinstance(taken.get(name), dict | list) and data.draw(st.booleans())
            result[name] = grafted(data, taken[name], made[name]) if deeper else made[name]
        else:
            del result[name]
    return result


def _forms(case: Case[Any]) -> Iterator[str]:
    answers: dict[str, Any] = case.operation.definition.raw["responses"]
    for status, answer in answers.items():
        if status.startswith("2"):
            yield from answer.get("content", {"application/json": {}})
