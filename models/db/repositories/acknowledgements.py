"""What suppliers answered."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Select, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.db.base import now
from models.db.ids import new_id
from models.db.rows.acknowledgements import AcknowledgementPartRow, AcknowledgementRow, InterchangeRow
from models.ledger.acknowledgement import Answer, LineAnswer, Part, standing
from models.ledger.money import UnitPrice
from models.refusals import ConflictError, NotFoundError


class Heading(NamedTuple):
    """What an acknowledgement is about: the order, its version, its currency; the supplier's number; json or x12."""

    organisation_id: str
    order_id: str
    order_version: int
    reference: str
    source: str
    by: str


def every() -> Select[AcknowledgementRow]:
    """All acknowledgements of the organisation, for a page of them."""
    return select(AcknowledgementRow)


def get(session: Session, id_: str) -> AcknowledgementRow:
    """One acknowledgement. Raises NotFoundError."""
    row = session.scalars(select(AcknowledgementRow).where(AcknowledgementRow.id == id_)).one_or_none()
    if row is None:
        raise NotFoundError("acknowledgement", id_)
    return row


def add(session: Session, heading: Heading, answers: Sequence[LineAnswer]) -> AcknowledgementRow:
    """Keep an answer."""
    row = AcknowledgementRow(
        id=new_id("ACK"),
        organisation_id=heading.organisation_id,
        order_id=heading.order_id,
        order_version=heading.order_version,
        reference=heading.reference,
        source=heading.source,
        created_by=heading.by,
    )
    session.add(row)
    session.flush()
    parts = [
        {
            "organisation_id": row.organisation_id, "acknowledgement_id": row.id, "line": answer.line, "part": place,
            "answer": str(part.answer), "units": part.units, "date": part.date, "reason": part.reason,
            "price_micro": None if part.unit_price is None else part.unit_price.micro,
            "substitute_item_id": part.substitute_item_id,
        }
        for answer in answers
        for place, part in enumerate(answer.parts, start=1)
    ]  # fmt: skip
    session.execute(insert(AcknowledgementPartRow), parts)
    return row


def take_interchange(session: Session, organisation_id: str, sender: str, control: str, by: str) -> None:
    """Keep that an interchange was taken. Raises ConflictError where one of its sender and number was before."""
    row = InterchangeRow(
        organisation_id=organisation_id, sender=sender, control=control, taken_at=now(), taken_by=by
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise ConflictError(f"The interchange {control} of {sender} was taken before.", control=control) from error


def answers_of(session: Session, ids: Sequence[str], currency: str) -> dict[str, list[LineAnswer]]:
    """The answers of some acknowledgements of orders of one currency, by id."""
    statement = select(AcknowledgementPartRow).where(AcknowledgementPartRow.acknowledgement_id.in_(ids))
    key = AcknowledgementPartRow
    rows = session.scalars(statement.order_by(key.acknowledgement_id, key.line, key.part))
    found: dict[str, list[LineAnswer]] = {id_: [] for id_ in ids}
    for (id_, line), parts in groupby(rows, key=lambda row: (row.acknowledgement_id, row.line)):
        found[id_].append(LineAnswer(line, tuple(_parts(parts, currency))))
    return found


def of_order(session: Session, order_id: str, version: int | None = None) -> list[AcknowledgementRow]:
    """The acknowledgements of an order, or of one version of it, in the order in which they came."""
    statement = select(AcknowledgementRow).where(AcknowledgementRow.order_id == order_id)
    if version is not None:
        statement = statement.where(AcknowledgementRow.order_version == version)
    return list(session.scalars(statement.order_by(AcknowledgementRow.created_at, AcknowledgementRow.id)))


def standing_of(session: Session, order_id: str, version: int | None, currency: str) -> dict[int, LineAnswer]:
    """The answer that counts for each line of the version that the supplier has."""
    if version is None:
        return {}
    rows = of_order(session, order_id, version)
    answers = answers_of(session, [row.id for row in rows], currency)
    return standing([answers[row.id] for row in rows])


def _parts(rows: Iterable[AcknowledgementPartRow], currency: str) -> Iterable[Part]:
    for row in rows:
        price = None if row.price_micro is None else UnitPrice(row.price_micro, currency)
        yield Part(Answer(row.answer), row.units, row.date, row.reason, price, row.substitute_item_id)
