from pathlib import Path

import pytest

from api.cli import check
from tests.api.cli.conftest import Dataset, Run, json_of


def test_a_good_dataset_can_be_planned(run: Run, dataset: Dataset) -> None:
    ended = run("check", dataset())
    assert ended.exit_code == 0
    assert "It can be planned." in ended.stdout


def test_every_fault_is_told_with_its_place(run: Run, dataset: Dataset) -> None:
    path = dataset()
    (path / "items.csv").write_text("item_id,unit_cost,shortage_cost\nA,-1,x\n", encoding="utf-8")
    ended = run("check", path)
    assert ended.exit_code == 2
    assert "items row 2, unit_cost" in ended.stdout
    assert "items row 2, shortage_cost" in ended.stdout
    told = json_of(run("check", path, "--json").stdout)
    assert told["verdict"] == "faulty"
    assert {(fault["row"], fault["column"]) for fault in told["faults"]} == {(2, "unit_cost"), (2, "shortage_cost")}


def test_shares_that_cannot_be_kept_are_told_as_reasons(run: Run, dataset: Dataset) -> None:
    # two suppliers of which each is promised 60 %; beside it: 50 % each
    offers = [{"supplier_id": "S", "min_share": 0.6}, {"supplier_id": "U", "min_share": 0.6}]
    path = dataset(suppliers=["S", "U"], offers=offers)
    ended = run("check", path)
    assert ended.exit_code == 1
    assert "No plan exists" in ended.stdout
    told = json_of(run("check", path, "--json").stdout)
    assert told["verdict"] == "infeasible"
    assert "A" in told["reasons"][0]


def test_warnings_are_counted(run: Run, dataset: Dataset) -> None:
    path = dataset(demand=[{"units": 5, "date": "2031-01-01"}])
    told = json_of(run("check", path, "--json").stdout)
    assert told["verdict"] == "plannable"
    assert any(warning["count"] >= 1 for warning in told["warnings"])


def test_what_is_not_there_is_the_calls_fault(run: Run, tmp_path: Path) -> None:
    ended = run("check", tmp_path / "nowhere")
    assert ended.exit_code == 2
    assert "nowhere" in ended.output
    assert "Traceback" not in ended.output


def test_an_interrupt_is_told_in_a_word(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(_path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "read_problem", interrupted)
    ended = run("check", tmp_path, "--json")
    assert ended.exit_code == 130
    assert json_of(ended.stdout)["error"]["kind"] == "interrupted"
    assert ended.stderr == "Interrupted.\n"


def test_a_fault_of_the_program_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_path: Path) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.delenv("CASELOT_DEBUG", raising=False)
    monkeypatch.setattr(check, "read_problem", broken)
    ended = run("check", tmp_path)
    assert ended.exit_code == 2
    assert ended.stderr == "Unexpected ZeroDivisionError: division by zero (CASELOT_DEBUG=1 shows where)\n"
