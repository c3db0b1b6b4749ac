"""What Prometheus is told of runs: looked up in the database whenever it asks, because workers are other processes."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from models.db.base import now
from models.db.engine import Database
from models.db.repositories import runs
from models.db.rows.runs import STATES


class RunsCollector(Collector):
    """Runs by state, the age of the longest wait, and leases that have ended without a worker to take the run."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Names and meanings alone: to register costs no look."""
        yield from _families()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures; none where the database does not answer, which /readyz tells."""
        by_state, waiting, overdue = _families()
        try:
            with self._database.read() as session:
                counts = runs.counts(session)
                oldest = runs.oldest_queued(session)
                overdue.add_metric([], runs.overdue(session, now()))
        except SQLAlchemyError:
            return
        for state in STATES:
            by_state.add_metric([state], counts.get(state, 0))
        waiting.add_metric([], 0.0 if oldest is None else max(0.0, (now() - oldest).total_seconds()))
        yield from (by_state, waiting, overdue)


def _families() -> tuple[GaugeMetricFamily, GaugeMetricFamily, GaugeMetricFamily]:
    return (
        GaugeMetricFamily("caselot_runs", "Runs by state.", labels=["state"]),
        GaugeMetricFamily("caselot_runs_waiting_seconds", "How long the oldest queued run has waited."),
        GaugeMetricFamily("caselot_runs_overdue", "Running runs whose lease has ended: their workers are gone."),
    )
