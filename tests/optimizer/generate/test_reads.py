"""Every generated dataset is a valid one, in any size and with any mix of switches."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.problem import Problem
from optimizer.generate import GenerateOptions, generate

EVERYTHING: dict[str, Any] = {
    "kits": 0.1, "substitutes": 0.1, "breaks": 0.4, "shares": 0.3, "cover": 0.1, "backorder": 0.1, "zones": True,
    "transfers": True, "channels": True, "inbound_limits": True, "budgets": "mixed", "storage": "hard",
    "salvage_value": 0.5, "discount_rate": 0.1, "frozen_periods": 1,
}  # fmt: skip


def problem_of(**options: object) -> Problem:
    return Problem.from_tables(*generate(GenerateOptions(**options)))  # type: ignore[arg-type]  # any option by name


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"items": 1, "suppliers": 1, "nodes": 1, "periods": 1},
        {"items": 1, "suppliers": 5, "nodes": 1, "periods": 2, "kits": 1.0},
        {"items": 2, "suppliers": 2, "nodes": 2, "periods": 3, "bucket": "day", "substitutes": 1.0, "shares": 1.0},
        {"items": 3, "suppliers": 1, "nodes": 12, "transfers": True},
        {"items": 500, "suppliers": 10, **EVERYTHING},
        {"items": 200, "suppliers": 8, "bucket": "day", "periods": 60, **EVERYTHING},
        {"items": 100, "periods": 104, "import_share": 1.0},
    ],
    ids=["default", "tiny", "more suppliers than items", "two of each", "many nodes", "everything", "days", "long"],
)
def test_a_generated_dataset_has_no_fault_and_no_warning(options: dict[str, Any]) -> None:
    assert problem_of(**options).notices == ()


@st.composite
def option_sets(draw: st.DrawFn) -> GenerateOptions:
    share = st.sampled_from([0.0, 0.3, 1.0])
    items, suppliers, nodes = draw(st.integers(1, 25)), draw(st.integers(1, 8)), draw(st.integers(1, 8))
    periods = draw(st.integers(1, 30))
    return GenerateOptions(
        items=items,
        suppliers=suppliers,
        nodes=nodes,
        periods=periods,
        seed=draw(st.integers(0, 2**63 - 1)),
        start=draw(st.dates(dt.date(1990, 1, 1), dt.date(2200, 1, 1))),
        bucket=draw(st.sampled_from(["day", "week"])),
        offers_per_item=draw(st.floats(1, 3)),
        import_share=draw(share),
        promotions=draw(st.booleans()),
        inbound=draw(st.booleans()),
        safety_stock=draw(st.booleans()),
        capacities=draw(st.booleans()),
        budgets=draw(st.sampled_from(["none", "hard", "mixed"])),
        storage=draw(st.sampled_from(["none", "soft", "hard"])),
        inbound_limits=draw(st.booleans()),
        zones=draw(st.booleans()),
        transfers=nodes > 1 and draw(st.booleans()),
        channels=draw(st.booleans()),
        backorder=draw(share),
        kits=draw(share),
        substitutes=draw(share) if items > 1 else 0.0,
        breaks=draw(share),
        shares=draw(share) if suppliers > 1 else 0.0,
        cover=draw(share),
        salvage_value=draw(st.sampled_from([0.0, 0.5])),
        discount_rate=draw(st.sampled_from([0.0, 0.2])),
        frozen_periods=draw(st.integers(0, periods)),
    )


@given(options=option_sets())
@settings(max_examples=60, deadline=None)
def test_no_mix_of_options_makes_a_faulty_dataset(options: GenerateOptions) -> None:
    problem = Problem.from_tables(*generate(options))
    assert len(problem.items) >= options.items
    assert not problem.demand.empty
