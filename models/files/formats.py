"""The formats of tables in files."""

from typing import Literal

from models.faults import CallError

Format = Literal["csv", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = ("csv", "parquet", "xlsx")
SUFFIXES = {".csv": "csv", ".parquet": "parquet"}  # of one table


def known_format(name: str) -> Format:
    """The format of the name. Raises CallError where there is none."""
    for known in FORMATS:
        if name == known:
            return known
    raise CallError(f"format {name!r} is unknown; {', '.join(FORMATS)} are known")
