"""The page on purchase orders names every state, action, code and kind of event that there is."""

from pathlib import Path

import pytest

from models.ledger.acknowledgement import Answer, SlipKind
from models.ledger.happenings import KINDS
from models.ledger.line_status import LineStatus
from models.ledger.machine import TRANSITIONS, Action
from models.ledger.purchase_order import Approval, Billing, Receipt

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "purchase-orders.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*Approval, *Receipt, *Billing, *Answer, *SlipKind, *LineStatus, *Action])
def test_every_word_is_on_the_page(word: str) -> None:
    assert word in PAGE


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_event_is_on_the_page(kind: str) -> None:
    assert f"`{kind}`" in PAGE


@pytest.mark.parametrize("action", list(Action))
def test_every_action_is_possible_somewhere(action: Action) -> None:
    assert action in {each for _, each in TRANSITIONS}
