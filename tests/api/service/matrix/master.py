"""Master data: the same routes for each table; who may change it is said here a second time."""

from tests.api.service.matrix import EVERYBODY, Row

WRITERS = {
    "settings": "planner admin integration",
    "items": "planner admin integration",
    "suppliers": "buyer admin integration",
    "nodes": "planner admin integration",
    "offers": "buyer integration",
    "price_breaks": "buyer integration",
    "lanes": "buyer admin integration",
    "transfers": "planner admin integration",
    "fulfilment": "planner admin integration",
    "channels": "planner admin integration",
    "kits": "planner admin integration",
    "substitutes": "planner admin integration",
    "demand": "planner integration",
    "stock": "receiver integration",
    "inbound": "receiver integration",
    "safety_stock": "planner admin integration",
    "budgets": "admin",
}
ROWS = {"GET /v1/master/changes": Row(EVERYBODY)}
for _table, _roles in WRITERS.items():
    _path = f"/v1/master/{_table}"
    ROWS |= {f"GET {_path}{end}": Row(EVERYBODY) for end in ("", "/row", "/history")}
    ROWS |= {f"PUT {_path}": Row(_roles), f"DELETE {_path}/row": Row(_roles), f"POST {_path}/deletions": Row(_roles)}
