"""`caselot serve`: the HTTP service, and the workers beside it."""

import socket
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.arguments import AsJson
from api.cli.errors import ExitCode
from api.cli.screen import screen
from models.faults import CallError

if TYPE_CHECKING:
    from api.settings import Settings


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Where to listen, instead of CASELOT_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port, instead of CASELOT_PORT; 0 takes a free one.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Start the HTTP service and its workers; Ctrl-C ends it when the requests at work are answered.

    An embedded database (SQLite) is brought to the newest version; an outdated server database is refused. Runs at work
    are finished within CASELOT_SHUTDOWN_SECONDS or given back to the queue.
    """
    from api.cli import service
    from api.logs import set_up_logs
    from api.server import serve_until_told

    found = service.settings()
    changed = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    found = found.model_copy(update=changed)
    with screen(as_json=as_json) as out:
        with service.opened(found) as database:
            service.bring_up_to_date(database)
        with _listener(found) as listener:
            host, port = listener.getsockname()[:2]
            out.say(f"caselot listens on {host}, port {port}; /docs tells what it answers, Ctrl-C ends it.")
            out.answer({"host": host, "port": port})
            out.flush()
            set_up_logs(found.log_level)
            serve_until_told(found, listener)
        return ExitCode.DONE


def _listener(found: "Settings") -> socket.socket:
    """Where connections arrive. Raises CallError where the address is taken or not of this machine."""
    family = socket.AF_INET6 if ":" in found.host else socket.AF_INET
    try:
        made = socket.create_server((found.host, found.port), family=family)
        # asyncio sends small answers at once (TCP_NODELAY) only where it is told that the protocol is TCP; else each
        # answer on a connection that is kept waits 40 ms for an acknowledgement.
        return socket.socket(made.family, made.type, socket.IPPROTO_TCP, fileno=made.detach())
    except (OSError, OverflowError) as error:
        raise CallError(f"cannot listen on {found.host}, port {found.port}: {error}") from error
