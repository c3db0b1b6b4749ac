"""JSON as strangers send it: numbers stay the texts one would type, each key stands once, what is none is a fault."""

import json
import math
from typing import Any

from models.checks.raw import number_text
from models.checks.report import Report

LONGEST = 200


def parse_json(name: str, data: bytes, expected: str, report: Report) -> Any:  # noqa: ANN401 - whatever the text holds
    """What the JSON text of ``name`` holds; None, with a fault in the report, where it is no JSON.

    A number is the text one would type, so that no digit is lost; NaN and Infinity are no JSON, and 1e999 stays the
    text it is and no number.
    """
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=once, parse_float=_float, parse_int=str, parse_constant=_refuse
        )
    except UnicodeDecodeError as error:
        found = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        report.add(name, None, "", found, "text encoded as UTF-8")
    except RecursionError:
        report.add(name, None, "", "lists or objects too deep in each other", expected)
    except ValueError as error:
        report.add(name, None, "", str(error), expected)
    return None


class TwiceError(ValueError):
    """An object has a key twice, and readers differ in which of them they take."""


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, for `json.loads(object_pairs_hook=once)`. Raises TwiceError."""
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise TwiceError(f"an object with the key {name[:LONGEST]!r} twice")
            seen.add(name)
    return made


def _float(text: str) -> str:
    value = float(text)
    return (number_text(value) or text) if math.isfinite(value) else text


def _refuse(word: str) -> Any:  # noqa: ANN401 - it never answers
    message = f"{word}, which is no finite number"
    raise ValueError(message)
