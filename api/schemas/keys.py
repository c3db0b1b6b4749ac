"""API keys in bodies."""

from typing import Annotated

from pydantic import Field

from api.schemas.kinds import Answer, Body, Identifier, Moment, ShortText
from api.schemas.users import RoleNames


class NewKey(Body):
    """A key to be made for a user."""

    user_id: Identifier
    name: ShortText
    roles: RoleNames | None = Field(default=None, description="Fewer roles than the user has; null for all of them.")
    scopes: Annotated[list[Identifier], Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="Permissions that the key is limited to; null for all that its roles have."
    )
    expires_at: Moment | None = None


class Key(Answer):
    """A key; the key itself is known to nobody."""

    id: Identifier
    user_id: Identifier
    name: str
    prefix: str
    roles: list[str]
    scopes: list[str] | None
    expires_at: Moment | None
    revoked_at: Moment | None
    revoked_by: str | None
    last_used_at: Moment | None
    created_at: Moment
    created_by: str


class MadeKey(Key):
    """A key that was just made: the only answer that ever shows it."""

    key: str
