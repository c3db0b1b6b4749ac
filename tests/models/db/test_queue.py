"""The queue on both databases: who gets which run, and that only whoever holds it can write."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.db.base import now
from models.db.engine import Database
from models.db.repositories import queue
from models.db.repositories.queue import Lease, LeaseLostError, Rules
from models.db.rows.runs import RunEventRow, RunRow
from tests.api.service.planning import put_dataset, put_run

RULES = Rules(dt.timedelta(seconds=600), losses=3, running_per_user=2)
ENDED: dict[str, Any] = {
    "state": "failed",
    "reason": "infeasible",
    "sentence": "No plan exists.",
    "faults": None,
    "plan_id": None,
    "progress": None,
}


def _claim(database: Database, owner: str = "W1", rules: Rules = RULES) -> RunRow | None:
    with database.write.begin() as session:
        return queue.claim(session, owner, "1.0", rules)


def _claimed(database: Database, owner: str = "W1") -> Lease:
    row = _claim(database, owner)
    assert row is not None
    return Lease(row.id, row.attempt, row.organisation_id)


def _run(database: Database, run_id: str) -> RunRow:
    with database.read() as session:
        row = session.get(RunRow, run_id)
        assert row is not None
        return row


def _expire(database: Database, run_id: str) -> None:
    """Let so much time pass that the lease has ended."""
    with database.write.begin() as session:
        past = now() - dt.timedelta(hours=1)
        session.execute(update(RunRow).where(RunRow.id == run_id).values(lease_until=past))


def _kinds(database: Database, run_id: str) -> list[str]:
    with database.read() as session:
        statement = select(RunEventRow).where(RunEventRow.run_id == run_id).order_by(RunEventRow.number)
        return [event.kind for event in session.scalars(statement)]


def test_the_highest_priority_first_then_the_oldest(database: Database) -> None:
    dataset = put_dataset(database)
    first, second = put_run(database, dataset), put_run(database, dataset)
    urgent = put_run(database, dataset, user="USR-other", priority=9)
    taken = [_claim(database) for _ in range(4)]
    assert [None if row is None else row.id for row in taken] == [urgent, first, second, None]
    assert {(row.state, row.attempt, row.lease_owner, row.program) for row in taken if row} == {
        ("running", 1, "W1", "1.0")
    }


def test_no_more_runs_of_a_user_at_work_than_may_be(database: Database) -> None:
    # two of three may run; the third waits until one has ended, somebody else's does not
    dataset = put_dataset(database)
    runs = [put_run(database, dataset) for _ in range(3)]
    other = put_run(database, dataset, user="USR-other")
    lease = _claimed(database)
    rest = [_claim(database) for _ in range(3)]
    assert [None if row is None else row.id for row in rest] == [runs[1], other, None]
    with database.write.begin() as session:
        queue.finish(session, lease, ENDED)
    again = _claim(database)
    assert again is not None
    assert again.id == runs[2]


def test_racing_workers_take_different_runs_and_keep_the_limit(database: Database) -> None:
    # six runs of three users, two each at a time: eight workers get six, each another one
    dataset = put_dataset(database)
    runs = {put_run(database, dataset, user=f"USR-{user}") for user in "abc" for _ in range(3)}
    taken: list[RunRow | None] = []
    barrier = threading.Barrier(8)

    def worker(name: str) -> None:
        barrier.wait()
        taken.append(_claim(database, name))

    threads = [threading.Thread(target=worker, args=(f"W{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [row for row in taken if row is not None]
    assert len(found) == len({row.id for row in found}) == 6
    assert {row.id for row in found} <= runs
    by_user = [row.created_by for row in found]
    assert {by_user.count(user) for user in by_user} == {2}


WRITES: dict[str, Callable[[Session, Lease], object]] = {
    "beat": lambda session, lease: queue.beat(session, lease, RULES, {"phase": "x"}, tell=True),
    "finish": lambda session, lease: queue.finish(session, lease, ENDED),
    "give back": lambda session, lease: queue.give_back(session, lease, "over"),
    "crash": lambda session, lease: queue.crash(session, lease, RULES, "signal"),
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("why", ["expired", "taken by another", "ended"])
def test_whoever_has_lost_the_run_writes_nothing(database: Database, write: str, why: str) -> None:
    run_id = put_run(database, put_dataset(database))
    lease = _claimed(database)
    if why == "ended":
        with database.write.begin() as session:
            queue.finish(session, lease, ENDED)
    else:
        _expire(database, run_id)  # from here on it is nobody's: neither may its old worker go on as if nothing were
    if why == "taken by another":
        assert _claimed(database, "W2").attempt == 2
    before, events = _told(database, run_id), _kinds(database, run_id)
    with pytest.raises(LeaseLostError), database.write.begin() as session:
        WRITES[write](session, lease)
    assert _told(database, run_id) == before
    assert _kinds(database, run_id) == events


def _told(database: Database, run_id: str) -> dict[str, Any]:
    row = _run(database, run_id)
    return {column.key: getattr(row, column.key) for column in RunRow.__table__.columns}


@pytest.mark.parametrize("write", WRITES)
def test_whoever_holds_the_run_can(database: Database, write: str) -> None:
    run_id = put_run(database, put_dataset(database))
    lease = _claimed(database)
    with database.write.begin() as session:
        WRITES[write](session, lease)
    states = {"beat": "running", "finish": "failed", "give back": "queued", "crash": "queued"}
    assert _run(database, run_id).state == states[write]


def test_a_run_that_loses_its_worker_is_tried_again_so_often_and_then_fails(database: Database) -> None:
    run_id = put_run(database, put_dataset(database))
    for attempt in (1, 2, 3):
        assert _claimed(database).attempt == attempt
        _expire(database, run_id)
    assert _claim(database) is None
    row = _run(database, run_id)
    assert (row.state, row.reason, row.losses) == ("failed", "worker_lost", 3)
    assert row.sentence == "It lost its worker 3 times; the last time, its worker was lost."
    assert _kinds(database, run_id) == ["queued", *["started", "requeued"] * 2, "started", "ended"]


def test_a_run_given_back_in_good_order_has_lost_nothing(database: Database) -> None:
    run_id = put_run(database, put_dataset(database))
    for attempt in range(1, 6):
        lease = _claimed(database)
        assert lease.attempt == attempt
        with database.write.begin() as session:
            queue.give_back(session, lease, "over")
    assert (_run(database, run_id).state, _run(database, run_id).losses) == ("queued", 0)


def test_a_run_that_was_to_be_cancelled_is_so_when_its_worker_is_lost(database: Database) -> None:
    run_id = put_run(database, put_dataset(database))
    _claimed(database)
    with database.write.begin() as session:
        session.execute(update(RunRow).where(RunRow.id == run_id).values(cancel_asked_at=now()))
    _expire(database, run_id)
    assert _claim(database) is None
    assert _run(database, run_id).state == "cancelled"


def test_a_beat_prolongs_the_lease_and_hears_the_wish_to_cancel(database: Database) -> None:
    run_id = put_run(database, put_dataset(database))
    lease = _claimed(database)
    until = _run(database, run_id).lease_until
    with database.write.begin() as session:
        assert not queue.beat(session, lease, RULES, {"phase": "exact", "cost": 1.5}, tell=True)
    row = _run(database, run_id)
    assert until is not None
    assert row.lease_until is not None
    assert row.lease_until > until
    assert row.progress == {"phase": "exact", "cost": 1.5}
    with database.write.begin() as session:
        session.execute(update(RunRow).where(RunRow.id == run_id).values(cancel_asked_at=now()))
    with database.write.begin() as session:
        assert queue.beat(session, lease, RULES, None, tell=False)
    assert _kinds(database, run_id) == ["queued", "started", "progress"]


def test_of_the_progress_of_an_ended_run_the_steps_are_kept(database: Database) -> None:
    # kept: each new phase, each cost lower by a thousandth, and the last
    run_id = put_run(database, put_dataset(database))
    lease = _claimed(database)
    steps = [("a", None), ("a", None), ("a", 10.0), ("a", 9.999), ("a", 9.0), ("b", 9.0), ("b", 9.0), ("b", 9.0)]
    for phase, cost in steps:
        with database.write.begin() as session:
            queue.beat(session, lease, RULES, {"phase": phase, "cost": cost}, tell=True)
    with database.write.begin() as session:
        queue.finish(session, lease, ENDED)
    with database.read() as session:
        events = session.scalars(select(RunEventRow).where(RunEventRow.run_id == run_id).order_by(RunEventRow.number))
        found = [(event.number, event.facts.get("phase"), event.facts.get("cost")) for event in events]
    assert found == [
        (1, None, None), (2, None, None), (3, "a", None), (5, "a", 10.0), (7, "a", 9.0), (8, "b", 9.0), (10, "b", 9.0),
        (11, None, None),
    ]  # fmt: skip


def test_the_database_itself_refuses_half_ends(database: Database) -> None:
    run_id = put_run(database, put_dataset(database))
    for change in ("state = 'running'", "state = 'succeeded'", "state = 'failed'", "state = 'lost'", "priority = 10"):
        with pytest.raises(IntegrityError), database.write.begin() as session:
            session.execute(text(f"UPDATE runs SET {change} WHERE id = :id"), {"id": run_id})  # noqa: S608 - ours
