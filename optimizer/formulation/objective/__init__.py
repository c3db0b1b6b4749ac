"""The terms of the objective, one module each: formula, costs in the model, and the cost of any plan."""
