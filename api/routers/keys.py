"""/v1/keys: API keys."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.auth.caller import Caller
from api.auth.guard import may
from api.paging import PageAsked, matching, paginate
from api.schemas.keys import Key, MadeKey, NewKey
from api.schemas.kinds import Identifier, Page
from api.services.keys import create_key, revoke_key
from api.terms import terms
from api.transaction import Transaction, TransactionRoute
from models.db.repositories import keys
from models.db.rows.keys import KeyRow

router = APIRouter(prefix="/v1/keys", tags=["who is who"], route_class=TransactionRoute)
Manager = Annotated[Caller, Depends(may("keys.manage"))]


@router.get("")
def list_keys(
    _: Manager, session: Transaction, page: PageAsked, user_id: Annotated[Identifier | None, Query()] = None
) -> Page[Key]:  # fmt: skip
    """The keys, oldest first, revoked ones too."""
    rows, cursor = paginate(session, matching(keys.every(), {KeyRow.user_id: user_id}), [KeyRow.id], page)
    return Page[Key](items=[Key.model_validate(row) for row in rows], next_cursor=cursor)


@router.post("", status_code=201, openapi_extra=terms(answer="secret"))
def make_key(caller: Manager, session: Transaction, body: NewKey, response: Response) -> MadeKey:
    """Make a key of a user. This answer is the only one that shows it."""
    wanted = body.model_dump(exclude={"user_id", "name"})
    row, secret = create_key(session, caller, body.user_id, body.name, **wanted)
    response.headers["Location"] = f"/v1/keys/{row.id}"
    return MadeKey(**Key.model_validate(row).model_dump(), key=secret)


@router.get("/{key_id}")
def read_key(_: Manager, session: Transaction, key_id: Identifier) -> Key:
    """One key."""
    return Key.model_validate(keys.get(session, key_id))


@router.post("/{key_id}/revoke", openapi_extra=terms(key="optional"))
def end_key(caller: Manager, session: Transaction, key_id: Identifier) -> Key:
    """Make a key useless from now on."""
    return Key.model_validate(revoke_key(session, caller, key_id))
