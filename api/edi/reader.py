"""X12 in: an interchange as plain segments, or every fault of its envelopes with segment and element.

Read by pyx12's X12Reader, the tokenizer and counter of envelopes; this is the only module that knows it. What it lets
pass in silence is checked here: text after the last segment, trailers that close nothing, components cut short.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.faults import CallError, Fault
from models.ledger.errors import DocumentError

WORDS = {
    ("isa", "001"): ("IEA", 2, "the control number of ISA13"),
    ("isa", "021"): ("IEA", 1, "the number of functional groups"),
    ("isa", "023"): ("IEA", 0, "an IEA segment at the end of the interchange"),
    ("isa", "024"): ("IEA", 0, "a GE segment before the interchange ends"),
    ("isa", "025"): ("ISA", 13, "a control number of its own for each interchange"),
    ("gs", "3"): ("GE", 0, "a GE segment at the end of the group"),
    ("gs", "4"): ("GE", 2, "the control number of GS06"),
    ("gs", "5"): ("GE", 1, "the number of transaction sets in the group"),
    ("gs", "6"): ("GS", 6, "a control number of its own for each group"),
    ("st", "2"): ("SE", 0, "an SE segment at the end of the transaction set"),
    ("st", "3"): ("SE", 2, "the control number of ST02"),
    ("st", "4"): ("SE", 1, "the number of segments from ST to SE"),
    ("st", "23"): ("ST", 2, "a control number of its own for each transaction set"),
    ("seg", "1"): ("", 0, "a segment identifier of two or three capitals and digits, without blanks before it"),
    ("seg", "8"): ("", 0, "a segment with at least one element"),
}
"""By pyx12's kind and code of an error: the segment, the element (0: all of it), and what was expected there."""

TOLERATED = frozenset({("seg", "SEG1"), ("seg", "HL1"), ("seg", "HL2")})
"""Separators at a segment's end, which many systems send; HL levels, which these documents have none of."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as it was read; `place` is its number in the interchange, from 1."""

    tag: str
    place: int
    elements: tuple[str, ...]

    def __getitem__(self, position: int) -> str:
        """The element at a position from 1, "" where there is none."""
        return self.elements[position - 1] if position <= len(self.elements) else ""

    def fault(self, position: int, expected: str) -> Fault:
        """What is wrong with one of its elements, or, at position 0, with all of it."""
        column = f"{self.tag}{position:02d}" if position else self.tag
        return Fault("X12", self.place, column, self[position] if position else "", expected)


@dataclass(frozen=True, slots=True)
class Received:
    """A transaction set with its number, the GS segment it travelled under, and its segments between ST and SE."""

    code: str
    control: str
    gs: Segment
    segments: tuple[Segment, ...]

    @property
    def group(self) -> str:
        """The code of its functional group, such as PR."""
        return self.gs[1]

    @property
    def group_control(self) -> str:
        """The control number of its functional group."""
        return self.gs[6]


@dataclass(frozen=True, slots=True)
class Interchange:
    """What one file holds: who sent it to whom under which control number, and its transaction sets."""

    sender: str
    receiver: str
    control: str
    sets: tuple[Received, ...]


def read(text: str) -> Interchange:
    """The interchange of a text. Raises DocumentError with every fault; CallError where the extra is not installed."""
    faults: list[Fault] = []
    segments = list(_segments(text, faults))
    if faults:
        raise DocumentError(faults)
    header = segments[0]
    return Interchange(header[6].strip(), header[8].strip(), header[13], tuple(_sets(segments)))


def _segments(text: str, faults: list[Fault]) -> Iterator[Segment]:
    try:
        from pyx12.errors import EngineError, X12Error  # noqa: PLC0415 - an extra that most installations lack
        from pyx12.x12file import X12Reader  # noqa: PLC0415 - the same
    except ImportError as error:
        raise CallError("reading X12 needs the extra 'edi': pip install caselot[edi]") from error
    segment = Segment("ISA", 0, ())
    try:
        reader = X12Reader(io.StringIO(text.lstrip("\ufeff \t\r\n")))
        for place, raw in enumerate(reader, start=1):
            segment = Segment(raw.get_seg_id() or "", place, _elements(raw, reader.subele_term or ""))
            faults += _faults(reader.pop_errors(), segment)
            yield segment
        reader.cleanup()
        faults += _faults(reader.pop_errors(), Segment("", segment.place, ()))
        rest = (reader.raw.buffer + reader.fd_in.read()).strip()
    except X12Error as error:
        faults.append(
            Fault("X12", segment.place + 1, "ISA", str(error), "an ISA segment of 106 characters, 00401 or 00501")
        )
        return
    except (IndexError, EngineError):
        faults.append(
            Fault("X12", segment.place + 1, "", "", "segments that open before they close (ISA GS ST SE GE IEA)")
        )
        return
    if rest:
        faults.append(Fault("X12", segment.place + 1, "", rest, "nothing after the last segment's terminator"))


def _elements(raw: Any, component: str) -> tuple[str, ...]:  # noqa: ANN401 - a segment of an untyped library
    """Elements as text; the library's own way of writing one drops empty components at its end."""
    return tuple(component.join(each.get_value() for each in element.elements) for element in raw.elements)


def _faults(errors: list[Any], segment: Segment) -> Iterator[Fault]:
    for kind, code, message, *_ in errors:
        if (kind, code) in TOLERATED:
            continue
        tag, position, expected = WORDS.get((kind, code), ("", 0, message))
        column = f"{tag}{position:02d}" if position else tag or segment.tag
        found = segment[position] if position and segment.tag == tag else segment.tag if not tag else ""
        yield Fault("X12", segment.place, column, found, expected)


def _sets(segments: list[Segment]) -> Iterator[Received]:
    group = Segment("GS", 0, ())
    inside: list[Segment] | None = None
    opened = Segment("ST", 0, ())
    for segment in segments:
        if segment.tag == "GS":
            group = segment
        elif segment.tag == "ST":
            opened, inside = segment, []
        elif segment.tag == "SE":
            yield Received(opened[1], opened[2], group, tuple(inside or ()))
            inside = None
        elif inside is not None:
            inside.append(segment)
