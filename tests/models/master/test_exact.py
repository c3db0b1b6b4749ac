"""Millionths and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.master.exact import from_millionths, to_millionths, too_fine


@given(st.integers(-(10**15), 10**18))
def test_a_number_of_six_decimals_keeps_its_double(millionths: int) -> None:
    value = np.array([float(f"{millionths // 10**6}.{millionths % 10**6:06}")])  # floor and rest: also below 0
    if millionths < 0 and millionths % 10**6:
        value = np.array([millionths / 10**6])
    assert not too_fine(value).any()
    assert from_millionths(to_millionths(value)).tolist() == value.tolist()


@pytest.mark.parametrize("value", [1e-7, 0.1234567, 1 / 3, 5.0000001])
def test_a_seventh_decimal_is_too_fine(value: float) -> None:
    assert too_fine(np.array([value])).all()
    assert not too_fine(np.array([round(value, 6), np.nan])).any()
