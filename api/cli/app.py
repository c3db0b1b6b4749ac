"""The commands, and the border that no exception crosses as a traceback."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from api.cli import (
    audit,
    baseline,
    check,
    compare,
    database,
    demo,
    explain,
    generate,
    identities,
    plan,
    report,
    scenarios,
    serve,
    settings,
    verify,
    worker,
)  # fmt: skip
from api.cli.errors import ExitCode, answer, exit_code, sentences, trace
from api.cli.screen import printable, to_json
from api.cli.streams import Quiet, messages

NAME = "caselot"


class Border(TyperGroup):
    """The group of all commands; turns whatever ends a command into words, JSON and an exit code."""

    def main(  # type: ignore[override] # the options that are left out are passed on with the rest
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - there is no other mode here
        **extra: Any,  # noqa: ANN401 - whatever the superclass takes
    ) -> NoReturn:
        """Run one command and leave with its exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        try:
            code = super().main(arguments, prog_name, complete_var, standalone_mode=False, **extra)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the border: a traceback helps no planner
            code = complain(error, as_json="--json" in arguments)
        sys.exit(int(code or 0))


def complain(error: BaseException, *, as_json: bool) -> ExitCode:
    """Say what went wrong: sentences to standard error, JSON to standard output where asked for."""
    stream = messages()
    lines = sentences(error)
    for text in lines:
        stream.write(printable(text) + "\n")
    if isinstance(error, typer.TyperException) and len(lines) == 1:
        stream.write(f"`{NAME} --help` and `{NAME} COMMAND --help` tell what can be said.\n")
    stream.write(trace(error))
    stream.flush()
    if as_json:
        output = Quiet(sys.stdout)
        output.write(to_json(answer(error), plain="utf" not in output.encoding.lower()) + "\n")
        output.flush()
    return exit_code(error)


app = typer.Typer(
    name=NAME,
    cls=Border,
    help="Plans purchases: from a dataset to a purchase plan that is proven good and verified independently.",
    epilog="Exit codes: 0 done; 1 the answer is no (violations found, no plan exists); 2 the input or the call is at "
    "fault; 3 stopped before any plan was found; 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    check.check, plan.plan, verify.verify, explain.explain, compare.compare, report.report, generate.generate,
):  # fmt: skip
    app.command()(command)
app.command(epilog=baseline.EPILOG)(baseline.baseline)
app.add_typer(scenarios.commands, name="scenarios", help="What-if files: run, check, and the schema for editors.")
app.command()(serve.serve)
app.command()(worker.worker)
app.command()(settings.settings)
app.add_typer(database.commands, name="db", help="The service's database: upgrade, status.")
app.add_typer(identities.key_commands, name="key", help="API keys: create, list, revoke.")
app.add_typer(identities.user_commands, name="user", help="Persons and their roles: add, list.")
app.add_typer(audit.commands, name="audit", help="The audit log: verify.")
app.command(hidden=True)(demo.demo)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"{NAME} {version(NAME)}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Plans purchases: from a dataset to a purchase plan that is proven good and verified independently."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        app(args=list(arguments), prog_name=NAME)
    except SystemExit as end:
        return int(end.code or 0)
    return 0
