"""`may("orders.approve")`: how a route names its permission. The route class checks it before anything else is done."""

from functools import cache
from typing import Annotated

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.auth.caller import Caller
from api.auth.permissions import PERMISSIONS

BEARER = HTTPBearer(auto_error=False, description="An API key of `caselot key create`, or a token of the issuer.")


class Permission:
    """A dependency that is the caller, who was found to have the permission."""

    def __init__(self, name: str) -> None:
        if name not in PERMISSIONS:
            raise ValueError(f"{name!r} is not in the table of permissions")
        self.name = name

    async def __call__(
        self, request: Request, _documented: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
    ) -> Caller:
        """The caller; `api.transaction.TransactionRoute` has put them there."""
        caller: Caller = request.state.caller
        return caller


@cache
def may(name: str) -> Permission:
    """The permission of that name: `caller: Annotated[Caller, Depends(may("orders.approve"))]`."""
    return Permission(name)


def permission_of(dependant: Dependant) -> Permission | None:
    """The permission that a route depends on. Raises ValueError where it names several."""
    found = {call for call in _calls(dependant) if isinstance(call, Permission)}
    if len(found) > 1:
        raise ValueError(f"a route names several permissions: {sorted(one.name for one in found)}")
    return found.pop() if found else None


def _calls(dependant: Dependant) -> list[object]:
    return [found for inner in dependant.dependencies for found in (inner.call, *_calls(inner))]
