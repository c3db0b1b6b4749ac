"""The HTTP server with its workers beside it, from its first request to its last."""

import contextlib
import os
import signal
import socket
from collections.abc import Iterator
from types import FrameType

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.cli import service
from api.settings import Settings
from api.upkeep import Upkeep
from api.webhooks.deliver import Deliverer, Manner
from api.worker.fleet import Fleet

KEEP_ALIVE_SECONDS = 5
KILLED_AFTER = 15.0
"""Seconds that a worker has beyond `shutdown_seconds`."""


def serve_until_told(found: Settings, listener: socket.socket) -> None:
    """Answer until SIGINT or SIGTERM, then let the requests at work end, and the workers."""
    config = uvicorn.Config(
        create_app(found),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=found.shutdown_seconds,
    )
    fleet = Fleet(found.workers, os.environ, found.shutdown_seconds + KILLED_AFTER)
    with fleet, _upkeep(found), _webhooks(found), _signals_heard():
        Server(config).run(sockets=[listener])


class Server(uvicorn.Server):
    """Ends the streams of the app when it is told to end; they would go on for ever."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Hear a signal."""
        app: FastAPI = self.config.app  # type: ignore[assignment] # it is the one that was given
        app.state.service.ending = True
        super().handle_exit(sig, frame)


@contextlib.contextmanager
def _signals_heard() -> Iterator[None]:
    """Let the signals that the server raises anew once all is tidied up do nothing: there are workers to be told."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _upkeep(found: Settings) -> Iterator[None]:
    """Forget old answers while the block runs, on a connection of its own."""
    with service.opened(found) as database, Upkeep(database, found.idempotency_days).running():
        yield


@contextlib.contextmanager
def _webhooks(found: Settings) -> Iterator[None]:
    """Deliver webhooks while the block runs, on connections of their own."""
    if not found.webhooks:
        yield
        return
    manner = Manner(found.webhooks_seconds, found.webhooks_attempts, found.webhooks_private)
    with service.opened(found) as database, Deliverer(database, manner).running():
        yield
