"""The policies by name."""

from __future__ import annotations

from models.faults import CallError
from optimizer.strategies.baseline import min_max, order_quantity, silver_meal, weeks_of_cover
from optimizer.strategies.baseline.parameters import Policy

POLICIES: dict[str, Policy] = {
    module.POLICY.name: module.POLICY for module in (min_max, order_quantity, silver_meal, weeks_of_cover)
}
"""Every policy that a baseline can follow."""


def policy(name: str) -> Policy:
    """The policy of a name. Raises CallError for an unknown one."""
    if name not in POLICIES:
        raise CallError(f"policy {name!r} is not known; choose one of {', '.join(POLICIES)}")
    return POLICIES[name]
