"""Names that nobody knows, and the ones that were probably meant."""

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], cutoff: float = 0.5) -> str | None:
    """The known word most like this one, None where none is like it."""
    by_lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.strip().lower(), by_lower, n=1, cutoff=cutoff)
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], noun: str) -> str:
    """What was expected in place of an unknown name."""
    names = tuple(known)
    close = nearest(word, names)
    return f"a known {noun}: did you mean {close}?" if close else f"a known {noun}: {', '.join(names)}"
