"""JSON as strangers send it: numbers stay the texts one would type, each key stands once, what is none is a fault."""

import json
import math
from typing import Any

from models.checks.raw import number_text
from models.checks.report import Report


def parse_json(name: str, data: bytes, expected: str, report: Report) -> Any:  # noqa: ANN401 - whatever the text holds
    """What the JSON text of ``name`` holds; None, with a fault in the report, where it is no JSON.

    A number is the text one would type, so that no digit is lost; NaN and Infinity are no JSON, and 1e999 stays the
    text it is and no number.
    """
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_once, parse_float=_float, parse_int=str, parse_constant=_refuse
        )
    except UnicodeDecodeError as error:
        found = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        report.add(name, None, "", found, "text encoded as UTF-8")
    except RecursionError:
        report.add(name, None, "", "lists or objects too deep in each other", expected)
    except ValueError as error:
        report.add(name, None, "", str(error), expected)
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"an object with the key {twice!r} twice")
    return made


def _float(text: str) -> str:
    value = float(text)
    return (number_text(value) or text) if math.isfinite(value) else text


def _refuse(word: str) -> Any:  # noqa: ANN401 - it never answers
    message = f"{word}, which is no finite number"
    raise ValueError(message)
