"""What lives as long as the service does; routes reach it as `request.app.state.service`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import anyio

from api.auth.tokens import TokenReader
from api.errors import KeyInFlightError
from api.metrics import Metrics
from api.plan_shelf import Shelf
from api.rates import Rates, Streams
from api.run_metrics import RunsCollector
from api.settings import Settings
from models.db.engine import Database, open_database

LOOKS = 8
"""With as many connections as may be set, 32, these are the threads that there are: none waits for one in vain."""


@dataclass(slots=True)
class Flight:
    """The idempotency keys at work in this process."""

    _keys: set[tuple[str, str, str]] = field(default_factory=set)

    @contextmanager
    def hold(self, key: tuple[str, str, str]) -> Iterator[None]:
        """Hold a key while the block runs. Raises KeyInFlightError where it is held already."""
        if key in self._keys:
            raise KeyInFlightError
        self._keys.add(key)
        try:
            yield
        finally:
            self._keys.discard(key)


@dataclass(slots=True)
class Service:
    """The parts that requests share.

    `seats` are the connections: whoever waits for one waits without a thread, so that those who have one can always
    get on. `writer` is the one writer that an embedded database has at a time. `reads` are datasets that are being
    read. `looks` are requests that compute for long and hold no connection meanwhile, each on a thread. `probes` ask
    whether the service is ready and what it counts. `shelf` holds plans that are asked about. `ending` is set once
    the service is about to end, for streams that would go on for ever.
    """

    settings: Settings
    database: Database
    tokens: TokenReader | None
    rates: Rates
    metrics: Metrics
    seats: anyio.CapacityLimiter
    writer: anyio.CapacityLimiter
    reads: anyio.CapacityLimiter
    looks: anyio.CapacityLimiter
    probes: anyio.CapacityLimiter
    shelf: Shelf
    flight: Flight = field(default_factory=Flight)
    streams: Streams = field(default_factory=Streams)
    ending: bool = False


def make_service(settings: Settings) -> Service:
    """The parts as the settings say; no connection is opened yet."""
    connections = settings.database_connections
    database = open_database(settings.database_url.get_secret_value(), connections=connections)
    metrics = Metrics()
    metrics.registry.register(RunsCollector(database))
    return Service(
        settings=settings,
        database=database,
        tokens=TokenReader(settings) if settings.oidc else None,
        rates=Rates(settings.requests_per_minute),
        metrics=metrics,
        seats=anyio.CapacityLimiter(connections),
        writer=anyio.CapacityLimiter(1 if database.embedded else connections),
        reads=anyio.CapacityLimiter(settings.reads_at_a_time),
        looks=anyio.CapacityLimiter(LOOKS),
        probes=anyio.CapacityLimiter(1),
        shelf=Shelf(settings.explained_rows),
    )
