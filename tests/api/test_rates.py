"""How many requests a user may send."""

import pytest

from api import rates
from api.errors import RateLimitError
from api.rates import Rates


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_holds_a_minute_and_fills_evenly() -> None:
    # 6 a minute: six at once, then one more every ten seconds.
    clock = Clock()
    limit = Rates(6, clock)
    for _ in range(6):
        limit.take("ada")
    with pytest.raises(RateLimitError) as caught:
        limit.take("ada")
    assert caught.value.seconds == 10
    clock.now = 9.0
    with pytest.raises(RateLimitError):
        limit.take("ada")
    limit.take("bob")
    clock.now = 10.5
    limit.take("ada")
    clock.now = 1_000.0
    for _ in range(6):
        limit.take("ada")
    with pytest.raises(RateLimitError):
        limit.take("ada")


def test_zero_means_any_number() -> None:
    limit = Rates(0)
    for _ in range(10_000):
        limit.take("ada")


def test_full_buckets_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_BUCKETS", 2)
    clock = Clock()
    limit = Rates(60, clock)
    limit.take("a")
    limit.take("b")
    clock.now = 60.0
    limit.take("c")
    assert set(limit._buckets) == {"c"}
