"""Datasets in bodies."""

from pydantic import Field

from api.schemas.kinds import Answer, Currency, Day, Identifier, Moment


class Warned(Answer):
    """A warning about a dataset, which hinders nothing."""

    rule: str
    sentence: str
    count: int
    examples: list[str]


class Dataset(Answer):
    """A dataset that was sent, or a snapshot of live data. It is never changed."""

    id: Identifier = Field(description="SHA-256 of its content: the same for every format and order of rows.")
    source: str = Field(description="`upload` or `live`.")
    size: int = Field(description="Bytes in the form in which it is stored.")
    start: Day
    periods: int
    bucket: str
    currency: Currency
    rows: dict[str, int] = Field(description="Rows of each table.")
    notices: list[Warned]
    created_at: Moment
    created_by: str
