"""Why the service refuses: each error carries the facts of its sentence, and api/problems.py maps it to an answer.

Raised by rules, repositories and services alike; nothing here knows of HTTP.
"""

from collections.abc import Sequence
from typing import Any

from models.faults import CaselotError, Fault


class RefusalError(CaselotError):
    """The base of all refusals. `facts` are further members of the answer, such as the states that are allowed."""

    def __init__(self, sentence: str, **facts: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        self.sentence = sentence
        self.facts = facts
        super().__init__(sentence)

    def __str__(self) -> str:
        return self.sentence


class NotFoundError(RefusalError):
    """There is no such document, or it is another organisation's, which must look the same."""

    def __init__(self, kind: str, id_: str) -> None:
        super().__init__(f"There is no {kind} {id_!r}.")
        self.kind, self.id = kind, id_


class ConflictError(RefusalError):
    """What is asked for does not fit the state of the document, or something by that name exists already."""


class TransitionError(ConflictError):
    """A document cannot go from its state to the one asked for; `allowed` are the states it could go to."""

    def __init__(self, sentence: str, *, state: str, allowed: Sequence[str]) -> None:
        super().__init__(sentence, state=state, allowed=list(allowed))


class StaleVersionError(RefusalError):
    """The document was changed since the caller read it."""

    def __init__(self, kind: str, id_: str, *, expected: int, current: int) -> None:
        super().__init__(
            f"The {kind} {id_!r} is at version {current} by now, not {expected}; read it again and decide anew.",
            current_version=current,
        )


class NotAllowedError(RefusalError):
    """The caller is known but may not do this: the role lacks it, or duties must be segregated."""


class InvalidError(RefusalError):
    """What was sent reads well but says something wrong; `faults` has every such thing."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        more = f" (and {len(self.faults) - 1:,} more)" if len(self.faults) > 1 else ""
        super().__init__(f"{self.faults[0]}{more}" if self.faults else "What was sent cannot be used.")
