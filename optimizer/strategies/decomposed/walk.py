"""Prices of hard limits, walked from sweep to sweep until what is used fits: up while over, down while much is left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.linear import Bools, Floats

FIRST_STEP, LARGEST_STEP = 0.01, 1.0


@dataclass
class Walk:
    """``price`` (n,) >= 0 between ``low`` (too much was used there) and ``high`` (not too much); ``least``: a start."""

    price: Floats
    least: Floats
    low: Floats
    high: Floats
    step: Floats

    @classmethod
    def start(cls, price: Floats, least: Floats) -> Walk:
        """At ``price``; where it is 0 and must rise, ``least`` is the first price."""
        size = price.size
        return cls(price.copy(), least, np.full(size, -1.0), np.full(size, np.inf), np.full(size, FIRST_STEP))

    def move(self, over: Bools, idle: Bools) -> None:
        """One step: ``over`` (n,) limits that do not hold, ``idle`` limits that leave much though they have a price."""
        price = self.price
        refuted = (over & (price >= self.high)) | (idle & (price <= self.low))
        self.low = np.where(over, price, np.where(refuted, -1.0, self.low))
        self.high = np.where(over, np.where(refuted, np.inf, self.high), np.where(idle, price, self.high))
        self.step = np.where(refuted, FIRST_STEP, self.step)
        between = (self.low >= 0.0) & np.isfinite(self.high)
        stepped = np.where(over, np.maximum(price, self.least) * (1.0 + self.step), price * (1.0 - 0.5 * self.step))
        middle = 0.5 * (self.low + np.where(np.isfinite(self.high), self.high, 0.0))
        moving = over | (idle & (price > 0.0))
        self.price = np.where(moving, np.where(between, middle, stepped), price)
        self.step = np.where(moving & ~between, np.minimum(2.0 * self.step, LARGEST_STEP), self.step)
