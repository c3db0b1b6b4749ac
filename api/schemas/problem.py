"""The body of every refusal: problem details of RFC 9457."""

from pydantic import BaseModel, ConfigDict, Field


class FaultSchema(BaseModel):
    """One thing that is wrong, and where."""

    table: str
    row: int | None
    column: str
    value: str
    expected: str


class Problem(BaseModel):
    """Why something was refused. Some types have further members, such as `allowed`, `current_version`."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="A stable name of the kind of problem, `urn:caselot:problem:...`.")
    title: str
    status: int
    detail: str = Field(description="What happened, in a sentence.")
    request_id: str = Field(description="Finds the request in the log.")
    fault_count: int | None = Field(default=None, description="All faults; `faults` lists a thousand at most.")
    faults: list[FaultSchema] = Field(default_factory=list)
