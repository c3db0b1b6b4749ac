"""Rules of lanes."""

import numpy as np

from models.checks.context import Dataset
from models.checks.references import known_ids
from models.checks.table import cell_shown


def active_suppliers_have_one(data: Dataset) -> None:
    """An active supplier that offers something has a lane; else nothing could ever arrive."""
    suppliers = data.readable("suppliers", "supplier_id", "status")
    offers, lanes = data.readable("offers", "supplier_id"), data.readable("lanes", "supplier_id")
    if suppliers is None or offers is None or lanes is None:
        return
    words, codes = suppliers.words("supplier_id")
    statuses, status = suppliers.words("status")
    sells, moves = set(offers.words("supplier_id")[0].tolist()), known_ids(lanes, "supplier_id")
    stuck = np.array([word in sells and word not in moves for word in words.tolist()], dtype=bool)
    wrong = stuck[codes] & (statuses == "active")[status] & suppliers.good("supplier_id", "status")
    found = np.flatnonzero(wrong)
    data.report.add_rows(
        "suppliers",
        suppliers.rows[found],
        "supplier_id",
        lambda at: cell_shown(suppliers, "supplier_id", at),
        "a lane to some node: the supplier is active and has offers, but no row of lanes",
        found,
    )


def container_terms_have_a_container(data: Dataset) -> None:
    """`container_cost` and `max_containers` say nothing without the size of a container."""
    lanes = data.readable("lanes", "container_m3", "container_kg", "container_cost", "max_containers")
    if lanes is None:
        return
    loose = lanes.cells["container_m3"].blank & lanes.cells["container_kg"].blank
    given = {
        "container_cost": lanes.cells["container_cost"].values != 0,
        "max_containers": ~lanes.cells["max_containers"].blank,
    }
    for column, said in given.items():
        found = np.flatnonzero(loose & said & lanes.good(column))
        data.report.add_rows(
            "lanes",
            lanes.rows[found],
            column,
            lambda at, column=column: cell_shown(lanes, column, at),  # type: ignore[misc] # mypy: a default's type
            "container_m3 or container_kg beside it",
            found,
        )
