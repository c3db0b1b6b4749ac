"""Names in exported models: readable, and such that every reader takes them."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optimizer.backends.names import LONGEST, file_names
from optimizer.linear import Block, Label

VALID = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


def block(ids: list[str], name: str = "q") -> Block:
    return Block(name, 0, len(ids), (Label(ids, np.arange(len(ids))),))


def test_a_name_tells_the_decision() -> None:
    labels = tuple(Label([word], np.array([0])) for word in ("A", "S", "N", "road", "2024-01-01"))
    assert file_names([Block("q", 0, 1, labels)]) == ["q.A.S.N.road.2024_01_01"]


def test_ids_keep_their_letters_as_far_as_they_may() -> None:
    assert file_names([block(["Müller & Söhne", "=1+1", "é"])]) == ["q.Muller___Sohne", "q._1_1", "q.e"]


def test_equal_names_get_their_position() -> None:
    assert file_names([block(["a b", "a_b", "a-b"])]) == ["q.a_b", "q.a_b.1", "q.a_b.2"]


def test_a_name_that_is_made_unique_clashes_with_no_other() -> None:
    plain = Block("q.a_b", 0, 3)  # q_a_b.0, q_a_b.1, q_a_b.2
    assert len(set(file_names([plain, block(["a b", "a_b"], "q_a"), Block("q_a_b", 0, 3)]))) == 8


def test_exponents_and_keywords_are_no_names() -> None:
    assert file_names([Block("E1", 0, 1), Block("free", 0, 1), Block("st", 0, 2)]) == ["_E1", "_free", "_st.0", "_st.1"]
    assert file_names([Block("stock", 0, 1)]) == ["stock"]


def test_blocks_without_labels_are_counted() -> None:
    assert file_names([Block("y", 0, 1), Block("u", 1, 2)]) == ["y", "u.0", "u.1"]


def test_long_names_are_cut_and_stay_apart() -> None:
    names = file_names([block(["x" * 300 + "a", "x" * 300 + "b"])])
    assert len(set(names)) == 2
    assert max(map(len, names)) <= LONGEST


@given(st.lists(st.text(min_size=1, max_size=64), min_size=1, max_size=6), st.text(min_size=1, max_size=4))
def test_any_ids_give_valid_names_all_different(ids: list[str], name: str) -> None:
    names = file_names([block(ids, name), block(ids, "E"), Block(name, 0, 2)])
    assert len(set(names)) == len(names)
    for found in names:
        assert VALID.fullmatch(found)
        assert len(found) <= LONGEST
        assert not re.match(r"(?i)e\d", found)
