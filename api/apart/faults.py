"""Faults as they travel from a child to whoever answers the caller."""

from typing import Any

from api.cli.errors import fault_row
from models.faults import LONGEST, CallError, DatasetError, ScenarioError

MOST_FAULTS = 1000
"""Faults that are told one by one; the rest are counted."""


def refusal(error: DatasetError | ScenarioError | CallError) -> dict[str, Any]:
    """The facts of an end with the outcome "refused": a sentence and every fault, long values cut."""
    if isinstance(error, CallError):
        return {"outcome": "refused", "sentence": str(error), "faults": [], "total": 1}
    rows = [fault_row(fault) for fault in error.faults[:MOST_FAULTS]]
    faults = [{**row, "value": _cut(row["value"])} for row in rows]
    first = str(error.faults[0]) if error.faults else "the dataset has faults"
    more = f" ({error.total - 1:,} more)" if error.total > 1 else ""
    return {"outcome": "refused", "sentence": f"{first}{more}", "faults": faults, "total": error.total}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
