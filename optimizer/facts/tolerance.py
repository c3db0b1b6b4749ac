"""How far off a plan may be: 1e-6 x max(1, |limit|), and for sums of money 1e-6 relative or 1e-4."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Numbers = pd.Series | Floats | float

RELATIVE = 1e-6
MONEY = 1e-4


def _array(values: Numbers) -> Floats:
    return np.asarray(values, dtype=np.float64)


def slack(limit: Numbers) -> Floats:
    """Return how far quantities may lie beyond `limit`."""
    return RELATIVE * np.maximum(1.0, np.abs(_array(limit)))


def money_slack(limit: Numbers) -> Floats:
    """Return how far sums of money may lie beyond `limit`."""
    return np.maximum(MONEY, RELATIVE * np.abs(_array(limit)))


def above(found: Numbers, limit: Numbers) -> Bools:
    """Tell where `found` exceeds `limit`; a limit of NaN is none."""
    return np.greater(_array(found), _array(limit) + slack(limit))


def below(found: Numbers, limit: Numbers) -> Bools:
    """Tell where `found` falls short of `limit`; a limit of NaN is none."""
    return np.less(_array(found), _array(limit) - slack(limit))


def differs(found: Numbers, expected: Numbers) -> Bools:
    """Tell where `found` is another quantity than `expected`; NaN differs from every number."""
    return ~np.less_equal(np.abs(_array(found) - _array(expected)), slack(expected))


def money_above(found: Numbers, limit: Numbers) -> Bools:
    """Tell where a sum of money exceeds `limit`; a limit of NaN is none."""
    return np.greater(_array(found), _array(limit) + money_slack(limit))


def money_below(found: Numbers, limit: Numbers) -> Bools:
    """Tell where a sum of money falls short of `limit`; a limit of NaN is none."""
    return np.less(_array(found), _array(limit) - money_slack(limit))


def money_differs(found: Numbers, expected: Numbers) -> Bools:
    """Tell where `found` is another sum of money than `expected`; NaN differs from every sum."""
    return ~np.less_equal(np.abs(_array(found) - _array(expected)), money_slack(expected))


def whole(values: Numbers) -> Bools:
    """Tell where values are whole numbers, exactly."""
    array = _array(values)
    exact: Bools = np.isfinite(array) & (np.floor(array) == array)
    return exact
