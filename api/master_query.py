"""Columns of a table in the query of an address: filters, and the key of one row."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from fastapi import Request

from models.checks.names import did_you_mean
from models.checks.raw import RawTable, text_array
from models.checks.report import Report
from models.checks.table import CheckedTable, check_table
from models.columns import Table
from models.faults import DatasetError
from models.master.bodies import refuse_nul
from models.master.check import check_keys_alone
from models.master.stored import to_stored
from models.master.tables import MasterTable

PAGING = ("limit", "cursor")


def filters(request: Request, kept: MasterTable, names: Sequence[str], other: Sequence[str] = ()) -> dict[str, Any]:
    """The stored values that the query asks for, by column; None means nothing. Raises DatasetError with every fault.

    `names` may be asked for, `other` parameters are somebody else's.
    """
    report = Report(["query"])
    given = _given(request, names, (*PAGING, *other), report)
    columns = tuple(kept.declared.column(name) for name in given)
    checked = check_table(Table("query", "", columns, ()), _raw(given, report), report)
    _raise(report)
    row = to_stored(kept, checked)
    return {name: row.column(name)[0].as_py() for name in given} if given else {}


def key_of(request: Request, kept: MasterTable) -> CheckedTable:
    """The key of one row. Raises DatasetError with every fault."""
    report = Report(["query"])
    checked = check_keys_alone(kept, _raw(_given(request, kept.key, (), report), report), report)
    _raise(report)
    return checked


def stored_key(kept: MasterTable, checked: CheckedTable) -> dict[str, Any]:
    """The key as it is stored, by column."""
    row = to_stored(kept, checked)
    return {name: row.column(name)[0].as_py() for name in kept.key}


def _given(request: Request, names: Sequence[str], other: Sequence[str], report: Report) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in other:
            continue
        if name not in names:
            report.add("query", None, name, value, did_you_mean(name, [*names, *other], "parameter"))
        elif name in given:
            report.add("query", None, name, value, "each parameter once")
        else:
            given[name] = value
    return given


def _raw(given: dict[str, str], report: Report) -> RawTable:
    columns = tuple((name, text_array([value or None])) for name, value in given.items())
    return refuse_nul(RawTable("query", columns, np.array([1], dtype=np.int64)), report)


def _raise(report: Report) -> None:
    if report:
        raise DatasetError(report.faults(), report.total)
