"""What the document at /openapi.json says of every route alike."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from api.problems import MEDIA_TYPE
from api.schemas.acknowledgements import NewAcknowledgement
from api.schemas.problem import Problem
from api.terms import KEY

STATUSES = {
    400: "It cannot be read, or a header is missing or malformed",
    401: "Nobody knows who calls",
    403: "The caller may not do this",
    404: "There is no such thing",
    406: "It is not given as what Accept asks for",
    408: "The body did not arrive in time",
    409: "It does not fit the state of things",
    412: "The document was changed meanwhile",
    413: "The body is too large",
    415: "It is not taken as what Content-Type says",
    422: "What was sent is at fault; `faults` has everything that is",
    428: "If-Match is missing",
    429: "Too many requests",
    503: "The database is busy; nothing was changed",
}
ELSEWHERE: tuple[type[BaseModel], ...] = (Problem, NewAcknowledgement)
"""Models that no route declares by itself: of refusals, and of bodies that are read by their content type."""
REFERENCE = {"$ref": "#/components/schemas/Problem"}


def described(options: dict[str, Any]) -> dict[str, Any]:
    """The options of a route, with the problems it may answer and the idempotency key it takes."""
    problems = {
        status: {"description": meaning, "content": {MEDIA_TYPE: {"schema": REFERENCE}}}
        for status, meaning in STATUSES.items()
    }
    extra = dict(options.get("openapi_extra") or {})
    methods = set(options.get("methods") or {"GET"})
    if methods - {"GET", "HEAD"}:
        extra["parameters"] = [*extra.get("parameters", []), *_key(methods, extra)]
    return {**options, "responses": {**problems, **(options.get("responses") or {})}, "openapi_extra": extra}


def _key(methods: set[str], extra: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": "POST" in methods and extra.get(KEY) != "optional",
            "description": "A name of your own for this intention; the same call under it has one effect.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        }
    ]


def install(app: FastAPI) -> None:
    """Have the document define the models that no route declares by itself."""
    made = app.openapi

    def whole() -> dict[str, Any]:
        document = made()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for model in ELSEWHERE:
            if model.__name__ not in schemas:
                own = model.model_json_schema(ref_template="#/components/schemas/{model}")
                schemas |= own.pop("$defs", {})
                schemas[model.__name__] = own
        return document

    app.openapi = whole  # type: ignore[method-assign] # the way that FastAPI documents
