"""The form of a scenario file as JSON schema, for editors."""

from __future__ import annotations

from typing import Any

from scenarios.edits import KINDS
from scenarios.edits.where import WHERE
from scenarios.form.kinds import Schema
from scenarios.schema import FILE

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> Schema:
    """The form of a scenario file as JSON schema, for editors."""
    verbs = {kind.verb: {"description": kind.form.meaning, **kind.form.schema()} for kind in KINDS}
    own = _shared({**FILE.schema(), "$defs": verbs})
    return {
        "$schema": SCHEMA_ID,
        "title": "caselot scenario file",
        **own,
        "$defs": {**own["$defs"], "where": WHERE.schema()},
    }


def _shared(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """The schema with every filter written once."""
    if schema == WHERE.schema() | {"description": schema.get("description")} if isinstance(schema, dict) else False:
        return {"description": schema["description"], "$ref": "#/$defs/where"}
    if isinstance(schema, dict):
        return {key: _shared(value) for key, value in schema.items()}
    return [_shared(each) for each in schema] if isinstance(schema, list) else schema
