"""The same content is the same id and the same stored bytes, whatever it came in."""

from pathlib import Path

import pandas as pd
import pytest

from models.files import read_problem, write_dataset
from models.uploads import content_id, read_stored, read_upload, stored_form
from tests.builders import build, settings
from tests.models.uploads.forms import GIVEN, as_json, files, frames, packed, workbook


def _forms() -> dict[str, bytes]:
    return {
        "csv": packed(files("csv")),
        "parquet": packed(files("parquet")),
        "in a folder": packed(files("csv"), folder="my data/"),
        "with litter": packed({**files("csv"), "__MACOSX/._items.csv": b"x"}),
        "xlsx": workbook(),
        "json": as_json(),
    }


@pytest.mark.parametrize("form", _forms())
def test_every_form_is_the_same_dataset(form: str) -> None:
    problem = read_upload(_forms()[form])
    expected = build(**GIVEN)
    assert content_id(problem) == content_id(expected)
    assert stored_form(problem) == stored_form(expected)


def test_order_of_rows_and_columns_is_no_content() -> None:
    turned = {name: frame.iloc[::-1, ::-1].reset_index(drop=True) for name, frame in frames().items()}
    problem = read_upload(packed(files("parquet", turned)))
    assert list(problem.items["item_id"]) == ["B", "A"]
    assert stored_form(problem) == stored_form(build(**GIVEN))


def test_one_cell_more_is_another_dataset() -> None:
    changed = frames()
    changed["demand"] = changed["demand"].assign(units=changed["demand"]["units"] + 1e-9)
    assert content_id(read_upload(packed(files("csv", changed)))) != content_id(build(**GIVEN))


def test_what_is_stored_is_read_as_it_was(tmp_path: Path) -> None:
    problem = build(**GIVEN)
    again = read_stored(stored_form(problem))
    assert content_id(again) == content_id(problem)
    assert again.settings == problem.settings
    for name, frame in again.tables().items():
        pd.testing.assert_frame_equal(frame, problem.tables()[name])  # its rows stood in order already
    write_dataset(again.settings, again.tables(), tmp_path / "d", "csv")
    assert read_problem(tmp_path / "d").sha256 == content_id(problem)


def test_formulas_and_other_traps_in_texts_come_back_as_they_went() -> None:
    traps = [
        '=HYPERLINK("x")',
        "+1",
        "-1",
        "@SUM(A1)",
        "'; DROP TABLE run;--",
        "${jndi:x}",
        "<script>",
        "\t=1",
        "%s{0}",
    ]
    items = pd.DataFrame({"item_id": traps, "name": traps, "unit_cost": 0.0, "shortage_cost": 1.0})
    given = {**frames(), "items": items}
    given["offers"] = pd.DataFrame({"item_id": traps, "supplier_id": "S", "unit_price": 1.0})
    given["demand"] = pd.DataFrame({"item_id": traps, "zone_id": "N", "date": settings()["start"], "units": 1.0})
    given.pop("stock")
    for data in (packed(files("csv", given)), packed(files("parquet", given)), files("xlsx", given)["data.xlsx"]):
        again = read_stored(stored_form(read_upload(data)))
        assert list(again.items["item_id"]) == sorted(traps)
        assert list(again.items["name"]) == sorted(traps)
