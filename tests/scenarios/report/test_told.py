from dataclasses import replace

import pytest

from models.plan import Plan
from scenarios.report.told import tell
from tests.builders import build

PROBLEM = build(demand=[1])  # ordering nothing loses one unit of 100


def told_with(**summary: object) -> Plan:
    shortage = {"item_id": "A", "zone_id": "N", "channel": "default", "date": "2024-01-01"}
    empty = Plan.empty()
    row = empty.shortage.reindex([0]).assign(**shortage, demand=1.0, served=0.0, lost=1.0, backlog=0.0)
    return replace(empty, shortage=row.astype(empty.shortage.dtypes), summary=summary)


def test_the_gap_is_that_of_the_recomputed_cost() -> None:
    told = tell(PROBLEM, told_with(objective=90.0, bound=80.0, gap=0.1))
    assert told.verdict.objective == pytest.approx(100)
    assert told.gap == pytest.approx(0.2)  # (100 - 80) / 100
    assert told.edited
    assert not tell(PROBLEM, told_with(objective=100.0, bound=80.0)).edited


def test_a_bound_of_another_dataset_proves_nothing() -> None:
    assert tell(PROBLEM, told_with(bound=80.0, dataset_sha256="0")).bound is None
    assert tell(PROBLEM, told_with(bound=80.0, dataset_sha256=PROBLEM.sha256)).bound == 80
    assert tell(PROBLEM, told_with(bound=None)).gap is None
