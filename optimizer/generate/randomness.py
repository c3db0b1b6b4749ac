"""Random numbers and rounding that give the same tables everywhere."""

import zlib
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

CHUNK: Final = 65_536
"""Products drawn at once: bounds memory, and being fixed it does not change what is drawn."""


def stream(seed: int, name: str) -> np.random.Generator:
    """Random numbers of one concern: independent of every other concern, and of whether that one is drawn at all.

    The name enters as a CRC, because Python's own hash of text differs from one process to the next.
    """
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, zlib.crc32(name.encode())])))


def significant(values: npt.ArrayLike, digits: int = 3) -> Floats:
    """Round to so many significant digits, as people write amounts and limits; 0 stays 0."""
    array = np.asarray(values, dtype=np.float64)
    size = np.floor(np.log10(np.where(array == 0, 1.0, np.abs(array))))
    scale = 10.0 ** (digits - 1 - size)
    rounded: Floats = np.round(np.round(array * scale) / scale, 6)
    return rounded


def up_to_multiple(units: npt.ArrayLike, pack: Ints) -> Ints:
    """The smallest positive multiples of `pack` that are at least `units`."""
    packs: Ints = np.maximum(1, np.ceil(np.asarray(units, dtype=np.float64) / pack)).astype(np.int64)
    return packs * pack


def uniform(rng: np.random.Generator, low: npt.ArrayLike, high: npt.ArrayLike, size: int | tuple[int, ...]) -> Floats:
    """Uniform draws, rounded so that the last bit of a library's arithmetic cannot show."""
    drawn: Floats = np.round(low + (np.asarray(high) - np.asarray(low)) * rng.random(size), 9)
    return drawn


def some(rng: np.random.Generator, share: float, count: int) -> Bools:
    """At least one of `count`, about `share` of them, none when `share` is 0."""
    chosen = np.zeros(count, dtype=np.bool_)
    if share:
        chosen[rng.permutation(count)[: max(1, round(share * count))]] = True
    return chosen
