"""The formulation as a Pyomo model: any solver that Pyomo reaches, and a planner's own side constraints."""

from optimizer.backends.pyomo.side_constraints import with_side_constraints

__all__ = ["with_side_constraints"]
