"""The same small dataset in every form in which one can be sent."""

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from models.files import Format, write_dataset
from tests.builders import settings, tables

GIVEN: dict[str, Any] = {"items": ["A", "B"], "demand": {"A": [5, 0, 2], "B": [0, 7]}, "stock": 4}


def frames() -> dict[str, pd.DataFrame]:
    return tables(**GIVEN)


def files(kind: Format = "csv", given: Mapping[str, pd.DataFrame] | None = None) -> dict[str, bytes]:
    """The files of the dataset's folder by name; the whole workbook for xlsx."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / ("data.xlsx" if kind == "xlsx" else "data")
        write_dataset(settings(), frames() if given is None else given, path, kind)
        found = [path] if kind == "xlsx" else sorted(path.iterdir())
        return {each.name: each.read_bytes() for each in found}


def packed(members: Mapping[str, bytes], folder: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of the members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(folder + name, data)
    return buffer.getvalue()


def workbook() -> bytes:
    return files("xlsx")["data.xlsx"]


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    text = frame.to_json(orient="records", date_format="iso", date_unit="s")
    return [dict(row) for row in json.loads(text)]


def as_json(**changes: Any) -> bytes:
    """The dataset as JSON; `changes` take the place of tables."""
    told = {name: rows_of(frame) for name, frame in frames().items() if len(frame)} | changes
    for row in told["demand"]:
        row["date"] = str(row["date"])[:10]
    given = {key: str(value) for key, value in settings().items()}
    return json.dumps({"settings": given, "tables": told}).encode()
