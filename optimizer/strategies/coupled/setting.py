"""A coupled problem, cut up: chunks with their lots of one source a stream, and their blocks of the whole truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.problem import Problem
from optimizer.instance import Instance, instance_of
from optimizer.instance.indexing import totals
from optimizer.instance.limits import unavoidable_stock
from optimizer.linear import Floats
from optimizer.strategies.coupled.blocks import Blocks, blocks_of
from optimizer.strategies.coupled.sharing import Sharing
from optimizer.strategies.coupled.single_source import cheapest_split, single_source, split_by
from optimizer.strategies.coupled.standing import own_values
from optimizer.strategies.decomposed.chunks import Chunks, chunks_of
from optimizer.strategies.decomposed.cores import Cores
from optimizer.strategies.decomposed.parts import Part, part_of
from optimizer.strategies.decomposed.shared import Shared, shared_of


@dataclass(frozen=True)
class Setting:
    """The problem in chunks: lots of each for one source a stream, blocks of each for the whole truth.

    ``weights`` (T,) discount the costs of periods.
    """

    problem: Problem
    chunks: Chunks
    instances: list[Instance]
    parts: list[Part]
    blocks: list[Blocks]
    shared: Shared
    sharing: Sharing
    weights: Floats


def chunk_size(items: int) -> int:
    """Items a chunk."""
    return int(np.clip(items // 8, 50, 500))


def setting_of(problem: Problem, cores: Cores) -> Setting:
    """Cut a problem up, each chunk on a core of its own."""
    chunks, sharing = chunks_of(problem, chunk_size(len(problem.items))), Sharing.of(problem)

    def made(k: int) -> tuple[Instance, Part, Blocks]:
        instance = instance_of(chunks[k])
        return instance, _narrowed(instance, cheapest_split(instance)), blocks_of(instance, sharing)

    each = cores.each(made, range(len(chunks)))
    instances, parts, blocks = ([*some] for some in zip(*each, strict=True))
    sums = (np.sum([getattr(p, name) for p in parts], axis=0) for name in ("kept_m3", "coming_m3", "coming_units"))
    shared = shared_of(problem, *sums)
    return Setting(problem, chunks, instances, parts, blocks, shared, sharing, parts[0].weights[:-1])


def _narrowed(instance: Instance, split: Floats) -> Part:
    """Lots with one source each; what the whole problem's nodes hold whatever is done stays as it is."""
    part = part_of(single_source(instance, split))
    periods, stocking = instance.calendar.periods, instance.stocking
    each_m3 = instance.item_figure("unit_m3")[stocking.item, None]
    kept = unavoidable_stock(instance.problem, instance.streams, stocking) * each_m3
    cell = (stocking.node[:, None] * periods + np.arange(periods)).ravel()
    return replace(part, kept_m3=totals(cell, kept.ravel(), part.kept_m3.size))


def resourced(setting: Setting, cores: Cores, values: Sequence[Floats], *, mixed: bool) -> list[Part]:
    """Lots with the sources that ``values`` (columns of blocks, by chunk) serve streams from."""

    def made(k: int) -> Part:
        instance, columns = setting.instances[k], setting.blocks[k].columns
        served = own_values(setting.blocks[k], values[k])[columns.served.indices]
        by_option = np.zeros((instance.serving.stream.size, instance.calendar.periods))
        by_option[columns.served_option, columns.served_period] = served
        return _narrowed(instance, split_by(instance, by_option, mixed=mixed))

    return cores.each(made, range(len(setting.chunks)))
