"""Works that do what a child should not, for the tests of those who watch it."""

import os
import signal
import time

from api.apart.child import Line
from api.apart.messages import Message


def greedy(line: Line, _job: Message) -> None:
    """Take 32 MB more every hundredth of a second, deaf to everything."""
    held = []
    line.say("progress", {"phase": "eating"})
    while True:
        held.append(b"x" * 32_000_000)
        time.sleep(0.01)


def moderate(line: Line, job: Message) -> None:
    """Take so many bytes and wait; once asked to stop, answer with what there is."""
    held = b"x" * job.facts["bytes"]
    while not line.stopped():
        time.sleep(0.01)
    line.say("table", {"name": "orders", "rows": 1}, b"the best so far")
    line.say("end", {"outcome": "planned", "held": len(held)})


def deaf(line: Line, _job: Message) -> None:
    """Never answer."""
    line.say("progress", {"phase": "sleeping", "pid": os.getpid()})
    time.sleep(600)


def dies(_line: Line, _job: Message) -> None:
    """Be ended from outside."""
    os.kill(os.getpid(), signal.SIGSEGV)


def prints(line: Line, job: Message) -> None:
    """Print where results are expected, from Python and from the system."""
    print("a banner", flush=True)  # noqa: T201 - as solvers do
    os.write(1, b"another banner\n")
    secrets = sorted(name for name in os.environ if "CASELOT" in name or "DATABASE" in name)
    line.say("end", {"outcome": "planned", "secrets": secrets, "got": len(job.payload)}, job.payload[::-1])


def raises(_line: Line, _job: Message) -> None:
    """Be at fault."""
    raise RuntimeError("two\nlines")


def parent(line: Line, _job: Message) -> None:
    """Start a child of its own that never answers, tell its id, and wait."""
    from api.apart.parent import Child  # noqa: PLC0415 - this is what a worker does

    with Child("tests.api.apart.works:deaf", {}) as child:
        message = child.next(60)
        assert message is not None
        line.say("progress", {"child": child.pid})
        time.sleep(600)
