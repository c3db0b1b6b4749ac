"""Whatever the bytes are, the answer is a problem or a refusal with its faults."""

import json
from collections.abc import Callable
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.faults import DatasetError
from models.uploads import Limits, content_id, read_stored, read_upload, stored_form
from tests.models.uploads.forms import as_json, files, packed, workbook

FORMS: dict[str, Callable[[], bytes]] = {
    "csv": lambda: packed(files("csv"), method=0),
    "parquet": lambda: packed(files("parquet"), method=0),
    "xlsx": workbook,
    "json": as_json,
}
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def form(name: str) -> bytes:
    return FORMS[name]()


def answered(data: bytes) -> None:
    refusal = None
    try:
        problem = read_upload(data, Limits(rows=10_000))
    except DatasetError as error:
        refusal = error
    if refusal is None:
        assert content_id(read_stored(stored_form(problem))) == content_id(problem)
    else:
        assert refusal.total >= 1
        assert str(refusal)


@QUICK
@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"{", b'{"tables":', b"PK\x05\x06" + b"\0" * 18]))
def test_any_bytes(data: bytes, begin: bytes) -> None:
    answered(begin + data)


@QUICK
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_a_dataset_that_was_damaged_on_its_way(name: str, data: st.DataObject) -> None:
    whole = bytearray(form(name))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    answered(bytes(whole))


@QUICK
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), st.lists, max_leaves=5), st.data())
def test_any_value_in_a_cell_of_json(value: object, data: st.DataObject) -> None:
    told = json.loads(form("json"))
    table = data.draw(st.sampled_from(sorted(told["tables"])))
    row = data.draw(st.sampled_from(told["tables"][table]))
    row[data.draw(st.sampled_from(sorted(row)))] = value
    answered(json.dumps(told).encode())
