"""Who calls: the one thing that routes and services know of whoever sent a request."""

from dataclasses import dataclass
from typing import Literal

from api.auth.permissions import PERMISSIONS, Role
from models.db.repositories.audit import Actor
from models.db.rows.organisations import MAIN
from models.refusals import NotAllowedError


@dataclass(frozen=True, slots=True)
class Caller:
    """A user of one organisation in one request.

    Duties are segregated by `user_id`. `scopes` narrow what the roles allow to some permissions, None does not.
    `key_id` is the key they came with, None for a token or the console.
    """

    user_id: str
    name: str
    organisation_id: str
    roles: frozenset[Role]
    scopes: frozenset[str] | None = None
    request_id: str = ""
    key_id: str | None = None
    kind: Literal["person", "integration", "console"] = "person"

    @property
    def actor(self) -> Actor:
        """The same, as the audit log needs it."""
        return Actor(self.organisation_id, self.user_id, self.name, self.request_id)

    def may(self, permission: str) -> bool:
        """Whether a role has the permission and the key is not narrowed to others."""
        allowed = bool(self.roles & PERMISSIONS[permission])
        return allowed and (self.scopes is None or permission in self.scopes)

    def require(self, permission: str) -> None:
        """Raise NotAllowedError, which names the roles that may, unless the caller may."""
        if self.may(permission):
            return
        if self.roles & PERMISSIONS[permission]:
            raise NotAllowedError(f"This key is limited to other things than {permission}.", permission=permission)
        roles = ", ".join(sorted(PERMISSIONS[permission]))
        yours = ", ".join(sorted(self.roles)) or "none"
        raise NotAllowedError(f"{permission} needs one of the roles {roles}; yours: {yours}.", permission=permission)


def console(organisation_id: str = MAIN) -> Caller:
    """Whoever sits at the machine and types commands."""
    return Caller("console", "console", organisation_id, frozenset({Role.ADMIN}), kind="console")
