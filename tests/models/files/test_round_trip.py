"""Whatever a dataset holds, every format reads back what was written, and calls it the same."""

import datetime as dt
import tempfile
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from models.columns import MAX_ID, Column, Kind
from models.files import FORMATS, read_problem, write_dataset
from models.problem import Problem
from models.tables import DATASET_TABLES, table
from tests.builders import settings

IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=MAX_ID).filter(
    lambda text: text.strip() != ""
)
HARD_IDS = st.sampled_from(
    ["=1+1", "-1", "@a", "\t", "007", "1e5", "NA", "null", " a ", '"', "a,b\r\nc", "_x0041_", "\ufffe", "\x0b", "\x85"]
)


def cells(column: Column) -> st.SearchStrategy[Any]:
    """What a cell of the column may hold."""
    match column.kind:
        case Kind.ID | Kind.TEXT:
            filled: st.SearchStrategy[Any] = (IDS | HARD_IDS).filter(lambda text: text.strip() != "")
        case Kind.CHOICE:
            filled = st.sampled_from(column.choices)
        case Kind.DAY:
            filled = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
        case Kind.YES_NO:
            filled = st.booleans()
        case Kind.WHOLE:
            filled = st.integers(int(column.low or 0), int(column.high or 0))
        case _:
            filled = st.floats(column.low, column.high, exclude_min=column.above_low)
    return filled if column.required else filled | st.none()


@st.composite
def datasets(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """Items, suppliers, nodes and channels with anything in their cells, and demand of the items at the nodes."""
    frames = {}
    for name in ("items", "suppliers", "nodes", "channels"):
        declared = table(name)
        rows = st.fixed_dictionaries({column.name: cells(column) for column in declared.columns})
        found = draw(st.lists(rows, min_size=1, max_size=4, unique_by=itemgetter(declared.key[0])))
        frames[name] = pd.DataFrame(found, columns=list(declared.names), dtype=object)
    items, nodes, suppliers = (frames[name].iloc[:, 0].tolist() for name in ("items", "nodes", "suppliers"))
    price = draw(st.floats(0, 1e12))
    frames["offers"] = pd.DataFrame({"item_id": items, "supplier_id": suppliers[0], "unit_price": price})
    frames["lanes"] = pd.DataFrame({"supplier_id": suppliers[0], "node_id": nodes, "lead_time_days": 3})
    dates = st.dates(dt.date(2023, 1, 1), dt.date(2025, 1, 1))
    units = draw(st.lists(st.tuples(dates, st.floats(0, 1e9)), max_size=5, unique_by=lambda cell: cell[0]))
    demand = [{"item_id": items[0], "zone_id": nodes[-1], "date": date, "units": units} for date, units in units]
    frames["demand"] = pd.DataFrame(demand, columns=["item_id", "zone_id", "date", "units"])
    return frames


@given(datasets())
@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_every_format_reads_back_what_was_written(frames: dict[str, pd.DataFrame]) -> None:
    problem = Problem.from_tables(settings(), frames)
    with tempfile.TemporaryDirectory() as parent:
        for kind in FORMATS:
            path = Path(parent) / (f"{kind}.xlsx" if kind == "xlsx" else kind)
            write_dataset(settings(), frames, path, kind)
            found = read_problem(path)
            assert found.sha256 == problem.sha256, kind
            assert found.settings == problem.settings
            assert found.notices == problem.notices
            for declared in DATASET_TABLES:
                pd.testing.assert_frame_equal(found.tables()[declared.name], problem.tables()[declared.name])


def small(**changed: Any) -> dict[str, pd.DataFrame]:
    row = {"item_id": "A", "zone_id": "N", "date": "2024-01-01", "units": 5.0} | changed
    return {
        "items": pd.DataFrame({"item_id": ["A", "B"], "unit_cost": 1, "shortage_cost": 9}),
        "suppliers": pd.DataFrame({"supplier_id": ["S"]}),
        "nodes": pd.DataFrame({"node_id": ["N", "M"]}),
        "offers": pd.DataFrame({"item_id": ["A", "B"], "supplier_id": "S", "unit_price": 1}),
        "lanes": pd.DataFrame({"supplier_id": "S", "node_id": ["N"], "lead_time_days": 0}),
        "demand": pd.DataFrame([row, {"item_id": "B", "zone_id": "M", "date": "2024-01-01", "units": 1.0}]),
    }


def sha256(frames: dict[str, pd.DataFrame], **changed: Any) -> str:
    return Problem.from_tables(settings(**changed), frames).sha256


def test_the_hash_is_of_the_meaning() -> None:
    frames = small()
    same = {name: frame.iloc[::-1, ::-1].reset_index(drop=True) for name, frame in frames.items()}
    same["demand"] = same["demand"].assign(channel="default", units=["1.0", 5])
    same["stock"] = pd.DataFrame({"item_id": [], "node_id": [], "on_hand": []})
    assert sha256(frames) == sha256(same) == sha256(frames, currency="USD")


@pytest.mark.parametrize(
    "changed",
    [{"units": 5.000000001}, {"date": "2024-01-02"}, {"zone_id": "M"}, {"channel": "web"}, {"kind": "promotion"}],
    ids=lambda changed: next(iter(changed)),
)
def test_the_hash_changes_with_any_cell(changed: dict[str, Any]) -> None:
    assert sha256(small()) != sha256(small(**changed))


def test_the_hash_changes_with_settings_and_with_values_that_trade_places() -> None:
    assert sha256(small()) != sha256(small(), currency="EUR")
    swapped = small(item_id="B", zone_id="N")
    swapped["demand"].loc[1, "item_id"] = "A"
    assert sha256(small()) != sha256(swapped)
