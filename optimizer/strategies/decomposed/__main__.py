"""`python -m optimizer.strategies.decomposed` compiles the kernels, once after installing, by planning a little."""

from __future__ import annotations

from models.problem import Problem
from optimizer.generate import generate
from optimizer.generate.options import GenerateOptions
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.decomposed.kernel_cache import forget_others


def main() -> None:
    """Plan a few generated items, one of them with price breaks, so that every kernel is compiled and kept on disk."""
    made = generate(GenerateOptions(items=12, suppliers=4, breaks=0.5, seed=1))
    forget_others()
    solve(Problem.from_tables(*made), Options(strategy="decomposed"))


if __name__ == "__main__":
    main()
