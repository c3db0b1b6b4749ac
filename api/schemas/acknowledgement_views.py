"""Acknowledgements as answers tell them."""

from collections.abc import Mapping, Sequence

from api.schemas.acknowledgements import Acknowledgement, Expected, LineAnswer, Part, Slip, Standing
from models.db.rows.acknowledgements import AcknowledgementRow
from models.ledger.acknowledgement import LineAnswer as Answered
from models.ledger.acknowledgement import Slip as Slipped
from models.ledger.acknowledgement import expected, slips, status
from models.ledger.line_status import status_of
from models.ledger.purchase_order import Content, OrderLine
from models.ledger.purchase_order import Version as OrderVersion


def acknowledgement_view(
    row: AcknowledgementRow, number: str, content: Content, answers: Sequence[Answered]
) -> Acknowledgement:
    """One acknowledgement, with its codes and slips."""
    lines = content.by_number
    return Acknowledgement(
        id=row.id,
        order_id=row.order_id,
        order_number=number,
        order_version=row.order_version,
        reference=row.reference,
        source="x12" if row.source == "x12" else "json",
        created_at=row.created_at,
        created_by=row.created_by,
        lines=[_line(answer, lines[answer.line]) for answer in answers],
        slips=[slip_view(slip) for slip in slips(content, {answer.line: answer for answer in answers})],
    )


def standing_view(version: OrderVersion | None, answers: Mapping[int, Answered]) -> Standing:
    """What counts of all answers to the version that the supplier has."""
    if version is None:
        return Standing(order_version=None, status="none", slips=[], expected=[])
    return Standing(
        order_version=version.number,
        status=status(version.content, answers).value,
        slips=[slip_view(slip) for slip in slips(version.content, answers)],
        expected=[
            Expected(line=line.number, item_id=line.item_id, node_id=line.node_id, date=date, units=units)
            for line in version.content.lines
            for date, units in expected(line, answers.get(line.number)).items()
        ],
    )


def slip_view(slip: Slipped) -> Slip:
    """A difference between what was asked and what was answered."""
    return Slip(line=slip.line, kind=slip.kind.value, units=slip.units, asked=slip.asked, answered=slip.answered)


def _line(answer: Answered, line: OrderLine) -> LineAnswer:
    return LineAnswer(
        line=answer.line,
        parts=[
            Part(
                answer=part.answer.value,
                code=status_of(part, answer, line).value,
                units=part.units,
                date=part.date,
                reason=part.reason,
                unit_price=None if part.unit_price is None else part.unit_price.decimal,
                substitute_item_id=part.substitute_item_id,
            )
            for part in answer.parts
        ],
    )
