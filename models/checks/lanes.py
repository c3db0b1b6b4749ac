"""Rules of lanes."""

from models.checks.context import Dataset
from models.checks.references import known_ids


def active_suppliers_have_one(data: Dataset) -> None:
    """An active supplier that offers something has a lane; else nothing could ever arrive."""
    suppliers = data.readable("suppliers", "supplier_id", "status")
    offers, lanes = data.readable("offers", "supplier_id"), data.readable("lanes", "supplier_id")
    if suppliers is None or offers is None or lanes is None:
        return
    sells, moves = set(offers.words("supplier_id")[0].tolist()), known_ids(lanes, "supplier_id")
    stuck = suppliers.among("supplier_id", sells - moves) & suppliers.among("status", ("active",))
    stuck &= suppliers.good("status", "supplier_id")
    if stuck.sum() <= lanes.cells["supplier_id"].bad.sum():
        return  # rows of lanes whose supplier cannot be read may be theirs: one fault, one message
    suppliers.note(
        data.report,
        stuck,
        ("supplier_id",),
        "a lane to some node: the supplier is active and has offers, but no row of lanes",
    )


def blocked_days_in_order(data: Dataset) -> None:
    """`blocked_from` does not lie after `blocked_to`."""
    lanes = data.readable("lanes", "blocked_from", "blocked_to")
    if lanes is not None:
        late = lanes.cells["blocked_from"].array > lanes.cells["blocked_to"].array
        lanes.note(data.report, late, ("blocked_from",), "a day not after blocked_to")


def container_terms_have_a_container(data: Dataset) -> None:
    """`container_cost` and `max_containers` say nothing without the size of a container."""
    lanes = data.readable("lanes", "container_m3", "container_kg", "container_cost", "max_containers")
    if lanes is None:
        return
    loose = lanes.cells["container_m3"].blank & lanes.cells["container_kg"].blank
    expected = "container_m3 or container_kg beside it"
    lanes.note(data.report, loose & (lanes.cells["container_cost"].array != 0), ("container_cost",), expected)
    lanes.note(data.report, loose & ~lanes.cells["max_containers"].blank, ("max_containers",), expected)
