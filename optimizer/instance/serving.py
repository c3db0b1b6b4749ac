"""Who can serve whom: for every stream, the items (itself, a substitute, a kit) and nodes that may serve it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from models.problem import Problem
from optimizer.instance.indexing import expand, join, positions
from optimizer.instance.stocking import NEVER, Stocking
from optimizer.instance.streams import Streams
from optimizer.linear import Floats, Ints


@dataclass(frozen=True)
class Serving:
    """Options (stream, item, node) with ``cost`` (money per unit) and ``earliest`` period, and what they draw on.

    ``use_option``, ``use_pair``, ``use_units``: one unit of the option takes so many units from the pair's stock.
    """

    stream: Ints
    item: Ints
    node: Ints
    cost: Floats
    earliest: Ints
    use_option: Ints
    use_pair: Ints
    use_units: Floats


def serving_of(problem: Problem, streams: Streams, stocking: Stocking, recipes: sparse.csr_array) -> Serving:
    """List every way to serve a stream for which all stocked components can ever be at the node."""
    stream, item, extra_cost = _alternatives(problem, streams)
    stream, item, node, cost = _at_nodes(problem, streams, recipes, stream, item, extra_cost)

    part_count = np.diff(recipes.indptr).astype(np.int64)[item]
    option, rank = expand(part_count)
    entry = recipes.indptr[item[option]] + rank
    pair = stocking.pair_of[recipes.indices[entry], node[option]]
    ready = np.where(pair >= 0, stocking.earliest[pair], NEVER) if stocking.pair_count else np.full(pair.size, NEVER)
    earliest = np.zeros(stream.size, dtype=np.int64)
    np.maximum.at(earliest, option, ready)
    kept = (earliest < NEVER) & (part_count > 0)
    new_position = np.cumsum(kept) - 1
    uses = kept[option]
    return Serving(
        stream=stream[kept], item=item[kept], node=node[kept], cost=cost[kept], earliest=earliest[kept],
        use_option=new_position[option[uses]], use_pair=pair[uses],
        use_units=np.asarray(recipes.data)[entry[uses]],
    )  # fmt: skip


def _alternatives(problem: Problem, streams: Streams) -> tuple[Ints, Ints, Floats]:
    """(stream, serving item, substitution cost): the item itself at no cost, then its substitutes."""
    ids = pd.Index(problem.items["item_id"])
    wanted = positions(ids, problem.substitutes["item_id"])
    instead = positions(ids, problem.substitutes["substitute_id"])
    stream, row = join(streams.item, wanted, len(ids))
    own = np.arange(streams.item.size)
    cost = problem.substitutes["cost_per_unit"].to_numpy(np.float64)[row]
    return (
        np.concatenate([own, stream]),
        np.concatenate([streams.item, instead[row]]),
        np.concatenate([np.zeros(own.size), cost]),
    )


def _at_nodes(
    problem: Problem, streams: Streams, recipes: sparse.csr_array, stream: Ints, item: Ints, extra: Floats
) -> tuple[Ints, Ints, Ints, Floats]:
    """Cross each alternative with the nodes that may serve its zone, at the zone's cost for the item that ships."""
    node_ids = pd.Index(problem.nodes["node_id"])
    table = problem.fulfilment
    if len(table):
        zone = positions(streams.zones, table["zone_id"])
        row_node = positions(node_ids, table["node_id"])
        per_unit, per_kg = table["cost_per_unit"].to_numpy(np.float64), table["cost_per_kg"].to_numpy(np.float64)
    else:
        zone = np.arange(len(streams.zones))
        row_node = positions(node_ids, pd.Series(streams.zones))
        per_unit = per_kg = np.zeros(len(streams.zones))
    owing = np.arange(len(node_ids))
    place = np.concatenate([zone, len(streams.zones) + owing])
    row_node = np.concatenate([row_node, owing])
    per_unit, per_kg = (np.concatenate([c, np.zeros(owing.size)]) for c in (per_unit, per_kg))

    alternative, row = join(streams.place[stream], place, len(streams.zones) + len(node_ids))
    kg = recipes @ problem.items["unit_kg"].to_numpy(np.float64)
    stream, item = stream[alternative], item[alternative]
    cost = extra[alternative] + per_unit[row] + per_kg[row] * kg[item]
    return stream, item, row_node[row], cost
