"""The formulation as a Pyomo model: any solver that Pyomo reaches, and a planner's own side constraints."""
