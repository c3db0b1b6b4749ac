"""Numbers as whole millionths and back, without a doubt about the last digit."""

import numpy as np
import numpy.typing as npt

MILLION = 1_000_000
LARGEST = 2**53  # of the whole numbers that doubles hold, each and every one

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


def to_millionths(values: Floats) -> Whole:
    """The nearest millionth of each value, of which the largest is 1e12; NaN becomes 0.

    Whole part and fraction are taken apart first, because a product of 1e18 has no digit left behind the point.
    """
    known = np.nan_to_num(values)
    whole = np.floor(known)
    return whole.astype(np.int64) * MILLION + np.rint((known - whole) * MILLION).astype(np.int64)


def from_millionths(millionths: Whole) -> Floats:
    """The double nearest to each number of millionths.

    Up to 2^53 one division, rounded once, is it. Beyond, whole part and rest are added up; the rest's own rounding,
    some 1e-17, is far below the distance of any number of six decimals from the middle between two such doubles.
    """
    whole, rest = np.divmod(millionths, MILLION)
    split = whole.astype(np.float64) + rest.astype(np.float64) / MILLION
    return np.where(np.abs(millionths) <= LARGEST, millionths.astype(np.float64) / MILLION, split)


def too_fine(values: Floats) -> npt.NDArray[np.bool_]:
    """Which values have more than six decimals."""
    known = np.nan_to_num(values)
    fine: npt.NDArray[np.bool_] = from_millionths(to_millionths(known)) != known
    return fine
