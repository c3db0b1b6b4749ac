import json
from typing import Any

import pytest
import yaml

from scenarios import reference
from scenarios.edits import KINDS
from scenarios.edits.where import COLUMNS, WHERE
from scenarios.json_schema import json_schema
from tests.scenarios.test_library import LIBRARY


def test_page_and_schema_are_what_the_forms_say() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run `python -m scenarios.reference`"
    assert reference.SCHEMA.read_text(encoding="utf-8") == reference.schema_text(), (
        "run `python -m scenarios.reference`"
    )


def test_every_filter_is_documented() -> None:
    assert [key.name for key in WHERE.keys] == [*COLUMNS, "dates"]


def test_every_verb_is_in_the_schema_and_on_the_page() -> None:
    schema, page = json_schema(), reference.page()
    for kind in KINDS:
        assert f"#/$defs/{kind.verb}" in json.dumps(schema)
        assert set(schema["$defs"][kind.verb]["properties"]) == {key.name for key in kind.form.keys}
        assert f"### {kind.verb}" in page
        assert all(key.meaning for key in kind.form.keys)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_schema_knows_every_key_of_the_library(path: Any) -> None:
    schema = json_schema()
    file = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(file) <= set(schema["properties"])
    scenario = schema["properties"]["scenarios"]["items"]["properties"]
    for each in file["scenarios"]:
        assert set(each) <= set(scenario)
        for edit in each.get("edits", ()):
            (verb,) = [name for name in schema["$defs"] if name in edit and name != "where"]
            assert set(edit) <= set(schema["$defs"][verb]["properties"])
