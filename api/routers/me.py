"""/v1/me: who one is."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.auth.caller import Caller
from api.auth.guard import may
from api.auth.permissions import PERMISSIONS
from api.schemas.me import Me
from api.transaction import TransactionRoute

router = APIRouter(prefix="/v1/me", tags=["who is who"], route_class=TransactionRoute)


@router.get("")
def read_me(caller: Annotated[Caller, Depends(may("me.read"))]) -> Me:
    """Who the caller is and what they may do."""
    return Me(
        user_id=caller.user_id,
        name=caller.name,
        kind=caller.kind,
        organisation_id=caller.organisation_id,
        roles=sorted(caller.roles),
        permissions=sorted(name for name in PERMISSIONS if caller.may(name)),
        key_id=caller.key_id,
    )
