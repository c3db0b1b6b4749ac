"""`caselot serve`: the HTTP service."""

import contextlib
import datetime as dt
import os
import signal
import socket
from collections.abc import Iterator
from types import FrameType
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.cli import service
from api.cli.arguments import AsJson
from api.cli.errors import ExitCode
from api.cli.screen import screen
from api.logs import set_up_logs
from api.settings import Settings
from api.worker.fleet import Fleet
from models.db.base import now
from models.db.repositories import idempotency
from models.faults import CallError

KEEP_ALIVE_SECONDS = 5


KILLED_AFTER = 15.0
"""Seconds that a worker has beyond `shutdown_seconds`."""


class Server(uvicorn.Server):
    """Ends the streams of the app when it is told to end; they would go on for ever."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Hear a signal."""
        app: FastAPI = self.config.app  # type: ignore[assignment] # it is the one that was given
        app.state.service.ending = True
        super().handle_exit(sig, frame)


@contextlib.contextmanager
def quiet_end() -> Iterator[None]:
    """Ignore the signals that the server hands on once it has ended: there are workers to be told."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Where to listen, instead of CASELOT_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port, instead of CASELOT_PORT; 0 takes a free one.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Start the HTTP service; Ctrl-C ends it when the requests at work are answered.

    An embedded database (SQLite) is brought to the newest version; an outdated server database is refused.
    """
    found = service.settings()
    changed = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    found = found.model_copy(update=changed)
    with screen(as_json=as_json) as out:
        with service.opened(found) as database:
            service.bring_up_to_date(database)
            with database.write.begin() as session:
                idempotency.forget_before(session, now() - dt.timedelta(days=found.idempotency_days))
        with _listener(found) as listener:
            host, port = listener.getsockname()[:2]
            out.say(f"caselot listens on {host}, port {port}; /docs tells what it answers, Ctrl-C ends it.")
            out.answer({"host": host, "port": port})
            out.flush()
            set_up_logs(found.log_level)
            with Fleet(found.workers, os.environ, found.shutdown_seconds + KILLED_AFTER), quiet_end():
                _serve(found, listener)
        return ExitCode.DONE


def _listener(found: Settings) -> socket.socket:
    """Where connections arrive. Raises CallError where the address is taken or not of this machine."""
    family = socket.AF_INET6 if ":" in found.host else socket.AF_INET
    try:
        return socket.create_server((found.host, found.port), family=family)
    except (OSError, OverflowError) as error:
        raise CallError(f"cannot listen on {found.host}, port {found.port}: {error}") from error


def _serve(found: Settings, listener: socket.socket) -> None:
    """Answer until SIGINT or SIGTERM, then let the requests at work end."""
    config = uvicorn.Config(
        create_app(found),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=found.shutdown_seconds,
    )
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises the signal anew once all is tidied up
        Server(config).run(sockets=[listener])
