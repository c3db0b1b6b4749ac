"""What is no dataset, and what pretends to be one: each refused in words, before room is made for it."""

import io
import json
import stat
import zipfile
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.faults import DatasetError
from models.uploads import Limits, read_upload
from tests.models.uploads.forms import as_json, files, packed, workbook


def _refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(DatasetError) as caught:
        read_upload(data, limits)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "found 'no byte', expected a ZIP of CSV or Parquet files"),
        (b"\x89PNG\r\n", "6 bytes that begin with"),
        (b"PK\x03\x04 but nothing else", "an archive that is damaged"),
        (b"[1, 2]", "JSON that is a list"),
        (b'{"settings": ', "expected JSON of settings and tables"),
        (b"[" * 100_000, "too deep in each other"),
        (b'{"a":' * 100_000, "too deep in each other"),
        (b'{"settings": {}, "tables": {}}', "an object with a list of rows for each table"),
        (b'{"settings": {}, "tables": {"items": 3}}', "items: found 'a single value', expected a list of rows"),
        (b'{"settings": {}, "settings": {}}', "the key 'settings' twice"),
        (b'{"settings": {}, "tables": {"items": [3, [], null]}}', "items row 3: found nothing, expected an object"),
        (b'{"table": {}}', "did you mean tables?"),
        (b'{"a": "\xff"}', "byte 0xff at offset 7"),
    ],
)
def test_what_is_no_dataset(data: bytes, expected: str) -> None:
    assert expected in _refusal(data)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_words_that_are_no_json(number: str) -> None:
    told = _refusal(as_json().replace(b'"units": 5', b'"units": ' + number.encode()))
    assert f"found '{number}, which is no finite number', expected JSON" in told


@pytest.mark.parametrize(
    "number", ["1e308", "1e999", "-1e999", "9" * 5000, '"NaN"', '"inf"', "true", "[1]", '{"a": 1}']
)
def test_numbers_that_no_quantity_is(number: str) -> None:
    data = as_json().replace(b'"units": 5', b'"units": ' + number.encode())
    assert data != as_json()
    told = _refusal(data)
    assert "demand row 1, units: found" in told
    assert "expected a finite number from 0 to 1,000,000,000" in told


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../items.csv", "a path that leads nowhere else"),
        ("a/../../items.csv", "a path that leads nowhere else"),
        ("/etc/items.csv", "a path inside the archive"),
        ("C:\\items.csv", "a path inside the archive"),
        ("..\\items.csv", "a path inside the archive"),
        ("a//items.csv", "a path that leads nowhere else"),
        ("items.csv\x00.png", "a path of printable characters"),
        ("it\nems.csv", "a path of printable characters"),
        ("more.zip", "found 'an archive in an archive'"),
        ("data.xlsx", "found 'an archive in an archive'"),
        ("readme.txt", "expected plan.yaml, and a .csv or .parquet file for each table"),
        ("deeper/items.csv", "all files in one folder"),
        ("itms.csv", "did you mean items?"),
        ("items.parquet", "items.csv and items.parquet"),
    ],
)
def test_paths_that_are_no_table(name: str, expected: str) -> None:
    members = files("csv")
    if name == "itms.csv":
        del members["items.csv"]
    written = name.replace("\x00", "?")  # zipfile cuts a name at NUL when it writes one
    data = packed({**members, written: b"item_id\n"}).replace(written.encode(), name.encode())
    assert expected in _refusal(data)


def _with_entry(change: Any) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files("csv").items():
            info = zipfile.ZipInfo(name)
            if name == "items.csv":
                change(info)
            archive.writestr(info, data)
    return buffer.getvalue()


def test_links_and_devices_are_no_files() -> None:
    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFLNK | 0o777) << 16

    def device(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFCHR | 0o666) << 16

    def plain(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFREG | 0o644) << 16

    assert "found 'a symbolic link', expected files alone" in _refusal(_with_entry(link))
    assert "found 'an entry that is no file'" in _refusal(_with_entry(device))
    assert len(read_upload(_with_entry(plain)).items) == 2


def test_unusual_packing_is_refused() -> None:
    assert "packed by method 14" in _refusal(packed(files("csv"), method=zipfile.ZIP_LZMA))
    assert "packed by method 12" in _refusal(packed(files("csv"), method=zipfile.ZIP_BZIP2))
    data = bytearray(packed(files("csv"), method=zipfile.ZIP_STORED))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "an archive without a password" in _refusal(bytes(data))


def test_a_damaged_entry_is_told() -> None:
    data = packed(files("csv"), method=zipfile.ZIP_STORED)
    assert "an entry that can be unpacked" in _refusal(data.replace(b'"A",', b'"Z",', 1))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_each_path_stands_once() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in [*files("csv").items(), *files("csv").items()]:
            archive.writestr(name, data)
    assert "items.csv: found '2 entries of the name', expected each path once" in _refusal(buffer.getvalue())


def test_a_bomb_is_told_by_its_size() -> None:
    # 20 MB of zeros pack to some 20 KB, 1000 to 1; the most that is allowed is 200 to 1 from 8 MiB on.
    data = packed({**files("csv"), "demand.csv": b"0" * 20_000_000})
    assert len(data) < 30_000
    assert "at most 200 times the packed size" in _refusal(data)
    small = packed({**files("csv"), "demand.csv": files("csv")["demand.csv"] + b"\n" * 100_000})
    assert len(read_upload(small).demand) == 3


def test_what_unpacks_to_too_much_and_too_many_files() -> None:
    data = packed(files("csv"))
    unpacked = sum(map(len, files("csv").values()))
    assert f"found '{unpacked:,} bytes unpacked'" in _refusal(data, Limits(unpacked=unpacked - 1))
    assert len(read_upload(data, Limits(unpacked=unpacked)).items) == 2
    count = len(files("csv"))
    assert f"found '{count} entries', expected at most {count - 1} files" in _refusal(data, Limits(members=count - 1))
    assert len(read_upload(data, Limits(members=count)).items) == 2
    assert "bytes', expected at most 100" in _refusal(data, Limits(packed=100))
    many = packed({f"{number}.csv": b"" for number in range(2100)})
    assert "more than 1,000 entries" in _refusal(many)


def test_an_entry_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    data = bytearray(packed({**files("csv"), "demand.csv": b"1" * 100_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(b"demand.csv") if mark == b"PK\x03\x04" else data.rfind(b"demand.csv")
        start = data.rfind(mark, 0, at)
        data[start + offset : start + offset + 4] = (10).to_bytes(4, "little")
    assert "demand.csv: found" in _refusal(bytes(data))


def test_rows_columns_and_cells_are_counted_before_they_are_read() -> None:
    # demand has 3 rows and its header; of 4 lines the last has an end too
    data = packed(files("csv"))
    assert "demand: found '4 rows', expected at most 3" in _refusal(data, Limits(rows=3))
    assert len(read_upload(data, Limits(rows=4)).demand) == 3
    wide = packed({**files("csv"), "items.csv": b"item_id" + b"," * 5_000_000 + b"\n"})
    assert "items: found '5,000,001 columns', expected at most 200" in _refusal(wide)
    assert "cells in all tables" in _refusal(data, Limits(cells=20))


def test_a_parquet_file_of_few_bytes_and_many_rows() -> None:
    # 50 million equal values take some kilobytes in Parquet and 400 MB as numbers.
    buffer = io.BytesIO()
    pq.write_table(pa.table({"item_id": pa.array(np.zeros(50_000_000, dtype=np.int8))}), buffer)
    assert len(buffer.getvalue()) < 300_000
    data = packed({**files("parquet"), "demand.parquet": buffer.getvalue()})
    assert "demand: found '50,000,000 rows', expected at most 20,000,000" in _refusal(data)


def test_lists_in_the_cells_of_a_parquet_file() -> None:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"item_id": [["A"]], "zone_id": ["N"]}), buffer)
    told = _refusal(packed({**files("parquet"), "demand.parquet": buffer.getvalue()}))
    assert "demand, item_id: found 'lists or structures in its cells'" in told


def test_a_workbook_with_entities_is_refused() -> None:
    members = {}
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        for name in archive.namelist():
            members[name] = archive.read(name)
    assert len(read_upload(packed(members)).items) == 2
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    members["xl/worksheets/sheet1.xml"] = declared + members["xl/worksheets/sheet1.xml"].split(b"?>", 1)[1]
    assert "a document type or entities" in _refusal(packed(members))


@pytest.mark.parametrize("place", ['r="99999999999"', 'r="1048577"'])
def test_a_workbook_that_counts_beyond_a_sheet(place: str) -> None:
    members = {}
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        for name in archive.namelist():
            members[name] = archive.read(name)
    sheet = members["xl/worksheets/sheet2.xml"]
    assert b'<row r="2"' in sheet
    members["xl/worksheets/sheet2.xml"] = sheet.replace(b'<row r="2"', b"<row " + place.encode(), 1)
    assert "beyond row 1,048,576" in _refusal(packed(members))


def test_the_character_nul_is_told_with_its_place() -> None:
    told = as_json().replace(b'"item_id": "A"', b'"item_id": "A\\u0000"')
    assert "items row 1, item_id: found 'A\\x00', expected text without the character NUL" in _refusal(told)
    frame = pd.DataFrame({"item_id": ["A\x00", "B"], "unit_cost": 0.0, "shortage_cost": 1.0})
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(frame), buffer)
    data = packed({**files("parquet"), "items.parquet": buffer.getvalue()})
    assert "items row 2, item_id: found 'A\\x00', expected text without the character NUL" in _refusal(data)


def test_lone_surrogates_are_spelt_out() -> None:
    told = json.loads(as_json())
    told["tables"]["items"][0]["name"] = "a\ud800"
    assert list(read_upload(json.dumps(told).encode()).items["name"]) == ["a\\ud800", ""]


def test_a_row_with_too_many_different_keys() -> None:
    rows = [{"item_id": "A"}] * 10 + [{f"c{number}": 1 for number in range(201)}]
    assert "items: found '202 columns', expected at most 200" in _refusal(as_json(items=rows))
