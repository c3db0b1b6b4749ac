"""The command as a shell runs it: what only a real process shows."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.api.cli.conftest import PATIENCE, Dataset, caselot, json_of


def test_only_json_reaches_standard_output_and_progress_in_a_pipe_is_plain(dataset: Dataset, tmp_path: Path) -> None:
    ended = caselot("plan", dataset(), "--out", tmp_path / "plan", "--json", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert json_of(ended.stdout)["status"] == "optimal"
    assert "\x1b" not in ended.stderr
    assert "cost" in ended.stderr


@pytest.mark.parametrize("words", [["plan", "--help"], ["--version"]])
def test_help_is_a_result(words: list[str], tmp_path: Path) -> None:
    ended = caselot(*words, cwd=tmp_path)
    assert ended.returncode == 0
    assert "caselot" in ended.stdout
    assert ended.stderr == ""


def test_who_plans_does_not_wait_for_the_service_to_be_loaded() -> None:
    heavy = "{'sqlalchemy', 'fastapi', 'uvicorn', 'alembic'}"
    told = f"import sys, api.cli.app; print(sorted({heavy} & sys.modules.keys()))"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_a_broken_dataset_has_no_traceback(dataset: Dataset, tmp_path: Path) -> None:
    path = dataset()
    (path / "demand.csv").write_bytes(b"item_id,zone_id,date,units\nA,N,2024-01-01,\xff\n")
    ended = caselot("plan", path, cwd=tmp_path)
    assert ended.returncode == 2
    assert "demand" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "plan").exists()


def test_a_terminal_that_knows_no_unicode(dataset: Dataset, tmp_path: Path) -> None:
    path = dataset(items=["Tür"], demand={"Tür": [5]}, offers=[{"item_id": "Tür"}])
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    ended = caselot("plan", path, "--out", "plan", cwd=tmp_path, **env)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.isascii()


def test_a_reader_that_goes_away_is_no_error(dataset: Dataset, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "api", "check", str(dataset())]
    with subprocess.Popen(command, cwd=tmp_path, env=_env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == 0


@pytest.mark.slow
def test_an_interrupt_keeps_the_best_plan(tmp_path: Path) -> None:
    # Two hundred items are beyond one model, so the search is still on when the interrupt comes; only it can end the
    # search before the hour is over.
    assert caselot("generate", "made", "--items", 200, "--seed", 3, cwd=tmp_path).returncode == 0
    command = [sys.executable, "-m", "api", "plan", "made", "--strategy", "exact", "--time-limit", "3600"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=_env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "cost" in line:
                break
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130, messages
    assert "Traceback" not in messages
    summary = json.loads((tmp_path / "plan" / "summary.json").read_text(encoding="utf-8"))
    assert summary["status"] == "cancelled"
    assert summary["objective"] is not None
    assert caselot("verify", "made", "plan", cwd=tmp_path).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked up in /proc")
def test_an_interrupt_of_all_processes_keeps_the_best_plan_and_leaves_none_behind(tmp_path: Path) -> None:
    # A terminal sends Ctrl-C to the whole group, workers too; the hour is far from over.
    assert caselot("generate", "made", "--items", 400, "--seed", 3, cwd=tmp_path).returncode == 0
    command = [sys.executable, "-m", "api", "plan", "made", "--workers", "2", "--time-limit", "3600"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=_env(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for line in process.stderr:
            if "prices" in line:
                break
        os.killpg(process.pid, signal.SIGINT)
        _, messages = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130, messages
    assert "Traceback" not in messages
    until = time.monotonic() + PATIENCE
    while _living(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert _living(process.pid) == []
    assert caselot("verify", "made", "plan", cwd=tmp_path).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked up in /proc")
def test_an_interrupt_of_a_set_keeps_what_is_finished_and_leaves_no_process_behind(tmp_path: Path) -> None:
    # One scenario only keeps the base plan's orders; the other is one model of a hundred items, the hour far from over.
    assert caselot("generate", "made", "--items", 100, "--seed", 3, cwd=tmp_path).returncode == 0
    assert caselot("baseline", "made", "--policy", "min-max", "--out", "today", cwd=tmp_path).returncode == 0
    (tmp_path / "set.yaml").write_text(
        "dataset: made\noptions: {strategy: exact, time_limit: 3600}\nscenarios:\n"
        "  - {name: quick, evaluate: base-plan}\n  - {name: long, evaluate: re-plan}\n",
        encoding="utf-8",
    )
    words = ["scenarios", "run", "set.yaml", "--base", "today", "--workers", "2"]
    with subprocess.Popen(
        [sys.executable, "-m", "api", *words, "--json"], cwd=tmp_path, env=_env(), stderr=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for line in process.stderr:
            if "quick is done" in line:
                break
        os.killpg(process.pid, signal.SIGINT)
        answer, messages = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130, messages
    assert "Traceback" not in messages
    told = json_of(answer)
    assert (told["status"], told["finished"], told["scenarios"]) == ("cancelled", 1, 2)
    until = time.monotonic() + PATIENCE
    while _living(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert _living(process.pid) == []
    again = caselot(*words, "--only", "quick", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "quick is kept from an earlier run" in again.stderr


def _living(group: int) -> list[str]:
    """The processes of a group, but for what is left of ended ones until they are asked for."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = path.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found.append(path.parent.name)
    return found


INTERRUPTED_AMID_THE_IMPORTS = """
import runpy, signal, sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "pandas":
            sys.meta_path.remove(self)
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
runpy.run_module("api", run_name="__main__", alter_sys=True)
"""


def test_an_interrupt_at_the_start_is_quiet(dataset: Dataset, tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED_AMID_THE_IMPORTS, "plan", str(dataset())]
    ended = subprocess.run(command, cwd=tmp_path, env=_env(), capture_output=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 130
    assert b"Traceback" not in ended.stderr


AMID_IMPORTS = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "api.cli.app":  # text that is run, as dataclasses and named tuples run theirs
            exec("os.kill(os.getpid(), signal.SIGINT)")
sys.meta_path.insert(0, Finder())
"""
ON_THE_WAY_OUT = "import atexit, os, signal; atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))"


@pytest.mark.parametrize(("moment", "code"), [(AMID_IMPORTS, 130), (ON_THE_WAY_OUT, 0)], ids=["imports", "way-out"])
def test_an_interrupt_before_or_after_the_work_has_the_right_code(moment: str, code: int, tmp_path: Path) -> None:
    # Met in generated code the process died of the signal (-2), and so it did on its way out, with the plan written.
    (tmp_path / "sitecustomize.py").write_text(moment, encoding="utf-8")
    env = _env() | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    command = [sys.executable, "-m", "api", "--version"]
    ended = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (code, "")


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
