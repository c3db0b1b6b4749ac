"""An address on loopback that takes webhooks, and answers as a test tells it to."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

from standardwebhooks import Webhook


class Listener:
    """What was sent here; `answer` decides the status of each message by what it says."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/hook?x=1"
        self.taken: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[dict[str, Any]], int] = lambda _: 200
        self.lock = Lock()
        self.arrived = Event()

    def verified(self, secret: str) -> list[dict[str, Any]]:
        """The messages, each with its signature verified."""
        return [
            Webhook(secret).verify(json.dumps(body, separators=(",", ":")), headers)
            for body, headers in zip(self.taken, self.headers, strict=True)
        ]


@contextmanager
def listening() -> Iterator[Listener]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with listener.lock:
                listener.taken.append(body)
                listener.headers.append({name.lower(): value for name, value in self.headers.items()})
                status = listener.answer(body)
                listener.arrived.set()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", listener.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener = Listener(server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
