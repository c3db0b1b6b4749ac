"""Plans beside their datasets, kept in memory while somebody asks about them; the longest unasked go first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property

from api.errors import BusyError
from models.plan import Plan
from models.problem import Problem
from models.refusals import RefusalError
from optimizer.explain.explain import Explainer
from optimizer.verdict import Verdict
from optimizer.verify import verify

Key = tuple[str, str]
"""Organisation and plan."""

PATIENCE = 10.0
"""Seconds that a request waits for its turn before it is told to come again."""

BUSY = "Other plans are being looked into; nothing was changed. Ask again in a moment."


class Opened:
    """A plan beside its dataset. To be asked by one request at a time: `Shelf.open` sees to it."""

    def __init__(self, problem: Problem, plan: Plan, rows: int) -> None:
        self.problem, self.plan, self.rows = problem, plan, rows
        self.turn = threading.Lock()

    @cached_property
    def explainer(self) -> Explainer:
        """What answers questions about its lines."""
        return Explainer(self.problem, self.plan)

    @cached_property
    def verdict(self) -> Verdict:
        """Rules, costs and service, recomputed from its tables."""
        return verify(self.problem, self.plan)


class Shelf:
    """At most so many rows of plans and datasets, and one of them being read at a time."""

    def __init__(self, rows: int) -> None:
        self.most = rows
        self._kept: OrderedDict[Key, Opened] = OrderedDict()
        self._change = threading.Lock()
        self._reading = threading.Lock()

    @contextmanager
    def open(self, key: Key, rows: int, read: Callable[[], tuple[Problem, Plan]]) -> Iterator[Opened]:
        """The plan of a key, read where it is not there; nobody else asks it anything meanwhile.

        `rows` are those of its tables and its dataset's. Raises RefusalError where they are more than may be kept,
        BusyError where others are asked about for too long.
        """
        opened = self._found(key) or self._read(key, rows, read)
        with _turn(opened.turn):
            yield opened

    @property
    def rows(self) -> int:
        """Rows that are kept now."""
        return sum(opened.rows for opened in self._kept.values())

    def _found(self, key: Key) -> Opened | None:
        with self._change:
            opened = self._kept.get(key)
            if opened is not None:
                self._kept.move_to_end(key)
            return opened

    def _read(self, key: Key, rows: int, read: Callable[[], tuple[Problem, Plan]]) -> Opened:
        if rows > self.most:
            raise RefusalError(
                f"Plan and dataset have {rows:,} rows, and the service looks into at most {self.most:,}: download both "
                "and use `caselot explain`, `compare` or `report`.",
                rows=rows,
                most=self.most,
            )
        with _turn(self._reading):
            opened = self._found(key)  # somebody else may have read it meanwhile
            if opened is None:
                self._make_room(rows)
                opened = Opened(*read(), rows)
                with self._change:
                    self._kept[key] = opened
        return opened

    def _make_room(self, rows: int) -> None:
        with self._change:
            while self._kept and self.rows + rows > self.most:
                self._kept.popitem(last=False)


@contextmanager
def _turn(lock: threading.Lock) -> Iterator[None]:
    if not lock.acquire(timeout=PATIENCE):
        raise BusyError(BUSY)
    try:
        yield
    finally:
        lock.release()
