"""The page at /docs: every address of the service, made from its own document; no script, nothing from elsewhere."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute, iter_route_contexts
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.auth.guard import permission_of
from api.auth.permissions import PERMISSIONS

HERE = Path(__file__).parent
PATH = "/docs"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SAFE = {"Content-Security-Policy": f"{POLICY}; sandbox"}
"""No script runs, whatever a summary may hold; links work."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An address as the page tells of it; `parameters` as name, place, whether it is required."""

    method: str
    path: str
    summary: str
    description: str
    who: str
    parameters: tuple[tuple[str, str, bool], ...]
    body: tuple[str, ...]
    statuses: tuple[str, ...]


def install(app: FastAPI) -> None:
    """Have the app answer the page. It is made when it is first asked for."""
    made: list[str] = []

    @app.get(PATH, include_in_schema=False)
    def addresses() -> HTMLResponse:
        if not made:
            made.append(page(app))
        return HTMLResponse(made[0], headers=SAFE)


def page(app: FastAPI) -> str:
    """The page as HTML."""
    document, who = app.openapi(), _who(app)
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            name = f"{method.upper()} {path}"
            groups.setdefault(told.get("tags", ["others"])[0], []).append(_operation(name, told, who.get(name, "")))
    info = document["info"]
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("addresses.html.j2")
    return template.render(title=info["title"], version=info["version"], about=info["description"], groups=groups)


def _operation(name: str, told: dict[str, Any], who: str) -> Operation:
    method, path = name.split(" ")
    body = tuple(
        f"{media} {content['schema']['$ref'].rsplit('/', 1)[1]}" if "$ref" in content.get("schema", {}) else media
        for media, content in told.get("requestBody", {}).get("content", {}).items()
    )
    parameters = tuple((each["name"], each["in"], each.get("required", False)) for each in told.get("parameters", ()))
    if not who:
        who = "Needs a key, of any role." if told.get("security") else "Works without a key."
    return Operation(
        method, path, told["summary"], told.get("description", ""), who, parameters, body, tuple(told["responses"])
    )


def _who(app: FastAPI) -> dict[str, str]:
    """Method and path -> the permission that it needs and the roles that have it."""
    found = {}
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        permission = permission_of(route.dependant) if isinstance(route, APIRoute) else None
        if permission is not None:
            roles = ", ".join(sorted(PERMISSIONS[permission.name]))
            for method in context.methods or ():
                found[f"{method} {context.path}"] = f"Needs {permission.name}: {roles}."
    return found
