"""The one table of who may do what. A route names its permission; nothing else decides."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in an organisation; one may be several."""

    PLANNER = "planner"
    BUYER = "buyer"
    APPROVER = "approver"
    RECEIVER = "receiver"
    ACCOUNTS_PAYABLE = "accounts_payable"
    ADMIN = "admin"
    INTEGRATION = "integration"
    VIEWER = "viewer"


P, B, A, R, AP, ADMIN, N, V = Role
EVERYBODY = frozenset(Role)

PERMISSIONS: dict[str, frozenset[Role]] = {
    # who is who
    "me.read": EVERYBODY,
    "keys.manage": frozenset({ADMIN}),
    "users.read": frozenset({ADMIN}),
    "users.manage": frozenset({ADMIN}),
    "audit.read": frozenset({ADMIN, AP}),
    # planning
    "datasets.read": frozenset({P, B, ADMIN, N, V}),
    "datasets.write": frozenset({P, N}),
    "runs.read": frozenset({P, B, A, ADMIN, N, V}),
    "runs.start": frozenset({P, N}),
    "runs.cancel": frozenset({P, N, ADMIN}),
    "plans.read": frozenset({P, B, A, ADMIN, N, V}),
    "plans.release": frozenset({P}),
    "scenarios.run": frozenset({P}),
    # master data
    "master.read": EVERYBODY,
    "items.write": frozenset({P, ADMIN, N}),
    "suppliers.write": frozenset({B, ADMIN, N}),
    "offers.write": frozenset({B, N}),
    "forecasts.write": frozenset({P, N}),
    "budgets.write": frozenset({ADMIN}),
    "policies.write": frozenset({ADMIN}),
    "approval_rules.write": frozenset({A}),
    # purchase orders
    "orders.read": EVERYBODY,
    "orders.write": frozenset({P, B}),
    "orders.submit": frozenset({P, B}),
    "orders.approve": frozenset({A}),
    "orders.issue": frozenset({B}),
    "orders.cancel": frozenset({B, A}),
    "orders.close": frozenset({B}),
    "orders.pull": frozenset({N}),
    "acknowledgements.read": EVERYBODY,
    "acknowledgements.write": frozenset({B, N}),
    "shipments.read": EVERYBODY,
    "shipments.write": frozenset({B, R, N}),
    # goods
    "receipts.read": EVERYBODY,
    "receipts.write": frozenset({R, N}),
    "holds.release": frozenset({R}),
    "returns.write": frozenset({R, B}),
    "stock.read": EVERYBODY,
    "stock.write": frozenset({R, N}),
    # money
    "invoices.read": frozenset({B, A, AP, ADMIN, V}),
    "invoices.write": frozenset({AP, N}),
    "invoices.release": frozenset({AP, A}),
    "landed_costs.write": frozenset({AP}),
    # what wants somebody's attention, and who is told
    "exceptions.read": EVERYBODY,
    "exceptions.write": frozenset({P, B, R, AP, ADMIN}),
    "webhooks.read": frozenset({ADMIN, N}),
    "webhooks.manage": frozenset({ADMIN}),
}
"""Permission -> the roles that have it."""

MASTER_WRITERS: dict[str, str] = {
    "settings": "items.write",
    "items": "items.write",
    "suppliers": "suppliers.write",
    "nodes": "items.write",
    "offers": "offers.write",
    "price_breaks": "offers.write",
    "lanes": "suppliers.write",
    "transfers": "items.write",
    "fulfilment": "items.write",
    "channels": "items.write",
    "kits": "items.write",
    "substitutes": "items.write",
    "demand": "forecasts.write",
    "stock": "stock.write",
    "inbound": "stock.write",
    "safety_stock": "items.write",
    "budgets": "budgets.write",
}
"""Table of the master data -> the permission that changing it needs; reading needs `master.read`."""
