"""The summary of a plan: its costs, objective, bound, gap and service figures beside those recomputed."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from optimizer.facts.service import Service
from optimizer.facts.tolerance import differs, money_above, money_differs
from optimizer.verdict import Violation, worded

NAME = "summary"

WITH_PLAN = ("optimal", "feasible", "cancelled")


def violations(summary: Mapping[str, Any], costs: Mapping[str, float], service: Service) -> list[Violation]:
    """Complaints about the summary; one that says nothing at all claims nothing.

    Args:
        summary: what the plan says of itself.
        costs: money per term of the objective, as recomputed.
        service: service figures, as recomputed.
    """
    if not summary:
        return []
    objective = sum(costs.values())
    return [
        *_status(summary),
        *_costs(summary, costs),
        *_objective(summary, objective),
        *_bound(summary, objective),
        *_service(summary, service),
    ]


def figure(value: object) -> float | None:
    """Return a number of the summary, None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        return None
    return float(value)


def _complaint(where: str, found: object, limit: object, sentence: str) -> Violation:
    return Violation(NAME, f"summary, {where}", found, limit, sentence)


def _said(value: object) -> str:
    return "nothing" if value is None else worded(value) if isinstance(value, int | float | str) else "no number"


def _status(summary: Mapping[str, Any]) -> list[Violation]:
    status = summary.get("status")
    if status not in WITH_PLAN:
        words = f"The summary says the status {_said(status)}; a plan's is {' or '.join(WITH_PLAN)}."
        return [_complaint("status", _said(status), " or ".join(WITH_PLAN), words)]
    asked, gap = figure(_inside(summary, "options").get("gap")), figure(summary.get("gap"))
    if status != "optimal" or (gap is not None and (asked is None or gap <= asked + 1e-9)):
        return []
    words = f"The summary says optimal with a gap of {_said(gap)}; the gap asked for is {_said(asked)}."
    return [_complaint("status", _said(gap), _said(asked), words)]


def _inside(summary: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    inner = summary.get(key)
    return inner if isinstance(inner, Mapping) else {}


def _costs(summary: Mapping[str, Any], costs: Mapping[str, float]) -> list[Violation]:
    claimed = _inside(summary, "costs")
    found = []
    for term in dict.fromkeys([*costs, *claimed]):
        told, due = claimed.get(term), costs.get(term, 0.0)
        number = figure(told)
        if number is None or money_differs(number, due):
            words = f"The summary says {_said(told)} for {term}; it is {due:.10g}."
            found.append(_complaint(f"costs, {term}", told, due, words))
    return found


def _objective(summary: Mapping[str, Any], objective: float) -> list[Violation]:
    told = summary.get("objective")
    number = figure(told)
    if number is not None and not money_differs(number, objective):
        return []
    words = f"The summary says an objective of {_said(told)}; the costs add up to {objective:.10g}."
    return [_complaint("objective", told, objective, words)]


def _bound(summary: Mapping[str, Any], objective: float) -> list[Violation]:
    bound, gap, told = figure(summary.get("bound")), figure(summary.get("gap")), figure(summary.get("objective"))
    found = []
    if bound is not None and money_above(bound, objective):
        words = f"The summary says a bound of {bound:.10g}; the plan costs {objective:.10g}, which is less."
        found.append(_complaint("bound", bound, objective, words))
    cost = objective if told is None else told
    due = None if bound is None else (cost - bound) / max(abs(cost), 1e-9)
    if not _same_gap(gap, due):
        words = f"The summary says a gap of {_said(gap)}; by objective and bound it is {_said(due)}."
        found.append(_complaint("gap", gap, due, words))
    return found


def _same_gap(gap: float | None, due: float | None) -> bool:
    if gap is None or due is None:
        return gap is due
    return not differs(gap, due) or not differs(gap, max(0.0, due))  # a bound above the cost is judged by itself


def _service(summary: Mapping[str, Any], service: Service) -> list[Violation]:
    claimed = _inside(summary, "service")
    found = _ratio("overall", claimed.get("overall"), service.overall)
    for group, due in (("by_category", service.by_category), ("by_zone", service.by_zone)):
        told = _inside(claimed, group)
        for key in dict.fromkeys([*due, *told]):
            found += _ratio(f"{group}, {key}", told.get(key), due.get(key))
    return found


def _ratio(where: str, told: object, due: float | None) -> list[Violation]:
    number = figure(told)
    if (told is None and due is None) or (number is not None and due is not None and not differs(number, due)):
        return []
    words = f"The summary says a service of {_said(told)} ({where}); it is {_said(due)}."
    return [_complaint(f"service, {where}", told, due, words)]
