"""The hash of what a dataset says: the same for CSV, Parquet and XLSX, for any order of rows and columns.

Settings and tables are taken after their defaults, rows in the order of their keys, so that two files which mean the
same problem have the same hash, and two problems that differ in anything have different ones.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from models.checks.cells import Cells
from models.checks.table import CheckedTable
from models.settings import Settings

Order = npt.NDArray[np.intp]


def content_hash(settings: Settings, tables: Iterable[CheckedTable]) -> str:
    """The SHA-256 of a checked dataset, in hexadecimal."""
    digest = hashlib.sha256()
    facts = {name: str(value) for name, value in dataclasses.asdict(settings).items()}
    digest.update(json.dumps(facts, sort_keys=True).encode())
    for table in tables:
        digest.update(f"\n{table.name} {len(table.rows)}\n".encode())
        order = np.arange(len(table.rows)) if table.order is None else table.order
        for name, cells in table.cells.items():
            digest.update(f"{name}\n".encode())
            _add(digest, cells, order)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", cells: Cells, order: Order) -> None:
    values = cells.array[order]
    if cells.words is not None:
        for word in cells.words.tolist():
            text = word.encode()
            digest.update(len(text).to_bytes(4, "little") + text)
        digest.update(values.astype("<i4").tobytes())
        return
    if values.dtype.kind == "M":
        values = values.astype("datetime64[D]").astype(np.int64)
    if values.dtype.kind in "ib":
        digest.update(values.astype("<i8").tobytes())
        return
    floats = values.astype("<f8")
    floats[np.isnan(floats)] = np.nan  # one pattern of bits for "nothing given"
    digest.update(floats.tobytes())
