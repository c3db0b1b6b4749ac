"""How much a dataset that is sent may hold. What is larger is told so, before room is made for it."""

from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of everything; a catalogue of 100,000 items and 52 weeks stays well below.

    `packed` and `unpacked` bytes of the whole; `ratio` of one file's unpacked to its packed bytes, asked from
    `small` unpacked bytes on; `members` of an archive, `parts` of a workbook (which is an archive too); `rows` and
    `columns` of a table, `cells` of all tables together, `json` bytes of a JSON text,
    which as Python objects is many times its size.
    """

    packed: int = 256 * MIB
    unpacked: int = 2048 * MIB
    ratio: float = 200.0
    small: int = 8 * MIB
    members: int = 64
    parts: int = 1000
    rows: int = 20_000_000
    columns: int = 200
    cells: int = 200_000_000
    json: int = 64 * MIB
