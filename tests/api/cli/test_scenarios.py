import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from api.cli.app import app
from models.files import write_dataset
from tests.api.cli.conftest import Dataset, Run, json_of
from tests.builders import settings, tables
from tests.scenarios.files import written

FILE = """
story: What if customers want twice as much
dataset: dataset
scenarios:
  - name: twice
    story: Demand doubles.
    edits:
      - {scale: demand.units, by: 2}
    expect: {cost_at_most: COST, of: re-plan}
"""
SCALED = '{scale: demand.units, by: "${by}"}'
PRICED: dict[str, Any] = {"offers": [{"unit_price": 2.0}]}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A folder with dataset, file and the results of a run, and how the run ended."""
    folder = tmp_path_factory.mktemp("finished")
    write_dataset(settings(), tables(demand=[5, 5, 5], **PRICED), folder / "dataset", "csv")
    file = written(folder, FILE.replace("COST", "60"))
    return folder, CliRunner().invoke(app, ["scenarios", "run", str(file), "--out", str(folder / "out")])


@pytest.fixture
def file(finished: tuple[Path, Result], tmp_path: Path) -> Path:
    """The same, in a folder of the test's own."""
    shutil.copytree(finished[0], tmp_path, dirs_exist_ok=True)
    return tmp_path / "what-if.yaml"


def test_scenarios_are_run_compared_and_written(run: Run, finished: tuple[Path, Result]) -> None:
    folder, ended = finished
    out = folder / "out"
    assert ended.exit_code == 0, ended.output
    assert "1 of 1 expectation hold" in ended.stdout
    rows = pd.read_csv(out / "scenarios.csv")
    assert rows[["scenario", "evaluation", "cost"]].to_numpy().tolist() == [
        ["base", "base", 30.0],
        ["twice", "re-plan", 60.0],  # 30 units at 2
        ["twice", "base-plan", 1530.0],  # 15 of them lost at 100
    ]
    assert rows["regret"].tolist()[1] == 1470
    told = json.loads((out / "scenarios.json").read_text(encoding="utf-8"))
    assert told["scenarios"][0]["regret"] == 1470
    assert (out / "twice" / "re-plan" / "orders.csv").exists()
    service = pd.read_csv(out / "service.csv", keep_default_na=False)
    assert {"overall", "category", "zone"} == set(service["kind"])
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Scenarios: what-if" in page
    assert "Planned anew or orders kept" in page
    assert str(out / "report.html") in ended.stdout.replace("\n", "")
    assert run("verify", folder / "dataset", out / "base").exit_code == 0


def test_an_expectation_that_does_not_hold_is_the_answer_no(run: Run, file: Path, tmp_path: Path) -> None:
    written(tmp_path, FILE.replace("COST", "59"))
    ended = run("scenarios", "run", file, "--out", tmp_path / "out", "--json", "--force")
    assert ended.exit_code == 1
    assert "twice is kept from an earlier run" in ended.stderr  # what is expected changes no plan
    assert json_of(ended.stdout)["unmet"] == [
        "twice: cost_at_most (line 8) does not hold: the cost is 60, at most 59 was expected"
    ]


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_other_formats(run: Run, file: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    assert run("scenarios", "run", file, "--out", out, "--format", kind, "--force").exit_code == 0
    assert not (out / "costs.csv").exists()  # of the run before
    costs = (
        pd.read_parquet(out / "costs.parquet")
        if kind == "parquet"
        else pd.read_excel(out / "comparison.xlsx", sheet_name="costs")
    )
    total = costs[(costs["term"] == "total") & (costs["evaluation"] == "re-plan")]
    assert total["difference"].tolist() == [30]


def test_results_are_not_overwritten_unless_forced(run: Run, file: Path, tmp_path: Path) -> None:
    ended = run("scenarios", "run", file, "--out", tmp_path / "out")
    assert ended.exit_code == 2
    assert "--force" in ended.stderr
    assert run("scenarios", "run", file, "--out", tmp_path / "dataset", "--force").exit_code == 2


def test_some_scenarios_alone(run: Run, file: Path, tmp_path: Path) -> None:
    written(tmp_path, FILE.replace("COST", "60") + "  - {name: more, sweep: {by: [1, 3]}, edits: [" + SCALED + "]}\n")
    told = json_of(run("scenarios", "check", file, "--only", "more", "--json").stdout)
    assert [each["name"] for each in told["scenarios"]] == ["more--by=1", "more--by=3"]
    told = json_of(run("scenarios", "check", file, "--only", "more--by=3", "--only", "twice", "--json").stdout)
    assert [each["name"] for each in told["scenarios"]] == ["twice", "more--by=3"]
    ended = run("scenarios", "check", file, "--only", "twise")
    assert (ended.exit_code, "did you mean twice?" in ended.stderr) == (2, True)
    out = tmp_path / "some"
    assert run("scenarios", "run", file, "--only", "more--by=1", "--out", out).exit_code == 0
    assert sorted(path.name for path in out.iterdir() if path.is_dir()) == [".cache", "base", "more--by=1"]


def test_parameters_of_the_file_and_of_the_call(run: Run, file: Path, tmp_path: Path) -> None:
    written(tmp_path, "dataset: dataset\nparameters: {by: 2}\nscenarios: [{name: a, edits: [" + SCALED + "]}]")
    assert run("scenarios", "check", file).exit_code == 0
    assert "a number" in run("scenarios", "check", file, "--set", "by=much").stderr
    ended = run("scenarios", "check", file, "--set", "bye=3")
    assert (ended.exit_code, "did you mean by?" in ended.stderr) == (2, True)
    assert "expected NAME=VALUE" in run("scenarios", "check", file, "--set", "by").stderr


def test_a_base_plan_that_breaks_rules_is_told(run: Run, file: Path, tmp_path: Path) -> None:
    orders = tmp_path / "out" / "base" / "orders.csv"
    orders.write_text("\n".join(orders.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    ended = run("scenarios", "run", file, "--base", orders.parent, "--out", tmp_path / "other")
    assert "The base plan breaks rules of this dataset" in ended.stderr


def test_a_given_base_plan_is_kept(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "base").rename(tmp_path / "plan")
    ended = run("scenarios", "run", file, "--base", tmp_path / "plan", "--out", tmp_path / "out", "--json", "--force")
    assert json_of(ended.stdout)["base"]["cost"] == pytest.approx(30)
    assert "twice is kept from an earlier run" in ended.stderr  # it is the same base plan


def test_faults_are_told_with_their_lines_and_nothing_is_written(run: Run, file: Path, tmp_path: Path) -> None:
    written(tmp_path, FILE.replace("demand.units", "demand.unit"))
    out = tmp_path / "other"
    for words in (("run", file, "--out", out), ("check", file)):
        ended = run("scenarios", *words, "--json")
        assert ended.exit_code == 2
        assert json_of(ended.stdout)["error"]["kind"] == "scenarios"
        assert "line 8" in ended.stderr or "line 7" in ended.stderr
    assert not out.exists()


def test_check_plans_nothing(run: Run, file: Path) -> None:
    ended = run("scenarios", "check", file)
    assert ended.exit_code == 0
    assert "every edit can be made" in ended.stdout


def test_the_dataset_must_be_one(run: Run, tmp_path: Path) -> None:
    assert "names no dataset" in run("scenarios", "check", written(tmp_path, "scenarios: [{name: a}]")).stderr
    wrong = written(tmp_path, "generate: {items: none}\nscenarios: [{name: a}]")
    assert "line 1, generate: items is 'none'" in run("scenarios", "check", wrong).stderr


def test_the_schema_is_json(run: Run) -> None:
    assert "scenarios" in json_of(run("scenarios", "schema").stdout)["properties"]


def test_no_base_plan_no_scenarios(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    offers = [{"supplier_id": "S", "min_share": 0.6}, {"supplier_id": "U", "min_share": 0.6}]
    dataset(suppliers=["S", "U"], offers=offers)
    ended = run("scenarios", "run", written(tmp_path, FILE), "--out", tmp_path / "out", "--json")
    assert ended.exit_code == 2  # COST is no number
    fixed = written(tmp_path, FILE.replace("COST", "60"))
    assert run("scenarios", "run", fixed, "--out", tmp_path / "out", "--json").exit_code == 1
