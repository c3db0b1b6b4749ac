"""Whatever is released, submitted, approved and cancelled in whatever order: a line is in one order at most."""

from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from api.auth.caller import Caller
from api.auth.permissions import Role
from api.services.orders import approve_order, cancel_order, issue_order, submit_order
from api.services.plan_releases import Wanted, release
from models.db.engine import open_database
from models.db.repositories import orders
from models.db.repositories.audit import verify
from models.db.rows.orders import OrderLineRow, OrderRow, ReleasedLineRow
from models.db.sessions import act_for
from models.ledger.errors import TransitionError
from tests.api.service.planned import put_plan
from tests.databases import Template
from tests.service import MAIN

LINES = 4
PLANS = 2
STEPS = {"submit": submit_order, "approve": approve_order, "issue": issue_order}
ROLES = {"submit": Role.BUYER, "approve": Role.APPROVER, "issue": Role.BUYER, "cancel": Role.BUYER}


def caller(role: Role) -> Caller:
    return Caller(f"USR-{role}", role.value, MAIN, frozenset({role}), request_id="REQ-test")


class Releases(RuleBasedStateMachine):
    """Two plans of one dataset, and what was released of each as it is remembered here."""

    template: Template

    @initialize()
    def begin(self) -> None:
        self.copies = ExitStack()
        self.database = open_database(self.copies.enter_context(self.template.copied()))
        self.plans = [put_plan(self.database) for _ in range(PLANS)]
        self.gone: dict[str, set[int]] = {plan: set() for plan in self.plans}

    @rule(
        plan=st.integers(0, PLANS - 1), numbers=st.none() | st.sets(st.integers(1, LINES), min_size=1),
        submit=st.booleans(),
    )  # fmt: skip
    def release(self, plan: int, numbers: set[int] | None, submit: bool) -> None:
        plan_id = self.plans[plan]
        asked = set(range(1, LINES + 1)) if numbers is None else numbers
        lines = None if numbers is None else [f"{plan_id}-{number:06d}" for number in sorted(numbers)]
        with self.database.write.begin() as session:
            act_for(session, MAIN)
            done = release(session, caller(Role.PLANNER), plan_id, Wanted(lines, submit, ["overtaken"]))
            assert sum(count for *_, count in done.orders) == len(asked - self.gone[plan_id])
            assert done.before_count == len(asked & self.gone[plan_id])
            assert {order.state for order, *_ in done.orders} <= {"pending_approval" if submit else "draft"}
        self.gone[plan_id] |= asked

    @precondition(lambda self: any(self.gone.values()))
    @rule(place=st.integers(0, 7), action=st.sampled_from([*STEPS, "cancel"]))
    def move(self, place: int, action: str) -> None:
        with self.database.write.begin() as session:
            act_for(session, MAIN)
            rows = session.scalars(select(OrderRow).order_by(OrderRow.id)).all()
            row = rows[place % len(rows)]
            try:
                if action == "cancel":
                    cancel_order(session, caller(ROLES[action]), row.id, row.version, "not needed")
                else:
                    STEPS[action](session, caller(ROLES[action]), row.id, row.version)
            except TransitionError:
                return

    @invariant()
    def each_line_is_in_one_order(self) -> None:
        if not hasattr(self, "gone"):
            return
        with self.database.read() as session:
            act_for(session, MAIN)
            line, order = OrderLineRow, OrderRow
            found = session.execute(
                select(order.plan_id, line.plan_order_id, line.item_id, line.node_id, line.mode)
                .join(order, order.id == line.order_id)
                .where(line.version == order.present_version)
            ).all()
            assert len(found) == len(set(found)) == sum(len(numbers) for numbers in self.gone.values())
            for plan_id, numbers in self.gone.items():
                assert len(orders.released(session, plan_id)) == len(numbers)
            assert len(session.scalars(select(ReleasedLineRow)).all()) == len(found)
            assert verify(session, MAIN).fault == ""

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.copies.close()


def test_a_line_is_in_one_order_at_most(template: Template, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Releases, "template", template, raising=False)
    run_state_machine_as_test(
        Releases,
        settings=settings(
            max_examples=2 if template.server else 6, stateful_step_count=10, deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
