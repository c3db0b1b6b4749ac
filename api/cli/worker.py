"""`caselot worker`: a process that plans runs."""

import ctypes
import os
import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from api.apart.child import PR_SET_PDEATHSIG
from api.cli.arguments import AsJson
from api.cli.errors import ExitCode
from api.cli.screen import screen
from api.worker.flag import Flag


def worker(
    *,
    until_empty: Annotated[
        bool, typer.Option("--until-empty", help="End once no run waits, instead of waiting for the next.")
    ] = False,
    parent: Annotated[int | None, typer.Option(hidden=True, help="End with the process of this id.")] = None,
    as_json: AsJson = False,
) -> int:
    """Take runs from the queue and plan them, one at a time; any number of workers may do so, on any machine.

    Ctrl-C or SIGTERM once: the run at work is finished within CASELOT_SHUTDOWN_SECONDS or given back to the queue.
    Twice: the run is given back at once.
    """
    from api.cli import service
    from api.logs import set_up_logs
    from api.worker.loop import Worker

    found = service.settings()
    leave, at_once = Flag(), Flag()
    _hear(leave, at_once)
    with screen(as_json=as_json) as out, service.opened(found) as database:
        service.bring_up_to_date(database)
        set_up_logs(found.log_level)
        if parent is not None:
            _end_with(parent)
        done = Worker(database, found, leave, at_once).work(until_empty=until_empty)
        out.line(f"Runs ended by this worker: {done}.")
        out.answer({"runs": done})
        return ExitCode.DONE


def _hear(leave: Flag, at_once: Flag) -> None:
    def hear(_number: int, _frame: FrameType | None) -> None:
        (at_once if leave.is_set() else leave).set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, hear)


def _end_with(parent: int) -> None:
    """Be told to end, as if by SIGTERM, when the process that started this one is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
