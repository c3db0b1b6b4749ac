from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scenarios.expect import EXPECTATIONS, Figures, judged, strangers
from tests.builders import build
from tests.scenarios.files import scenarios_of

FIGURES = Figures(
    feasible=True,
    why_not="",
    cost=110.0,
    base_cost=100.0,
    regret=7.0,
    fill_rate=0.9,
    fill_rate_of={"toys": 0.8},
    spend={"S": 30.0, "U": 10.0},
)

CASES: dict[str, tuple[str, str, str]] = {
    "feasible": ("true", "false", "keeps every rule"),
    "fill_rate_at_least": ("0.9", "0.91", "the fill rate is 0.9000, at least 0.91"),
    "fill_rate_of": ("{toys: 0.8}", "{toys: 0.81}", "the fill rate of toys is 0.8000"),
    "cost_at_most": ("110", "109.99", "the cost is 110, at most 109.99"),
    "cost_increase_at_most": ("0.1", "0.09", "at most 0.09"),
    "regret_at_most": ("7", "6", "the regret is 7"),
    "no_order_from": ("V", "[V, U]", "there are orders from U"),
    "share_at_most": ("{S: 0.75, V: 0}", "{S: 0.7}", "the share of S in the spend is 0.75"),
}


def judgement(path: Path, key: str, value: str, figures: Figures = FIGURES) -> str | None:
    (one,) = scenarios_of(path, f"scenarios: [{{name: one, expect: {{{key}: {value}}}}}]")
    assert one.expect is not None
    ((name, line, found),) = judged(one.expect, figures)
    assert (name, line) == (key, 1)
    return found


def test_every_expectation_has_its_case() -> None:
    assert list(CASES) == [each.name for each in EXPECTATIONS]


@pytest.mark.parametrize("key", CASES)
def test_what_just_holds_and_what_just_does_not(tmp_path: Path, key: str) -> None:
    holds, fails, told = CASES[key]
    assert judgement(tmp_path, key, holds) is None
    assert told in str(judgement(tmp_path, key, fails))


@pytest.mark.parametrize("key", ["fill_rate_at_least", "cost_at_most", "regret_at_most", "cost_increase_at_most"])
def test_without_a_plan_nothing_holds(tmp_path: Path, key: str) -> None:
    nothing: dict[str, Any] = {"cost": None, "regret": None, "fill_rate": None, "feasible": False}
    assert "known" in str(judgement(tmp_path, key, "0.5", replace(FIGURES, **nothing)))


def test_names_that_the_dataset_does_not_have_are_told_with_their_lines(tmp_path: Path) -> None:
    text = """
    scenarios:
      - name: a
        expect:
          fill_rate_of: {toys: 0.9, toyz: 0.9}
          no_order_from: [S, SS]
          share_at_most: {T: 0.5}
    """
    (one,) = scenarios_of(tmp_path, text)
    assert one.expect is not None
    found = strangers(one.expect, build(items=[{"item_id": "A", "category": "toys"}]))
    assert [each[:3] for each in found] == [
        ("expect.fill_rate_of", 4, "toyz"),
        ("expect.no_order_from", 5, "SS"),
        ("expect.share_at_most", 6, "T"),
    ]
    assert found[0][3] == "a known category: did you mean toys?"
