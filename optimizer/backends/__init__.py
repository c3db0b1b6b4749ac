"""Solvers behind the formulation: each takes the same arrays and gives the same kind of answer."""
