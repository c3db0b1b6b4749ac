"""What a rule between tables is given."""

from dataclasses import dataclass

from models.checks.report import Report
from models.checks.table import CheckedTable


@dataclass(frozen=True, slots=True)
class Dataset:
    """The tables as far as they could be read; a rule looks only at what `readable` gives it.

    `salvage_value` is that of the settings, 0 where it could not be read.
    """

    salvage_value: float
    tables: dict[str, CheckedTable | None]
    report: Report

    def readable(self, name: str, *columns: str) -> CheckedTable | None:
        """The table if something is known of each of the columns; absent optional tables have no rows."""
        table = self.tables[name]
        return table if table is not None and table.readable(*columns) else None

    def table(self, name: str) -> CheckedTable:
        """The table of a dataset without faults."""
        table = self.tables[name]
        if table is None:
            raise KeyError(name)
        return table
