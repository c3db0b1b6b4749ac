"""Explanations: the tables of one as CSV files, and all of it as JSON, in a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from models.faults import CallError
from models.files.datasets import PLAN_MARKER
from models.files.settings_file import FILE as SETTINGS_FILE
from models.files.staging import staged_folder

MARKER = "explanation.json"

TABLES = ("lines", "pegging", "sizes", "shortages", "limits")


def names_of() -> tuple[str, ...]:
    """Every file that such a folder may have."""
    return (*(f"{name}.csv" for name in TABLES), MARKER)


def write_explanation(
    tables: Mapping[str, pd.DataFrame], whole: Mapping[str, Any], path: str | Path, *, force: bool = False
) -> None:
    """Write the tables and ``explanation.json`` into the folder `path`: whole, or not at all.

    Floats keep as many digits as tell them apart. Raises CallError where something stands in the way: a dataset, a
    plan, or, unless `force`, an earlier explanation.
    """
    folder = Path(path)
    check_explanation_folder(folder)
    with staged_folder(folder, names_of(), MARKER, force=force) as stage:
        for name, table in tables.items():
            table.to_csv(stage / f"{name}.csv", index=False, date_format="%Y-%m-%d", lineterminator="\n")
        text = json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False)
        (stage / MARKER).write_text(text + "\n", encoding="utf-8")


def check_explanation_folder(folder: Path) -> None:
    """Refuse the folder of a dataset or plan, whose tables have the same names. Raises CallError."""
    for name, what in ((SETTINGS_FILE, "a dataset"), (PLAN_MARKER, "a plan")):
        if (folder / name).exists():
            raise CallError(f"{folder} holds {what}; choose another place with --out")


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows in JSON's own types: what is missing is None, days are ISO text."""
    plain = {
        name: column.dt.strftime("%Y-%m-%d") if pd.api.types.is_datetime64_any_dtype(column) else column
        for name, column in table.items()
    }
    whole = pd.DataFrame(plain, index=table.index).astype(object)
    return [
        {str(name): cell for name, cell in row.items()} for row in whole.where(whole.notna(), None).to_dict("records")
    ]
