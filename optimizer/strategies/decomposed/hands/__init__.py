"""Whose hands the item work is in: threads, processes of this machine, or a cluster's workers, a file each."""

from __future__ import annotations

from typing import Protocol

from optimizer.strategies.decomposed.shelf import Message, Reply

MOST_SHARES = 64
"""Shares of the parts at most, whatever their number, so that the messages of a round do not grow with the items."""


class LostError(Exception):
    """A worker is gone, and what it held with it."""


class Hands(Protocol):
    """Workers at numbered places; a place keeps what it holds."""

    @property
    def places(self) -> int:
        """How many there are."""
        ...

    @property
    def at_once(self) -> int:
        """How many to ask at the same time."""
        ...

    @property
    def steady(self) -> bool:
        """Whether nobody is ever lost, so that nobody needs to be told again."""
        ...

    def ask(self, place: int, message: Message) -> Reply:
        """What the worker at the place replies; LostError where it is gone. One message at a time for each place."""
        ...

    def replace(self, place: int) -> None:
        """Somebody else, who holds nothing yet, takes the place. CallError where nobody is left."""
        ...

    def close(self) -> None:
        """Let all workers go; whoever is being asked meanwhile is lost."""
        ...
