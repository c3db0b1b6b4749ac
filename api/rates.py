"""How many requests a user may send: a bucket for each, that fills evenly and holds a minute's worth; and streams."""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from api.errors import RateLimitError, StreamsError

MOST_BUCKETS = 10_000
MOST_STREAMS = 10


class Rates:
    """Buckets of this process. A bucket that is full again is forgotten when there are many."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, user: str) -> None:
        """Take one from a user's bucket. Raises RateLimitError where it is empty. 0 per minute means any number."""
        if not self._per_minute:
            return
        moment = self._clock()
        left = self._left(user, moment)
        if left < 1:
            raise RateLimitError(math.ceil((1 - left) * 60 / self._per_minute))
        if len(self._buckets) >= MOST_BUCKETS:
            full = [name for name in self._buckets if self._left(name, moment) >= self._per_minute]
            for name in full:
                del self._buckets[name]
        self._buckets[user] = (left - 1, moment)

    def _left(self, user: str, moment: float) -> float:
        left, then = self._buckets.get(user, (float(self._per_minute), moment))
        return min(self._per_minute, left + (moment - then) * self._per_minute / 60)


class Streams:
    """The streams that are open in this process, by user."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    @contextmanager
    def hold(self, user: str) -> Iterator[None]:
        """Count a stream while the block runs. Raises StreamsError where the user has as many open as one may."""
        if self._open[user] >= MOST_STREAMS:
            raise StreamsError(MOST_STREAMS)
        self._open[user] += 1
        try:
            yield
        finally:
            self._open[user] -= 1
            if not self._open[user]:
                del self._open[user]
