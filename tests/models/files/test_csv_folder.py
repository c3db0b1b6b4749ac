"""Folders of CSV files: what is accepted, and the message of what is not."""

from pathlib import Path

import pytest

from models.faults import DatasetError
from models.files import read_problem
from models.problem import Problem

SOUND = {
    "plan.yaml": "start: 2024-01-01\nperiods: 2\n",
    "items.csv": "item_id,unit_cost,shortage_cost\nA,1,9\n",
    "suppliers.csv": "supplier_id\nS\n",
    "nodes.csv": "node_id\nN\n",
    "offers.csv": "item_id,supplier_id,unit_price\nA,S,1\n",
    "lanes.csv": "supplier_id,node_id,lead_time_days\nS,N,0\n",
    "demand.csv": "item_id,zone_id,date,units\nA,N,2024-01-01,5\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in SOUND.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def read_with(folder: Path, **files: str | bytes | None) -> Problem:
    """Reads the folder with some files replaced; `demand_csv` is demand.csv, None takes one away."""
    for label, content in files.items():
        name = label.replace("_csv", ".csv").replace("_yaml", ".yaml")
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_problem(folder)


def refusal(folder: Path, **files: str | bytes | None) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read_with(folder, **files)
    return [str(fault) for fault in caught.value.faults]


def test_a_sound_folder_and_what_else_lies_in_it(folder: Path) -> None:
    (folder / "README.md").write_text("notes")
    (folder / ".~lock.items.csv").write_text("")
    (folder / ".hidden.csv").write_text("")
    problem = read_problem(str(folder))
    assert problem.demand["units"].tolist() == [5.0]
    assert len(problem.sha256) == 64


def test_a_byte_order_mark_is_accepted(folder: Path) -> None:
    problem = read_with(
        folder, nodes_csv=b"\xef\xbb\xbfnode_id\nN\n", plan_yaml=b"\xef\xbb\xbfstart: 2024-01-01\nperiods: 1\n"
    )
    assert problem.nodes["node_id"].tolist() == ["N"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_blank_lines(folder: Path, end: str) -> None:
    text = end.join(["item_id,unit_cost,shortage_cost", "", "A,1,9", "", "B,x,9", ""])
    assert refusal(folder, items_csv=text) == [
        "items row 5, unit_cost: found 'x', expected a finite number from 0 to 1,000,000,000,000"
    ]


def test_rows_are_counted_as_a_spreadsheet_does(folder: Path) -> None:
    text = 'item_id,name,unit_cost,shortage_cost\nA,"two\nlines",1,9\nB,,bad,9\n'
    assert refusal(folder, items_csv=text)[0].startswith("items row 3, unit_cost: ")


def test_quotes_commas_and_spaces_are_kept(folder: Path) -> None:
    text = 'item_id,name,unit_cost,shortage_cost\n" A, ""1"" ", x ,1,9\n'
    (folder / "offers.csv").write_text('item_id,supplier_id,unit_price\n" A, ""1"" ",S,1\n')
    problem = read_with(folder, items_csv=text, demand_csv="item_id,zone_id,date,units\n")
    assert problem.items[["item_id", "name"]].iloc[0].tolist() == [' A, "1" ', " x "]


def test_a_file_of_no_bytes_names_file_and_byte(folder: Path) -> None:
    assert refusal(folder, items_csv=b"") == [
        "items: found 'no byte in items.csv (it ends at byte 0)', expected a header line"
    ]


@pytest.mark.parametrize("text", ["\n\n", "\ufeff"])
def test_a_file_without_a_header(folder: Path, text: str) -> None:
    assert refusal(folder, items_csv=text) == ["items: found 'no line with text in items.csv', expected a header line"]


def test_another_encoding_names_file_and_byte(folder: Path) -> None:
    found = refusal(folder, items_csv="item_id,unit_cost,shortage_cost\nÄ,1,9\n".encode("latin-1"))
    assert found == ["items: found 'byte 0xc4 at offset 32 of items.csv', expected text encoded as UTF-8"]
    assert "byte 0xff at offset 0 of nodes.csv" in refusal(folder, nodes_csv="node_id\nN\n".encode("utf-16"))[1]


@pytest.mark.parametrize(("line", "count"), [("B,1", "2 cells"), ("B,1,9,7", "4 cells"), ("B", "1 cell")])
def test_a_ragged_row_is_a_fault_and_its_id_is_known(folder: Path, line: str, count: str) -> None:
    offers = SOUND["offers.csv"] + "B,S,1\n"
    assert refusal(folder, items_csv=SOUND["items.csv"] + line + "\n", offers_csv=offers) == [
        f"items row 3: found '{count}', expected 3 cells, one for each column of the header"
    ]


def test_a_ragged_offer_is_known_to_its_price_breaks(folder: Path) -> None:
    found = refusal(
        folder,
        items_csv=SOUND["items.csv"] + "B,1,9\n",
        offers_csv=SOUND["offers.csv"] + "B,S\n",
        price_breaks_csv="item_id,supplier_id,min_units,unit_price\nB,S,5,1\nA,X,5,1\n",
    )
    assert [told.partition(":")[0] for told in found] == ["offers row 3", "price_breaks row 3, item_id, supplier_id"]


def test_broken_quotes_make_the_table_unreadable_and_it_is_not_searched(folder: Path) -> None:
    for body in ('"A,1,9\n', '"A"x,1,9\n'):
        (told,) = refusal(folder, items_csv="item_id,unit_cost,shortage_cost\n" + body)
        assert told.startswith("items row 2: found ")
        assert told.endswith("expected cells separated by commas, quoted as in RFC 4180")


def test_headers_that_stand_twice_or_have_no_name(folder: Path) -> None:
    twice = "item_id,unit_cost,unit_cost,shortage_cost\nA,1,2,9\n"
    assert refusal(folder, items_csv=twice) == [
        "items row 1, unit_cost: found 'unit_cost in 2 columns', expected each column once"
    ]
    read_with(folder, items_csv="item_id,unit_cost,shortage_cost,\nA,1,9,\n")  # a comma too many
    nameless = "item_id,unit_cost,shortage_cost,\nA,1,9,7\n"
    assert refusal(folder, items_csv=nameless) == ["items row 1: found nothing, expected a name for the column"]


def test_an_unknown_file_is_an_unknown_table(folder: Path) -> None:
    assert refusal(folder, stocks_csv="item_id\n") == [
        "stocks: found 'stocks', expected a known table: did you mean stock?"
    ]


def test_numbers_with_thousands_separators_are_refused(folder: Path) -> None:
    (told,) = refusal(folder, items_csv='item_id,unit_cost,shortage_cost\nA,"1,000",9\n')
    assert told.startswith("items row 2, unit_cost: found '1,000', expected a finite number")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "found 'no byte in plan.yaml (it ends at byte 0)'"),
        ("# nothing\n", "found nothing"),
        ("- start\n", "expected lines of the form"),
        ("start\n", "found 'start'"),
        ("start: [1\n", "expected YAML"),
        ("start: 2024-01-01\n\tperiods: 2\n", "expected YAML"),
        ("? [a]\n: b\nstart: 2024-01-01\nperiods: 2\n", "line 1"),
        ("start: 2024-01-01\nperiods: 2\n---\nstart: x\n", "expected YAML"),
        ("start: 2024-01-01\nperiods: [2]\n", "plan.yaml, periods: found 'a list or a mapping'"),
        ("start: 2024-01-01\nperiods: 2\nperiods: 3\n", "expected each setting once"),
        ("start: 2024-01-01\nperiod: 2\n", "did you mean periods?"),
        ("start: 2024-01-01\nperiods:\n", "plan.yaml, periods: found nothing"),
        ("start: 2024-01-01\nperiods: 1:30\n", "found '1:30'"),
        ("start: 2024-01-01\nperiods: 2\ncurrency: ~\nbucket: wek\n", "day or week"),
    ],
)
def test_settings_that_cannot_be_read(folder: Path, text: str, told: str) -> None:
    found = refusal(folder, plan_yaml=text)
    assert len(found) == 1
    assert told in found[0]
    assert found[0].startswith("plan.yaml")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- a\n- b: 1\n", "a list (line 1: - a)"),
        ("# mine\n[a]\n", "a list (line 2: [a])"),
        ("start: 2024-01-01\nperiods: [2\n", "line 2: periods: [2"),  # it is missed at the end of the file
        ("start: 2024-01-01\r\n  periods: 2\r\n", "line 2: periods: 2"),
        ("start: *x\n", "line 1: start: *x"),
        ("start: 2024-01-01\nperiods: \a\n", "line 2: periods: \\x07"),
    ],
)
def test_settings_that_are_no_mapping_are_shown_as_they_stand_in_the_file(folder: Path, text: str, found: str) -> None:
    (told,) = refusal(folder, plan_yaml=text)
    assert told.startswith(f"plan.yaml: found '{found}', expected ")
    assert told.endswith("lines of the form `key: value`")


def test_deep_settings_are_no_trouble(folder: Path) -> None:
    assert refusal(folder, plan_yaml="[" * 3_000)[0].startswith("plan.yaml")


def test_settings_are_read_without_guessing_types(folder: Path) -> None:
    problem = read_with(folder, plan_yaml='start: "2024-01-01"\nperiods: 013\nsalvage_value: 1e-1\ncurrency: null\n')
    assert (problem.settings.periods, problem.settings.salvage_value, problem.settings.currency) == (13, 0.1, "USD")


def test_settings_in_another_encoding_or_left_out(folder: Path) -> None:
    assert refusal(folder, plan_yaml=b"start: \xff") == [
        "plan.yaml: found 'byte 0xff at offset 7 of plan.yaml', expected text encoded as UTF-8"
    ]
    (folder / "plan.yml").write_text("start: 2024-01-01")
    assert refusal(folder, plan_yaml=None)[0].startswith("plan.yaml: found 'plan.yml', expected a file plan.yaml")


@pytest.mark.parametrize("name", ["nowhere", "notes.txt", "nowhere.xlsx", "bad\0name", "x" * 5000])
def test_a_path_that_is_no_dataset(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(DatasetError, match=r"^dataset: found "):
        read_problem(tmp_path / name)


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"expected a folder with a CSV or Parquet file for each table$"):
        read_problem(tmp_path)
    (tmp_path / "orders.xlsx").write_bytes(b"")
    with pytest.raises(DatasetError, match=r"orders\.xlsx in it is a dataset by itself"):
        read_problem(tmp_path)


def test_a_table_that_is_no_file_or_stands_twice(folder: Path) -> None:
    (folder / "items.csv").unlink()
    (folder / "items.csv").mkdir()
    (folder / "nodes.parquet").write_bytes(b"")
    with pytest.raises(DatasetError) as caught:
        read_problem(folder)
    assert list(map(str, caught.value.faults)) == [
        "items: found 'items.csv, which is no file', expected a file",
        "nodes: found 'nodes.csv and nodes.parquet', expected one file for the table",
    ]
