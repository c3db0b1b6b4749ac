import pandas as pd
import pytest

from models.columns import Kind, Table
from models.faults import DatasetError
from models.problem import Problem
from models.tables import DATASET_TABLES
from tests.builders import build, settings, tables
from tests.models.refusals import faults_of, only_fault
from tests.models.test_cells import one_row

KEYED = [table for table in DATASET_TABLES if all(table.column(name).kind is not Kind.MONEY for name in table.key)]


def refusal(frames: dict[str, pd.DataFrame]) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        Problem.from_tables(settings(), frames)
    return [str(fault) for fault in caught.value.faults]


def test_an_unknown_table_names_the_nearest_known_one() -> None:
    frames = tables()
    frames["item"] = frames.pop("items")
    assert refusal(frames) == ["item: found 'item', expected a known table: did you mean items?"]


def test_a_table_like_no_other_lists_the_known_ones() -> None:
    (told,) = refusal(tables() | {"xyzzy": pd.DataFrame()})
    assert told.startswith("xyzzy: found 'xyzzy', expected a known table: items, suppliers, nodes,")


@pytest.mark.parametrize("name", [table.name for table in DATASET_TABLES if table.required])
def test_a_required_table_must_be_there_and_nothing_follows_from_its_absence(name: str) -> None:
    frames = tables(demand=[1], stock=1)
    del frames[name]
    assert refusal(frames) == [f"{name}: found nothing, expected a table {name}, which every dataset must have"]


@pytest.mark.parametrize("name", [table.name for table in DATASET_TABLES if table.required and table.name != "demand"])
def test_a_required_table_must_have_a_row(name: str) -> None:
    frames = tables(demand=[1], stock=1)
    frames[name] = frames[name].iloc[:0]
    assert refusal(frames) == [f"{name}: found nothing, expected at least one row below the header"]


def test_a_table_with_a_header_and_no_row_counts_as_absent() -> None:
    none = pd.DataFrame(columns=["zone_id", "node_id"], dtype="str")
    assert len(build(demand=[], fulfilment=none, channels=[]).demand) == 0
    assert build(demand=[1], fulfilment=none).demand["zone_id"].tolist() == ["N"]


def test_an_unknown_column_names_the_nearest_known_one() -> None:
    fault = only_fault(offers=[{"case_pak": 6}])
    assert (fault.row, fault.column) == (1, "case_pak")
    assert fault.expected == "a known column of offers: did you mean case_pack?"


def test_a_misspelt_required_column_is_one_fault() -> None:
    frames = tables(demand=[1])
    frames["items"] = frames["items"].rename(columns={"item_id": "itemid"})
    assert refusal(frames) == [
        "items row 1, itemid: found 'itemid', expected a known column of items: did you mean item_id?"
    ]


def test_a_misspelt_column_makes_no_other_fault() -> None:
    fault = only_fault(lanes=[{"contaner_m3": 5, "container_cost": 9}])  # container_cost alone would be one
    assert fault.column == "contaner_m3"


def test_a_column_left_out_is_named_and_nothing_follows() -> None:
    frames = tables(demand=[1])
    frames["nodes"] = pd.DataFrame({"name": ["north"]})
    assert refusal(frames) == ["nodes row 1, node_id: found nothing, expected a column node_id, which nodes must have"]


def test_a_column_that_stands_twice() -> None:
    frames = tables(demand=[1])
    frames["nodes"] = pd.DataFrame([["N", "N"]], columns=["node_id", "node_id"])
    assert refusal(frames) == ["nodes row 1, node_id: found 'node_id in 2 columns', expected each column once"]


@pytest.mark.parametrize("declared", KEYED, ids=lambda table: table.name)
def test_a_key_stands_once(declared: Table) -> None:
    frames = one_row(declared.name)
    last = len(frames[declared.name]) + 2
    again = frames[declared.name].iloc[[0]]
    frames[declared.name] = pd.concat([frames[declared.name], again], ignore_index=True)
    (told,) = refusal(frames)
    assert told.startswith(f"{declared.name} row {last}, {', '.join(declared.key)}: found ")
    assert told.endswith("expected a key that stands once; row 2 has it too")


def test_a_key_that_differs_in_one_column_is_another() -> None:
    build(demand=[{"units": 1}, {"units": 2, "channel": "web"}, {"units": 3, "kind": "promotion"}])
    build(nodes=["N", "n", " N"])
    assert only_fault(demand=[{"units": 1}, {"units": 2, "channel": "default"}]).row == 3  # the default is a value


def test_each_repetition_names_the_first() -> None:
    faults = faults_of(nodes=["N", "M", "N", "N"], lanes=[{}])
    assert [(fault.row, fault.value) for fault in faults] == [(4, "N"), (5, "N")]
    assert all(fault.expected.endswith("row 2 has it too") for fault in faults)


def test_faults_beyond_the_kept_ones_are_counted() -> None:
    frames = tables()
    frames["demand"] = pd.DataFrame({"item_id": "A", "zone_id": "N", "date": "2024-01-01", "units": [-1.0] * 5000})
    with pytest.raises(DatasetError) as caught:
        Problem.from_tables(settings(), frames)
    assert caught.value.total == 5000 + 4999  # each is negative, each but the first stands again
    assert len(caught.value.faults) == 2000
