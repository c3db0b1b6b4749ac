"""X12 997 out: which transaction sets of an interchange were taken, and which were not."""

from collections.abc import Collection, Iterator, Sequence

from api.edi.reader import Interchange, Received
from api.edi.writer import Segment, TransactionSet

CODE, GROUP = "997", "FA"
ACCEPTED, REJECTED, PARTLY = "A", "R", "P"


def functional_997(received: Interchange, refused: Collection[Received]) -> tuple[TransactionSet, ...]:
    """One 997 for each functional group that was received; `refused` are the sets that were not taken."""
    groups = dict.fromkeys((each.group, each.group_control) for each in received.sets)
    return tuple(TransactionSet(CODE, GROUP, tuple(_segments(key, _of(received, key), refused))) for key in groups)


def _of(received: Interchange, key: tuple[str, str]) -> list[Received]:
    return [each for each in received.sets if (each.group, each.group_control) == key]


def _segments(key: tuple[str, str], sets: Sequence[Received], refused: Collection[Received]) -> Iterator[Segment]:
    yield ("AK1", *key)
    taken = 0
    for each in sets:
        bad = each in refused
        taken += not bad
        yield ("AK2", each.code, each.control)
        # 5: one or more segments in error.
        yield ("AK5", REJECTED, "5") if bad else ("AK5", ACCEPTED)
    verdict = ACCEPTED if taken == len(sets) else PARTLY if taken else REJECTED
    yield ("AK9", verdict, str(len(sets)), str(len(sets)), str(taken))
