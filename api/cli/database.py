"""`caselot db`: the schema of the database."""

import typer

from api.cli.arguments import AsJson
from api.cli.errors import ExitCode
from api.cli.screen import screen

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@commands.command("upgrade")
def upgrade_database(*, as_json: AsJson = False) -> int:
    """Bring the database to the newest version, all of it or nothing."""
    from api.cli import service
    from models.db.upgrade import upgrade

    with screen(as_json=as_json) as out, service.opened() as database:
        before, after = upgrade(database.engine)
        done = f"from version {before} to {after}" if before else f"empty; now at version {after}"
        out.line(f"The database is at version {after} already." if before == after else f"The database was {done}.")
        out.answer({"before": before, "after": after})
        return ExitCode.DONE


@commands.command()
def status(*, as_json: AsJson = False) -> int:
    """Say which version the database is at. Exit 1 where it is not the newest."""
    from api.cli import service
    from models.db.upgrade import newest, version_of

    with screen(as_json=as_json) as out, service.opened() as database:
        found, needed = version_of(database.engine), newest()
        out.line(f"The database is at version {found or 'none'}, the newest is {needed}.")
        out.answer({"version": found, "newest": needed})
        return ExitCode.DONE if found == needed else ExitCode.NO
