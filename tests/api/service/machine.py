"""What state machines over the service share: a database of their own for each example, and how they are run."""

from __future__ import annotations

from contextlib import ExitStack

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.databases import Template
from tests.service import Served


class ServiceMachine(RuleBasedStateMachine):
    """Acts on a service with a copy of a template database; `open` it in the first rule."""

    template: Template
    client: TestClient

    def open(self) -> None:
        """A service with a database that nobody else has."""
        self.copies = ExitStack()
        self.service = Served(self.client, self.copies.enter_context(self.template.copied()))

    def look_back(self) -> None:
        """What must hold at the end of an example."""

    def teardown(self) -> None:
        """Look back, and take the database away; nothing where an example ended before its first rule."""
        if not hasattr(self, "service"):
            return
        try:
            self.look_back()
        finally:
            self.service.close()
            self.copies.close()


def run_machine(
    machine: type[ServiceMachine], template: Template, client: TestClient, *, examples: int, steps: int
) -> None:
    """Run so many examples on PostgreSQL, where a copy takes longer, and twice as many on SQLite."""
    mine = type(machine.__name__, (machine,), {"template": template, "client": client})
    run_state_machine_as_test(
        mine,
        settings=settings(
            max_examples=examples if template.server else 2 * examples, stateful_step_count=steps, deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )  # fmt: skip
