"""What a scenario does to a dataset: one module per kind of edit; `KINDS` lists every verb."""

from scenarios.edits.apply import Edited, edited
from scenarios.edits.kind import Edit, EditKind
from scenarios.edits.kinds import KINDS

__all__ = ["KINDS", "Edit", "EditKind", "Edited", "edited"]
