"""`python -m optimizer.strategies.decomposed` compiles the kernels, once after installing, by planning a little."""

from __future__ import annotations

from models.problem import Problem
from optimizer.explain.explain import Explainer
from optimizer.generate import generate
from optimizer.generate.options import GenerateOptions
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.decomposed.kernel_cache import forget_others


def main() -> None:
    """Plan and explain a few generated items, some with price breaks, so that every kernel is compiled and kept."""
    made = generate(GenerateOptions(items=12, suppliers=4, breaks=0.5, seed=1))
    forget_others()
    problem = Problem.from_tables(*made)
    plan = solve(problem, Options(strategy="decomposed")).plan
    if plan is not None:
        Explainer(problem, plan).explain()


if __name__ == "__main__":
    main()
