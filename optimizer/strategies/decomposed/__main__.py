"""`python -m optimizer.strategies.decomposed` compiles the kernels, once after installing, by planning a little."""

from __future__ import annotations

from optimizer.compiling import compile_kernels
from optimizer.solve import solve
from optimizer.strategies.decomposed.kernel_cache import forget_others


def main() -> None:
    """Compile and keep today's kernels, delete those of other sources."""
    forget_others()
    compile_kernels(solve)


if __name__ == "__main__":
    main()
