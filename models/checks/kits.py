"""Rules of kits."""

import numpy as np
from scipy import sparse

from models.checks.context import Dataset
from models.checks.references import known_ids
from models.checks.table import CheckedTable
from models.columns import MAX_QUANTITY

STOCKED = ("offers", "stock", "inbound", "safety_stock")


def kits_hold_no_cycle(data: Dataset) -> None:
    """No kit holds itself, however deep; and multiplied out it holds a quantity that is one."""
    kits = data.readable("kits", "kit_id", "component_id")
    if kits is None:
        return
    sound = np.flatnonzero(kits.good("kit_id", "component_id"))
    frame = kits.frame.iloc[sound]
    pairs = zip(frame["kit_id"], frame["component_id"], strict=True)
    row_of = dict(zip(pairs, sound.tolist(), strict=True))
    held: dict[str, list[str]] = {}
    for kit, component in row_of:
        held.setdefault(kit, []).append(component)
    cycles = find_cycles(held)
    for cycle in cycles:
        at = min(row_of[pair] for pair in zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        shown = " > ".join([*cycle, cycle[0]])
        data.report.add("kits", int(kits.rows[at]), "component_id", shown, "a kit that does not hold itself")
    if not cycles and kits.readable("units"):
        _check_quantities(data, kits)


def kits_are_not_stocked(data: Dataset) -> None:
    """A kit is neither bought nor stocked: it has no row in the tables of what is."""
    kits = data.readable("kits", "kit_id")
    if kits is None:
        return
    names = set(kits.words("kit_id")[0].tolist()) - {""}
    items = data.readable("items", "item_id")
    if items is not None:
        names &= known_ids(items, "item_id")  # an id that no item has is told as that: one fault, one message
    for name in STOCKED:
        table = data.readable(name, "item_id")
        if table is not None:
            expected = f"an item that is no kit: a kit is put together when it ships, {name} holds what is not"
            table.note(data.report, table.among("item_id", names), ("item_id",), expected)


def find_cycles(held: dict[str, list[str]]) -> list[list[str]]:
    """The cycles that a walk from each kit into its components closes; none where there is none."""
    cycles: list[list[str]] = []
    done: set[str] = set()
    for start, components in held.items():
        if start in done:
            continue
        path = {start: 0}
        open_steps = [(start, iter(components))]
        while open_steps:
            kit, rest = open_steps[-1]
            component = next(rest, None)
            if component is None:
                open_steps.pop()
                del path[kit]
                done.add(kit)
            elif component in path:
                cycles.append([name for name, _ in open_steps[path[component] :]])
            elif component in held and component not in done:
                path[component] = len(open_steps)
                open_steps.append((component, iter(held[component])))
    return cycles


def multiplied_out(kits: CheckedTable) -> tuple[list[str], sparse.csr_array]:
    """Names of items, and how many of each (column) one of each kit (row) holds, kits of kits included.

    That is the sum of all powers of the table as a matrix: S = D + ... + D^m becomes S + S D^m, twice as many, until a
    power is 0. The table must hold no cycle. Figures above 1e100 are 1e100.
    """
    kit, component = kits.frame["kit_id"], kits.frame["component_id"]
    names = sorted({*kit, *component})
    place = {name: at for at, name in enumerate(names)}
    entries = (kits.frame["units"].to_numpy(dtype=np.float64), (kit.map(place), component.map(place)))
    power = sparse.csr_array(entries, shape=(len(names), len(names)))
    total = power
    while power.nnz:
        total, power = _capped(total + total @ power), _capped(power @ power)
    return names, total


def _capped(matrix: sparse.csr_array) -> sparse.csr_array:
    """The matrix with figures that stay finite however often they are multiplied."""
    matrix.data = np.minimum(matrix.data, 1e100)
    return matrix


def _check_quantities(data: Dataset, kits: CheckedTable) -> None:
    if not kits.good("kit_id", "component_id", "units").all() or not len(kits.rows):
        return
    names, total = multiplied_out(kits)
    held = total.tocoo()
    kit, component = held.coords
    for at in np.flatnonzero(held.data > MAX_QUANTITY).tolist():
        name = names[kit[at]]
        row = int(kits.rows[np.flatnonzero(kits.frame["kit_id"] == name)[0]])
        found = f"{name} holds {held.data[at]:.6g} of {names[component[at]]}, kits in it multiplied out"
        data.report.add("kits", row, "units", found, f"at most {MAX_QUANTITY:,.0f}")
