"""Verify: recomputes every rule and every cost of a plan from the dataset and the plan alone.

It shares no code with the model that makes plans and calls no solver: whoever made the plan, this is its judge.
"""

from models.plan import Plan
from models.problem import Problem
from optimizer.checks import carriage, summary, tables, timing
from optimizer.facts import Facts
from optimizer.formulation.constraints import (
    budgets,
    cover,
    demand,
    freight,
    nodes,
    order_lines,
    purchase_orders,
    safety,
    sourcing,
    stock_balance,
    terminal,
)
from optimizer.formulation.objective import (
    budget_overrun,
    capacity_overrun,
    carrying,
    duty,
    fulfilment,
    ordering,
    purchase,
    shortage,
    storage_overflow,
    terminal_credit,
    transfer,
)
from optimizer.formulation.objective import freight as freight_cost
from optimizer.formulation.objective import safety as safety_cost
from optimizer.verdict import Verdict, Violation

CHECKS = (tables, timing, carriage)

FAMILIES = (
    stock_balance,
    demand,
    order_lines,
    purchase_orders,
    sourcing,
    freight,
    nodes,
    budgets,
    cover,
    safety,
    terminal,
)

TERMS = (
    purchase,
    duty,
    ordering,
    freight_cost,
    transfer,
    fulfilment,
    carrying,
    capacity_overrun,
    storage_overflow,
    shortage,
    safety_cost,
    budget_overrun,
    terminal_credit,
)


def verify(problem: Problem, plan: Plan) -> Verdict:
    """Check any plan for a problem, one made by hand included.

    Args:
        problem: the dataset, read and checked.
        plan: its tables and summary; whatever stands in their cells, nothing is raised.

    Returns:
        Each violation beyond 1e-6 x max(1, |limit|) (sums of money: 1e-6 relative or 1e-4, whichever is larger; cases
        and containers exactly whole), and costs, objective and service figures as recomputed.
    """
    facts = Facts(problem, plan)
    costs = {term.NAME: term.cost(facts) for term in TERMS}
    found: list[Violation] = []
    for check in (*CHECKS, *FAMILIES):
        found += check.violations(facts)
    found += summary.violations(facts.summary, costs, facts.service)
    return Verdict(tuple(found), costs, sum(costs.values()), facts.service.figures())
