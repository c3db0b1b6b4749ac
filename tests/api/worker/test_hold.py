"""What a worker does while the database is away."""

import datetime as dt
import sqlite3
import time
from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from api.worker.hold import Hold
from models.db.repositories.queue import Lease, LeaseLostError, Rules


def held(lease: float) -> Hold:
    rules = Rules(dt.timedelta(seconds=lease), losses=3, running_per_user=4)
    return Hold(sessionmaker[Session](), Lease("RUN-1", 1, "main"), rules)


def failing(times: int, error: Exception) -> Callable[[], int]:
    """Answers how often it was asked, but fails so many times before."""
    asked = 0

    def ask() -> int:
        nonlocal asked
        asked += 1
        if asked <= times:
            raise error
        return asked

    return ask


AWAY = OperationalError("SELECT", {}, sqlite3.OperationalError("server closed the connection"))


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, in no time."""
    made: list[float] = []
    monkeypatch.setattr(time, "sleep", made.append)
    return made


def test_a_database_that_is_away_is_asked_again_with_growing_pauses(pauses: list[float]) -> None:
    assert held(lease=3600).patiently(failing(6, AWAY)) == 7
    assert pauses == [0.2, 0.4, 0.8, 1.6, 2.0, 2.0]


def test_it_is_asked_no_more_once_the_lease_has_ended(pauses: list[float]) -> None:
    with pytest.raises(LeaseLostError):
        held(lease=0).patiently(failing(1, AWAY))
    assert pauses == []


def test_what_asking_again_does_not_mend_is_raised(pauses: list[float]) -> None:
    conflict = IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE"))
    with pytest.raises(IntegrityError):
        held(lease=3600).patiently(failing(1, conflict))
    assert pauses == []
