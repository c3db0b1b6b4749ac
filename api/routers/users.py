"""/v1/users: persons and integrations."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.auth.caller import Caller
from api.auth.guard import may
from api.paging import PageAsked, matching, paginate
from api.schemas.kinds import Identifier, Page, ShortText
from api.schemas.users import NewUser, User, UserChange
from api.services.users import add_user, change_user
from api.transaction import Transaction, TransactionRoute
from api.versions import ExpectedVersion, show_version
from models.db.repositories import users
from models.db.rows.users import UserRow

router = APIRouter(prefix="/v1/users", tags=["who is who"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may("users.read"))]
Manager = Annotated[Caller, Depends(may("users.manage"))]


@router.get("")
def list_users(
    _: Reader, session: Transaction, page: PageAsked, name: Annotated[ShortText | None, Query()] = None
) -> Page[User]:  # fmt: skip
    """The users, oldest first."""
    rows, cursor = paginate(session, matching(users.every(), {UserRow.name: name}), [UserRow.id], page)
    return Page[User](items=[User.model_validate(row) for row in rows], next_cursor=cursor)


@router.get("/{user_id}")
def read_user(_: Reader, session: Transaction, user_id: Identifier, response: Response) -> User:
    """One user, with the version in the ETag."""
    row = users.get(session, user_id)
    show_version(response, row.version)
    return User.model_validate(row)


@router.post("", status_code=201)
def create_user(caller: Manager, session: Transaction, body: NewUser, response: Response) -> User:
    """Add a person or an integration."""
    row = add_user(session, caller, body.name, body.kind, body.roles, body.subject, same_person_as=body.same_person_as)
    response.headers["Location"] = f"/v1/users/{row.id}"
    show_version(response, row.version)
    return User.model_validate(row)


@router.patch("/{user_id}")
def update_user(
    caller: Manager, session: Transaction, user_id: Identifier, body: UserChange, expected: ExpectedVersion,
    response: Response,
) -> User:  # fmt: skip
    """Change roles, disable, enable, say who is the same person."""
    row = change_user(session, caller, user_id, expected, **body.model_dump())
    show_version(response, row.version)
    return User.model_validate(row)
