"""Runs in bodies."""

from typing import Annotated, Any, Literal

from pydantic import Field

from api.apart.edits import MOST_EDITS
from api.schemas.kinds import Answer, Body, Identifier, Moment
from api.schemas.problem import FaultSchema

State = Literal["queued", "running", "succeeded", "failed", "cancelled"]


class RunOptions(Body):
    """How to plan, as `caselot plan` takes it."""

    strategy: Literal["auto", "exact", "decomposed"] = Field(default="auto", description="How the plan is found.")
    gap: float = Field(default=1e-6, ge=0, lt=1, description="Distance from the bound at which a plan counts as best.")
    time_limit: float = Field(default=300.0, gt=0, le=86_400, description="Seconds for the search.")
    seed: int = Field(default=0, ge=0, lt=2**31, description="Of the solver.")
    threads: int = Field(default=1, ge=1, le=64, description="Of the solver; one repeats exactly.")
    backend: Literal["highs", "cp-sat", "scip"] = Field(default="highs", description="The solver.")


class NewRun(Body):
    """A run to be."""

    dataset_id: Identifier = Field(description="The id of a dataset, or `live`.")
    options: RunOptions = Field(default_factory=RunOptions)
    edits: list[Any] = Field(
        default_factory=list,
        max_length=MOST_EDITS,
        description="What changes before planning: edits as in a scenario file, in their order.",
    )
    priority: int = Field(default=5, ge=0, le=9, description="9 is planned first.")
    tags: Annotated[list[Identifier], Field(max_length=20)] = Field(
        default_factory=list, description="Words by which it is found again."
    )


class Progress(Answer):
    """How far a search is: money in the objective's discounting."""

    phase: str
    seconds: float
    cost: float | None = Field(description="The best plan so far; null while there is none.")
    bound: float | None = Field(description="Proven: no plan costs less; null while nothing is proven.")
    gap: float | None


class Run(Answer):
    """A run as it is now."""

    id: Identifier
    dataset_id: Identifier
    state: State
    options: RunOptions
    edits: list[Any]
    priority: int
    tags: list[str]
    program: str | None = Field(description="The version of caselot that planned it.")
    attempt: int = Field(description="How often a worker has begun it.")
    progress: Progress | None
    reason: str = Field(description="Why it ended as it did, in a word; empty for a search that went to its end.")
    sentence: str
    faults: list[FaultSchema] | None = Field(description="What is wrong with the edited dataset, where it is refused.")
    plan_id: Identifier | None
    created_at: Moment
    created_by: str
    started_at: Moment | None
    heartbeat_at: Moment | None
    ended_at: Moment | None
    cancel_asked_at: Moment | None
