"""Nodes, the demand zones they serve, and what moving and serving costs."""

import dataclasses
from typing import Final

import numpy as np
import pandas as pd

from optimizer.generate.frames import numbered, pick
from optimizer.generate.options import GenerateOptions
from optimizer.generate.randomness import Floats, Ints, stream, uniform

CITIES: Final = ("Rotterdam", "Lyon", "Leipzig", "Milan", "Madrid", "Birmingham", "Poznan", "Vienna", "Malmo", "Porto")
FULL_MESH: Final = 6
"""Up to so many nodes every pair has a transfer lane; beyond it goods pass through the largest node."""


@dataclasses.dataclass(frozen=True)
class Places:
    """Nodes and zones; without a zone table each node is its own zone."""

    node_ids: "pd.Series[str]"
    zone_ids: "pd.Series[str]"
    zone_share: Floats
    """Share of the sales, by zone."""
    home: Ints
    """Node that serves the zone first, by zone."""

    @property
    def node_share(self) -> Floats:
        """Share of the sales, by node."""
        share: Floats = np.bincount(self.home, self.zone_share, len(self.node_ids)).astype(np.float64)
        return share


def build_places(options: GenerateOptions) -> Places:
    """The largest node comes first; with zones there are two more zones than nodes."""
    nodes = numbered("NODE", options.nodes, 2)
    count = options.nodes + 2 if options.zones else options.nodes
    weight = 1 / np.sqrt(np.arange(1, count + 1))
    return Places(
        node_ids=nodes,
        zone_ids=numbered("ZONE", count, 2) if options.zones else nodes,
        zone_share=np.round(weight / weight.sum(), 6),
        home=np.arange(count, dtype=np.int64) % options.nodes,
    )


def fulfilment_frame(options: GenerateOptions, places: Places) -> pd.DataFrame:
    """Each zone is served by its home node and, dearer, by up to two more."""
    rng, zones = stream(options.seed, "fulfilment"), len(places.zone_ids)
    ranks = min(3, options.nodes)
    zone, rank = (axis.ravel() for axis in np.indices((zones, ranks)))
    dearer = 1 + 0.8 * rank
    return pd.DataFrame(
        {
            "zone_id": pick(places.zone_ids, zone),
            "node_id": pick(places.node_ids, (places.home[zone] + rank) % options.nodes),
            "cost_per_unit": np.round(uniform(rng, 0.08, 0.15, zone.size) * dearer, 3),
            "cost_per_kg": np.round(uniform(rng, 0.12, 0.30, zone.size) * dearer, 3),
        }
    )


def transfers_frame(options: GenerateOptions, places: Places) -> pd.DataFrame:
    """Lanes between the nodes: all pairs, or to and from the largest node where there are many."""
    rng = stream(options.seed, "transfers")
    source, target = (axis.ravel() for axis in np.indices((options.nodes, options.nodes)))
    kept = source != target
    if options.nodes > FULL_MESH:
        kept &= (source == 0) | (target == 0)
    source, target = source[kept], target[kept]
    return pd.DataFrame(
        {
            "from_node": pick(places.node_ids, source),
            "to_node": pick(places.node_ids, target),
            "lead_time_days": np.minimum(rng.integers(1, 6, source.size), options.longest_lead_days),
            "cost_per_m3": np.round(uniform(rng, 18, 48, source.size), 2),
        }
    )


def node_names(options: GenerateOptions) -> "pd.Series[str]":
    """A city, with a number from the second round on."""
    index = np.arange(options.nodes)
    names, rounds = pick(CITIES, index % len(CITIES)), pd.Series(index // len(CITIES) + 1).astype("str")
    return names.where(index < len(CITIES), names + " " + rounds)
