"""Lanes: parcels and trucks from near suppliers; containers, loose cargo and air freight from overseas."""

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from optimizer.generate.catalogue import Catalogue
from optimizer.generate.frames import pick
from optimizer.generate.options import GenerateOptions
from optimizer.generate.places import Places
from optimizer.generate.randomness import Floats, Ints, stream, uniform
from optimizer.generate.sourcing import Offers, Suppliers


class Mode(NamedTuple):
    """A way of carrying goods; ranges are drawn from uniformly, (0, 0) leaves a charge out."""

    name: str
    overseas: bool
    share: float
    """Share of the suppliers that offer it."""
    days: tuple[int, int]
    cost_per_m3: tuple[float, float] = (0, 0)
    cost_per_kg: tuple[float, float] = (0, 0)
    min_charge: tuple[float, float] = (0, 0)
    shipment_cost: tuple[float, float] = (0, 0)


MODES: Final = (
    Mode("truck", overseas=False, share=1.0, days=(4, 12), cost_per_m3=(32, 60), shipment_cost=(25, 70)),
    Mode("parcel", overseas=False, share=0.7, days=(1, 4), cost_per_kg=(0.45, 0.9), min_charge=(12, 22)),
    Mode("container", overseas=True, share=1.0, days=(24, 40), shipment_cost=(40, 90)),
    Mode("loose", overseas=True, share=1.0, days=(26, 42), cost_per_m3=(80, 110), shipment_cost=(40, 90)),
    Mode("air", overseas=True, share=0.5, days=(7, 12), cost_per_kg=(2.4, 3.6), min_charge=(70, 100)),
)

# m3, kg, cost: a pallet, half a trailer, a 20-foot and a 40-foot container.
CONTAINERS: Final = np.array([(1.8, 600, 90), (12, 5000, 560), (33, 21000, 1450), (67, 26000, 2450)])


def lanes_frame(
    options: GenerateOptions, catalogue: Catalogue, places: Places, suppliers: Suppliers, offers: Offers
) -> pd.DataFrame:
    """The `lanes` table: every supplier reaches every node.

    A lane's container is the largest that one order cycle of its goods would fill by half, so that small datasets have
    containers worth filling too. Loose cargo costs about twice a full container's rate.
    """
    volume = _volume_per_cycle(options, catalogue, places, suppliers, offers)
    supplier, node, mode = _lane_indices(options, suppliers)
    lanes = pd.DataFrame(
        {
            "supplier_id": pick(suppliers.ids, supplier),
            "node_id": pick(places.node_ids, node),
            "mode": pick(tuple(m.name for m in MODES), mode),
        }
    )
    rng, count = stream(options.seed, "lanes"), supplier.size
    low, high = np.array([m.days for m in MODES]).T
    nearest = uniform(rng, 0, 1, options.suppliers)[supplier]
    days = np.rint(low[mode] + (high - low)[mode] * nearest + 0.5 * (node % 6)).astype(np.int64)
    allowed = options.longest_lead_days - _longest_extra(options, offers)[supplier]
    lanes["lead_time_days"] = np.clip(days, 0, np.maximum(0, allowed))
    lanes["lead_time_sd_days"] = np.round(lanes["lead_time_days"] / 8, 1)
    for column in ("cost_per_m3", "cost_per_kg", "min_charge", "shipment_cost"):
        least, most = np.array([getattr(m, column) for m in MODES], dtype=np.float64).T
        lanes[column] = np.round(uniform(rng, least[mode], most[mode], count), 2)
    size = np.searchsorted(CONTAINERS[1:, 0], 2 * volume[supplier, node])
    boxed = np.array([m.name == "container" for m in MODES])[mode]
    m3, kg, cost = CONTAINERS[size].T
    lanes["container_m3"] = np.where(boxed, m3, np.nan)
    lanes["container_kg"] = np.where(boxed, kg, np.nan)
    lanes["container_cost"] = np.where(boxed, np.round(cost * uniform(rng, 0.9, 1.15, count)), 0)
    largest = np.ceil(uniform(rng, 2, 4, count) * volume[supplier, node] / m3) + 1
    lanes["max_containers"] = np.where(boxed, largest, np.nan)
    return lanes


def _lane_indices(options: GenerateOptions, suppliers: Suppliers) -> tuple[Ints, Ints, Ints]:
    offered = stream(options.seed, "modes").random((options.suppliers, len(MODES))) < np.array([m.share for m in MODES])
    offered &= suppliers.overseas[:, None] == np.array([m.overseas for m in MODES])
    shape = (options.suppliers, options.nodes, len(MODES))
    supplier, node, mode = np.nonzero(np.broadcast_to(offered[:, None, :], shape))
    return supplier, node, mode


def _longest_extra(options: GenerateOptions, offers: Offers) -> Ints:
    longest = np.zeros(options.suppliers, dtype=np.int64)
    np.maximum.at(longest, offers.supplier, offers.extra_lead_days)
    return longest


def _volume_per_cycle(
    options: GenerateOptions, catalogue: Catalogue, places: Places, suppliers: Suppliers, offers: Offers
) -> Floats:
    """Volume that a supplier sends to a node between two orders, m3; shape (suppliers, nodes)."""
    weekly = np.bincount(
        offers.supplier, weights=offers.per_week * catalogue.unit_m3[offers.item], minlength=options.suppliers
    )
    cycle: Floats = weekly * suppliers.every * options.bucket_days / 7
    return cycle[:, None] * places.node_share


def earliest_receipt(options: GenerateOptions, suppliers: Suppliers, offers: Offers, lanes: pd.DataFrame) -> Ints:
    """Earliest period in which each offer's goods can be there; at least the number of periods where none can."""
    quickest = lanes.groupby("supplier_id")["lead_time_days"].min().reindex(suppliers.ids).to_numpy()
    days = quickest[offers.supplier] + offers.extra_lead_days
    every, phase = suppliers.every, suppliers.phase
    wait = np.maximum(0, -(-(options.frozen_periods - phase) // every)) * every
    first: Ints = (phase + wait)[offers.supplier] + -(-days // options.bucket_days)
    return first
