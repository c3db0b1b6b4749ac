"""Cursors into what never changes: a place among the rows of one list with one set of filters."""

import base64
import binascii
import json

from api.errors import CursorError
from api.paging import Asked


def cursor_at(page: Asked, offset: int) -> str:
    """The cursor of the page that begins after so many rows."""
    return base64.urlsafe_b64encode(json.dumps([page.filters, offset]).encode()).decode().rstrip("=")


def offset_of(page: Asked) -> int:
    """After how many rows a page begins. Raises CursorError for a cursor of another list or other filters."""
    if page.cursor is None:
        return 0
    try:
        text = base64.b64decode(page.cursor + "=" * (-len(page.cursor) % 4), altchars=b"-_", validate=True)
        filters, offset = json.loads(text)
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise CursorError from error
    if filters != page.filters or type(offset) is not int or not 0 <= offset < 2**62:
        raise CursorError
    return offset
