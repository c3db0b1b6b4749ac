"""Every share answers every request in the same way, whoever is lost, and messages know nothing of the items."""

from __future__ import annotations

import functools
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.faults import CallError
from optimizer.options import Options
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.decomposed.crew import Crew, crew_for, dealt
from optimizer.strategies.decomposed.hands import MOST_SHARES, LostError
from optimizer.strategies.decomposed.hands.threads import Threads
from optimizer.strategies.decomposed.shelf import Message, Reply, Shelf
from optimizer.strategies.decomposed.work import Cut, HandOver, Round
from tests.optimizer.strategies.decomposed.hands.told import Told, catalogue, told

CALLS = 30


class Remote:
    """Workers with a shelf each, who get and give copies; the ``lost``-th calls find the worker gone.

    An even number is lost before its work is done, an odd one after it.
    """

    steady = False

    def __init__(self, places: int, lost: frozenset[int] = frozenset()) -> None:
        self.places, self.at_once, self.lost = places, 1, lost
        self.shelves = [Shelf() for _ in range(places)]
        self.calls = self.replaced = 0
        self.sent: dict[str, list[int]] = {}

    def ask(self, place: int, message: Message) -> Reply:
        self.calls += 1
        packed = pickle.dumps(message)
        if self.calls in self.lost and self.calls % 2 == 0:
            raise LostError(place)
        reply = pickle.dumps(self.shelves[place].serve(pickle.loads(packed)))  # noqa: S301 - our own
        if self.calls in self.lost:
            raise LostError(place)
        self.sent.setdefault(type(message.request).__name__, []).append(len(packed) + len(reply))
        answers: Reply = pickle.loads(reply)  # noqa: S301 - our own
        return answers

    def replace(self, place: int) -> None:
        self.shelves[place] = Shelf()
        self.replaced += 1

    def close(self) -> None:
        pass


@functools.cache
def alone() -> Told:
    return told(catalogue(), Threads(1))


@pytest.mark.parametrize("places", [1, 2, 3, MOST_SHARES])
def test_figures_do_not_depend_on_how_many_work(places: int) -> None:
    assert told(catalogue(), Remote(places)).agrees_with(alone())


@given(st.frozensets(st.integers(1, CALLS), min_size=1, max_size=4))
@settings(max_examples=8, deadline=None)
def test_figures_do_not_depend_on_who_is_lost(lost: frozenset[int]) -> None:
    hands = Remote(2, lost)
    assert told(catalogue(), hands).agrees_with(alone())
    assert hands.replaced == len({call for call in lost if call <= hands.calls})


def test_a_crew_that_is_lost_whenever_it_is_asked_gives_up() -> None:
    with pytest.raises(CallError, match="lost 10 times in a row"):
        told(catalogue(), Remote(1, frozenset(range(1, 1000))))


def test_a_share_that_was_asked_already_does_not_answer_again() -> None:
    # An answer that gets lost on its way back must not move the share's own prices twice.
    problem, shelf = catalogue(4), Shelf()
    begin = Message(1, 0, Cut(list(chunks_of(problem, 4))), (0,))
    assert set(shelf.serve(begin)) == {0}
    over = Message(1, 1, HandOver(), (0, 1))
    assert set(shelf.serve(over)) == {0}
    assert shelf.serve(over) == {}
    assert set(shelf.serve(begin)) == {0}
    assert shelf.serve(Message(2, 1, HandOver(), (0,))) == {}


def bytes_of_a_round(items: int) -> int:
    """Of all messages and replies, of eight parts."""
    problem, hands = catalogue(items), Remote(2)
    crew = Crew(hands)
    ascent = Ascent.start(problem, chunks_of(problem, items // 8), crew)
    for _ in range(3):
        ascent.step()
    crew.close()
    assert len(crew._members) == 8
    assert len(hands.sent["Cut"]) == 8  # the data of each part goes out once
    return sum(hands.sent["Round"][-2:])


def test_the_messages_of_a_round_do_not_grow_with_the_items() -> None:
    small, large = bytes_of_a_round(16), bytes_of_a_round(160)
    assert large == pytest.approx(small, abs=32)  # a whole number takes a byte or two more when it is larger


def test_there_are_never_more_shares_than_places_and_they_are_neighbours() -> None:
    assert dealt(3) == [range(1), range(1, 2), range(2, 3)]
    assert [len(share) for share in dealt(500)].count(8) + [len(share) for share in dealt(500)].count(7) == MOST_SHARES
    assert np.concatenate([list(share) for share in dealt(500)]).tolist() == list(range(500))


def test_several_parts_of_a_share_answer_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    # 6 parts in 2 shares: sums are the same but for the order of adding up
    monkeypatch.setattr("optimizer.strategies.decomposed.crew.MOST_SHARES", 2)
    few = told(catalogue(), Remote(2))
    assert few.history == pytest.approx(alone().history, rel=1e-9)
    assert len(few.own) == len(alone().own)


def test_this_process_keeps_no_log_of_what_cannot_be_lost() -> None:
    for hands, kept in ((Threads(1), 0), (Remote(1), 2)):
        crew = Crew(hands)
        problem = catalogue(4)
        ascent = Ascent.start(problem, chunks_of(problem, 4), crew)
        ascent.step()
        assert sum(request is not None for request in crew._log) == kept
        crew.close()


def test_the_options_say_who_works() -> None:
    crew = crew_for(Options())
    assert isinstance(crew.hands, Threads)
    crew.close()
    assert Round.bulky is False
