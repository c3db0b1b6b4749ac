"""Tables of a report as CSV files in a folder: whole, or not at all."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa

from models.checks.raw import from_frame
from models.files.csv_file import write_csv
from models.files.staging import staged_folder


def write_report(tables: Mapping[str, pd.DataFrame], folder: Path, *, force: bool = False) -> None:
    """Write each table as `NAME.csv`. Raises CallError where one stands there already and `force` is not given."""
    ours = [f"{name}.csv" for name in tables]
    with staged_folder(folder, ours, ours[-1], force=force) as stage:
        for name, table in tables.items():
            columns = {
                label: array.cast(pa.date32()) if pa.types.is_timestamp(array.type) else array
                for label, array in from_frame(name, table).columns
            }
            write_csv(stage / f"{name}.csv", pa.table(columns))
