"""What a search has learnt, in a file of its own beside the tables of its plan."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from models.faults import Notice
from models.multipliers import NAMES, TIER, Multipliers

FILE = "prices.parquet"

VERSION = 1

_ABOUT = b"caselot"
"""Key of the schema's metadata under which version and days stand, as JSON."""


def write_multipliers(found: Multipliers, file: Path) -> None:
    """Write them as Parquet. Raises OSError."""
    columns = {name: pa.array(found.names[name].astype("category")) for name in NAMES}
    columns[TIER] = pa.array(found.names[TIER].to_numpy(np.int16))
    flat = pa.array(np.ascontiguousarray(found.figures, np.float32).ravel())
    columns["figures"] = pa.FixedSizeListArray.from_arrays(flat, max(found.figures.shape[1], 1))
    about = {"version": VERSION, "days": [str(day) for day in found.days.astype("datetime64[D]")]}
    table = pa.table(columns).replace_schema_metadata({_ABOUT: json.dumps(about).encode()})
    pq.write_table(
        table, file, compression="zstd", use_dictionary=[*NAMES, TIER],
        column_encoding={"figures.list.element": "BYTE_STREAM_SPLIT"},
    )  # fmt: skip


def read_multipliers(plan: str | Path) -> tuple[Multipliers | None, Notice | None]:
    """Those beside a plan (its folder, or the workbook in it); None where there are none.

    A file that cannot be used is answered with None and a notice that says why: a search can begin without.
    """
    plan = Path(plan)
    file = (plan if plan.is_dir() else plan.parent) / FILE
    if not file.is_file():
        return None, None
    try:
        return _read(file), None
    except (OSError, ValueError, TypeError, KeyError, RecursionError, pa.ArrowException) as error:
        why = " ".join(str(error).split())[:200] or type(error).__name__
        sentence = f"The prices of the earlier run cannot be used, and the search begins without: {file.name}: {why}"
        return None, Notice("prices-not-used", sentence, 1)


def _read(file: Path) -> Multipliers:
    """The file's content. Raises ValueError and what Arrow raises where it is another."""
    with pq.ParquetFile(file, read_dictionary=list(NAMES)) as opened:
        days = _days((opened.schema_arrow.metadata or {}).get(_ABOUT))
        wanted = [*NAMES, TIER, "figures"]
        missing = [name for name in wanted if name not in opened.schema_arrow.names]
        if missing:
            raise ValueError(f"it has no column {missing[0]}")
        table = opened.read(columns=wanted).combine_chunks()
    names = pd.DataFrame({name: _texts(table.column(name)) for name in NAMES})
    names[TIER] = table.column(TIER).cast(pa.int16()).to_numpy()
    return Multipliers(names, days, _figures(table.column("figures"), len(names), days.size))


def _days(about: bytes | None) -> npt.NDArray[np.datetime64]:
    told = json.loads(about) if about is not None else {}
    if not isinstance(told, dict) or told.get("version") != VERSION:
        raise ValueError("it is not of this version of caselot")
    days = np.array(told["days"], dtype="datetime64[D]")
    if days.ndim != 1 or not days.size or bool((np.diff(days) <= np.timedelta64(0)).any()) or np.isnat(days).any():
        raise ValueError("its days do not rise")
    return days


def _texts(column: pa.ChunkedArray) -> pd.Series:
    if column.null_count:
        raise ValueError("a name is missing")
    texts: pd.Series[str] = column.to_pandas()
    if not isinstance(texts.dtype, pd.CategoricalDtype) or not all(isinstance(t, str) for t in texts.cat.categories):
        raise ValueError("a name is no text")
    return texts


def _figures(column: pa.ChunkedArray, rows: int, periods: int) -> npt.NDArray[np.float32]:
    flat = pa.concat_arrays([chunk.flatten() for chunk in column.chunks]) if column.num_chunks else pa.array([])
    figures: npt.NDArray[np.float32] = flat.cast(pa.float32()).to_numpy(zero_copy_only=False)
    if figures.size != rows * periods:
        raise ValueError("a row has not a value for each day")
    if not bool((np.isfinite(figures) & (figures >= 0)).all()):
        raise ValueError("a value is no finite number of at least 0")
    return figures.reshape(rows, periods).astype(np.float32, copy=False)
