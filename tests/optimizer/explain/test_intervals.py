"""First in, first out: what enters meets what leaves, in the order of both."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optimizer.explain.intervals import overlaps, starts


def test_an_entry_is_shared_by_all_that_leave_while_it_lasts() -> None:
    # 5 and 3 enter; 4, 2 and 2 leave: 4 of the first, then 1 of it and 1 of the second, then 2 of the second.
    group = np.zeros(3, np.int64)
    found = overlaps(
        (group[:2], np.array([0.0, 5.0]), np.array([5.0, 3.0])),
        (group, np.array([0.0, 4.0, 6.0]), np.array([4.0, 2.0, 2.0])),
    )
    assert list(zip(found.left.tolist(), found.right.tolist(), found.units.tolist(), strict=True)) == [
        (0, 0, 4.0),
        (0, 1, 1.0),
        (1, 1, 1.0),
        (1, 2, 2.0),
    ]


def test_groups_never_meet() -> None:
    one, other = np.array([0]), np.array([1])
    begin, units = np.zeros(1), np.ones(1)
    assert overlaps((one, begin, units), (other, begin, units)).units.size == 0
    assert overlaps((one, begin, units), (one, begin, units)).units.tolist() == [1.0]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), max_size=12), st.integers(0, 40))
def test_as_much_is_met_as_the_smaller_side_of_each_group_has(entries: list[tuple[int, int]], leaving: int) -> None:
    entries = sorted(entries, key=lambda entry: entry[0])
    group = np.array([g for g, _ in entries], np.int64)
    units = np.array([float(u) for _, u in entries])
    out = np.arange(4)
    found = overlaps((group, starts(group, units), units), (out, np.zeros(4), np.full(4, float(leaving))))
    for each in range(4):
        met = found.units[group[found.left] == each].sum() if found.units.size else 0.0
        assert met == min(units[group == each].sum(), leaving)
