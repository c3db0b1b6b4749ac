"""Segregation of duties, by document: who did one thing with it may not do another. One table says which."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.ledger.errors import DutyError


class Deed(StrEnum):
    """What somebody has done with a document, or with the master data that it rests on."""

    WROTE_ORDER = "wrote_order"
    RECEIVED_GOODS = "received_goods"
    ENTERED_INVOICE = "entered_invoice"
    KEEPS_SUPPLIER = "keeps_supplier"


class Act(StrEnum):
    """What somebody wants to do."""

    APPROVE_ORDER = "approve_order"
    ENTER_INVOICE = "enter_invoice"
    RELEASE_INVOICE = "release_invoice"


@dataclass(frozen=True, slots=True)
class Duty:
    """Whoever did `deed` may not `act`; `sentence` says so, `rule` is its stable name."""

    rule: str
    deed: Deed
    act: Act
    sentence: str


DUTIES = (
    Duty(
        "writer-does-not-approve",
        Deed.WROTE_ORDER,
        Act.APPROVE_ORDER,
        "{who} wrote this order and so cannot approve it",
    ),
    Duty(
        "supplier-keeper-does-not-approve",
        Deed.KEEPS_SUPPLIER,
        Act.APPROVE_ORDER,
        "{who} keeps the data of its supplier and so cannot approve its orders",
    ),
    Duty(
        "receiver-does-not-enter-invoice",
        Deed.RECEIVED_GOODS,
        Act.ENTER_INVOICE,
        "{who} received goods of this order and so cannot enter its invoice",
    ),
    Duty(
        "receiver-does-not-release-invoice",
        Deed.RECEIVED_GOODS,
        Act.RELEASE_INVOICE,
        "{who} received goods of this order and so cannot release its invoice",
    ),
    Duty(
        "enterer-does-not-release-invoice",
        Deed.ENTERED_INVOICE,
        Act.RELEASE_INVOICE,
        "{who} entered this invoice and so cannot release it",
    ),
)


def check_duties(
    document: str, who: str, act: Act, done: Mapping[Deed, Collection[str]], one_with: Collection[str] = ()
) -> None:
    """Raises DutyError where `who` is among those who did what bars the act; `done` tells who did what.

    `one_with` are other users who count as the same person: what they did, `who` did.
    """
    for duty in DUTIES:
        if duty.act is not act:
            continue
        doers = set(done.get(duty.deed, ()))
        if who in doers:
            raise DutyError(document, duty.rule, duty.sentence.format(who=who))
        if others := sorted(doers.intersection(one_with)):
            told = f"{who} counts as one with {others[0]}, who"
            raise DutyError(document, duty.rule, duty.sentence.format(who=told))
