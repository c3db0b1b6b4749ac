from pathlib import Path

import pytest

from models.faults import ScenarioError
from scenarios.schema import read_scenarios
from tests.scenarios.files import faults_of, scenarios_of, written

ONE = "scenarios: [{name: one}]"


def test_the_smallest_file_is_a_name(tmp_path: Path) -> None:
    (one,) = scenarios_of(tmp_path, ONE)
    assert (one.name, one.evaluate, one.edits) == ("one", "both", ())


def test_an_id_is_kept_as_it_is_written(tmp_path: Path) -> None:
    text = "scenarios: [{name: one, edits: [{scale: demand.units, by: 2, where: {item: 013}}]}]"
    (one,) = scenarios_of(tmp_path, text)
    assert one.edits[0].record["where"]["item"] == ("013",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "what-if.yaml line 1: found nothing, expected keys such as `scenarios:`"),
        ("scenarios: [", "YAML"),
        ("- one", "line 1: found 'a list of 1', expected keys such as"),
        ("story: none", "scenarios: found nothing"),
        ("scenarios: []", "at least one entry"),
        (
            f"{ONE}\nscenaros: 1",
            "line 2, scenaros: found 'scenaros', expected a known key of scenario file: did you mean scenarios?",
        ),
        (f"{ONE}\n{ONE}", "line 2, scenarios: found 'scenarios', expected each key once"),
        (f"{ONE}\noptions:\n  gap: much", "line 3, options.gap: found 'much', expected a number from 0 to 0.999"),
        ("scenarios:\n  - name: a/b", "line 2, scenarios[1].name: found 'a/b', expected a name"),
        ("scenarios:\n  - name: base", "not base or comparison"),
        ("scenarios:\n  - name: a\n  - name: A", "line 3, name: found 'A', expected each name once; line 2 has it too"),
        ("scenarios:\n  - story: x", "scenarios[1].name: found nothing"),
        (
            "scenarios:\n  - name: a\n    edits:\n      - scale: demand.units",
            "line 4, scenarios[1].edits.by: found nothing",
        ),
        ("scenarios:\n  - name: a\n    edits:\n      - scal: demand.units", "did you mean scale?"),
        ("scenarios:\n  - name: a\n    edits:\n      - {scale: x.y, by: 2, set: x.y}", "one verb an edit"),
        ("scenarios:\n  - name: a\n    evaluate: replan", "did you mean re-plan?"),
        (
            "scenarios:\n  - name: a\n    edits:\n      - {scale: demand.units, by: '${g}'}",
            "a parameter of the sweep or of the file (none)",
        ),
        ("scenarios:\n  - name: a\n    expect: {fill_rate_at_least: 90}", "a number from 0 to 1"),
        ("scenarios:\n  - name: a\n    sweep: {g: {from: 1, to: 2, step: 0}}", "1 to 10,000 values"),
    ],
)
def test_a_fault_of_the_form_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert told in "\n".join(faults_of(tmp_path, text))


def test_all_faults_are_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = "scenarios:\n  - name: a b\n  - name: c\n    evaluate: x\nstorry: y"
    assert [line.split(",")[0] for line in faults_of(tmp_path, text)] == [
        "what-if.yaml line 2",
        "what-if.yaml line 4",
        "what-if.yaml line 5",
    ]


def test_a_file_that_cannot_be_read_is_a_fault_too(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="a scenario file"):
        read_scenarios(tmp_path / "none.yaml")
    path = written(tmp_path, ONE)
    path.write_bytes(b"story: \xff")
    with pytest.raises(ScenarioError, match="byte 0xff at offset 7"):
        read_scenarios(path)


@pytest.mark.parametrize("text", ["a: &a [*a]", "[" * 3000, "x: 2025-02-30", "a: \x00"])
def test_strange_yaml_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, text)
