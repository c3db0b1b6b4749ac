"""`caselot serve`: the HTTP service."""

import contextlib
import os
import signal
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
from api.worker.fleet import Fleet

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
        set_up_logs(found.log_level)
        app = create_app(found)
        server = Server(
            uvicorn.Config(
                app,
                host=found.host,
                port=found.port,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=found.shutdown_seconds,
            )
        )
        out.say(f"caselot listens on {found.host}, port {found.port}; /docs tells what it answers.")
        patience = found.shutdown_seconds + KILLED_AFTER
        with Fleet(found.workers, os.environ, patience), quiet_end():
            server.run()
        out.answer({"status": "ended"})
        return ExitCode.DONE if server.started else ExitCode.FAULT
