"""A flag that the handler of a signal may raise."""

import time


class Flag:
    """Raised once, by whatever interrupts the thread that looks at it.

    `threading.Event` is not for that: its `set` takes a lock that the interrupted `wait` may hold, and then both stand
    still for ever.
    """

    def __init__(self) -> None:
        self._raised = False

    def set(self) -> None:
        """Raise it."""
        self._raised = True

    def is_set(self) -> bool:
        """Whether it was raised."""
        return self._raised

    def wait(self, seconds: float) -> None:
        """Sleep for so long unless it is raised already; a sleep that has begun is slept to its end."""
        if not self._raised:
            time.sleep(seconds)
