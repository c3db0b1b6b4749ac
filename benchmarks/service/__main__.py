"""What the service does in a second, how much memory it holds, and how a large plan is pulled and released.

    python -m benchmarks.service [rates] [memory] [plan] [--database sqlite] [--requests 100000] [--lines 100000]

All three on both databases unless told otherwise. The service is a process of its own; its callers (threads, one
connection each) share the machine with it and with the database.
"""

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event

from benchmarks.service.databases import KINDS, empty
from benchmarks.service.plan import put_plan
from benchmarks.service.served import Caller, Rate, Served, rate, serving
from models.db.engine import open_database

ORDERS = "/v1/purchase-orders"
CLIENTS = 8
COUNT = 1500
STEP = 10_000
WRITES = 10
"""One request in so many writes, while memory is measured."""

PAGE = 500
LINE = {"node_id": "N", "units": 100, "cases": 10, "unit_price": "2.50", "need_by": "2026-02-01"}
ORDER = {
    "supplier_id": "S", "currency": "EUR", "order_date": "2026-01-01",
    "lines": [{"item_id": item, **LINE} for item in "ABC"],
}  # fmt: skip


def rates(served: Served, _: str, __: argparse.Namespace) -> None:
    """Reads and writes of orders of three lines, and pages of fifty."""
    with Caller(served, "buyer") as buyer:
        made = [buyer.post(ORDERS, ORDER)["id"] for _ in range(200)]
    for clients in (1, CLIENTS):
        told: dict[str, Rate] = {
            "read an order": rate(served, "viewer", clients, COUNT, lambda caller: caller.get(f"{ORDERS}/{made[0]}")),
            "read a page of 50": rate(served, "viewer", clients, COUNT // 5, lambda caller: caller.get(ORDERS)),
            "create an order": rate(served, "buyer", clients, COUNT // 3, lambda caller: caller.post(ORDERS, ORDER)),
        }
        for what, found in told.items():
            print(f"  {what}, {clients} at once: {found}", flush=True)


class Mixed:
    """Reads of an order, and one in ten times a new one."""

    def __init__(self, path: str) -> None:
        self._path, self._turns = path, count()

    def __call__(self, caller: Caller) -> None:
        """One request."""
        if next(self._turns) % WRITES:
            caller.get(self._path)
        else:
            caller.post(ORDERS, ORDER)


def memory(served: Served, _: str, asked: argparse.Namespace) -> None:
    """Megabytes after every ten thousand requests, one in ten of which writes."""
    with Caller(served, "buyer") as buyer:
        path = f"{ORDERS}/{buyer.post(ORDERS, ORDER)['id']}"
    print(f"  at the beginning {served.resident:.0f} MB", flush=True)
    for begin in range(0, asked.requests, STEP):
        rate(served, "buyer", CLIENTS, min(STEP, asked.requests - begin), Mixed(path))
        print(f"  after {min(begin + STEP, asked.requests):,} requests {served.resident:.0f} MB", flush=True)


def plan(served: Served, url: str, asked: argparse.Namespace) -> None:
    """A plan pulled whole and by pages, then released while somebody else writes."""
    database = open_database(url)
    plan_id = put_plan(database, asked.lines)
    database.close()
    path = f"/v1/plans/{plan_id}"
    with Caller(served, "planner") as planner:
        for what, work in (
            ("JSON", lambda: planner.get(f"{path}/orders.json")),
            ("CSV", lambda: planner.get(f"{path}/orders.csv")),
            ("Parquet", lambda: planner.get(f"{path}/orders.parquet")),
            ("pages of the table", lambda: _pages(planner, f"{path}/orders")),
            ("pages of its lines", lambda: _pages(planner, f"{path}/lines")),
        ):
            print(f"  {asked.lines:,} order lines as {what}: {_seconds(work):.1f} s", flush=True)
        done = Event()
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(_waits, served, done)
            seconds = _seconds(lambda: planner.post(f"{path}/release", {}))
            done.set()
            waits = other.result()
    print(f"  released: {seconds:.1f} s; {len(waits)} orders of others meanwhile, the longest {max(waits):.1f} s")


def _waits(served: Served, done: Event) -> list[float]:
    """How long somebody else's writes take until it is done."""
    found = []
    with Caller(served, "buyer") as buyer:
        while not done.is_set():
            found.append(_seconds(lambda: buyer.post(ORDERS, ORDER)))
    return found


def _pages(caller: Caller, path: str) -> int:
    """Every row by pages; how many there are."""
    rows, cursor = 0, ""
    while True:
        page = json.loads(caller.get(f"{path}?limit={PAGE}{cursor and f'&cursor={cursor}'}"))
        rows += len(page["items"])
        if page["next_cursor"] is None:
            return rows
        cursor = page["next_cursor"]


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


PARTS = {"rates": rates, "memory": memory, "plan": plan}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="rates|memory|plan")
    parser.add_argument("--database", choices=KINDS)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=100_000)
    asked = parser.parse_args()
    for kind in KINDS if asked.database is None else (asked.database,):
        for part in asked.parts or PARTS:
            print(f"{part}, {kind}", flush=True)
            with empty(kind) as url, serving(url) as served:
                PARTS[part](served, url, asked)


if __name__ == "__main__":
    main()
