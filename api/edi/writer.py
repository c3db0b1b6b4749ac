"""Interchanges of X12 as text: envelopes, counts, and delimiters that no element contains."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.faults import Fault
from models.ledger.errors import DocumentError

VERSION = "00401"
RELEASE = "004010"
DELIMITERS = (("*", "~", ">"), ("|", "~", "^"), ("\x1d", "\x1c", "\x1f"))
"""Element, segment and component delimiters, the most usual first; the first whose characters no element contains."""

ROUTED = 15
"""The characters of a routing name that count."""

Segment = tuple[str, ...]
"""Its identifier and its elements, "" for those left out."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends to whom, with which control number (1 to 999,999,999), and when.

    Names are routing names as partners agree on them ("mutually defined"); of longer ones 15 characters count.
    `test` marks the interchange as a trial.
    """

    sender: str
    receiver: str
    control: int
    at: dt.datetime
    test: bool = False


@dataclass(frozen=True, slots=True)
class TransactionSet:
    """One document: its code (850), the code of the group it travels in (PO), and the segments between ST and SE."""

    code: str
    group: str
    segments: Sequence[Segment]


def interchange(envelope: Envelope, sets: Sequence[TransactionSet]) -> str:
    """The interchange as text, one segment a line, all sets in groups of their kind.

    Raises DocumentError where an element has a control character or every known delimiter.
    """
    body = list(_body(envelope, sets))
    element, segment, component = _delimiters(body)
    names = (f"{name[:ROUTED]:<{ROUTED}}" for name in (envelope.sender, envelope.receiver))
    sender, receiver = names
    at = envelope.at
    header = (
        "ISA", "00", " " * 10, "00", " " * 10, "ZZ", sender, "ZZ", receiver, f"{at:%y%m%d}", f"{at:%H%M}", "U", VERSION,
        f"{envelope.control:09d}", "0", "T" if envelope.test else "P", component,
    )  # fmt: skip
    return "".join(element.join(each) + segment + "\n" for each in (header, *body))


def trimmed(*elements: str) -> Segment:
    """A segment without the empty elements at its end, as the standard wants it."""
    last = max(place for place, element in enumerate(elements) if element)
    return elements[: last + 1]


def fitting(value: str, place: str, longest: int, *, line: int | None = None, shortest: int = 1) -> str:
    """The value of an element. Raises DocumentError where it is too long or short for its place, such as PO107."""
    if not shortest <= len(value) <= longest or any(ord(c) < 32 or ord(c) == 127 for c in value):
        expected = f"text of {shortest} to {longest} characters, none of them a control character, as X12 has it"
        raise DocumentError([Fault("X12", line, place, value, expected)])
    return value


def number(value: Decimal | int) -> str:
    """A number as X12 writes it: no exponent, no zeros at its end, no leading zero."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def day(value: dt.date) -> str:
    """A day as CCYYMMDD."""
    return f"{value:%Y%m%d}"


def _body(envelope: Envelope, sets: Sequence[TransactionSet]) -> Iterator[Segment]:
    groups = list(dict.fromkeys(each.group for each in sets))
    for place, group in enumerate(groups, start=1):
        mine = [each for each in sets if each.group == group]
        sender, receiver = (name[:ROUTED].strip() for name in (envelope.sender, envelope.receiver))
        at = envelope.at
        yield ("GS", group, sender, receiver, day(at), f"{at:%H%M}", str(place), "X", RELEASE)
        for number_, each in enumerate(mine, start=1):
            yield ("ST", each.code, f"{number_:04d}")
            yield from each.segments
            yield ("SE", str(len(each.segments) + 2), f"{number_:04d}")
        yield ("GE", str(len(mine)), str(place))
    yield ("IEA", str(len(groups)), f"{envelope.control:09d}")


def _delimiters(segments: Iterable[Segment]) -> tuple[str, str, str]:
    used = {character for segment in segments for element in segment for character in element}
    for three in DELIMITERS:
        if used.isdisjoint(three):
            return three
    raise DocumentError([Fault("X12", None, "", "", "a text without * | or without ~ > ^: no delimiters are left")])
