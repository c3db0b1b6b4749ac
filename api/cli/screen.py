"""How a command speaks: results to standard output, messages to standard error; tables and colour for people only."""

import contextlib
import json
import math
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

import numpy as np
import pandas as pd
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli.streams import messages, results


class Screen:
    """Two consoles and the choice between words and JSON. With JSON, nothing but `answer` reaches standard output."""

    def __init__(self, stream: TextIO, *, as_json: bool) -> None:
        self._stream = stream
        self.as_json = as_json
        self.results = _console(stream)
        self.messages = _console(messages())

    def line(self, text: str = "", style: str = "") -> None:
        """One line of the result in words."""
        if not self.as_json:
            self.results.print(Text(printable(text), style=style), soft_wrap=True)

    def say(self, text: str, style: str = "") -> None:
        """One message that is not the result."""
        self.messages.print(Text(printable(text), style=style), soft_wrap=True)

    def table(self, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> None:
        """A titled table; `right` are the columns of numbers. Plain aligned lines where nobody looks."""
        if self.as_json:
            return
        cells = [[printable(cell) for cell in row] for row in rows]
        self.line()
        self.line(title, style="bold")
        if not self.results.is_terminal:
            for text in aligned([list(headings), *cells], right):
                self.line(f"  {text}")
            return
        table = Table(box=None, pad_edge=False, header_style="dim")
        for position, heading in enumerate(headings):
            table.add_column(heading, justify="right" if position in right else "left", overflow="fold")
        for row in cells:
            table.add_row(*(Text(cell) for cell in row))
        self.results.print(table)

    def answer(self, value: dict[str, Any]) -> None:
        """The result as JSON, where that is asked for."""
        if self.as_json:
            self._stream.write(to_json(value, plain="utf" not in self._stream.encoding.lower()) + "\n")

    def flush(self) -> None:
        """Hand out what was said so far, where the command goes on for long."""
        self._stream.flush()


@contextlib.contextmanager
def screen(*, as_json: bool) -> Iterator[Screen]:
    """A screen for one command; what anything else prints meanwhile goes to standard error."""
    with results() as stream:
        try:
            yield Screen(stream, as_json=as_json)
        except KeyboardInterrupt as interrupt:
            raise typer.Abort from interrupt  # typer would end the process without a word


def to_json(value: dict[str, Any], *, plain: bool) -> str:
    """JSON by the book (no NaN), two spaces deep; only ASCII where `plain`."""
    return json.dumps(_finite(value), indent=2, ensure_ascii=plain, allow_nan=False)


def printable(text: str) -> str:
    """The text on one line, with control characters spelt out: an id may hold anything, a terminal obeys some of it."""
    return "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in str(text))


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int]) -> list[str]:
    """Rows of text as lines with straight columns, two spaces apart; the columns `right` end straight."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _console(stream: TextIO) -> Console:
    return Console(file=stream, markup=False, highlight=False, emoji=False)


def _finite(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The same in JSON's own types: NaN and infinity are null, numpy's numbers numbers, days ISO text."""
    if isinstance(value, dict):
        return {str(key): _finite(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(entry) for entry in value]
    if isinstance(value, np.generic):
        return _finite(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int | bool):
        return value
    if value is pd.NaT:
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)
