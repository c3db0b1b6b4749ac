"""The page of the mathematics, written from the docstrings of the families and terms so that it cannot drift.

`python -m optimizer.formulation.reference` writes docs/reference/mathematics.md; a test compares the two.
"""

import textwrap
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from optimizer.formulation.build import FAMILIES, TERMS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "mathematics.md"

PREFACE = """\
<!-- Written by `make docs` from the docstrings under optimizer/formulation; edit those. -->
# The mathematics

One mixed-integer program says what a good plan is: the constraints below hold, and the sum of the terms below is least.
Each section is the docstring of the module that owns the rule. Every column is 0 or more.

| letter | stands for |
| --- | --- |
| i, k, s, n, z, c | items, kits, suppliers, nodes, zones, channels |
| t = 0..T-1 | periods; period t starts on start + t x bucket days |
| a = (s,n,m) | a lane: from supplier s to node n by mode m |
| j = (i or k,z,c) | a demand stream; W(z) are the nodes that may serve zone z |
| b | a budget |
| q[i,a,t] whole, x = case_pack x q | cases and units ordered |
| u[i,s,t], y[s,t], w[a,t] 0 or 1 | an order line is open; a purchase order goes out; a shipment travels |
| g[a,t] whole, f[a,t] | containers and the variable freight charge of the shipment |
| I[i,n,t], V[i,n,t] | closing stock, and what it lacks to safety stock |
| X[i,n,n',t] | units transferred, leaving in t |
| F[j,i',n,t] | demand of stream j served in t from node n with item i' |
| L[j,t], B[j,t] | units lost; backlog at the end of t |
| Z[s,t], O[n,t], R[b] | overrun of capacity, of storage, of a budget |
| E1[i], E2[i] | closing stock of the horizon credited at the terminal value, at the salvage value |
| weight[t] | (1 + discount_rate) ** -(t x bucket days / 365) |
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join(
        [
            PREFACE,
            f"## Constraints: {len(FAMILIES)} families\n",
            *_sections(FAMILIES),
            f"## Objective: {len(TERMS)} terms\n",
            *_sections(TERMS),
        ]
    )


def _sections(modules: Iterable[ModuleType]) -> Iterable[str]:
    for module in modules:
        where = module.__name__.replace(".", "/") + ".py"
        summary, _, rest = textwrap.dedent(module.__doc__ or "").strip().partition("\n")
        told = summary.partition(": ")[2] or summary
        yield f"### {module.NAME}\n\n{told[:1].upper()}{told[1:]} ([{where}](../../{where}))\n\n{rest.strip(chr(10))}\n"


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
