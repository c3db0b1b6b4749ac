"""`caselot load`: a dataset becomes the master data of an organisation."""

import time
from typing import TYPE_CHECKING

from api.cli.arguments import AsJson, Dataset
from api.cli.errors import ExitCode
from api.cli.identities import Organisation, check_id
from api.cli.screen import screen
from models.db.ids import MAIN

if TYPE_CHECKING:
    from api.services.master import Effect


def load(dataset: Dataset, *, organisation: Organisation = MAIN, as_json: AsJson = False) -> int:
    """Fill a database with a dataset, which is checked first; rows that are there by their keys take the new values.

    One transaction: all of it or nothing. Terms of suppliers hold always; other rows of the organisation stay.
    """
    from api.auth.caller import console
    from api.cli import service
    from api.services.master import load as load_tables
    from models.db.repositories import organisations
    from models.db.sessions import act_for
    from models.files.datasets import read_checked

    check_id(organisation)
    with screen(as_json=as_json) as out:
        begin = time.perf_counter()
        checked = read_checked(dataset)
        out.say(f"Read and checked in {time.perf_counter() - begin:,.1f} s.")

        def tell(name: str, effect: "Effect") -> None:
            if _told(effect):
                out.say(f"{name}: {_told(effect)}; {time.perf_counter() - begin:,.1f} s since the start.")

        caller = console(organisation)
        with service.transaction() as session:
            if organisations.ensure(session, organisation, caller.user_id):
                out.say(f"The organisation {organisation} is new.")
            act_for(session, organisation)
            effects = load_tables(session, caller, checked, tell)
        seconds = time.perf_counter() - begin
        rows = sum(effect.inserted + effect.changed for effect in effects.values())
        out.line(f"Loaded {dataset} into {organisation}: {rows:,} rows inserted or changed in {seconds:,.1f} s.")
        out.answer(
            {
                "organisation": organisation,
                "dataset_sha256": checked.sha256,
                "seconds": round(seconds, 3),
                "tables": {
                    name: {
                        "inserted": effect.inserted, "changed": effect.changed, "unchanged": effect.unchanged,
                    }
                    for name, effect in effects.items()
                },
            }
        )  # fmt: skip
        return ExitCode.DONE


def _told(effect: "Effect") -> str:
    parts = [
        f"{count:,} {word}"
        for count, word in ((effect.inserted, "inserted"), (effect.changed, "changed"), (effect.unchanged, "unchanged"))
        if count
    ]
    return ", ".join(parts)
