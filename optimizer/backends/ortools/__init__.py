"""Solvers that come with OR-Tools, fed through MathOpt from the program's arrays: one module each."""
