"""The second half of `caselot demo`: the service is started, and a week's orders go through it from load to ERP.

Four callers, as in a shop: Ada plans, Ben buys, Cleo approves, and the ERP pulls. Everything is said over HTTP with the
typed client (`caselot_client`) to a real `caselot serve`, on a database that is gone afterwards.
"""

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import typer

from api.cli.words import many, money, share
from caselot_client import AuthenticatedClient
from caselot_client.api.planning import list_plan_lines, queue_run, read_plan, read_run, release_lines
from caselot_client.api.purchase_orders import approve_order, issue_order, read_feed, submit_order
from caselot_client.api.who_is_who import create_user, make_key
from caselot_client.models import NewKey, NewRun, NewUser, Order, PlanDetail, PlanLine, Problem, Release, RunOptions
from caselot_client.models.new_user_kind import NewUserKind
from caselot_client.models.new_user_roles_item import NewUserRolesItem
from caselot_client.types import Unset
from models.faults import CallError
from models.files import read_problem

PATIENCE = 60.0
"""Seconds after which the service counts as hung."""

FIGURES = (("cost", "best plan", money), ("bound", "no plan costs less than", money), ("gap", "gap", share))
PAGE = 500
TOLD = 5
"""Orders that are told one by one."""

Answer = TypeVar("Answer")
Step = Callable[..., Order | Problem | None]
PEOPLE: tuple[tuple[str, NewUserKind, NewUserRolesItem], ...] = (
    ("Ada", "person", "planner"), ("Ben", "person", "buyer"), ("Cleo", "person", "approver"),
    ("erp", "integration", "integration"),
)  # fmt: skip


def buy(dataset: Path, time_limit: float) -> int:
    """Serve, load a dataset, plan it, release its first orders, have them approved and issued, pull them, verify.

    `time_limit` are the seconds of the search. Raises CallError where the service refuses anything.
    """
    with tempfile.TemporaryDirectory(prefix="caselot-demo-") as folder:
        environment = {**os.environ, "CASELOT_DATABASE_URL": f"sqlite:///{Path(folder) / 'caselot.db'}"}
        _command("serve")
        with _serving(environment, Path(folder) / "log") as address:
            _say(f"The service listens at {address}; its database is a file in a temporary folder.")
            _command("load", str(dataset))
            _say(_caselot(environment, "load", str(dataset)))
            _command("key create --name admin --role admin")
            callers = _callers(address, _caselot(environment, "key", "create", "--name", "admin", "--role", "admin"))
            with contextlib.ExitStack() as stack:
                _people(Desk(*(stack.enter_context(caller) for caller in callers)), dataset, time_limit)
        _command("audit verify")
        _say(_caselot(environment, "audit", "verify"))
    return 0


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits there, each with a key of their own."""

    planner: AuthenticatedClient
    buyer: AuthenticatedClient
    approver: AuthenticatedClient
    erp: AuthenticatedClient


def _people(desk: Desk, dataset: Path, time_limit: float) -> None:
    """From a plan to what the ERP books."""
    start = read_problem(dataset).settings.start
    plan = _planned(desk.planner, start, time_limit)
    for order in _ordered(desk, plan):
        _line(f"{order.number}  {order.supplier_id}  {many(len(order.lines), 'line')}  {_total(order)}  {order.state}")
    _pulled(desk.erp)


def _callers(address: str, secret: str) -> list[AuthenticatedClient]:
    """A user and a key for each of `PEOPLE`, made by the administrator."""
    _curl("POST", "/v1/users", '{"name": "Ada", "kind": "person", "roles": ["planner"]}', "and so on for the others")
    _curl("POST", "/v1/keys", '{"user_id": "USR-...", "name": "Ada"}')
    made = []
    with AuthenticatedClient(address, secret) as admin:
        for name, kind, role in PEOPLE:
            body = NewUser(name, [role], kind)
            user = _taken(create_user.sync(client=admin, body=body, idempotency_key=uuid4().hex))
            key = _taken(make_key.sync(client=admin, body=NewKey(user.id, name), idempotency_key=uuid4().hex))
            made.append(key.key)
    _say("Ada plans, Ben buys, Cleo approves, the ERP pulls: each has a key of their own, and what they may do.")
    return [AuthenticatedClient(address, key, timeout=httpx.Timeout(PATIENCE)) for key in made]


def _planned(planner: AuthenticatedClient, start: dt.date, time_limit: float) -> PlanDetail:
    """Have the master data planned, and watch."""
    _curl(
        "POST", "/v1/runs", f'{{"dataset_id": "live", "start": "{start}", "options": {{"time_limit": {time_limit}}}}}'
    )
    body = NewRun("live", RunOptions(time_limit=time_limit), start=start, tags=["demo"])
    run = _taken(queue_run.sync(client=planner, body=body, idempotency_key=uuid4().hex))
    _say(f"{run.id} is queued: a snapshot of stock, open orders and terms, kept under its own hash.")
    _curl("GET", f"/v1/runs/{run.id}/events")
    with planner.get_httpx_client().stream("GET", f"/v1/runs/{run.id}/events") as stream:
        for kind, facts in _events(stream.iter_lines()):
            _line(_progress(kind, facts))
    run = _taken(read_run.sync(run.id, client=planner))
    if not run.plan_id:
        raise CallError(f"the run ended without a plan: {run.sentence}")
    plan = _taken(read_plan.sync(run.plan_id, client=planner))
    cost = f"{money(float(plan.objective))} {plan.currency}"
    _say(f"{plan.id}: {cost} for {many(plan.lines, 'order line')}.")
    return plan


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Server-sent events: the kind of each, and what it says."""
    kind = ""
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            yield kind, json.loads(value)


def _progress(kind: str, facts: Mapping[str, Any]) -> str:
    if kind != "progress":
        return f"{kind} ({facts['state']})" if "state" in facts else kind
    parts = [f"after {facts['seconds']:.1f} s, {facts['phase']}"]
    parts += [f"{words} {told(facts[name])}" for name, words, told in FIGURES if facts[name] is not None]
    return "; ".join(parts)


def _ordered(desk: Desk, plan: PlanDetail) -> list[Order]:
    """Release what has to be ordered first, submit, approve by somebody else, issue."""
    lines = _first_lines(desk.planner, plan)
    day = lines[0].order_date
    _curl("POST", f"/v1/plans/{plan.id}/release", '{"lines": [...]}')
    body = Release([line.id for line in lines])
    done = _taken(release_lines.sync(plan.id, client=desk.planner, body=body, idempotency_key=uuid4().hex))
    _say(
        f"Ada releases what is to be ordered on {day}: {many(len(done.orders), 'draft')} of "
        f"{many(done.lines, 'line')}. The rest waits for next week's plan, which will know more."
    )
    orders = [_step(submit_order.sync, desk.buyer, order.id, 1) for order in done.orders]
    _curl("POST", f"/v1/purchase-orders/{orders[0].number}/submit", "", "If-Match: its version, as for every change")
    _say("Ben submits them. He may not approve, and Ada may not approve what she wrote: it takes Cleo.")
    _curl("POST", f"/v1/purchase-orders/{orders[0].number}/approve")
    orders = [_step(approve_order.sync, desk.approver, order.id, order.version) for order in orders]
    _curl("POST", f"/v1/purchase-orders/{orders[0].number}/issue")
    orders = [_step(issue_order.sync, desk.buyer, order.id, order.version) for order in orders]
    _say(f"Cleo approves, Ben issues{f'; the first {TOLD}' if len(orders) > TOLD else ''}:")
    return orders[:TOLD]


def _first_lines(planner: AuthenticatedClient, plan: PlanDetail) -> list[PlanLine]:
    """The lines of the first day on which anything is ordered. Raises CallError where nothing is."""
    found: list[PlanLine] = []
    cursor: str | Unset | None = None
    while cursor is None or isinstance(cursor, str):
        page = _taken(list_plan_lines.sync(plan.id, client=planner, limit=PAGE, cursor=cursor))
        found += page.items
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    if not found:
        raise CallError("the plan orders nothing, so there is nothing to release")
    first = min(line.order_date for line in found)
    return [line for line in found if line.order_date == first]


def _step(step: Step, client: AuthenticatedClient, order_id: str, version: int) -> Order:
    return _taken(step(order_id, client=client, if_match=f'"{version}"', idempotency_key=uuid4().hex))


def _pulled(erp: AuthenticatedClient) -> None:
    """Read the feed to its end, and once more: nothing is told twice."""
    _curl("GET", "/v1/purchase-orders/feed?cursor=0")
    cursor, booked, more = "0", 0, True
    while more:
        feed = _taken(read_feed.sync(client=erp, cursor=cursor, limit=PAGE))
        booked, cursor, more = booked + len(feed.items), feed.cursor, feed.more
    _say(f"The ERP books {many(booked, 'issued order')} and keeps the cursor {cursor}.")
    again = _taken(read_feed.sync(client=erp, cursor=cursor, limit=PAGE))
    _curl("GET", f"/v1/purchase-orders/feed?cursor={cursor}")
    _say(f"From there on {len(again.items)} more: it neither misses an order nor is told one twice.")


def _taken(answer: Problem | Answer | None) -> Answer:
    """What was answered. Raises CallError with the service's own sentence where that is a refusal."""
    if answer is None or isinstance(answer, Problem):
        raise CallError("the service did not answer as it should" if answer is None else answer.detail)
    return answer


@contextlib.contextmanager
def _serving(environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """A running `caselot serve` on a free port, and its address; it is told to end when the block does."""
    words = [sys.executable, "-m", "api", "serve", "--port", "0", "--json"]
    with (
        log.open("wb") as errors,
        subprocess.Popen(  # noqa: S603 - this program itself
            words, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            told = "".join(takewhile(lambda line: line.rstrip() != "}", process.stdout)) + "}"
            yield f"http://127.0.0.1:{_port(told, log)}"
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _port(told: str, log: Path) -> int:
    """Raises CallError with what the service complained of where it did not begin."""
    try:
        return int(json.loads(told)["port"])
    except (ValueError, KeyError) as error:
        raise CallError(f"the service did not begin: {log.read_text(encoding='utf-8').strip()}") from error


def _caselot(environment: Mapping[str, str], *words: str) -> str:
    """What a command prints. Raises CallError with what it complains of where it fails."""
    done = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-m", "api", *words],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise CallError(f"caselot {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout.strip()


def _total(order: Order) -> str:
    return f"{money(float(order.total.amount))} {order.total.currency}"


def _command(*words: str) -> None:
    typer.secho(f"\n$ caselot {' '.join(words)}", bold=True)


def _curl(method: str, path: str, body: str = "", remark: str = "") -> None:
    told = f" -d '{body}'" if body else ""
    asked = "" if method == "GET" else f" -X {method}"
    typer.secho(f"\n$ curl{asked} $CASELOT_URL{path}{told}{f'   # {remark}' if remark else ''}", bold=True)


def _line(text: str) -> None:
    typer.echo(f"  {text}")


def _say(text: str) -> None:
    typer.echo(text)
