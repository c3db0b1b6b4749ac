"""Who may do what, said a second time: one file for each group of routes, each with a table `ROWS`.

A key is the method and the pattern of the address, such as `"GET /v1/users/{user_id}"`. Every route needs a row.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from tests.service import Served

EVERYBODY = "planner buyer approver receiver accounts_payable admin integration viewer"


class Row(NamedTuple):
    """The roles that may use a route, and how to make a document that its address leads to.

    `roles` are separated by blanks. `path` makes a document of the organisation `main` and returns the address of it;
    None where the address has no parameter. Whoever calls from another organisation must then be told 404.
    """

    roles: str
    path: Callable[[Served], str] | None = None


def all_rows() -> dict[str, Row]:
    """The rows of all files. Raises ValueError where two files have the same."""
    rows: dict[str, Row] = {}
    for module in iter_modules(__path__):
        own: dict[str, Row] = import_module(f"{__name__}.{module.name}").ROWS
        if both := rows.keys() & own.keys():
            raise ValueError(f"two files have rows for {sorted(both)}")
        rows |= own
    return rows
