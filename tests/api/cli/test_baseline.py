import json
from pathlib import Path

import pytest

from tests.api.cli.conftest import Dataset, Run, json_of

PRICED = {"offers": [{"unit_price": 2.0}], "demand": [5, 5, 5]}


def test_a_baseline_is_a_plan_like_any_other(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path, out = dataset(**PRICED), tmp_path / "base"
    ended = run("baseline", path, "--policy", "weeks-of-cover", "--set", "cover_periods=1", "--out", out)
    assert ended.exit_code == 0
    assert "Policy weeks-of-cover: cover_periods=1" in ended.stdout
    assert "no bound is proven" in ended.stdout
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["strategy"], summary["status"]) == ("baseline weeks-of-cover", "feasible")
    assert summary["objective"] == pytest.approx(30)  # 15 units at 2
    assert {"read", "build", "solve", "check", "total"} <= set(summary["seconds"])
    assert run("verify", path, out).exit_code == 0
    again = run("baseline", path, "--policy", "weeks-of-cover", "--out", out)
    assert (again.exit_code, "--force" in again.stderr) == (2, True)


def test_json_tells_the_parameters(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    told = json_of(run("baseline", dataset(**PRICED), "--tune", "--out", tmp_path / "base", "--json").stdout)
    assert told["options"]["policy"] == "min-max"
    assert told["options"]["tune"] is True
    own = {"lot_factor", "lot_periods", "projected"}
    assert set(told["options"]["parameters"]) == own | {"safety_periods", "top_up", "overrun"}
    assert told["options"]["tried"] > 1


def test_what_is_said_wrongly_is_refused_with_what_could_be_said(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path, out = dataset(**PRICED), tmp_path / "base"
    for words, answer in (
        (("--policy", "max-min"), "choose one of min-max"),
        (("--set", "top_up"), "name=number"),
        (("--set", "weeks=3"), "it has lot_factor"),
        (("--set", "top_up=2"), "from 0 to 1"),
    ):
        ended = run("baseline", path, *words, "--out", out)
        assert (ended.exit_code, answer in ended.stderr) == (2, True)
    assert not out.exists()


def test_no_baseline_exists_where_no_plan_does(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    offers = [{"supplier_id": "S", "min_share": 0.6}, {"supplier_id": "U", "min_share": 0.6}]
    ended = run("baseline", dataset(suppliers=["S", "U"], offers=offers), "--out", tmp_path / "base")
    assert ended.exit_code == 1
    assert "No plan exists" in ended.stdout
