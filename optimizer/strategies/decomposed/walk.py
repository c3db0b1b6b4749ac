"""Prices of hard limits, walked from sweep to sweep until what is used fits: up while over, down while much is left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.linear import Bools, Floats

FIRST_STEP, LEAST_STEP, LARGEST_STEP = 0.01, 5e-4, 0.3
UP, DOWN = 1.5, 0.5

FARTHEST = 1.3
"""Prices stay within this factor of those they begin with: what does not fit then is in the way of some rule, not of
a price."""


@dataclass
class Walk:
    """``price`` (n,) >= 0; ``least``: what steps are a share of where the price is less; ``step``: that share.

    A step grows while its price goes one way and shrinks when it turns (Riedmiller and Braun, 1993): plans answer
    late and in jumps, so that neither the size of an overrun nor brackets found earlier can be relied on.
    """

    price: Floats
    least: Floats
    step: Floats
    sign: Floats
    home: Floats

    @classmethod
    def start(cls, price: Floats, least: Floats) -> Walk:
        """At ``price``."""
        return cls(price.copy(), least, np.full(price.size, FIRST_STEP), np.zeros(price.size), price.copy())

    def move(self, over: Bools, idle: Bools) -> None:
        """One step: ``over`` (n,) limits that do not hold, ``idle`` limits that leave much though they have a price."""
        sign = np.where(over, 1.0, np.where(idle & (self.price > 0.0), -1.0, 0.0))
        turned = sign * self.sign
        growth = np.where(turned > 0, UP, np.where(turned < 0, DOWN, 1.0))
        self.step = np.clip(self.step * growth, LEAST_STEP, LARGEST_STEP)
        self.sign = np.where(sign == 0.0, self.sign, sign)
        wanted = self.price + sign * self.step * np.maximum(self.price, self.least)
        self.price = np.clip(wanted, self.home / FARTHEST, FARTHEST * np.maximum(self.home, self.least))
