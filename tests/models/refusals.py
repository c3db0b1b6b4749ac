"""What a dataset is refused for, as tests ask for it."""

from typing import Any

from models.faults import DatasetError, Fault
from tests.builders import build


def faults_of(**given: Any) -> tuple[Fault, ...]:
    """The faults of `build(**given)`, none where it is accepted."""
    try:
        build(**given)
    except DatasetError as error:
        return error.faults
    return ()


def only_fault(**given: Any) -> Fault:
    """The one fault of `build(**given)`."""
    faults = faults_of(**given)
    assert len(faults) == 1, "\n".join(map(str, faults)) or "accepted"
    return faults[0]
