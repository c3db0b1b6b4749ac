"""The item work: what is asked of a share of the parts, and how it is answered, wherever the share is.

A request changes a share in a way that depends on nothing but the share and the request, so whoever plays the same
requests in the same order holds the same share, to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, TypeVar

import numpy as np

from models.problem import Problem
from optimizer.instance import instance_of
from optimizer.linear import Floats
from optimizer.strategies.decomposed.answers import (
    Answer,
    Exact,
    Own,
    answer,
    exact_answer,
    own_of,
    summed,
    weights_of,
)
from optimizer.strategies.decomposed.parts import Part, part_of
from optimizer.strategies.decomposed.prices import Prices
from optimizer.strategies.decomposed.scales import Tally, all_tallied, tally_of
from optimizer.strategies.decomposed.shared import Shared

T_co = TypeVar("T_co", covariant=True)


@dataclass
class Share:
    """Parts in one pair of hands, and what they keep to themselves from request to request."""

    parts: list[Part] = field(default_factory=list)
    own: list[Own] = field(default_factory=list)
    shared: Shared | None = None

    def known(self) -> Shared:
        """What all parts share; it is told once, before the first round."""
        if self.shared is None:
            raise RuntimeError("a share is asked for answers before it is told what parts share")
        return self.shared


class Request(Protocol[T_co]):
    """One thing to ask of every share. ``bulky``: what goes or comes grows with items, so a share at a time."""

    bulky: ClassVar[bool]

    def of(self, share: Share) -> T_co:
        """Do it, and answer."""
        ...


@dataclass(frozen=True)
class Coming:
    """(nodes x T,) what stock and inbound of a share leave and bring by themselves; see ``Part``."""

    kept_m3: Floats
    coming_m3: Floats
    coming_units: Floats


Piece = Problem | tuple[Part, Own]
"""What a part is made of: a chunk of the problem, or the part itself with what it has kept to itself so far."""


@dataclass(frozen=True)
class Cut:
    """Begin a share: cut its parts from chunks of the problem, where they are not cut already."""

    bulky: ClassVar[bool] = True
    pieces: Sequence[Piece]

    def of(self, share: Share) -> Coming:
        """What is there and on its way already."""
        for piece in self.pieces:
            part, own = _begun(piece) if isinstance(piece, Problem) else piece
            share.parts.append(part)
            share.own.append(own)
        names = ("kept_m3", "coming_m3", "coming_units")
        return Coming(*(np.sum([getattr(part, name) for part in share.parts], axis=0) for name in names))


def _begun(chunk: Problem) -> tuple[Part, Own]:
    part = part_of(instance_of(chunk))
    return part, own_of(part)


@dataclass(frozen=True)
class Outset:
    """What choices pay and use by what is shared, and the sums of the first weights (orders,), (shipments,)."""

    tally: Tally
    order_weight: Floats
    shipment_weight: Floats


@dataclass(frozen=True)
class Begin:
    """Learn what all parts share."""

    bulky: ClassVar[bool] = False
    shared: Shared

    def of(self, share: Share) -> Outset:
        """The sums that prices and weights begin with."""
        share.shared = self.shared
        weights = [weights_of(part, own, self.shared) for part, own in zip(share.parts, share.own, strict=True)]
        order, shipment = (np.sum([each[k] for each in weights], axis=0) for k in range(2))
        return Outset(all_tallied(tally_of(part, self.shared) for part in share.parts), order, shipment)


@dataclass(frozen=True)
class Round:
    """Answer prices; the weights (orders,), (shipments,) are the sums over all shares, ``pace`` is of own prices."""

    bulky: ClassVar[bool] = False
    prices: Prices
    order_weight: Floats
    shipment_weight: Floats
    pace: float

    def of(self, share: Share) -> Answer:
        """The answers of all parts, added up."""
        told = (share.known(), self.prices, self.order_weight, self.shipment_weight, self.pace)
        return summed([answer(part, own, *told) for part, own in zip(share.parts, share.own, strict=True)])


@dataclass(frozen=True)
class Exactly:
    """Answer prices exactly, by at most ``effort`` cases of branch and bound an item."""

    bulky: ClassVar[bool] = True
    prices: Prices
    order_weight: Floats
    shipment_weight: Floats
    effort: int

    def of(self, share: Share) -> list[Exact]:
        """The exact answers of every part."""
        told = (share.known(), self.prices, self.order_weight, self.shipment_weight, self.effort)
        return [exact_answer(part, own, *told) for part, own in zip(share.parts, share.own, strict=True)]


@dataclass(frozen=True)
class HandOver:
    """Hand the parts over, with what they keep to themselves."""

    bulky: ClassVar[bool] = True

    def of(self, share: Share) -> list[tuple[Part, Own]]:
        """Every part as it is now."""
        return list(zip(share.parts, share.own, strict=True))
