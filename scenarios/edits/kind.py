"""What an edit is: a verb with its keys, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenarios.edits.state import State
from scenarios.form.kinds import Form, Record


@dataclass(frozen=True)
class EditKind:
    """One verb; its form's first key is the verb itself. `apply` changes the state or raises EditFault."""

    form: Form
    apply: Callable[[State, Record], None]

    @property
    def verb(self) -> str:
        """The key by which an edit of this kind is known."""
        return self.form.keys[0].name


@dataclass(frozen=True)
class Edit:
    """One edit of a scenario: its verb and its keys."""

    verb: str
    record: Record
