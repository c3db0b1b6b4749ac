"""Runs: a dataset, edited and planned by a worker; the queue of what waits, and what became of it."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created, Owned
from models.db.kinds import Code, Id, Json, Moment, Name, WholeUnits, Words

STATES = ("queued", "running", "succeeded", "failed", "cancelled")
ENDED = ("succeeded", "failed", "cancelled")


class RunRow(Owned, Created, Base):
    """One run. It ends exactly once, and what it found is written in the transaction that ends it.

    `state`: `queued` waits for a worker; `running` is leased to one; `succeeded` has a plan; `failed` has none and
    `reason` says why; `cancelled` was ended by somebody and keeps the best plan until then, if there was one.
    What it plans: `dataset_id` after `edits` (as in a scenario file), with `options` of the search by name; with
    `program`, the version that planned it, they make the plan again.

    The lease: `attempt` counts claims and is the fence (every write of a worker says `WHERE id = ? AND attempt = ? AND
    state = 'running' AND lease_until > now`), `lease_owner` is the worker, `losses` counts workers that went without a
    word. `priority` from 0 to 9, higher first; among equals the oldest `id`.

    `progress` is the last that was heard: phase, seconds, cost, bound, gap. `reason` is a word such as "infeasible",
    "no_plan_in_time", "refused", "memory", "worker_lost"; "" for a plan that was searched to its end. `sentence` and
    `faults` say it in full. `plan_id` is its plan, None where there is none.
    """

    __tablename__ = "runs"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "dataset_id"], ["datasets.organisation_id", "datasets.id"]),
        CheckConstraint("state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')", name="state"),
        CheckConstraint("(state = 'running') = (lease_owner IS NOT NULL)", name="lease"),
        CheckConstraint("(state IN ('succeeded', 'failed', 'cancelled')) = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("state <> 'succeeded' OR plan_id IS NOT NULL", name="plan"),
        CheckConstraint("priority >= 0 AND priority <= 9", name="priority"),
        Index(None, "state", "priority", "id"),
        Index(None, "organisation_id", "created_by", "state"),
        Index(None, "organisation_id", "dataset_id"),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    dataset_id: Mapped[Id]
    state: Mapped[Code] = mapped_column(default="queued")
    options: Mapped[Json]
    edits: Mapped[Json]
    tags: Mapped[Json]
    priority: Mapped[WholeUnits]
    program: Mapped[Code | None]
    attempt: Mapped[WholeUnits] = mapped_column(default=0)
    losses: Mapped[WholeUnits] = mapped_column(default=0)
    lease_owner: Mapped[Name | None]
    lease_until: Mapped[Moment | None]
    heartbeat_at: Mapped[Moment | None]
    started_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    cancel_asked_at: Mapped[Moment | None]
    cancel_asked_by: Mapped[Id | None]
    progress: Mapped[Json | None]
    event_count: Mapped[WholeUnits] = mapped_column(default=0)
    reason: Mapped[Code] = mapped_column(default="")
    sentence: Mapped[Words] = mapped_column(default="")
    faults: Mapped[Json | None]
    plan_id: Mapped[Id | None]


class RunTagRow(Owned, Base):
    """One tag of a run: a word by which its owner finds it again."""

    __tablename__ = "run_tags"
    __table_args__ = (Index(None, "organisation_id", "tag", "run_id"),)

    run_id: Mapped[Id] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    tag: Mapped[Id] = mapped_column(primary_key=True)


class RunEventRow(Owned, Base):
    """Something that happened to a run, in the order of `number` (from 1; some of a finished run are left out).

    `kind`: `queued`, `started`, `progress`, `cancel_asked`, `requeued`, `ended`. `facts` of progress are those of
    `RunRow.progress`; of the others state, attempt, reason. Numbers are given under the lock of the run's row, so that
    a reader who has seen one has seen all before it.
    """

    __tablename__ = "run_events"

    run_id: Mapped[Id] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    number: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    kind: Mapped[Code]
    facts: Mapped[Json]
