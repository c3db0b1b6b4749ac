"""Sourcing: shares of the item's units over the horizon."""

from typing import Any

from models.problem import Problem
from optimizer.formulation.constraints.sourcing import violations
from tests.builders import build
from tests.optimizer.verify.plans import Row, plan, told


def _problem(**share: float) -> Problem:
    offers: list[dict[str, Any]] = [{"unit_price": 1, **share}, {"supplier_id": "R", "unit_price": 1}]
    return build(suppliers=["S", "R"], offers=offers)


def _orders(s: float, r: float) -> list[Row]:
    rows: list[Row] = [{"cases": s}, {"cases": r, "supplier_id": "R", "order_id": "PO2", "order_date": 1}]
    return [row for row in rows if row["cases"]]


def test_a_least_share_is_kept() -> None:
    # 3 of 10 is 0.3; 2 of 10 is less.
    assert told(violations, _problem(min_share=0.3), plan(orders=_orders(3, 7))) == []
    (sentence,) = told(violations, _problem(min_share=0.3), plan(orders=_orders(2, 8)))
    assert sentence == "Supplier S gets 2 of the 10 units of item A that are ordered; its least share of 0.3 is 3."


def test_a_least_share_is_broken_by_ordering_elsewhere_alone() -> None:
    assert len(told(violations, _problem(min_share=0.3), plan(orders=_orders(0, 1)))) == 1
    assert told(violations, _problem(min_share=0.3), plan()) == []  # nothing ordered, nothing promised


def test_a_largest_share_is_kept() -> None:
    assert told(violations, _problem(max_share=0.6), plan(orders=_orders(6, 4))) == []
    (sentence,) = told(violations, _problem(max_share=0.6), plan(orders=_orders(7, 3)))
    assert "its largest share of 0.6 is 6" in sentence
