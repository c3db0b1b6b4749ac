"""Warnings on the screen: each kind once, counted, with its worst examples."""

from collections.abc import Sequence
from typing import Any

from api.cli.screen import Screen
from api.cli.words import many
from models.faults import Notice


def show_notices(screen: Screen, notices: Sequence[Notice]) -> None:
    """Print each kind of warning with its count and examples."""
    for notice in notices:
        screen.line(f"Warning ({notice.rule}, {many(notice.count, 'case')}): {notice.sentence}", style="yellow")
        for example in notice.examples:
            screen.line(f"    {example}", style="dim")


def notice_row(notice: Notice) -> dict[str, Any]:
    """One kind of warning as JSON."""
    return {
        "rule": notice.rule,
        "sentence": notice.sentence,
        "count": notice.count,
        "examples": list(notice.examples),
    }
