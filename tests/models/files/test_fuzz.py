"""No input whatever raises anything but DatasetError or PlanError."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.faults import DatasetError, PlanError
from models.files import read_plan, read_problem, write_dataset, write_plan
from models.plan import Plan
from tests.builders import settings as plan_settings
from tests.builders import tables

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
POISON = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"=",
    b"\xef\xbb\xbf",
    b"nan",
    b"-",
    b"1e400",
    b"2024-13-01",
    b"'",
    b"",
]


@pytest.fixture(scope="module")
def sound() -> Iterator[Path]:
    """A folder with a sound dataset in each format, and a plan."""
    with tempfile.TemporaryDirectory() as parent:
        frames = tables(
            demand=[1, 2, 3], stock=1, budgets=[{"amount": 1}], price_breaks=[{"min_units": 5, "unit_price": 1}]
        )
        for kind in ("csv", "parquet"):
            write_dataset(plan_settings(), frames, Path(parent) / kind, "csv" if kind == "csv" else "parquet")
        write_dataset(plan_settings(), frames, Path(parent) / "book.xlsx", "xlsx")
        write_plan(Plan.empty(), Path(parent) / "plan", "csv")
        yield Path(parent)


def damaged(original: bytes, data: st.DataObject) -> bytes:
    """The bytes with some replaced, cut out or put in."""
    content = bytearray(original)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        length = data.draw(st.sampled_from([0, 1, 2, 8, 64]))
        content[at : at + length] = data.draw(st.sampled_from(POISON) | st.binary(max_size=8))
    return bytes(content)


@given(st.data())
@MANY
def test_damaged_csv(sound: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted((sound / "csv").iterdir())))
    read_damaged(path, data)


@given(st.data())
@FEW
def test_damaged_parquet(sound: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted((sound / "parquet").iterdir())))
    read_damaged(path, data)


def read_damaged(path: Path, data: st.DataObject) -> None:
    original = path.read_bytes()
    try:
        path.write_bytes(damaged(original, data))
        with contextlib.suppress(DatasetError):
            read_problem(path.parent)
    finally:
        path.write_bytes(original)


@given(st.data())
@FEW
def test_damaged_workbook(sound: Path, data: st.DataObject) -> None:
    path = sound / "book.xlsx"
    original = path.read_bytes()
    try:
        path.write_bytes(damaged(original, data))
        with contextlib.suppress(DatasetError):
            read_problem(path)
    finally:
        path.write_bytes(original)


@given(st.data())
@FEW
def test_damaged_plan(sound: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted((sound / "plan").iterdir())))
    original = path.read_bytes()
    try:
        path.write_bytes(damaged(original, data))
        with contextlib.suppress(PlanError):
            read_plan(path.parent)
    finally:
        path.write_bytes(original)


@given(
    st.sampled_from(["plan.yaml", "items.csv", "demand.csv", "offers.parquet"]),
    st.binary(max_size=60) | st.text().map(str.encode),
)
@FEW
def test_arbitrary_content(sound: Path, name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for path in (sound / "csv").iterdir():
            if path.stem != name.partition(".")[0]:
                (Path(folder) / path.name).write_bytes(path.read_bytes())
        (Path(folder) / name).write_bytes(content)
        with contextlib.suppress(DatasetError):
            read_problem(folder)
