"""Every kind of edit, in the order of the reference page."""

from scenarios.edits.block import BLOCK
from scenarios.edits.close import CLOSE
from scenarios.edits.columns import ADD, CAP, SCALE, SET, SHIFT
from scenarios.edits.kind import EditKind
from scenarios.edits.rows import INSERT, REMOVE
from scenarios.edits.settings import SETTINGS_EDIT

KINDS: tuple[EditKind, ...] = (SCALE, SET, ADD, CAP, SHIFT, INSERT, REMOVE, BLOCK, CLOSE, SETTINGS_EDIT)
BY_VERB = {kind.verb: kind for kind in KINDS}
