"""Ids of another organisation in every place that takes one, found in the OpenAPI document: absent, all of them."""

import re
from typing import Any

from sqlalchemy import select

from models.db.base import Base
from tests.api.service.ground import Ground, everything
from tests.service import MAIN, OTHER, Served, problem_of

PARAMETER = re.compile(r"{(\w+)}")
OF_NOBODY = {"table", "suffix", "number", "supplier_id", "item_id"}
"""Path parameters that are names of one's own data or of forms: they lead to nothing of another organisation's."""
WITHIN = {
    "POST /v1/runs": ("dataset_id", 404),
    "POST /v1/keys": ("user_id", 404),
    "POST /v1/approval-limits": ("holder_id", 404),
    "POST /v1/acknowledgements": ("order", 404),
}
"""Writes whose body has an id in it, and their answer to another organisation's."""


def routes(service: Served) -> dict[str, Any]:
    document = service.app.openapi()
    return {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


def rows_of(service: Served, organisation: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of an organisation, but when its keys were last used."""
    found = {}
    with service.database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if "organisation_id" in table.c:
                columns = [column for column in table.c if column.name != "last_used_at"]
                statement = select(*columns).where(table.c.organisation_id == organisation).order_by(*table.primary_key)
                found[table.name] = [tuple(row) for row in connection.execute(statement)]
    return found


def test_no_route_takes_an_id_of_another_organisation(grounded: tuple[Served, Ground]) -> None:
    service, ground = grounded
    own, stranger = service.with_key(everything(service)), service.with_key(everything(service, OTHER))
    before = rows_of(service, MAIN)
    tried = 0
    for route, operation in routes(service).items():
        method, path = route.split(" ")
        names = PARAMETER.findall(path)
        unknown = set(names) - ground.names.keys()
        assert not unknown, f"{route}: tests/api/service/ground.py has no {unknown}, so nobody tries a foreign one"
        owned = [name for name in names if name not in OF_NOBODY]
        if not owned:
            continue
        address = PARAMETER.sub(lambda found: ground.names[found[1]][0], path.replace("tables/{table}", "tables/items"))
        body = ground.bodies.get(route)
        assert body is not None or "requestBody" not in operation, f"{route} is not given a body that it takes"
        answer = stranger.send(method, address, version=1, json=body)
        problem_of(answer, 404, "not-found")
        assert method != "GET" or own.get(address).status_code == 200, f"{address} leads to nothing at all"
        tried += 1
    assert tried > 40
    assert rows_of(service, MAIN) == before


def test_no_body_and_no_filter_does(grounded: tuple[Served, Ground]) -> None:
    service, ground = grounded
    stranger = service.with_key(everything(service, OTHER))
    before = rows_of(service, MAIN)
    for route, (field, status) in WITHIN.items():
        assert field in ground.bodies[route]
        answer = stranger.post(route.split(" ")[1], json=ground.bodies[route])
        assert answer.status_code == status, f"{route}: {answer.text}"
    narrowed = 0
    for route, operation in routes(service).items():
        method, path = route.split(" ")
        filters = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]
        if method != "GET" or PARAMETER.search(path) or path.startswith("/v1/master"):
            continue
        for name in set(filters) & ground.names.keys():
            for value in ground.names[name]:
                assert stranger.get(path, params={name: value}).json()["items"] == [], (route, name)
                narrowed += 1
    assert narrowed > 5
    assert rows_of(service, MAIN) == before
