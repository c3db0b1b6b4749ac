"""How a plan was made: status, bound and gap, strategy, options."""

from typing import Any

from scenarios.report.page.parts import Section, Table
from scenarios.report.told import Told
from scenarios.report.words import many, money, share

STATUS = {
    "optimal": "proven best, to within the gap asked for",
    "feasible": "it keeps every rule; a better one may exist",
    "cancelled": "stopped by hand; the best plan so far",
}
"""What a status means to a planner."""


def making(told: Told) -> Section:
    """Status, objective, bound and gap, and the options of the search, as its summary tells them."""
    summary = told.plan.summary
    status = str(summary.get("status", ""))
    solver: Any = summary.get("solver") or {}
    options: Any = summary.get("options") or {}
    seconds: Any = summary.get("seconds") or {}
    rows = [
        ("status", ": ".join(filter(None, (status, STATUS.get(status, "")))) or "not told"),
        ("cost of the plan", f"{money(told.verdict.objective)} {told.currency}"),
        ("no plan costs less than", f"{money(told.bound)} {told.currency}" if told.bound is not None else "not proven"),
        ("gap", share(told.gap)),
        ("strategy", str(summary.get("strategy", "not told"))),
        ("solver", " ".join(str(solver[key]) for key in ("name", "version") if key in solver) or "not told"),
        ("seconds", f"{seconds['total']:,.1f}" if "total" in seconds else "not told"),
        ("options", ", ".join(f"{key} {value}" for key, value in options.items() if value is not None) or "not told"),
        ("dataset", told.problem.sha256),
        ("rules", "every rule holds" if told.verdict.accepted else many(len(told.verdict.violations), "violation")),
    ]
    notes = ["Rules and costs are recomputed from the tables by code that did not make the plan."]
    broken = [(violation.rule, violation.sentence) for violation in told.verdict.violations[:20]]
    blocks = [Table("The search", ("", ""), rows)]
    if broken:
        blocks.append(Table(f"Violations ({len(broken)} of {len(told.verdict.violations)})", ("rule", "what"), broken))
    warned = [
        (str(row.get("rule", "")), str(row.get("sentence", "")), f"{row.get('count', 1):,}")
        for row in summary.get("warnings") or ()
    ]
    if warned:
        blocks.append(Table("Warnings", ("rule", "what", "cases"), warned, [2]))
    return Section("making", "How it was made", notes, blocks)
