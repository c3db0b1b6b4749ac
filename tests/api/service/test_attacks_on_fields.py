"""Fields that nobody may set: sent with every write that takes a JSON object, on each level of it."""

from typing import Any

from tests.api.service.ground import Ground, everything
from tests.api.service.test_attacks_on_ids import PARAMETER, routes, rows_of
from tests.service import MAIN, OTHER, Served

GRANTED = {
    "organisation_id": OTHER, "id": "X-1", "version": 99, "state": "approved", "approved_by": "USR-1",
    "created_by": "USR-1", "is_admin": True, "__proto__": {"roles": ["admin"]}, "__class__": "x",
}  # fmt: skip
TOLD = frozenset({"invalid", "dataset-faulty"})


def taken(ground: Ground, name: str) -> dict[str, Any]:
    """The fields of a body that a route takes, of its first row where it takes rows."""
    body = ground.bodies[name]
    fields: dict[str, Any] = body[0] if isinstance(body, list) else body
    return fields


def variants(body: Any, field: str, value: Any) -> list[Any]:
    """The body with the field in it, at the top and in each object below."""
    if isinstance(body, list):
        return [[each, *body[1:]] for each in variants(body[0], field, value)] if body else []
    if not isinstance(body, dict):
        return []
    found = [body | {field: value}]
    for name, inner in body.items():
        found += [body | {name: each} for each in variants(inner, field, value)]
    return found


def test_no_write_takes_a_field_that_nobody_may_set(grounded: tuple[Served, Ground]) -> None:
    service, ground = grounded
    everybody = service.with_key(everything(service))
    before = rows_of(service, MAIN)
    tried = 0
    for route, operation in routes(service).items():
        method, path = route.split(" ")
        if method == "GET" or "requestBody" not in operation or path == "/v1/datasets":
            continue  # a dataset is read by a process of its own; fields of it are columns, unknown ones are refused
        assert route in ground.bodies, f"{route} is not given a body that it takes"
        address = PARAMETER.sub(lambda found: ground.names[found[1]][0], path)
        deep = "/v1/master" not in path and "edits" not in ground.bodies[route]
        for field in sorted(GRANTED) if deep else ["organisation_id", "id"]:
            if field in taken(ground, route):
                continue
            sent = variants(ground.bodies[route], field, GRANTED[field])
            for body in sent if deep else sent[:1]:
                answer = everybody.send(method, address, version=1, json=body)
                assert answer.status_code == 422, f"{route}, {field}: {answer.text}"
                faults = answer.json()["faults"]
                assert any(fault["column"].split(".")[-1] == field for fault in faults), (route, field, faults)
                tried += 1
    assert tried > 200
    assert rows_of(service, MAIN) == before
