"""Who one is."""

from pydantic import Field

from api.schemas.kinds import Answer


class Me(Answer):
    """The caller as the service knows them."""

    user_id: str
    name: str
    kind: str
    organisation_id: str
    roles: list[str]
    permissions: list[str] = Field(description="What the caller may do with this key.")
    key_id: str | None
