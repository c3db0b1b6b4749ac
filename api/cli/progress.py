"""Progress on standard error: a bar that lives on a terminal, a line now and then in a pipe."""

import contextlib
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from api.cli.words import money, share
from models.result import Progress

EVERY = 5.0
"""Seconds between two lines in a pipe."""

BETTER = 0.001
"""A cost this share lower is worth a line of its own."""


@contextlib.contextmanager
def shown(console: Console, time_limit: float | None) -> Iterator[Callable[[Progress], None]]:
    """Yield what a solve is to call with its progress."""
    if not console.is_terminal:
        yield Lines(console)
        return
    columns = (TextColumn("{task.fields[told]}"), BarColumn(bar_width=20))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=time_limit, told="starting")

        def tell(progress: Progress) -> None:
            spent = min(progress.seconds, time_limit) if time_limit else progress.seconds
            bar.update(task, completed=spent, told=sentence(progress))

        yield tell


class Lines:
    """Plain lines: when the phase changes, when the cost falls, and every few seconds otherwise."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._phase = ""
        self._cost = float("inf")
        self._last = float("-inf")

    def __call__(self, progress: Progress) -> None:
        """Print a line if there is something to say."""
        cost = float("inf") if progress.cost is None else progress.cost
        now = self._clock()
        better = cost < self._cost - BETTER * abs(cost) and now - self._last >= EVERY / 10
        if progress.phase != self._phase or better or now - self._last >= EVERY:
            self._phase, self._cost, self._last = progress.phase, cost, now
            self._console.print(sentence(progress), soft_wrap=True)


def sentence(progress: Progress) -> str:
    """Phase, seconds, best cost, bound and gap on one line."""
    parts = [f"{progress.phase} {progress.seconds:,.0f} s"]
    if progress.cost is not None:
        parts.append(f"cost {money(progress.cost)}")
    if progress.bound is not None:
        parts.append(f"bound {money(progress.bound)}")
    if progress.gap is not None:
        parts.append(f"gap {share(progress.gap)}")
    return "  ".join(parts)
