"""What may stand at a place of a scenario file: one class a kind, each checks a node and tells its JSON schema."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from typing import Any, Protocol

from models.checks.names import did_you_mean
from scenarios.form.faults import Faults
from scenarios.form.source import Node

PLACEHOLDER = {"type": "string", "pattern": r"\$\{[A-Za-z_][A-Za-z0-9_]*\}"}
Schema = dict[str, Any]


class Kind(Protocol):
    """Something a place can hold."""

    def take(self, node: Node, key: str, faults: Faults) -> Any:  # noqa: ANN401 - whatever the kind holds
        """The value, None with a fault where it is none of the kind."""

    def schema(self) -> Schema:
        """The kind as JSON schema."""

    @property
    def words(self) -> str:
        """The kind in words, for messages and the reference page."""


@dataclass(frozen=True)
class Words:
    """A text; numbers and days are taken as they are written. `choices`: one of them."""

    choices: tuple[str, ...] = ()
    what: str = "text"

    @property
    def words(self) -> str:
        """The choices, or what the text is."""
        return " or ".join(self.choices) if self.choices else self.what

    def take(self, node: Node, key: str, faults: Faults) -> str | None:
        """The text."""
        if isinstance(node.value, dict | list) or not node.raw.strip():
            faults.add(node.line, key, node.shown, self.words)
            return None
        if self.choices and node.raw not in self.choices:
            faults.add(node.line, key, node.raw, did_you_mean(node.raw, self.choices, "word"))
            return None
        return node.raw

    def schema(self) -> Schema:
        """A string."""
        return {"enum": list(self.choices)} if self.choices else {"type": ["string", "number"]}


@dataclass(frozen=True)
class Number:
    """A finite number within bounds, whole where asked."""

    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    @property
    def words(self) -> str:
        """The number with its bounds."""
        noun = "a whole number" if self.whole else "a number"
        if math.isfinite(self.low) and math.isfinite(self.high):
            return f"{noun} from {self.low:g} to {self.high:g}"
        return f"{noun} of at least {self.low:g}" if math.isfinite(self.low) else noun

    def take(self, node: Node, key: str, faults: Faults) -> float | None:
        """The number."""
        value = node.value
        good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not good or not self.low <= value <= self.high or (self.whole and value != int(value)):
            faults.add(node.line, key, node.shown, self.words)
            return None
        return int(value) if self.whole else float(value)

    def schema(self) -> Schema:
        """A number, or a parameter of a sweep in its place."""
        own: Schema = {"type": "integer" if self.whole else "number"}
        if math.isfinite(self.low):
            own["minimum"] = self.low
        if math.isfinite(self.high):
            own["maximum"] = self.high
        return {"anyOf": [own, PLACEHOLDER]}


@dataclass(frozen=True)
class Flag:
    """True or false."""

    words: str = "true or false"

    def take(self, node: Node, key: str, faults: Faults) -> bool | None:
        """The flag."""
        if not isinstance(node.value, bool):
            faults.add(node.line, key, node.shown, self.words)
            return None
        return node.value

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Day:
    """A calendar day."""

    words: str = "a day as YYYY-MM-DD"

    def take(self, node: Node, key: str, faults: Faults) -> dt.date | None:
        """The day."""
        if isinstance(node.value, dt.date) and not isinstance(node.value, dt.datetime):
            return node.value
        faults.add(node.line, key, node.shown, self.words)
        return None

    def schema(self) -> Schema:
        """A string of that form."""
        return {"anyOf": [{"type": "string", "format": "date"}, PLACEHOLDER]}


@dataclass(frozen=True)
class Scalar:
    """Any single value; nothing at all where the key is left empty."""

    words: str = "a single value"

    def take(self, node: Node, key: str, faults: Faults) -> Any:  # noqa: ANN401 - a cell of any column
        """The value: a number, a day, true or false as such, a text as it is written."""
        if isinstance(node.value, dict | list):
            faults.add(node.line, key, node.shown, self.words)
            return None
        return node.raw if isinstance(node.value, str) else node.value

    def schema(self) -> Schema:
        """Any scalar."""
        return {"type": ["string", "number", "boolean", "null"]}


@dataclass(frozen=True)
class Many:
    """A list of a kind; a single value counts as a list of one unless `listed`."""

    of: Kind
    listed: bool = False
    least: int = 1

    @property
    def words(self) -> str:
        """A list, or one."""
        return f"a list of: {self.of.words}" if self.listed else f"{self.of.words}, or a list"

    def take(self, node: Node, key: str, faults: Faults) -> tuple[Any, ...] | None:
        """The values in their order."""
        if not isinstance(node.value, list):
            if self.listed:
                faults.add(node.line, key, node.shown, self.words)
                return None
            return (self.of.take(node, key, faults),)
        if len(node.value) < self.least:
            faults.add(node.line, key, node.shown, "at least one entry")
        return tuple(self.of.take(each, key, faults) for each in node.value)

    def schema(self) -> Schema:
        """An array, or one of its items."""
        array = {"type": "array", "items": self.of.schema(), "minItems": self.least}
        return array if self.listed else {"anyOf": [self.of.schema(), array]}


@dataclass(frozen=True)
class Key:
    """A key of a form."""

    name: str
    holds: Kind
    meaning: str
    required: bool = False
    default: Any = None


@dataclass(frozen=True)
class Record:
    """A mapping that has been checked: what is given by key, with defaults, and the line of each that was given."""

    line: int
    given: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict, compare=False)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - whatever the key holds
        return self.given[name]

    def at(self, name: str) -> int:
        """The line of a key, of the whole where it was not given."""
        return self.lines.get(name, self.line)


@dataclass(frozen=True)
class Form:
    """A mapping with known keys; `others`: what further keys hold, None where there may be none."""

    name: str
    meaning: str
    keys: tuple[Key, ...]
    others: Kind | None = None

    @property
    def words(self) -> str:
        """A mapping with these keys."""
        return f"a mapping ({self.name})"

    def take(self, node: Node, key: str, faults: Faults) -> Record | None:
        """The record of it."""
        if not isinstance(node.value, dict):
            expected = f"keys such as {', '.join(each.name for each in self.keys[:4])}" if self.keys else self.words
            faults.add(node.line, key, node.shown, expected)
            return None
        known = {each.name: each for each in self.keys}
        values = {each.name: each.default for each in self.keys}
        lines = {}
        for name, entry in node.value.items():
            path = f"{key}.{name}" if key else name
            holds = known[name].holds if name in known else self.others
            if holds is None:
                faults.add(entry.line, path, name, did_you_mean(name, known, f"key of {self.name}"))
                continue
            values[name], lines[name] = holds.take(entry, path, faults), entry.line
        for each in self.keys:
            if each.required and each.name not in node.value:
                faults.add(node.line, f"{key}.{each.name}" if key else each.name, "", each.holds.words)
        return Record(node.line, values, lines)

    def schema(self) -> Schema:
        """An object."""
        properties = {each.name: {"description": each.meaning, **each.holds.schema()} for each in self.keys}
        required = [each.name for each in self.keys if each.required]
        further: Any = False if self.others is None else self.others.schema()
        own: Schema = {"type": "object", "properties": properties, "additionalProperties": further}
        return own | ({"required": required} if required else {})
