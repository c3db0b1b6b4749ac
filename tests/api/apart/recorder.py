"""Works of children, tried without a process."""

import io
from collections.abc import Mapping
from typing import Any

from api.apart.messages import Message, receive, send
from api.apart.watch import End


class Recorder:
    """A line whose other end is this test: works are tried without a process."""

    def __init__(self) -> None:
        self.said: list[Message] = []

    def say(self, kind: str, facts: Mapping[str, Any], payload: bytes = b"") -> None:
        stream = io.BytesIO()
        send(stream, Message(kind, facts, payload))
        stream.seek(0)
        message = receive(stream)
        assert message is not None
        self.said.append(message)

    def stopped(self) -> bool:
        return False

    def end(self) -> End:
        facts = dict(self.said[-1].facts)
        tables = {message.facts["name"]: message for message in self.said if message.kind == "table"}
        assert [message.kind for message in self.said].count("end") == 1
        return End(facts.pop("outcome"), facts, self.said[-1].payload, tables=tables)
