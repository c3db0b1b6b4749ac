"""Acknowledgements in bodies."""

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.kinds import Answer, Body, Day, DecimalText, Identifier, LongText, Moment, PositiveQuantity, Version
from api.schemas.orders import LineNumber
from models.ledger.checks import MAX_LINES

AnswerWord = Literal["accepted", "backordered", "rejected"]
Code = Literal["IA", "IB", "IQ", "IP", "IR", "DR", "IS"]


class NewPart(Body):
    """The answer to some units of a line."""

    answer: AnswerWord
    units: PositiveQuantity
    date: Day | None = Field(default=None, description="At the node; as asked where accepted without one.")
    reason: LongText | None = Field(default=None, description="Required where units are rejected.")
    unit_price: DecimalText | None = Field(default=None, description="The supplier's price, where it differs.")
    substitute_item_id: Identifier | None = Field(default=None, description="What comes instead.")


class NewLineAnswer(Body):
    """The answer to a line, in parts that add up to its units."""

    line: LineNumber
    parts: Annotated[list[NewPart], Field(min_length=1, max_length=104)]


class NewAcknowledgement(Body):
    """A supplier's answer to an issued order."""

    order: Identifier = Field(description="Its id or number.")
    order_version: Version | None = Field(
        default=None, description="The version that is answered; needed where more than one was issued."
    )
    reference: Identifier | None = Field(default=None, description="The supplier's own number.")
    lines: Annotated[list[NewLineAnswer], Field(min_length=1, max_length=MAX_LINES)]


class Part(Answer):
    """The answer to some units, with its code of X12 855 (ACK01)."""

    answer: AnswerWord
    code: Code
    units: int
    date: Day | None
    reason: str
    unit_price: DecimalText | None
    substitute_item_id: str


class LineAnswer(Answer):
    """The answer to a line."""

    line: int
    parts: list[Part]


class Slip(Answer):
    """A difference between what was asked and what was answered; `units` that are missing are below 0 for more."""

    line: int
    kind: Literal["date", "quantity", "price", "item"]
    units: int
    asked: str
    answered: str


class Acknowledgement(Answer):
    """A supplier's answer, and how it differs from the version that it answers."""

    id: str
    order_id: str
    order_number: str
    order_version: int
    reference: str
    source: Literal["json", "x12"]
    created_at: Moment
    created_by: str
    lines: list[LineAnswer]
    slips: list[Slip]


class Acknowledgements(Answer):
    """What was taken of one call."""

    items: list[Acknowledgement]


class Expected(Answer):
    """Units of a line by the day on which they are expected at the node."""

    line: int
    item_id: str
    node_id: str
    date: Day
    units: int


class Standing(Answer):
    """What counts of all answers to the issued version: the latest one to each line."""

    order_version: int | None
    status: Literal["none", "partial", "as_ordered", "changed"]
    slips: list[Slip]
    expected: list[Expected]
