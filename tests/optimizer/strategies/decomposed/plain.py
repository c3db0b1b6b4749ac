"""Tiny random problems that the lot programmes know all of, and bounds of them at any multipliers."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.linear import Floats
from optimizer.strategies.decomposed.answers import weights_of
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.prices import Prices
from tests.strategies import random_dataset

COUPLING = ("kits", "substitutes", "transfers")


def plain_problem(seed: int) -> Problem:
    """`random_problem` without what couples nodes or items: no kits, substitutes, transfers, shared zones."""
    settings, frames = random_dataset(random.Random(seed))  # noqa: S311 - no secret
    frames = {name: frame for name, frame in frames.items() if name not in COUPLING}
    if "fulfilment" in frames:
        frames["fulfilment"] = frames["fulfilment"].drop_duplicates("zone_id", ignore_index=True)
    return Problem.from_tables(settings, frames)


def whole(problem: Problem) -> Problem:
    """The problem with whole units only: every lot without customers who wait then has a grain."""
    demand, stock = problem.demand.copy(), problem.stock.copy()
    demand["units"] = np.floor(demand["units"])
    stock["on_hand"], stock["on_hold"] = np.floor(stock["on_hand"]), np.floor(stock["on_hold"])
    inbound = problem.inbound.copy()
    inbound["units"] = np.floor(inbound["units"])
    return replace(problem, demand=pd.DataFrame(demand), stock=stock, inbound=inbound)


def ascent_of(problem: Problem, crew: Crew, size: int = 2) -> Ascent:
    """An ascent of the problem in parts of about ``size`` items."""
    ascent = Ascent.start(problem, chunks_of(problem, size), crew)
    ascent.gather()
    return ascent


def anywhere(ascent: Ascent, rng: np.random.Generator) -> None:
    """Send the ascent to random multipliers, shares and rebates, each as wild as the bound allows."""
    shared, scales = ascent.shared, ascent.scales

    def drawn(most: Floats, where: Floats | None = None) -> Floats:
        chosen = rng.random(most.shape) < rng.choice([0.3, 0.7, 1.0])
        price = np.where(chosen, rng.uniform(0.0, 1.0, most.shape) * most, 0.0)
        return price if where is None else np.where(np.isfinite(where), price, 0.0)

    def at_most(limit: Floats, usual: float) -> Floats:
        return np.where(np.isfinite(limit), limit, usual)

    orders, shipments, cells = shared.order_cost.size, shared.shipment_cost.size, shared.storage.size
    limited = np.isfinite(shared.most_boxes)
    split = rng.uniform(0.0, 1.0, shipments)
    sized = [np.isfinite(size) for size in (shared.box_m3, shared.box_kg)]
    scale = np.where(limited, shared.box_cost * rng.choice([0.5, 1.0, 3.0]) + rng.choice([0.0, 2.0]), shared.box_cost)
    portion = (np.where(sized[1], split, 1.0), np.where(sized[0], 1.0 - split, 1.0))
    box = [
        np.where(there, drawn(scale * part) / np.where(there, size, 1.0), 0.0)
        for there, part, size in zip(sized, portion, (shared.box_m3, shared.box_kg), strict=True)
    ]
    ascent.prices = Prices(
        money=drawn(at_most(shared.budget_over, 1.0)),
        minimum=np.where(shared.least > 0, drawn(np.broadcast_to(scales.most_minimum, (4, orders))), 0.0),
        capacity=drawn(at_most(shared.capacity_over, 2.0), shared.capacity),
        storage=drawn(at_most(shared.storage_over, 2.0), shared.storage),
        inbound_m3=drawn(np.full(cells, 2.0), shared.inbound_m3),
        inbound_units=drawn(np.full(cells, 1.0), shared.inbound_units),
        box_m3=box[0], box_kg=box[1],
        charge=np.where(shared.min_charge > 0, rng.uniform(0.0, 1.0, shipments), 1.0),
    )  # fmt: skip
    for part, own in zip(ascent.parts, ascent.own, strict=True):
        worth = np.zeros(part.item_count)
        worth[part.item] = part.rich - part.poor
        many = np.diff(part.lot_first) > 1
        own.theta = np.where(many & (part.most_credit > 0), drawn(np.maximum(worth, 0.0)), 0.0)
        several = ~part.lines.alone & (part.lines.low > 0)
        own.rebate = np.where(several, drawn(np.full(several.size, 3.0)), 0.0)
        own.line_weight = rng.exponential(size=several.size) + 1e-9
        own.ship_weight = rng.exponential(size=part.choices.case.size) + 1e-9
        own.share = rng.exponential(size=part.choices.case.size) + 1e-9
    weights = [weights_of(part, own, shared) for part, own in zip(ascent.parts, ascent.own, strict=True)]
    ascent.order_weight, ascent.shipment_weight = (np.sum([each[k] for each in weights], axis=0) for k in range(2))
