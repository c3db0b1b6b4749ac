"""Memory that is free already, handed back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Hand back the pages that lie free between what is still used; the C library keeps them for itself.

    Without the GNU C library nothing happens.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
