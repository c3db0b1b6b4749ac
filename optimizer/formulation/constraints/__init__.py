"""The families of constraints, one module each: formula, rows of the model, and the check of any plan."""
