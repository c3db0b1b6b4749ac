import json
from pathlib import Path

import pandas as pd

from tests.api.cli.conftest import Dataset, Run, json_of

TABLES = {"lines", "pegging", "sizes", "shortages", "limits", "notes"}


def test_the_lines_of_a_plan_are_explained(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    # 15 units at 2 in one order or several; without a line its units are lost at 100 each or bought in another week.
    path, out, told = dataset(offers=[{"unit_price": 2.0}]), tmp_path / "plan", tmp_path / "why"
    assert run("plan", path, "--out", out).exit_code == 0
    ended = run("explain", path, out, "--item", "A")
    assert ended.exit_code == 0
    assert "Covers 2024-01-01" in ended.stdout
    assert "without it" in ended.stdout
    assert "What they cover" in ended.stdout
    found = run("explain", path, out, "--json", "--out", told)
    assert found.exit_code == 0
    answer = json_of(found.stdout)
    assert set(answer) == TABLES
    assert sum(row["units"] for row in answer["pegging"]) == 15
    assert json.loads((told / "explanation.json").read_text(encoding="utf-8")) == answer
    assert pd.read_csv(told / "pegging.csv")["units"].sum() == 15


def test_an_earlier_explanation_is_kept_unless_force(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path, out, told = dataset(), tmp_path / "plan", tmp_path / "why"
    assert run("plan", path, "--out", out).exit_code == 0
    assert run("explain", path, out, "--out", told).exit_code == 0
    refused = run("explain", path, out, "--out", told)
    assert refused.exit_code == 2
    assert "--force overwrites it" in refused.stderr
    assert run("explain", path, out, "--out", told, "--force").exit_code == 0


def test_the_folder_of_a_plan_or_dataset_is_refused(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path, out = dataset(), tmp_path / "plan"
    assert run("plan", path, "--out", out).exit_code == 0
    for place, what in ((out, "a plan"), (path, "a dataset")):
        ended = run("explain", path, out, "--out", place, "--force")
        assert ended.exit_code == 2
        assert f"holds {what}" in ended.stderr
    assert (out / "orders.csv").is_file()


def test_what_is_unknown_or_broken_is_the_callers_fault(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path, out = dataset(offers=[{"unit_price": 2.0}]), tmp_path / "plan"
    assert run("plan", path, "--out", out).exit_code == 0
    for words, sentence in ((("--item", "Z"), "no such item"), (("--order", "PO-9"), "no such order")):
        ended = run("explain", path, out, *words)
        assert ended.exit_code == 2
        assert sentence in ended.stderr
    orders = (out / "orders.csv").read_text(encoding="utf-8").splitlines()
    (out / "orders.csv").write_text("\n".join(orders[:-1]) + "\n", encoding="utf-8")
    ended = run("explain", path, out, "--json")
    assert ended.exit_code == 2
    assert "cannot be explained" in json_of(ended.stdout)["error"]["message"]
