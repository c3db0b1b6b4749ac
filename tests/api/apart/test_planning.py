"""The work of a run: from a stored dataset to the tables of a verified plan."""

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from api.apart import PLAN, READ, planning, reading
from api.apart.edits import edits_of
from api.apart.messages import Message
from api.apart.parent import Child
from api.apart.watch import Bounds, End, watch
from models.explanation_tables import KEPT_TABLES
from models.faults import ScenarioError
from models.problem import Problem
from models.uploads import content_id, stored_form
from tests.api.apart.recorder import Recorder
from tests.builders import build
from tests.models.uploads.forms import GIVEN, as_json, files, packed

BOUNDS = Bounds(memory=2**31, seconds=120, grace=60)
OPTIONS = {"strategy": "exact", "time_limit": 60.0, "gap": 0.0}


def _planned(problem: Problem, edits: Sequence[Any] = (), **options: Any) -> End:
    line = Recorder()
    facts = {"options": OPTIONS | options, "edits": list(edits)}
    planning.plan(line, Message("job", facts, stored_form(problem)))  # type: ignore[arg-type] # it is as good as a line
    return line.end()


def _read(data: bytes) -> End:
    line = Recorder()
    reading.read(line, Message("job", {}, data))  # type: ignore[arg-type] # as above
    return line.end()


def _table(end: End, name: str) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(end.tables[name].payload))


def test_a_plan_comes_with_all_its_tables_and_its_summary() -> None:
    # 5 units are asked for in the first week and cost 2 each; losing one would cost 100.
    heard: list[Message] = []
    job = {"options": OPTIONS, "edits": []}
    with Child(PLAN, job, stored_form(build(demand=[5], offers=[{"unit_price": 2}]))) as child:
        end = watch(child, BOUNDS, heard=heard.append)
    assert (end.outcome, end.facts["status"], end.facts["objective"]) == ("planned", "optimal", 10.0)
    assert (end.facts["summary"]["costs"]["purchase"], end.facts["currency"]) == (10.0, "USD")
    assert list(end.tables) == [table.name for table in KEPT_TABLES]
    assert list(_table(end, "orders")["units"]) == [5.0]
    assert _table(end, "pegging")[["covers", "zone_id", "units"]].to_numpy().tolist() == [["demand", "N", 5.0]]
    assert end.tables["orders"].facts["rows"] == 1
    phases = [message.facts["phase"] for message in heard]
    assert (phases[0], phases[-1]) == ("reading", "storing")
    assert heard[-1].facts["cost"] == 10.0


def test_edits_are_made_before_planning_and_days_are_days() -> None:
    edits = [
        {"scale": "demand.units", "by": 2, "where": {"dates": {"to": "2024-01-07"}}},
        {"insert": "safety_stock", "rows": [{"item_id": "A", "node_id": "N", "units": 0}]},
    ]
    end = _planned(build(demand=[5, 1]), edits)
    assert list(_table(end, "shortage")["demand"]) == [10.0, 1.0]


def test_the_same_dataset_options_and_version_are_the_same_plan() -> None:
    problem = build(**GIVEN, offers=[{"item_id": i, "unit_price": 2, "moq_units": 3} for i in "AB"])
    first, second = _planned(problem), _planned(problem)
    assert {name: each.payload for name, each in first.tables.items()} == {
        name: each.payload for name, each in second.tables.items()
    }


def test_no_plan_exists_and_the_reasons_say_why() -> None:
    # each of two suppliers is to have most of the item: 0.5 + 0.6 > 1
    offers = [{"supplier_id": "S", "min_share": 0.5}, {"supplier_id": "R", "min_share": 0.6}]
    end = _planned(build(suppliers=["S", "R"], offers=offers, demand=[5]))
    assert (end.outcome, end.facts["status"]) == ("no_plan", "infeasible")
    assert end.facts["reasons"]
    assert end.tables == {}


def test_edits_that_fit_no_dataset_are_told_by_their_place() -> None:
    end = _planned(build(demand=[5]), [{"scale": "demand.units", "by": 1}, {"remove": "lanes", "where": {"node": "X"}}])
    assert end.outcome == "refused"
    assert end.facts["faults"][0]["row"] == 2
    assert end.facts["faults"][0]["sentence"].startswith("edits line 2, where.node: found 'X', expected")


def test_a_dataset_that_edits_spoil_is_refused() -> None:
    end = _planned(build(demand=[5]), [{"set": "items.unit_cost", "to": -1}])
    assert end.outcome == "refused"
    assert "edits line 1, to: found '-1', expected a finite number" in end.facts["sentence"]


def test_what_is_stored_and_damaged_is_refused() -> None:
    line = Recorder()
    planning.plan(line, Message("job", {"options": OPTIONS, "edits": []}, b"PK\x03\x04"))  # type: ignore[arg-type] # as above
    assert line.end().outcome == "refused"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"insert": "items", "file": "/etc/passwd"}, "edits line 1, file: found '/etc/passwd', expected rows"),
        ({"scal": "demand.units"}, "did you mean scale?"),
        ("scale", "expected an edit, such as"),
        ({"scale": "demand.units", "by": float("inf")}, "found 'inf', expected a finite number"),
        ({"insert": "stock", "rows": [{"item_id": "A", "on_hand": float("nan")}]}, "expected a finite number"),
        ({"insert": "items", "rows": [{"item_id": "A\0"}]}, "expected text without the character NUL"),
        ({"scale": "demand.units", "by": 10**16}, "found 'a whole number of more than 15 digits'"),
        ({"scale": [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]}, "expected at most 20 levels"),
        ({"scale": "demand.units", "by": True}, "expected a number"),
        ({"scale": "demand.units", "by": 1, "where": {"dates": {"from": "2024-13-01"}}}, "expected a day"),
        ({"scale": "demand.units", "by": "${x}"}, "expected a number"),
    ],
)
def test_edits_of_another_form(edit: Any, expected: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        edits_of([edit])
    assert expected in str(caught.value)


def test_edits_have_their_measure() -> None:
    one = {"scale": "demand.units", "by": 1}
    assert len(edits_of([one] * 100)) == 100
    with pytest.raises(ScenarioError, match="found '101 edits', expected at most 100"):
        edits_of([one] * 101)
    with pytest.raises(ScenarioError, match="expected at most 1,000,000"):
        edits_of([{"insert": "items", "rows": [{"item_id": "x" * 1_000_000}]}])


def test_an_upload_becomes_its_stored_form() -> None:
    with Child(READ, {}, packed(files("csv"))) as child:
        end = watch(child, BOUNDS)
    problem = build(**GIVEN)
    assert (end.outcome, end.facts["id"], end.payload) == ("read", content_id(problem), stored_form(problem))
    assert end.facts["rows"]["demand"] == 3
    assert end.facts["settings"]["start"] == "2024-01-01"


def test_an_upload_with_faults_is_refused_with_all_of_them() -> None:
    data = (
        as_json()
        .replace(b'"units": 5', b'"units": 1e999')
        .replace(b'"item_id": "B", "zone_id"', b'"item_id": "C", "zone_id"')
    )
    end = _read(data)
    assert end.outcome == "refused"
    assert end.facts["total"] == len(end.facts["faults"]) == 2
    assert end.facts["faults"][0]["table"] == "demand"
