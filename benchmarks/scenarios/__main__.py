"""A sweep beside separate runs, and the worked files on a dataset of one's own: rows on the terminal.

    python -m benchmarks.scenarios sweep [--items 1000] [--scenarios 20] [--separate 20] [--time-limit 20]
    python -m benchmarks.scenarios library DATASET [--values retail.yaml] [--time-limit 20] [--workers 2]

Each measurement is a process of its own, as a planner calls it, reading and writing included. Processor seconds are
those of the process and its children; on a machine that does other things they tell more than those of the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

import scenarios
from models.files import write_dataset
from models.problem import Problem
from optimizer.generate import GenerateOptions, generate
from scenarios.edits import edited
from scenarios.form.faults import Faults
from scenarios.schema import read_scenarios

HERE = Path(scenarios.__file__).parents[1]
LIBRARY = HERE / "scenarios" / "library"
SWEEP = """\
dataset: data
options: {{time_limit: {limit:g}}}
scenarios:
  - name: surge
    story: Demand of a category grows, and containers become dearer.
    evaluate: {evaluate}
    sweep:
      growth: {{from: 0.96, to: 1.05, step: 0.01}}
      freight: {freight}
    edits:
      - {{scale: demand.units, by: "${{growth}}", where: {{category: {category}}}}}
      - {{scale: lanes.container_cost, by: "${{freight}}", where: {{mode: container}}}}
"""


def measured(words: list[str], folder: Path) -> tuple[float, float, str]:
    """Run a command; seconds of the clock and of the processor, and what it said on standard output."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command, env = [sys.executable, "-m", "api", *words], {**os.environ, "PYTHONPATH": str(HERE)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(words)}: code {done.returncode}\n{done.stderr}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def sweep(asked: argparse.Namespace) -> None:
    """The whole set as one run beside a run of its own for some of its scenarios; a row for each, then the share."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        settings, tables = generate(GenerateOptions(items=asked.items, seed=asked.seed))
        write_dataset(settings, tables, folder / "data", "parquet")
        problem = Problem.from_tables(settings, tables)
        file = folder / "set.yaml"
        freight = [1, 1.5, 2, 2.5, 3][: max(1, asked.scenarios // 10)]
        category = problem.items["category"].value_counts().index[0]
        file.write_text(
            SWEEP.format(limit=asked.time_limit, evaluate=asked.evaluate, freight=freight, category=category),
            encoding="utf-8",
        )
        words = ["scenarios", "run", "set.yaml", "--out", "out", "--workers", str(asked.workers), "--json"]
        wall, processor, answer = measured(words, folder)
        told = json.loads(answer)
        rows = {each["name"]: each["evaluations"][0] for each in told["scenarios"]}
        gaps = sorted(row["gap"] for row in rows.values())
        print(f"base plan: gap {told['base']['gap']:.2%}; scenarios: gap {gaps[0]:.2%} to {gaps[-1]:.2%}")
        found = read_scenarios(file)
        chosen = found.scenarios[:: max(1, len(found.scenarios) // asked.separate)][: asked.separate]
        alone = [_alone(problem, found.path.parent, each, folder, asked.time_limit) for each in chosen]
        for each, (clock, own, cost) in zip(chosen, alone, strict=True):
            print(f"{each.name}: alone {clock:.1f} s, {own:.1f} s of the processor, cost {cost:,.0f}; "
                  f"in the set {rows[each.name]['cost']:,.0f}", flush=True)  # fmt: skip
        count = len(found.scenarios)
        for name, seconds, place in (("clock", wall, 0), ("processor", processor, 1)):
            whole = count * sum(each[place] for each in alone) / len(alone)
            print(f"{name}: {count} scenarios {seconds:.0f} s, {count} separate runs {whole:.0f} s "
                  f"({len(alone)} measured): {seconds / whole:.0%}")  # fmt: skip


def _alone(problem: Problem, files: Path, scenario: Any, folder: Path, limit: float) -> tuple[float, float, float]:  # noqa: ANN401 - a scenario
    done = edited(problem, scenario.edits, files, Faults(""))
    assert done is not None
    data = folder / scenario.name
    write_dataset(done.problem.settings, done.problem.tables(), data, "parquet")
    words = ["plan", str(data), "--out", f"{data}-plan", "--time-limit", f"{limit:g}", "--json"]
    wall, processor, answer = measured(words, folder)
    return wall, processor, float(json.loads(answer)["objective"])


def library(asked: argparse.Namespace) -> None:
    """Every worked file on the dataset, one after the other, with one base plan for all; a row a file, then the sum."""
    values: dict[str, dict[str, Any]] = yaml.safe_load(asked.values.read_text(encoding="utf-8"))
    dataset = asked.dataset.resolve()
    with tempfile.TemporaryDirectory() as made:
        folder, limit = Path(made), ["--time-limit", f"{asked.time_limit:g}"]
        whole = list(measured(["plan", str(dataset), "--out", "base", *limit], folder)[:2])
        print(f"base plan: {whole[0]:.1f} s, {whole[1]:.1f} s of the processor", flush=True)
        for name, given in values.items():
            words = ["scenarios", "run", str(LIBRARY / f"{name}.yaml"), "--dataset", str(dataset), "--base", "base"]
            sets = [word for key, value in given.items() for word in ("--set", f"{key}={value}")]
            words += [*sets, "--out", name, "--workers", str(asked.workers), *limit, "--json"]
            wall, processor, answer = measured(words, folder)
            told = json.loads(answer)
            print(f"{name}: {len(told['scenarios'])} scenarios, {wall:.1f} s, {processor:.1f} s of the processor, "
                  f"failed {len(told['failed'])}, unmet {len(told['unmet'])}", flush=True)  # fmt: skip
            whole = [whole[0] + wall, whole[1] + processor]
        print(f"all: {whole[0]:.0f} s, {whole[1]:.0f} s of the processor")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("sweep", "library"))
    parser.add_argument("dataset", type=Path, nargs="?")
    parser.add_argument("--values", type=Path, default=Path(__file__).with_name("retail.yaml"))
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenarios", type=int, default=20, help="a multiple of ten, up to fifty")
    parser.add_argument("--separate", type=int, default=20, help="so many of them are run alone; the rest is reckoned")
    parser.add_argument("--evaluate", default="re-plan", choices=("re-plan", "both"))
    parser.add_argument("--time-limit", type=float, default=20.0)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    if asked.what == "library" and asked.dataset is None:
        parser.error("library needs a DATASET")
    {"sweep": sweep, "library": library}[asked.what](asked)


if __name__ == "__main__":
    main()
