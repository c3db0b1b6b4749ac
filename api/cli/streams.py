"""Standard output for results alone: what libraries print there goes to standard error, and a closed pipe is quiet."""

import contextlib
import os
import sys
from collections.abc import Iterator
from io import TextIOBase
from pathlib import Path
from typing import TextIO


class Quiet(TextIOBase):
    """A text stream that drops what nobody reads any more, and spells out the characters its encoding lacks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._gone = False

    @property
    def encoding(self) -> str:  # type: ignore[override] # read-only here
        """The encoding of the stream behind."""
        return self._stream.encoding or "ascii"

    def fileno(self) -> int:
        """The file descriptor behind."""
        return self._stream.fileno()

    def isatty(self) -> bool:
        """Whether a person is looking."""
        return self._stream.isatty()

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Write, unless the reader has gone."""
        if not self._gone:
            try:
                self._stream.write(text.encode(self.encoding, "backslashreplace").decode(self.encoding))
            except BrokenPipeError:
                self._gone = True
        return len(text)

    def flush(self) -> None:
        """Flush, unless the reader has gone."""
        if not self._gone:
            try:
                self._stream.flush()
            except BrokenPipeError:
                self._gone = True


def messages() -> TextIO:
    """Standard error, made quiet; nowhere when it is closed."""
    return Quiet(sys.stderr or _nowhere())  # type: ignore[return-value] # a TextIO in all that is used


@contextlib.contextmanager
def results() -> Iterator[TextIO]:
    """Yield the stream for results; until the end everything else that is printed goes to standard error.

    Solvers write banners from C to file descriptor 1, so the descriptor itself is turned; `sys.stdout` keeps writing to
    it, because libraries that capture output (Pyomo) wait for ever when it writes to another. Where `sys.stdout` is no
    real file (under test) it is replaced instead.
    """
    output = sys.stdout
    with contextlib.ExitStack() as undo:
        try:
            turned = output.fileno() == 1 and sys.stderr.fileno() == 2
        except (AttributeError, OSError, ValueError):
            turned = False
        if turned:
            output.flush()
            kept = os.dup(1)
            os.dup2(2, 1)
            undo.callback(_put_back, kept)
            output = os.fdopen(os.dup(kept), "w", encoding=output.encoding, errors="backslashreplace", newline="\n")
            undo.callback(_close, output)
        else:
            undo.enter_context(contextlib.redirect_stdout(sys.stderr))
        quiet = Quiet(output or _nowhere())
        yield quiet  # type: ignore[misc] # a TextIO in all that is used
        quiet.flush()


def _put_back(kept: int) -> None:
    with contextlib.suppress(OSError):
        sys.stdout.flush()  # what was printed meanwhile still goes to standard error
    os.dup2(kept, 1)
    os.close(kept)


def _close(stream: TextIO) -> None:
    with contextlib.suppress(OSError):
        stream.close()


def _nowhere() -> TextIO:
    """Where the text goes that a closed stream cannot take."""
    return Path(os.devnull).open("w", encoding="utf-8")
