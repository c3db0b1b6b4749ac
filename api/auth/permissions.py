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


P, B, A, R, AP, ADMIN, I, V = Role
EVERYBODY = frozenset(Role)

PERMISSIONS: dict[str, frozenset[Role]] = {
    # who is who
    "me.read": EVERYBODY,
    "keys.manage": frozenset({ADMIN}),
    "users.read": frozenset({ADMIN}),
    "users.manage": frozenset({ADMIN}),
    "audit.read": frozenset({ADMIN, AP}),
    # planning
    "datasets.read": frozenset({P, B, ADMIN, I, V}),
    "datasets.write": frozenset({P, I}),
    "runs.read": frozenset({P, B, A, ADMIN, I, V}),
    "runs.start": frozenset({P, I}),
    "runs.cancel": frozenset({P, I, ADMIN}),
    "plans.read": frozenset({P, B, A, ADMIN, I, V}),
    "plans.release": frozenset({P}),
    "scenarios.run": frozenset({P}),
    # master data
    "master.read": EVERYBODY,
    "items.write": frozenset({P, ADMIN, I}),
    "suppliers.write": frozenset({B, ADMIN, I}),
    "offers.write": frozenset({B, I}),
    "forecasts.write": frozenset({P, I}),
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
    "orders.pull": frozenset({I}),
    "acknowledgements.read": EVERYBODY,
    "acknowledgements.write": frozenset({B, I}),
    "shipments.read": EVERYBODY,
    "shipments.write": frozenset({B, R, I}),
    # goods
    "receipts.read": EVERYBODY,
    "receipts.write": frozenset({R, I}),
    "holds.release": frozenset({R}),
    "returns.write": frozenset({R, B}),
    "stock.read": EVERYBODY,
    "stock.write": frozenset({R, I}),
    # money
    "invoices.read": frozenset({B, A, AP, ADMIN, V}),
    "invoices.write": frozenset({AP, I}),
    "invoices.release": frozenset({AP, A}),
    "landed_costs.write": frozenset({AP}),
    # what wants somebody's attention, and who is told
    "exceptions.read": EVERYBODY,
    "exceptions.write": frozenset({P, B, R, AP, ADMIN}),
    "webhooks.read": frozenset({ADMIN, I}),
    "webhooks.manage": frozenset({ADMIN}),
}
"""Permission -> the roles that have it."""
