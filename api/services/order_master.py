"""What orders may say, as the master data of their organisation have it: the currency, and ids that are known."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from models.db.repositories import master_facts
from models.faults import Fault
from models.ledger.purchase_order import Content
from models.refusals import InvalidError


def check_currency(session: Session, contents: Iterable[Content]) -> None:
    """Raises InvalidError for an order that is not in the organisation's currency, where its settings have one.

    Budgets and plans know one currency alone, so an order in another could not be counted against them.
    """
    ours = master_facts.currency(session)
    if ours is None:
        return
    for content in contents:
        theirs = content.header.currency
        if theirs != ours:
            expected = f"{ours}, the currency of the organisation (setting `currency`)"
            raise InvalidError([Fault("header", None, "currency", theirs, expected)])
