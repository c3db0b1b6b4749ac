"""Every route of the service under generated calls: no 5xx, no undocumented status, no answer against its schema.

    python -m benchmarks.fuzzing --cases 20000 [--seed N] [--route TEXT]

Exit code 1 where anything fails.
"""

import argparse
import logging
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path

import structlog
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from models.db.engine import make_engine
from models.db.upgrade import upgrade
from tests.api.service.fuzzing import Fuzz, Outcome
from tests.service import LOOPBACK, Served

ROUNDS = 6


def main() -> int:
    """Run it; the exit code."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.fuzzing", description=__doc__)
    asked.add_argument("--cases", type=int, default=20_000, help="calls, spread over the routes (20,000)")
    asked.add_argument("--seed", type=int, default=0, help="begins the random numbers (0)")
    asked.add_argument("--route", default="", help="only routes whose method and address have this text in them")
    given = asked.parse_args()
    warnings.simplefilter("ignore")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    folder = Path(tempfile.mkdtemp(prefix="caselot-fuzzing-"))
    try:
        outcomes = fuzz(f"sqlite:///{folder / 'caselot.db'}", given.cases, given.seed, given.route)
    finally:
        shutil.rmtree(folder)
    failed = sum(len(each.failures) for each in outcomes)
    for each in outcomes:
        for kind, first in each.failures.items():
            print(f"\n{each.route}: {kind}\n{first}")
    print(f"\n{sum(each.cases for each in outcomes):,} cases, {len(outcomes)} routes, {failed} kinds of failures")
    return 1 if failed or not outcomes else 0


def fuzz(url: str, cases: int, seed: int, route: str) -> list[Outcome]:
    """Spread the cases evenly over the routes; what some cannot take is spread over all in another round."""
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()
    app = create_app(Settings(database_url=url))  # type: ignore[arg-type] # pydantic makes a secret of it
    with TestClient(app, client=LOOPBACK) as client:
        service = Served(client, url)
        every = Fuzz(service)
        outcomes = [Outcome(name) for name in every.routes if route in name]
        for turn in range(ROUNDS):
            left = cases - sum(each.cases for each in outcomes)
            if left <= 0:
                break
            for place, outcome in enumerate(outcomes):
                begun = time.perf_counter()
                every.run(outcome, max(1, left // len(outcomes)), seed + turn * len(outcomes) + place)
                _tell(outcome, time.perf_counter() - begun)
        service.close()
    return outcomes


def _tell(outcome: Outcome, seconds: float) -> None:
    statuses = " ".join(f"{status}: {count}" for status, count in sorted(outcome.statuses.items()))
    faults = f"  FAILED in {len(outcome.failures)} ways" if outcome.failures else ""
    print(f"{outcome.cases:6,} {seconds:6.1f} s  {outcome.route}  ({statuses}){faults}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
