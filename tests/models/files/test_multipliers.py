"""Multipliers beside a plan: written with it in any format, read back, and never in the way when they are broken."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.files import FORMATS, Format, read_multipliers, read_plan, write_plan
from models.files.multipliers import FILE
from models.multipliers import NAMES, TIER, Multipliers
from models.plan import Plan


def some() -> Multipliers:
    names = pd.DataFrame({name: pd.Categorical(["", f"a {name}", "é"]) for name in NAMES})
    names[TIER] = np.array([0, 1, 0])
    days = np.array(["2024-01-01", "2024-01-08"], dtype="datetime64[D]")
    return Multipliers(names, days, np.array([[0, 1], [0.5, 2], [1e-9, 3e9]], np.float32))


def written(folder: Path, kind: Format = "csv", *, force: bool = False) -> Path:
    write_plan(replace(Plan.empty(), summary={"objective": 1.0}, multipliers=some()), folder, kind, force=force)
    return folder


@pytest.mark.parametrize("kind", FORMATS)
def test_they_survive_the_file_and_the_plan_is_read_without(tmp_path: Path, kind: Format) -> None:
    plan = written(tmp_path / "plan", kind)
    assert read_plan(plan).multipliers is None
    for path in [plan, plan / "plan.xlsx"] if kind == "xlsx" else [plan]:
        found, notice = read_multipliers(path)
        assert notice is None
        assert found is not None
        expected = some()
        for name in (*NAMES, TIER):
            assert found.names[name].tolist() == expected.names[name].tolist()
        assert found.days.tolist() == expected.days.tolist()
        np.testing.assert_array_equal(found.figures, expected.figures)


def test_a_plan_without_any_takes_the_old_ones_away(tmp_path: Path) -> None:
    plan = written(tmp_path / "plan")
    write_plan(replace(Plan.empty(), summary={"objective": 1.0}), plan, "csv", force=True)
    assert not (plan / FILE).exists()
    assert read_multipliers(plan) == (None, None)


def broken(file: Path, how: str) -> None:
    table = pq.read_table(file)
    if how == "no parquet":
        file.write_bytes(b"PAR1 and nothing else")
    elif how == "cut short":
        file.write_bytes(file.read_bytes()[:-30])
    elif how == "another table":
        pq.write_table(pa.table({"kind": ["a"]}), file)
    elif how == "a column less":
        pq.write_table(table.drop_columns(["mode"]), file)
    elif how == "another version":
        pq.write_table(table.replace_schema_metadata({"caselot": '{"version": 99, "days": ["2024-01-01"]}'}), file)
    elif how == "days that do not rise":
        days = '{"version": 1, "days": ["2024-01-08", "2024-01-01"]}'
        pq.write_table(table.replace_schema_metadata({"caselot": days}), file)
    elif how == "days that are none":
        pq.write_table(table.replace_schema_metadata({"caselot": '{"version": 1, "days": ["soon", 3]}'}), file)
    elif how == "a day less":
        pq.write_table(table.replace_schema_metadata({"caselot": '{"version": 1, "days": ["2024-01-01"]}'}), file)
    elif how == "a name that is null":
        column = pa.array([None, "x", "y"], pa.string())
        pq.write_table(table.set_column(0, "kind", column), file)
    else:
        figures = {"below 0": -1.0, "not a number": np.nan, "infinite": np.inf}[how]
        column = pa.array([[0.0, figures]] * 3, pa.list_(pa.float32(), 2))
        pq.write_table(table.set_column(table.schema.get_field_index("figures"), "figures", column), file)


@pytest.mark.parametrize(
    "how",
    [
        "no parquet", "cut short", "another table", "a column less", "another version", "days that do not rise",
        "days that are none", "a day less", "a name that is null", "below 0", "not a number", "infinite",
    ],
)  # fmt: skip
def test_a_broken_file_is_left_out_with_a_notice(tmp_path: Path, how: str) -> None:
    plan = written(tmp_path / "plan")
    broken(plan / FILE, how)
    found, notice = read_multipliers(plan)
    assert found is None
    assert notice is not None
    assert notice.rule == "prices-not-used"
    assert FILE in notice.sentence
    assert len(read_plan(plan).orders) == 0
