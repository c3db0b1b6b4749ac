"""Messages between parent and child: a kind and facts as JSON, and bytes behind them where there are any."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np

HEAD = struct.Struct(">IQ")
"""Length of the JSON, length of the payload."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `kind` is a word such as "progress", `facts` what JSON can say, `payload` what it cannot."""

    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    payload: bytes = b""


def send(stream: BinaryIO, message: Message) -> None:
    """Write one message. Raises OSError (BrokenPipeError) where nobody reads, ValueError for a number that is none."""
    told = {"kind": message.kind, "facts": dict(message.facts)}
    text = json.dumps(told, allow_nan=False, default=_plain).encode()
    stream.write(HEAD.pack(len(text), len(message.payload)) + text)
    stream.write(message.payload)
    stream.flush()


def receive(stream: BinaryIO) -> Message | None:
    """The next message, None where the stream ended, be it in the middle of one."""
    head = _exactly(stream, HEAD.size)
    if head is None:
        return None
    length, payload_length = HEAD.unpack(head)
    text, payload = _exactly(stream, length), _exactly(stream, payload_length)
    if text is None or payload is None:
        return None
    told = json.loads(text)
    return Message(told["kind"], told["facts"], payload)


def _plain(value: object) -> object:
    """What computed facts may hold beside Python's own values."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a message holds numbers and texts, not {type(value).__name__}")


def _exactly(stream: BinaryIO, count: int) -> bytes | None:
    data = stream.read(count) if count else b""
    return data if len(data) == count else None
