"""`caselot key` and `caselot user`: who may do what."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.auth.permissions import Role
from api.cli.arguments import AsJson
from api.cli.errors import ExitCode
from api.cli.screen import screen
from models.db.ids import MAIN
from models.faults import CallError

if TYPE_CHECKING:
    from models.db.rows.keys import KeyRow

key_commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
user_commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Organisation = Annotated[str, typer.Option("--organisation", help="The organisation; made where it is new.")]
Days = Annotated[float | None, typer.Option("--days", min=0.001, max=36500, help="The key expires after so many.")]


@key_commands.command("create")
def create_key(
    *,
    name: Annotated[str, typer.Option("--name", help="The user; an integration is added where it is new.")],
    role: Annotated[Role, typer.Option("--role", help="What the key may be used as.")],
    organisation: Organisation = MAIN,
    days: Days = None,
    as_json: AsJson = False,
) -> int:
    """Make an API key and print it: it is shown this once only."""
    from api.auth.caller import console
    from api.cli import service
    from api.services.keys import create_key_of_integration
    from models.db.base import now
    from models.db.repositories import organisations
    from models.db.sessions import act_for

    _name(name)
    check_id(organisation)
    expires = None if days is None else now() + dt.timedelta(days=days)
    with screen(as_json=as_json) as out:
        caller = console(organisation)
        with service.transaction() as session:
            if organisations.ensure(session, organisation, caller.user_id):
                out.say(f"The organisation {organisation} is new.")
            act_for(session, organisation)
            row, secret = create_key_of_integration(session, caller, name, role, expires)
        out.say(f"Key {row.id} of {name} ({role}); it is shown this once only:")
        out.line(secret)
        out.answer({**_key(row), "key": secret})
        return ExitCode.DONE


@key_commands.command("list")
def list_keys(*, organisation: Organisation = MAIN, as_json: AsJson = False) -> int:
    """List the keys of an organisation."""
    from api.cli import service
    from models.db.repositories import keys
    from models.db.rows.keys import KeyRow
    from models.db.sessions import act_for

    with screen(as_json=as_json) as out, service.transaction() as session:
        act_for(session, organisation)
        rows = list(session.scalars(keys.every().order_by(KeyRow.id)))
        cells = [
            (row.id, row.name, ", ".join(row.roles), row.prefix, "revoked" if row.revoked_at else "valid")
            for row in rows
        ]
        out.table("Keys", ("id", "name", "roles", "begins", "state"), cells, right=[])
        out.answer({"keys": [_key(row) for row in rows]})
        return ExitCode.DONE


@key_commands.command("revoke")
def end_key(
    key_id: Annotated[str, typer.Argument(help="The id, as `caselot key list` tells it.", metavar="KEY_ID")],
    *,
    organisation: Organisation = MAIN,
    as_json: AsJson = False,
) -> int:
    """Make a key useless from now on."""
    from api.auth.caller import console
    from api.cli import service
    from api.services.keys import revoke_key
    from models.db.sessions import act_for

    with screen(as_json=as_json) as out:
        with service.transaction() as session:
            act_for(session, organisation)
            row = revoke_key(session, console(organisation), key_id)
        out.line(f"The key {row.id} of {row.name} is revoked.")
        out.answer(_key(row))
        return ExitCode.DONE


@user_commands.command("add")
def add(
    *,
    name: Annotated[str, typer.Option("--name", help="The person's name.")],
    role: Annotated[list[Role], typer.Option("--role", help="A role; may be given several times.")],
    subject: Annotated[str | None, typer.Option("--subject", help="The `sub` of the person's tokens.")] = None,
    organisation: Organisation = MAIN,
    as_json: AsJson = False,
) -> int:
    """Add a person with roles, so that duties can be segregated: `caselot key create --name NAME` makes them a key."""
    from api.auth.caller import console
    from api.cli import service
    from api.services.users import add_user
    from models.db.repositories import organisations
    from models.db.sessions import act_for

    _name(name)
    check_id(organisation)
    with screen(as_json=as_json) as out:
        caller = console(organisation)
        with service.transaction() as session:
            organisations.ensure(session, organisation, caller.user_id)
            act_for(session, organisation)
            row = add_user(session, caller, name, "person", role, subject)
        out.line(f"{row.name} is user {row.id} with the roles {', '.join(row.roles)}.")
        out.answer({"id": row.id, "name": row.name, "roles": row.roles, "organisation": row.organisation_id})
        return ExitCode.DONE


@user_commands.command("list")
def list_users(*, organisation: Organisation = MAIN, as_json: AsJson = False) -> int:
    """List the users of an organisation."""
    from api.cli import service
    from models.db.repositories import users
    from models.db.sessions import act_for

    with screen(as_json=as_json) as out, service.transaction() as session:
        act_for(session, organisation)
        rows = list(session.scalars(users.every()))
        out.table(
            "Users", ("id", "name", "kind", "roles"),
            [(row.id, row.name, row.kind, ", ".join(row.roles)) for row in rows], right=[],
        )  # fmt: skip
        told = [{"id": row.id, "name": row.name, "kind": row.kind, "roles": row.roles} for row in rows]
        out.answer({"users": told})
        return ExitCode.DONE


def _key(row: "KeyRow") -> dict[str, object]:
    return {
        "id": row.id,
        "user_id": row.user_id,
        "name": row.name,
        "roles": row.roles,
        "prefix": row.prefix,
        "organisation": row.organisation_id,
        "expires_at": None if row.expires_at is None else row.expires_at.isoformat(),
        "revoked_at": None if row.revoked_at is None else row.revoked_at.isoformat(),
    }


def _name(text: str) -> None:
    from api.schemas.kinds import ShortText

    _check(ShortText, "--name", text, "1 to 200 characters, none of them a control character")


def check_id(text: str) -> None:
    """Raise CallError unless the text can be the id of an organisation."""
    from api.schemas.kinds import Identifier

    _check(Identifier, "--organisation", text, "1 to 64 characters, none of them a control character")


def _check(kind: Any, option: str, text: str, expected: str) -> None:  # noqa: ANN401 - an annotated type
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError as error:
        raise CallError(f"{option} must be {expected}") from error
