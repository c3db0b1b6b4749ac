"""Where the process begins. Imports nothing heavy itself, so that an interrupt is quiet from the first moment on."""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence

FAULT = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command (of `sys.argv` when None is given) and return its exit code; no exception leaves."""
    # A shell that starts a job in the background ignores interrupts on its behalf; a planner's Ctrl-C must still count.
    with contextlib.suppress(ValueError):  # only the main thread may say so
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        from api.cli.app import run  # noqa: PLC0415 - half a second of imports, in which Ctrl-C must be quiet too

        code = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except ImportError as error:
        sys.stderr.write(f"caselot is not installed completely: {error}\n")
        code = FAULT
    _flush()
    return code


def _flush() -> None:
    """Empty the buffers, and where the reader has gone, drop them: Python would complain of it on its way out."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
