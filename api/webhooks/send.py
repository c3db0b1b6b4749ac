"""One signed message to one address: no redirect is followed, no more than a moment is waited."""

import http.client
import json
import socket
import ssl
import threading
from dataclasses import dataclass
from typing import Any

from standardwebhooks import Webhook

from api.webhooks.addresses import AddressError, Target, resolve
from models.db.base import now

AGENT = "caselot-webhooks/1"


@dataclass(frozen=True, slots=True)
class Message:
    """What is told: `id` stays the same however often it is sent, so that whoever takes it can tell repetitions."""

    id: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended: the status of the answer, None without one, and what went wrong, "" where nothing did."""

    status: int | None
    error: str

    @property
    def taken(self) -> bool:
        """Whether the message was taken."""
        return not self.error


def signed(message: Message, secret: str) -> tuple[str, dict[str, str]]:
    """The text of a message and the headers that sign it (standardwebhooks.com: id, timestamp and body)."""
    text = json.dumps(message.body, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    at = now()
    signature = Webhook(secret).sign(message.id, at, text)
    return text, {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": message.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }


def send(url: str, message: Message, secret: str, *, seconds: float, private: bool) -> Outcome:
    """Try once to hand a message over; anything but an answer of 2xx within the time is a failure with its reason."""
    text, headers = signed(message, secret)
    try:
        target = resolve(url, private=private)
        status = _post(target, text.encode(), headers, seconds)
    except AddressError as error:
        return Outcome(None, str(error))
    except (OSError, http.client.HTTPException) as error:
        return Outcome(None, f"{type(error).__name__}: {error}"[:500])
    if 200 <= status < 300:
        return Outcome(status, "")
    redirect = " (redirects are not followed)" if 300 <= status < 400 else ""
    return Outcome(status, f"answered {status}{redirect}")


def _post(target: Target, body: bytes, headers: dict[str, str], seconds: float) -> int:
    connection = _connection(target, seconds)
    # A timeout of a socket is for each of its reads: an answer that trickles in would hold this thread for hours.
    cut = threading.Timer(seconds, _cut, (connection,))
    cut.daemon = True
    cut.start()
    try:
        connection.request("POST", target.path, body, headers)
        return connection.getresponse().status
    finally:
        cut.cancel()
        connection.close()


def _connection(target: Target, seconds: float) -> http.client.HTTPConnection:
    """A connection to the address that was looked at, under the name of the host."""
    raw = socket.create_connection((target.address, target.port), timeout=seconds)
    try:
        if target.scheme == "https":
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=target.host)
    except BaseException:
        raw.close()
        raise
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.host, target.port, timeout=seconds)
    connection.sock = raw
    return connection


def _cut(connection: http.client.HTTPConnection) -> None:
    held: socket.socket | None = connection.sock
    if held is not None:
        try:
            held.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
