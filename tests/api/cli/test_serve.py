"""`caselot serve` as a process."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.cli import serve
from api.settings import Settings
from tests.api.cli.conftest import PATIENCE, Run, json_of
from tests.api.worker.processes import children, gone, waited
from tests.models.uploads.forms import as_json


@contextmanager
def serving(folder: Path, **env: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its address; killed where it has not ended by itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "serve", "--port", "0", "--json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(4)]
        yield process, f"http://127.0.0.1:{json.loads(''.join(lines))['port']}"
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def key_of(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """A new key for a role and a name, made beside the running service."""
    monkeypatch.setenv("CASELOT_DATABASE_URL", f"sqlite:///{tmp_path / 'caselot.db'}")
    return lambda role, name: run("key", "create", "--name", name, "--role", role).stdout.strip()


def test_it_makes_its_database_answers_and_ends_when_asked(tmp_path: Path, key_of: Callable[[str, str], str]) -> None:
    with serving(tmp_path) as (process, address):
        secret = key_of("planner", "erp")
        headers = {"Authorization": f"Bearer {secret}", "X-Request-ID": "abc-1"}
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            assert client.get("/readyz").json() == {"status": "ready"}
            assert client.get("/v1/me", headers=headers).json()["name"] == "erp"
            assert client.get("/metrics").status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        lines = process.stderr.read().splitlines()
        assert process.wait(PATIENCE) in {0, -signal.SIGTERM}
    logged = [json.loads(line) for line in lines if line.startswith("{")]
    (request,) = [line for line in logged if line.get("request_id") == "abc-1"]
    assert any(line["event"] == "answers_forgotten" for line in logged)
    assert (request["event"], request["status"], request["route"]) == ("request", 200, "/v1/me")
    assert request["user_id"].startswith("USR-")
    assert secret not in "".join(lines)
    assert (tmp_path / "caselot.db").exists()


def test_a_request_at_work_is_answered_before_it_ends(tmp_path: Path, key_of: Callable[[str, str], str]) -> None:
    with serving(tmp_path) as (process, address):
        secret = key_of("admin", "boss")
        begun, go_on = threading.Event(), threading.Event()

        def trickle() -> Iterator[bytes]:
            yield b'{"name": "Ada", '
            begun.set()
            assert go_on.wait(PATIENCE)
            yield b'"roles": ["buyer"]}'

        headers = {
            "Authorization": f"Bearer {secret}", "Idempotency-Key": "k1", "Content-Type": "application/json",
        }  # fmt: skip
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(
                httpx.post, f"{address}/v1/users", content=trickle(), headers=headers, timeout=PATIENCE
            )
            assert begun.wait(PATIENCE)
            assert httpx.get(f"{address}/v1/me", headers=headers).status_code == 200  # nobody waits for the slow body
            process.send_signal(signal.SIGINT)
            go_on.set()
            assert answer.result(PATIENCE).status_code == 201
        assert process.wait(PATIENCE) in {0, 130}


def test_answers_on_a_kept_connection_are_sent_at_once() -> None:
    """Each answer waited 40 ms: asyncio did not know that the listener speaks TCP, and left TCP_NODELAY off."""
    with serve._listener(Settings(port=0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP
        with socket.create_connection(listener.getsockname()) as caller:
            accepted, _ = listener.accept()
            assert accepted.proto == socket.IPPROTO_TCP  # what asyncio looks at
            assert accepted.getpeername() == caller.getsockname()
            accepted.close()


def test_an_address_that_is_taken_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELOT_DATABASE_URL", f"sqlite:///{tmp_path / 'caselot.db'}")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--port", str(taken.getsockname()[1]), "--json")
    assert done.exit_code == 2
    assert "cannot listen on 127.0.0.1" in json_of(done.stdout)["error"]["message"]


@pytest.mark.slow
def test_it_plans_with_a_worker_that_it_replaces_and_takes_along_when_it_ends(
    tmp_path: Path, key_of: Callable[[str, str], str]
) -> None:
    with serving(tmp_path) as (process, address):
        headers = {"Authorization": f"Bearer {key_of('planner', 'Ada')}"}
        with httpx.Client(base_url=address, timeout=PATIENCE, headers=headers) as client:
            (first,) = waited(lambda: children(process.pid), "a worker")
            os.kill(first, signal.SIGKILL)
            waited(lambda: [pid for pid in children(process.pid) if pid != first], "the worker that takes its place")
            dataset = client.post("/v1/datasets", content=as_json()).json()["id"]
            wanted = {"dataset_id": dataset, "options": {"strategy": "exact"}}
            run = client.post("/v1/runs", json=wanted, headers={"Idempotency-Key": "1"}).headers["location"]
            stream = client.get(f"{run}/events").text
            assert '"state":"succeeded"' in stream
            assert client.get(run).json()["plan_id"]
        workers = children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert all(gone(pid) for pid in workers)


@pytest.mark.slow
def test_its_workers_end_with_it_however_it_ends(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, _):
        workers = waited(lambda: children(process.pid), "a worker")
        process.kill()
        process.wait(PATIENCE)
        waited(lambda: all(gone(pid) for pid in workers), "the workers to notice")
