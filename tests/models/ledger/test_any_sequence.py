"""Any sequence of what can be done with an order keeps its promises."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from models.ledger import lifecycle
from models.ledger.acknowledgement import Answer, LineAnswer, Part, Status, check_answers, slips, standing, status
from models.ledger.errors import TransitionError, VersionError
from models.ledger.lifecycle import By
from models.ledger.machine import FINAL, TRANSITIONS, Action, actions_of
from models.ledger.money import UnitPrice
from models.ledger.purchase_order import Approval, Content, OrderLine, PurchaseOrder, Receipt
from tests.models.ledger.orders import NEED_BY, NOW, content

PEOPLE = st.sampled_from(["ann", "bob", "cay"])
LINES = st.lists(
    st.builds(
        lambda item, cases, pack, micro: OrderLine(
            1, item, "N", cases * pack, cases, UnitPrice(micro, "EUR"), NEED_BY, duty_rate=Decimal("0.043")
        ),
        st.sampled_from("ABCDE"), st.integers(1, 50), st.integers(1, 12), st.integers(0, 10**9),
    ),
    min_size=1, max_size=4, unique_by=lambda line: line.item_id,
)  # fmt: skip


def numbered(lines: list[OrderLine]) -> Content:
    return content(*(replace(line, number=place) for place, line in enumerate(lines, start=1)))


class Order(RuleBasedStateMachine):
    """One order, and beside it what has to be true of it."""

    @initialize(lines=LINES, who=PEOPLE)
    def create(self, lines: list[OrderLine], who: str) -> None:
        self.order = lifecycle.create("PO-1", numbered(lines), By(who, NOW))
        self.kept: dict[int, Content] = {}
        self.approvals: set[int] = set()
        self.answers: dict[int, list[list[LineAnswer]]] = {}

    def attempt(self, action: Action, step: Callable[[], PurchaseOrder]) -> bool:
        """Does it, and holds the answer against the table; False where it is refused."""
        drawn = action in actions_of(self.order)
        before = self.order
        try:
            self.order = step()
        except (TransitionError, VersionError):
            assert self.order is before
            assert not drawn, f"{action} is drawn for {before.approval}"
            return False
        assert drawn
        assert self.order.approval is TRANSITIONS[before.approval, action]
        return True

    @rule(lines=LINES, who=PEOPLE)
    def change(self, lines: list[OrderLine], who: str) -> None:
        written = numbered(lines)
        if self.attempt(Action.CHANGE, lambda: lifecycle.change(self.order, written, By(who, NOW))):
            assert self.order.content == written
            assert who in self.order.writers

    @rule()
    def submit(self) -> None:
        if self.attempt(Action.SUBMIT, lambda: lifecycle.submit(self.order)):
            self.kept[self.order.present.number] = self.order.content

    @rule()
    def withdraw(self) -> None:
        self.attempt(Action.WITHDRAW, lambda: lifecycle.withdraw(self.order))

    @rule()
    def approve(self) -> None:
        version = self.order.present.number
        if self.attempt(Action.APPROVE, lambda: lifecycle.approve(self.order, version)):
            self.approvals.add(version)

    @rule(back=st.integers(1, 3))
    def approve_another_version(self, back: int) -> None:
        if self.order.approval is Approval.PENDING_APPROVAL:
            try:
                lifecycle.approve(self.order, self.order.present.number - back)
            except VersionError:
                return
            raise AssertionError("an approval of another version was taken")

    @rule()
    def reject(self) -> None:
        self.attempt(Action.REJECT, lambda: lifecycle.reject(self.order, "too dear"))

    @rule()
    def issue(self) -> None:
        if self.attempt(Action.ISSUE, lambda: lifecycle.issue(self.order)):
            assert self.order.issued_version in self.approvals
            assert self.order.issued_version not in self.answers, "a new version has to be acknowledged again"

    @rule(taken=st.integers(0, 100), later=st.integers(0, 3))
    def acknowledge(self, taken: int, later: int) -> None:
        version = self.order.issued_version or 0

        def step() -> PurchaseOrder:
            asked = lifecycle.acknowledgeable(self.order, version).content
            answers = [answer(line, taken, later) for line in asked.lines]
            check_answers(asked, answers)
            self.answers.setdefault(version, []).append(answers)
            return self.order

        self.attempt(Action.ACKNOWLEDGE, step)

    @rule()
    def cancel(self) -> None:
        self.attempt(Action.CANCEL, lambda: lifecycle.cancel(self.order, "not needed"))

    @rule(receipt=st.sampled_from(Receipt))
    def close(self, receipt: Receipt) -> None:
        self.attempt(Action.CLOSE, lambda: lifecycle.close(self.order, receipt, "no more comes"))

    @invariant()
    def versions_only_grow_and_what_was_submitted_stays(self) -> None:
        order = self.order
        assert [version.number for version in order.versions] == list(range(1, len(order.versions) + 1))
        for number, said in self.kept.items():
            assert order.versions[number - 1].content == said
        assert all(version.submitted for version in order.versions[:-1])

    @invariant()
    def an_approval_holds_for_the_present_version_alone(self) -> None:
        order = self.order
        assert order.approved_version in {None, order.present.number}
        if order.approval in {Approval.APPROVED, Approval.ISSUED}:
            assert order.approved_version == order.present.number
        elif order.approval not in FINAL:
            assert order.approved_version is None

    @invariant()
    def the_supplier_has_only_what_was_approved(self) -> None:
        issued = self.order.issued_version
        assert issued is None or issued in self.approvals
        if self.order.approval is Approval.ISSUED:
            assert issued == self.order.present.number

    @invariant()
    def sums_are_exact(self) -> None:
        for version in self.order.versions:
            lines = version.content.lines
            assert version.content.value.minor == sum(line.value.minor for line in lines)
            for line in lines:
                # to the cent: price x units in millionths, halves up
                assert line.value.minor == (line.unit_price.micro * line.units + 5_000) // 10_000

    @invariant()
    def the_answers_say_how_far_the_issued_version_is_answered(self) -> None:
        if self.order.issued is None:
            return
        asked = self.order.issued.content
        answers = standing(self.answers.get(self.order.issued.number, []))
        told = status(asked, answers)
        if not answers:
            assert told is Status.NONE
        else:
            assert told is (Status.CHANGED if slips(asked, answers) else Status.AS_ORDERED)


def answer(line: OrderLine, taken: int, later: int) -> LineAnswer:
    """So many percent of a line accepted, some days later; the rest rejected."""
    units = line.units * taken // 100
    date = line.need_by + dt.timedelta(days=later) if later else None
    parts = [Part(Answer.ACCEPTED, units, date)] if units else []
    if units < line.units:
        parts.append(Part(Answer.REJECTED, line.units - units, reason="not made any more"))
    return LineAnswer(line.number, tuple(parts))


TestOrder = Order.TestCase
TestOrder.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
