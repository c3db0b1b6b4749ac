"""Why a document is refused, each reason an exception of its own: what is wrong with it, or what it may not do."""

from collections.abc import Sequence

from models import refusals


class DocumentError(refusals.InvalidError):
    """A document cannot be recorded as it is; `faults` are all of its faults, each with its line and field."""


class TransitionError(refusals.TransitionError):
    """An action that the state of a document does not allow.

    `allowed_in` are the states in which the action is allowed, `actions` what the present state allows instead, and
    `allowed` the states that those lead to. `why` is the reason where the state alone is none.
    """

    def __init__(  # noqa: PLR0917 - a refusal tells everything there is to know of it
        self,
        document: str,
        action: str,
        state: str,
        allowed_in: Sequence[str],
        actions: Sequence[str],
        allowed: Sequence[str],
        why: str = "",
    ) -> None:
        self.document, self.action, self.state, self.why = document, action, state, why
        self.allowed_in, self.actions, self.allowed = tuple(allowed_in), tuple(actions), tuple(allowed)
        super().__init__(self._told(), state=str(state), allowed=[str(each) for each in allowed])
        self.facts |= {"allowed_in": [*map(str, allowed_in)], "actions": [*map(str, actions)]}

    def _told(self) -> str:
        if self.why:
            return f"{self.document} cannot {self.action}: {self.why}"
        instead = f"; {self.state} allows {', '.join(self.actions)}" if self.actions else f"; {self.state} is final"
        states = " or ".join(self.allowed_in)
        return f"{self.document} is {self.state}: {self.action} is allowed in {states} only{instead}"


class VersionError(refusals.ConflictError):
    """What was meant for one version of a document, while another one counts."""

    def __init__(self, document: str, meant: int, counts: int, what: str) -> None:
        self.document, self.meant, self.counts = document, meant, counts
        super().__init__(f"{document}: {what} version {meant}, but version {counts} counts", counts=counts)


class DutyError(refusals.NotAllowedError):
    """Segregation of duties: who did one thing with a document may not do the other; `rule` is its stable name."""

    def __init__(self, document: str, rule: str, sentence: str) -> None:
        self.document, self.rule = document, rule
        super().__init__(f"{document}: {sentence}", rule=rule)


class LimitError(refusals.NotAllowedError):
    """No approval limit of the person covers the order; `reasons` say why, limit by limit."""

    def __init__(self, document: str, who: str, reasons: Sequence[str]) -> None:
        self.document, self.who, self.reasons = document, who, tuple(reasons)
        told = "; ".join(self.reasons)
        super().__init__(f"{document}: no approval limit of {who} covers it ({told})", reasons=list(self.reasons))


class MoneyError(refusals.RefusalError):
    """An amount that cannot be told exactly in its currency, or amounts of two currencies in one sum.

    `expected` says what would have been right, for the fault of a field; the whole sentence where it says so itself.
    """

    def __init__(self, sentence: str, expected: str = "") -> None:
        super().__init__(sentence)
        self.expected = expected or sentence
