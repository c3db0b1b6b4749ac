"""From the end of a child to the end of a run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.apart.watch import End

CANCELLED = "cancelled"
SENTENCE = 2000
"""Characters of a sentence that are kept."""

WORDS = {
    "memory": "It needed more memory than a run may have.",
    "time": "It did not end in time after it was asked to stop.",
    "no_plan_in_time": "No plan was found in the time allowed; a longer time limit may find one.",
    "unexpected": "The program failed; its log says more.",
    CANCELLED: "It was cancelled.",
}
"""Reasons in a sentence, where the child told none."""

EARLY = {
    "memory": "It was stopped early because it came near the memory that a run may have; the best plan is kept.",
    "time": "It was stopped at the end of its time; the best plan is kept.",
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended; `faults` are those of the dataset or the edits, `planned` whether there is a plan to be kept."""

    state: str
    reason: str
    sentence: str
    faults: list[Mapping[str, Any]] | None = None
    planned: bool = False


def ended(end: End) -> Ended | None:
    """The end of the run; None where the child broke down without a cause of its own, so that another try is due."""
    if end.outcome == "crashed":
        return None
    if end.why == CANCELLED:
        planned = end.outcome == "planned"
        kept = "the best plan until then is kept." if planned else "no plan was found until then."
        return Ended("cancelled", CANCELLED, f"It was cancelled; {kept}", planned=planned)
    if end.outcome == "planned":
        return Ended("succeeded", end.why, EARLY.get(end.why, ""), planned=True)
    if end.outcome == "no_plan":
        return _without_plan(end)
    if end.outcome == "refused":
        return Ended("failed", "refused", _cut(end.facts["sentence"]), list(end.facts["faults"]))
    if end.outcome == "unverified":
        return Ended("failed", "unverified", _cut(end.facts["sentence"]))
    reason = end.outcome if end.outcome in WORDS else end.why if end.outcome == "killed" else "unexpected"
    return Ended("failed", reason, WORDS[reason])


def _without_plan(end: End) -> Ended:
    if end.facts["status"] == "infeasible":
        return Ended("failed", "infeasible", _cut(" ".join(end.facts["reasons"]) or "No plan exists."))
    reason = end.why or "no_plan_in_time"
    return Ended("failed", reason, WORDS[reason])


def _cut(text: str) -> str:
    return text if len(text) <= SENTENCE else text[: SENTENCE - 3] + "..."
