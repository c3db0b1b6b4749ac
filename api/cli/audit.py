"""`caselot audit`: whether the log is as it was written."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.arguments import AsJson
from api.cli.errors import ExitCode
from api.cli.screen import screen
from models.faults import CallError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.db.repositories.audit import Verdict

INTACT = "every entry is as it was written, every order as told"
commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@commands.command()
def verify(
    *,
    organisation: Annotated[
        str | None, typer.Option("--organisation", help="One only; all where none is given.")
    ] = None,
    expect: Annotated[
        str | None, typer.Option("--expect", help="A head noted earlier (NUMBER:HASH), which must still be there.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Verify the audit log, and orders against it: exit 1 where anything was changed behind the API's back.

    Note the head that is printed somewhere else: with --expect it proves later that nothing before it was replaced.
    """
    from api.cli import service
    from models.db.repositories import audit, organisations

    number, _, digest = (expect or "").partition(":")
    if expect is not None and (organisation is None or not number.isdecimal() or not digest):
        raise CallError("--expect must be NUMBER:HASH and needs --organisation")
    with screen(as_json=as_json) as out, service.transaction() as session:
        verdicts = [
            _verdict(session, one)
            for one in organisations.all_ids(session)
            if organisation is None or one == organisation
        ]
        if not verdicts:
            raise CallError(f"there is no organisation {organisation!r}")
        replaced = expect is not None and audit.digest_of(session, verdicts[0].organisation_id, int(number)) != digest
        for found in verdicts:
            state = found.fault or f"{INTACT}; head {found.number}:{found.digest}"
            out.line(f"{found.organisation_id}: {state}", style="red" if found.fault else "")
        if replaced:
            out.line(f"{organisation}: entry {number} is not the one that was noted", style="red")
        told = [
            {"organisation": one.organisation_id, "entries": one.number, "head": one.digest, "fault": one.fault}
            for one in verdicts
        ]
        out.answer(
            {"intact": not replaced and not any(one.fault for one in verdicts), "replaced": replaced, "logs": told}
        )
        return ExitCode.NO if replaced or any(one.fault for one in verdicts) else ExitCode.DONE


def _verdict(session: "Session", organisation_id: str) -> "Verdict":
    """What the log of an organisation says of itself and, where nothing is wrong with it, of the orders."""
    from models.db.repositories import audit, order_audit

    found = audit.verify(session, organisation_id)
    return found if found.fault else replace(found, fault=order_audit.fault(session, organisation_id))
