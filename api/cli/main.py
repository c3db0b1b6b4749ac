"""Where the process begins. Imports nothing heavy itself, so that an interrupt is quiet from the first moment on."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

FAULT = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command (of `sys.argv` when None is given) and return its exit code; no exception leaves."""
    # Nothing is begun while modules are imported, and Python dies of an interrupt that meets it in generated code.
    _hear(_leave)
    try:
        from api.cli.app import run  # noqa: PLC0415 - half a second of imports, in which Ctrl-C must be quiet too

        # A shell that starts a job in the background ignores interrupts on its behalf; a planner's must still count.
        _hear(signal.default_int_handler)
        code = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except ImportError as error:
        sys.stderr.write(f"caselot is not installed completely: {error}\n")
        code = FAULT
    _flush()
    # The answer is given: an interrupt while a process of ours is tidied up must not change its exit code.
    _hear(signal.SIG_IGN if arguments is None else signal.default_int_handler)
    return code


def _hear(handler: Callable[[int, FrameType | None], Any] | signal.Handlers) -> None:
    """Let the handler answer Ctrl-C from now on."""
    with contextlib.suppress(ValueError):  # only the main thread may say so
        signal.signal(signal.SIGINT, handler)


def _leave(_number: int, _frame: FrameType | None) -> None:
    """End the process at once."""
    os._exit(INTERRUPTED)


def _flush() -> None:
    """Empty the buffers, and where the reader has gone, drop them: Python would complain of it on its way out."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
