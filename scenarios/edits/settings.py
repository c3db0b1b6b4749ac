"""Change settings of plan.yaml."""

from __future__ import annotations

import dataclasses

from models.checks.raw import cell_text
from models.checks.report import Report
from models.checks.settings import Entry, check_settings
from scenarios.edits.kind import EditKind
from scenarios.edits.state import State
from scenarios.form.faults import EditFault
from scenarios.form.kinds import Form, Key, Record, Scalar


def _apply(state: State, record: Record) -> None:
    given: Record = record["settings"]
    report = Report(["plan"])
    entries = [Entry(name, cell_text(value)) for name, value in {**state.settings, **given.given}.items()]
    settings = check_settings("plan", entries, report)
    if settings is None:
        fault = report.faults()[0]
        raise EditFault(given.at(fault.column), f"settings.{fault.column}", fault.value, fault.expected)
    state.settings = dataclasses.asdict(settings)


CHANGES = Form("settings", "Settings of plan.yaml by name.", (), others=Scalar())
SETTINGS_EDIT = EditKind(
    Form(
        "settings",
        "Changes settings; costs that follow from them (carrying, safety) follow.",
        (Key("settings", CHANGES, "new values, by the names of plan.yaml", required=True),),
    ),
    _apply,
)
