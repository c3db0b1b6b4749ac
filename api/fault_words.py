"""What pydantic complains of, in our words: which field, what was found, what was expected. No word of Python in it."""

import json
from collections.abc import Mapping
from typing import Any

from models.faults import Fault

LONGEST = 200
INTEGER, NUMBER, DAY = "a whole number", "a number", "a day such as 2026-03-31"
TIME = "a time with its zone, such as 2026-03-31T12:00:00Z"
OBJECT, LIST, TEXT, YES_NO = "an object with fields", "a list", "text", "true or false"

WORDS: Mapping[str, str] = {
    "missing": "a value",
    "extra_forbidden": "no such field",
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), INTEGER),
    **dict.fromkeys(("float_type", "float_parsing"), NUMBER),
    "finite_number": "a finite number",
    **dict.fromkeys(("bool_type", "bool_parsing"), YES_NO),
    **dict.fromkeys(("string_type", "string_sub_type"), TEXT),
    "string_unicode": "text of whole characters",
    **dict.fromkeys(("list_type", "tuple_type", "iterable_type"), LIST),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "mapping_type"), OBJECT),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), DAY),
    **dict.fromkeys(("datetime_type", "datetime_parsing", "timezone_aware"), TIME),
    "is_instance_of": 'a decimal number as text, such as "12.50"',  # nothing else that is sent is checked by its class
    **dict.fromkeys(("decimal_type", "decimal_parsing"), 'a decimal number as text, such as "12.50"'),
    "none_required": "null",
    "recursion_loop": "a value that ends",
    "string_pattern_mismatch": "text of the form {pattern}",
    "literal_error": "{expected}",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "multiple_of": "a multiple of {multiple_of}",
    "string_too_short": "{min_length} or more characters",
    "string_too_long": "at most {max_length} characters",
    "too_short": "{min_length} or more entries",
    "too_long": "at most {max_length} entries",
    "value_error": "{error}",
    "json_invalid": "JSON ({error})",
}
"""What was expected, by the type of the complaint; names in braces are of its context."""


def fault_of(entry: Mapping[str, Any]) -> Fault:
    """One complaint of pydantic: `lines.0.units` of a body is row 1 of lines, units."""
    words = list(entry["loc"] or ("body",))
    named = len(words) - 1 if entry["type"] == "extra_forbidden" else -1  # what a caller calls a field, whatever it is
    place, *path = [word for number, word in enumerate(words) if number == named or not _internal(word)] or ["body"]
    if entry["type"] == "json_invalid":
        return Fault("body", None, "", f"at character {path[0]}", _expected(entry))
    table, row = str(place), None
    for position, word in enumerate(path):
        if isinstance(word, int):
            table, row, path = ".".join(map(str, path[:position])) or table, word + 1, path[position + 1 :]
            break
    value = "" if entry["type"] == "missing" else shown(entry.get("input"))
    return Fault(table, row, ".".join(map(str, path)), value, _expected(entry))


def shown(value: Any) -> str:  # noqa: ANN401 - whatever was sent
    """What was sent, as it was sent: text as it stands, all else as JSON, at most `LONGEST` characters."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "backslashreplace")
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    except (RecursionError, ValueError):  # nested without end, or a number of thousands of digits
        return "(too deep or too long to show)"
    return text[:LONGEST]


def _expected(entry: Mapping[str, Any]) -> str:
    """The words for a complaint; one that nobody has foreseen is told without details."""
    context = {name: _plain(value) for name, value in entry.get("ctx", {}).items()}
    if entry["type"] == "literal_error":
        context["expected"] = context["expected"].replace("'", "")
    return WORDS.get(entry["type"], "a value of another kind").format_map(context)


def _plain(value: Any) -> str:  # noqa: ANN401 - a bound, a pattern, an exception
    """A bound as it would be written: 0.0 is 0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _internal(word: str | int) -> bool:
    """Whether a part of a place names a validator of pydantic's and no field: `function-wrap[check()]`."""
    return isinstance(word, str) and word.endswith(("]", ")")) and ("[" in word or "(" in word)
