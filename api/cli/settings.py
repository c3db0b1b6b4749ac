"""`caselot settings`: what the service was told."""

from api.cli.arguments import AsJson
from api.cli.errors import ExitCode
from api.cli.screen import screen


def settings(*, as_json: AsJson = False) -> int:
    """List every setting of the service: the variable, its value, its default, what it means. Secrets are hidden."""
    from api.cli import service
    from api.settings import listed

    with screen(as_json=as_json) as out:
        rows = listed(service.settings())
        cells = [
            (row.variable, row.value, "" if row.value == row.default else row.default, row.meaning) for row in rows
        ]
        out.table("Settings", ("variable", "value", "default", "meaning"), cells, right=[])
        out.answer(
            {
                "settings": [
                    {"variable": row.variable, "value": row.value, "default": row.default, "meaning": row.meaning}
                    for row in rows
                ]
            }
        )
        return ExitCode.DONE
