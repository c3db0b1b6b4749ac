"""The child's side: it dies with its parent, hears when to stop, and speaks on a pipe that no library prints to."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from api.apart.messages import Message, receive, send

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
LEFT_ALONE = 3
"""Exit code of a child whose parent has gone."""


class Line:
    """What connects the child with its parent."""

    def __init__(self, hears: BinaryIO, speaks: BinaryIO) -> None:
        self._hears, self._speaks = hears, speaks
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def job(self) -> Message:
        """The first message: what is to be done. From then on the line listens by itself."""
        first = receive(self._hears)
        if first is None:
            os._exit(LEFT_ALONE)
        threading.Thread(target=self._listen, name="line", daemon=True).start()
        return first

    def say(self, kind: str, facts: Mapping[str, Any], payload: bytes = b"") -> None:
        """Tell the parent something; where it has gone, end."""
        try:
            with self._lock:
                send(self._speaks, Message(kind, facts, payload))
        except OSError:
            os._exit(LEFT_ALONE)

    def stopped(self) -> bool:
        """Whether the parent has asked to stop."""
        return self._stop.is_set()

    def _listen(self) -> None:
        while (message := receive(self._hears)) is not None:
            if message.kind == "stop":
                self._stop.set()
        os._exit(LEFT_ALONE)  # the pipe ends with the parent, however that ended


def open_line(parent: int) -> Line:
    """Tie this process to the parent of that process id, and take both ends of the line from standard input and output.

    What libraries print goes to standard error from now on, from C too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches all; the parent says what it means
    _die_with(parent)
    _offer_to_the_oom_killer()
    speaks = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return Line(os.fdopen(os.dup(0), "rb"), speaks)


def _die_with(parent: int) -> None:
    """Have the kernel end this process when the thread that started it is gone; elsewhere than on Linux the pipe does.

    The pipe alone would do as long as its thread gets a turn; a solver that never yields must end as well.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it went before we could say so
            os._exit(LEFT_ALONE)


def _offer_to_the_oom_killer() -> None:
    """Where the machine runs out of memory the search is to go, not the database beside it."""
    try:
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    except OSError:
        return
