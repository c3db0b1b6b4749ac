"""Runs submitted and cancelled over HTTP; claimed, prolonged, lost, given back and ended by workers; in any order."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db.base import now
from models.db.repositories import queue
from models.db.repositories.queue import Lease, LeaseLostError, Rules
from models.db.rows.runs import RunEventRow, RunRow
from tests.api.service.machine import ServiceMachine, run_machine
from tests.api.service.orders import taken
from tests.api.service.planning import put_dataset
from tests.databases import Template
from tests.service import MAIN

RULES = Rules(dt.timedelta(hours=1), losses=2, running_per_user=2)
EXAMPLES = 4
"""On PostgreSQL, where a copy takes longer; twice as many on SQLite."""

MOST = 3
"""Few runs, of which much becomes."""

FAILED: dict[str, Any] = {
    "state": "failed", "reason": "infeasible", "sentence": "No plan exists.", "faults": None, "plan_id": None,
    "progress": None,
}  # fmt: skip


@dataclass(slots=True)
class Known:
    """A run as it is remembered here; `overdue`: its worker was killed, which nobody has noticed yet."""

    state: str = "queued"
    attempt: int = 0
    losses: int = 0
    cancel_asked: bool = False
    overdue: bool = False

    def lose(self) -> None:
        """Its worker, or its search, is gone."""
        self.losses += 1
        self.overdue = False
        self.state = "cancelled" if self.cancel_asked else "failed" if self.losses >= RULES.losses else "queued"


class Runs(ServiceMachine):
    """One planner's runs, and every lease that was ever given out, the stale ones too."""

    @initialize()
    def begin(self) -> None:
        self.open()
        self.dataset = put_dataset(self.service.database)
        self.runs: dict[str, Known] = {}
        self.leases: list[Lease] = []
        self.submit()
        self.claim()

    @precondition(lambda self: len(self.runs) < MOST)
    @rule()
    def submit(self) -> None:
        answer = self.service.as_("planner").post("/v1/runs", json={"dataset_id": self.dataset})
        self.runs[taken(answer, 202)["id"]] = Known()

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        run_id = data.draw(st.sampled_from(sorted(self.runs)))
        known, answer = self.runs[run_id], self.service.as_("planner").post(f"/v1/runs/{run_id}/cancel")
        if known.state == "failed":
            assert answer.status_code == 409, answer.text
            return
        if known.state == "queued":
            known.state = "cancelled"
        known.cancel_asked = True
        assert taken(answer)["state"] == known.state

    @rule()
    def claim(self) -> None:
        for known in self.runs.values():  # a claim begins with what other workers have lost
            if known.overdue:
                known.lose()
        waiting = sorted(run_id for run_id, known in self.runs.items() if known.state == "queued")
        at_work = sum(known.state == "running" for known in self.runs.values())
        expected = waiting[0] if waiting and at_work < RULES.running_per_user else None
        with self.service.database.write.begin() as session:
            row = queue.claim(session, "W", "1", RULES)
            assert (None if row is None else row.id) == expected
        if expected is not None:
            known = self.runs[expected]
            known.state, known.attempt = "running", known.attempt + 1
            self.leases.append(Lease(expected, known.attempt, MAIN))

    @precondition(lambda self: any(known.state == "running" for known in self.runs.values()))
    @rule(data=st.data())
    def kill(self, data: st.DataObject) -> None:
        """So much time passes without a word of its worker that the lease ends."""
        run_id = data.draw(st.sampled_from(sorted(id_ for id_, known in self.runs.items() if known.state == "running")))
        with self.service.database.write.begin() as session:
            past = now() - dt.timedelta(hours=1)
            session.execute(update(RunRow).where(RunRow.id == run_id).values(lease_until=past))
        self.runs[run_id].overdue = True
        if data.draw(st.booleans()):
            self.claim()

    @rule(data=st.data())
    def beat(self, data: st.DataObject) -> None:
        def act(session: Session, lease: Lease) -> None:
            asked = queue.beat(session, lease, RULES, None, tell=False)
            assert asked == self.runs[lease.run_id].cancel_asked

        self._held(data, act)

    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        known = self._held(data, lambda session, lease: queue.give_back(session, lease, "told to end"))
        if known is not None:
            known.state = "queued"

    @rule(data=st.data())
    def crash(self, data: st.DataObject) -> None:
        known = self._held(data, lambda session, lease: queue.crash(session, lease, RULES, "it broke down"))
        if known is not None:
            known.lose()

    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        known = self._held(data, lambda session, lease: queue.finish(session, lease, FAILED))
        if known is not None:
            known.state = "failed"

    def _held(self, data: st.DataObject, act: Callable[[Session, Lease], None]) -> Known | None:
        """What a worker does with a lease, old or new; the run where it is still the worker's, else it is refused."""
        lease = data.draw(st.sampled_from(self.leases[-MOST:]))
        known = self.runs[lease.run_id]
        with self.service.database.write() as session:
            if (known.state, known.attempt, known.overdue) != ("running", lease.attempt, False):
                with pytest.raises(LeaseLostError):
                    act(session, lease)
                return None
            act(session, lease)
            session.commit()
        return known

    @invariant()
    def every_run_is_where_its_calls_led_it_and_ends_once(self) -> None:
        if not hasattr(self, "runs"):
            return
        with self.service.database.read() as session:
            found = {row.id: (row.state, row.attempt, row.losses) for row in session.scalars(select(RunRow))}
            kinds: dict[str, list[str]] = {run_id: [] for run_id in self.runs}
            for event in session.scalars(select(RunEventRow).order_by(RunEventRow.run_id, RunEventRow.number)):
                kinds[event.run_id].append(event.kind)
        assert found == {run_id: (known.state, known.attempt, known.losses) for run_id, known in self.runs.items()}
        for run_id, known in self.runs.items():
            over = known.state not in {"queued", "running"}
            assert (kinds[run_id].count("ended"), kinds[run_id][-1] == "ended") == (int(over), over)
            assert kinds[run_id].count("started") == known.attempt


def test_whatever_workers_and_planners_do_in_whatever_order(template: Template, app_client: TestClient) -> None:
    run_machine(Runs, template, app_client, examples=EXAMPLES, steps=25)
