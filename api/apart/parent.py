"""The parent's side: starts a child, hears it, watches what it holds, and ends it."""

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from api.apart.messages import Message, receive, send

ROOT = Path(__file__).resolve().parents[2]
"""Where the packages of this program lie: the child is to be of the same version, whatever else is installed."""

PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What of the environment a child is given, with what tunes numerical libraries; nothing that is a secret."""

PASSED_ON_FROM = ("NUMBA_", "OMP_", "OPENBLAS_", "MKL_", "MALLOC_", "COVERAGE_")
PAGE = os.sysconf("SC_PAGE_SIZE")
TAIL = 40
"""Lines of a child's standard error that are kept."""


class Child:
    """A child at work on `MODULE:FUNCTION`. To be used as a context: on the way out it is killed, its pipes closed.

    To be started by a thread that lives as long as the work: with it the child dies.
    """

    def __init__(self, work: str, facts: Mapping[str, Any], payload: bytes = b"") -> None:
        self._inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._tail: deque[str] = deque(maxlen=TAIL)
        self._over = False
        self._stop_sent = False
        self._process = subprocess.Popen(  # noqa: S603 - see above
            [sys.executable, "-P", "-m", "api.apart", work, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
        self._writes = threading.Lock()
        self._threads = [
            threading.Thread(target=target, args=arguments, name=f"child-{name}", daemon=True)
            for name, target, arguments in (
                ("job", self._send, (Message("job", facts, payload),)),
                ("messages", self._hear, ()),
                ("errors", self._hear_errors, ()),
            )
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):  # what could not be written any more
                    stream.close()

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self._process.pid

    @property
    def over(self) -> bool:
        """Whether it has said its last: nothing comes any more, whether or not it told its end."""
        return self._over

    @property
    def exit_code(self) -> int | None:
        """How its process ended (negative: by that signal), None while it has not."""
        return self._process.poll()

    @property
    def errors(self) -> str:
        """The last lines of its standard error."""
        return "".join(self._tail)

    def next(self, timeout: float) -> Message | None:
        """The next message; None where none comes in so many seconds, or the child is over."""
        if self._over:
            return None
        try:
            message = self._inbox.get(timeout=max(timeout, 0.0))
        except queue.Empty:
            return None
        if message is None:
            self._over = True
            self._process.wait()
        return message

    def stop(self) -> None:
        """Ask it to stop and to keep the best plan so far. To ask again changes nothing."""
        if not self._stop_sent:
            self._stop_sent = True
            threading.Thread(target=self._send, args=(Message("stop"),), daemon=True).start()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def memory(self) -> int:
        """Bytes of memory it holds now; 0 once it has ended, or where the system does not tell."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * PAGE

    def _send(self, message: Message) -> None:
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        with self._writes, contextlib.suppress(OSError, ValueError):  # it has ended; whoever listens will notice
            send(self._process.stdin, message)  # type: ignore[arg-type] # Popen's pipes are binary

    def _hear(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        while (message := receive(self._process.stdout)) is not None:  # type: ignore[arg-type] # as above
            self._inbox.put(message)
        self._inbox.put(None)

    def _hear_errors(self) -> None:
        assert self._process.stderr is not None  # noqa: S101 - asked for above
        for line in self._process.stderr:
            self._tail.append(line.decode("utf-8", "replace")[:1000])


def _environment() -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if name in PASSED_ON or name.startswith(PASSED_ON_FROM)}
    return {**given, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
