"""The one form in which a dataset is kept, and the id of its content.

The id is the SHA-256 of what the dataset says (`models.checks.content`): settings and tables after their defaults,
rows in the order of their keys. CSV, Parquet, XLSX and JSON of the same content have the same id, in whatever order
rows and columns stand; what differs in one cell differs in its id. Rows are kept in the order of their keys, too, so
that the same id is the same input of a search to the last bit, whoever sent it first.

The form is a ZIP of `plan.yaml` and a Parquet file (zstd) for each table with a row; unpacked, it is a dataset.
"""

import io
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq

from models.checks.table import empty_frame
from models.columns import Table
from models.files.arrow import arrow_tables
from models.files.settings_file import FILE, settings_yaml
from models.problem import Problem
from models.tables import DATASET_TABLES
from models.uploads.limits import Limits
from models.uploads.read import read_upload

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The day that every entry bears: bytes must not tell when they were made."""

ANY_SIZE = Limits(packed=2**62, unpacked=2**62, ratio=float(2**62), rows=2**62, cells=2**62)
"""What is stored has been let in once."""


def content_id(problem: Problem) -> str:
    """The id of a dataset: SHA-256 of its content in hexadecimal."""
    return problem.sha256


def stored_form(problem: Problem) -> bytes:
    """The dataset as it is kept."""
    buffer = io.BytesIO()
    frames = {
        table.name: problem.tables()[table.name].sort_values(list(table.key), kind="stable", ignore_index=True)
        for table in DATASET_TABLES
    }
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(FILE, LONG_AGO), settings_yaml(problem.settings))
        for name, table in arrow_tables(DATASET_TABLES, frames, skip_empty=True):
            archive.writestr(zipfile.ZipInfo(f"{name}.parquet", LONG_AGO), parquet_bytes(table))
    return buffer.getvalue()


def read_stored(data: bytes) -> Problem:
    """The dataset that is kept as these bytes. Raises DatasetError where they are damaged."""
    return read_upload(data, ANY_SIZE)


def stored_table(data: bytes, declared: Table) -> bytes:
    """One table of a stored dataset as the bytes of a Parquet file; with its columns alone where it has no row."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = f"{declared.name}.parquet"
        if name in archive.namelist():
            return archive.read(name)
    (_, empty), *_ = arrow_tables((declared,), {declared.name: empty_frame(declared)}, skip_empty=False)
    return parquet_bytes(empty)


def parquet_bytes(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
