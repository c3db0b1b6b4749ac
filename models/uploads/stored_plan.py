"""Plans as the service keeps them, a Parquet file for each table, read back as they were found."""

from collections.abc import Mapping
from typing import Any

from models.checks.report import Report
from models.checks.table import check_table
from models.faults import PlanError
from models.files.parquet_file import parse_parquet
from models.plan import Plan
from models.tables import PLAN_TABLES


def read_stored_plan(contents: Mapping[str, bytes], summary: Mapping[str, Any]) -> Plan:
    """The plan whose tables, by name, are these Parquet files. Raises PlanError where one is damaged or missing."""
    report = Report(table.name for table in PLAN_TABLES)
    tables: dict[str, Any] = {}
    for declared in PLAN_TABLES:
        raw = parse_parquet(declared, f"{declared.name}.parquet", contents.get(declared.name, b""), report)
        if raw is not None:
            tables[declared.name] = check_table(declared, raw, report, extra_allowed=True).frame
    if report:
        raise PlanError(report.faults(), report.total)
    return Plan(**tables, summary=summary)
