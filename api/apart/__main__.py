"""`python -m api.apart MODULE:FUNCTION PARENT`: how a child begins. Started by `api.apart.parent` and nobody else."""

import importlib
import sys
import traceback

from api.apart.child import open_line


def main() -> int:
    """Do the one work that the first message asks for, and say how it ended."""
    work, parent = sys.argv[1], int(sys.argv[2])
    line = open_line(parent)
    try:
        module, _, function = work.partition(":")
        getattr(importlib.import_module(module), function)(line, line.job())  # a second of imports, tied already
    except MemoryError:
        line.say("end", {"outcome": "memory"})
    except Exception as error:  # noqa: BLE001 - the parent is told; the traceback is for whoever runs the service
        traceback.print_exc()
        sentence = f"{type(error).__name__}: {' '.join(str(error).split())}"
        line.say("end", {"outcome": "unexpected", "sentence": sentence})
    return 0


if __name__ == "__main__":
    sys.exit(main())
