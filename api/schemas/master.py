"""Master data in bodies. The rows of each table are described from its declaration; nothing is written twice."""

from typing import Any, Literal

from pydantic import Field

from api.schemas.kinds import Answer, Moment
from models.columns import Column, Kind
from models.master.tables import MasterTable, Stored

TEXT = {"type": "string"}
JSON, CSV = "application/json", "text/csv"


class MasterEffect(Answer):
    """What a change of a table did."""

    change: int | None = Field(description="Its number in the history; null where everything was so already.")
    inserted: int
    changed: int
    deleted: int
    unchanged: int


class MasterChange(Answer):
    """One change of one table, of one row or of millions."""

    number: int
    table_name: str
    action: str = Field(description="`put`, `delete` or `load`.")
    inserted: int
    changed: int
    deleted: int
    at: Moment
    user_id: str
    user_name: str
    request_id: str
    digest: str = Field(description="SHA-256 of its rows before and after; the audit log has it too.")


class MasterEntry(Answer):
    """What a change did to one row."""

    change: int
    action: str
    at: Moment
    user_id: str
    user_name: str
    request_id: str
    what: Literal["insert", "change", "delete"]
    key: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def row_schema(kept: MasterTable, names: tuple[str, ...] | None = None) -> dict[str, Any]:
    """JSON schema of a row as it is sent; with `names` of these columns alone."""
    columns = [column for column in kept.declared.columns if names is None or column.name in names]
    return {
        "type": "object",
        "description": kept.declared.meaning,
        "properties": {column.name: cell_schema(kept, column) for column in columns},
        "required": [column.name for column in columns if column.required],
        "additionalProperties": False,
    }


def cell_schema(kept: MasterTable, column: Column) -> dict[str, Any]:
    """JSON schema of a cell, with its meaning, unit, bounds and default."""
    stored = kept.stored[column.name]
    told: dict[str, Any] = {"description": _description(column)}
    if stored is Stored.YES_NO:
        return {**told, "type": ["boolean", "null"]}
    if column.kind is Kind.CHOICE:
        choices: list[str | None] = [*column.choices]
        return {**told, "enum": choices if column.required else [*choices, None]}
    if stored in {Stored.TEXT, Stored.DAY}:
        form = {"format": "date"} if stored is Stored.DAY else {}
        return {**told, **form, "type": "string" if column.required else ["string", "null"]}
    return {**told, "type": ["number", "string"] if column.required else ["number", "string", "null"]}


def body_of(schema: dict[str, Any], what: str) -> dict[str, Any]:
    """The part of an OpenAPI operation that says that it takes rows, as a JSON list or as CSV."""
    content = {JSON: {"schema": {"type": "array", "items": schema}}, CSV: {"schema": TEXT}}
    return {"requestBody": {"required": True, "description": what, "content": content}}


def page_of(schema: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with a page of rows, or with all of them as CSV."""
    page = {
        "type": "object",
        "required": ["items", "next_cursor"],
        "properties": {"items": {"type": "array", "items": schema}, "next_cursor": {"type": ["string", "null"]}},
    }
    told = "A page of rows as JSON, or by Accept all of them as CSV."
    return {200: {"description": told, "content": {JSON: {"schema": page}, CSV: {"schema": TEXT}}}}


def parameters_of(kept: MasterTable, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """The parameters of a query by columns."""
    return [
        {"name": name, "in": "query", "required": False, "schema": TEXT,
         "description": _description(kept.declared.column(name))}
        for name in names
    ]  # fmt: skip


def _description(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit not in {"", "text", "day", "true or false"} else ""
    return f"{column.meaning}{unit}; {column.expected}"
