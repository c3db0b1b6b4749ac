"""Users in bodies."""

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.kinds import Answer, Body, Identifier, Moment, ShortText

RoleName = Literal["planner", "buyer", "approver", "receiver", "accounts_payable", "admin", "integration", "viewer"]
RoleNames = Annotated[list[RoleName], Field(min_length=1, max_length=8)]


class NewUser(Body):
    """A person or an integration to be."""

    name: ShortText
    kind: Literal["person", "integration"] = "person"
    roles: RoleNames
    subject: ShortText | None = Field(default=None, description="The `sub` of a person's tokens.")
    same_person_as: Identifier | None = Field(default=None, description="Another user of the same person.")


class UserChange(Body):
    """What changes of a user; what is left out stays."""

    roles: RoleNames | None = None
    disabled: bool | None = Field(default=None, description="A disabled user's keys and tokens are refused.")
    same_person_as: Identifier | None = Field(
        default=None, description="Another user of the same person; the user's own id where they are one alone."
    )


class User(Answer):
    """A user."""

    id: Identifier
    kind: str
    name: str
    roles: list[str]
    subject: str | None
    disabled_at: Moment | None
    person_id: str | None = Field(description="Users with the same one are one person; null for a person alone.")
    version: int
    created_at: Moment
    created_by: str
