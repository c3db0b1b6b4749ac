import json
from pathlib import Path

from tests.api.cli.conftest import Dataset, Run, json_of


def test_an_edited_plan_is_caught(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path, out = dataset(offers=[{"unit_price": 2.0}]), tmp_path / "plan"
    assert run("plan", path, "--out", out).exit_code == 0
    orders = (out / "orders.csv").read_text(encoding="utf-8")
    lines = orders.splitlines()
    (out / "orders.csv").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    ended = run("verify", path, out)
    assert ended.exit_code == 1
    assert "violation" in ended.stdout
    told = json_of(run("verify", path, out, "--json").stdout)
    assert told["accepted"] is False
    assert sum(told["rules"].values()) == len(told["violations"]) > 0
    assert told["costs"]["purchase"] < 30


def test_what_is_no_plan_is_the_inputs_fault(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    ended = run("verify", dataset(), tmp_path / "nowhere", "--json")
    assert ended.exit_code == 2
    assert "error" in json_of(ended.stdout)


def test_a_plan_for_another_version_of_the_dataset_is_warned_of(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path, out = dataset(), tmp_path / "plan"
    assert run("plan", path, "--out", out).exit_code == 0
    same = run("verify", path, out)
    assert (same.exit_code, same.stderr) == (0, "")
    assert json_of(run("verify", path, out, "--json").stdout)["warnings"] == []
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    (out / "summary.json").write_text(json.dumps(summary | {"dataset_sha256": "0"}), encoding="utf-8")
    other = run("verify", path, out)
    assert other.exit_code == 0
    assert "this plan was made for another version of the dataset" in other.stderr
    told = json_of(run("verify", path, out, "--json").stdout)
    assert (told["accepted"], [warning["rule"] for warning in told["warnings"]]) == (True, ["other-dataset"])
