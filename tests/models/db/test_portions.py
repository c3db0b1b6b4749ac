"""Values in portions that one statement can name."""

import pytest

from models.db.portions import portions


@pytest.mark.parametrize(
    ("values", "expected"), [([], []), ([1, 2], [[1, 2]]), ([1, 2, 3, 4, 5], [[1, 2], [3, 4], [5]])]
)
def test_every_value_is_in_one_portion(values: list[int], expected: list[list[int]]) -> None:
    assert list(portions(values, 2)) == expected
