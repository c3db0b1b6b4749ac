"""Why a document is refused, each reason an exception of its own: what is wrong with it, or what it may not do."""

from collections.abc import Sequence

from models.faults import CaselotError, Fault


class DocumentError(CaselotError):
    """A document cannot be recorded as it is; `faults` are all of its faults, each with its line and field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class TransitionError(CaselotError):
    """An action that the state of a document does not allow.

    `allowed_in` are the states in which the action is allowed, `actions` what the present state allows instead.
    """

    def __init__(
        self, document: str, action: str, state: str, allowed_in: Sequence[str], actions: Sequence[str], why: str = ""
    ) -> None:
        self.document, self.action, self.state, self.why = document, action, state, why
        self.allowed_in, self.actions = tuple(allowed_in), tuple(actions)
        super().__init__(document, action, state, self.allowed_in, self.actions, why)

    def __str__(self) -> str:
        if self.why:
            return f"{self.document} cannot {self.action}: {self.why}"
        instead = f"; {self.state} allows {', '.join(self.actions)}" if self.actions else f"; {self.state} is final"
        return (
            f"{self.document} is {self.state}: {self.action} is allowed in {' or '.join(self.allowed_in)} only{instead}"
        )


class VersionError(CaselotError):
    """What was meant for one version of a document, while another one counts."""

    def __init__(self, document: str, meant: int, counts: int, what: str) -> None:
        self.document, self.meant, self.counts, self.what = document, meant, counts, what
        super().__init__(document, meant, counts, what)

    def __str__(self) -> str:
        return f"{self.document}: {self.what} version {self.meant}, but version {self.counts} counts"


class DutyError(CaselotError):
    """Segregation of duties: who did one thing with a document may not do the other; `rule` is its stable name."""

    def __init__(self, document: str, rule: str, sentence: str) -> None:
        self.document, self.rule, self.sentence = document, rule, sentence
        super().__init__(document, rule, sentence)

    def __str__(self) -> str:
        return f"{self.document}: {self.sentence}"


class LimitError(CaselotError):
    """No approval limit of the person covers the order; `reasons` say why, limit by limit."""

    def __init__(self, document: str, who: str, reasons: Sequence[str]) -> None:
        self.document, self.who, self.reasons = document, who, tuple(reasons)
        super().__init__(document, who, self.reasons)

    def __str__(self) -> str:
        return f"{self.document}: no approval limit of {self.who} covers it ({'; '.join(self.reasons)})"


class MoneyError(CaselotError):
    """An amount that cannot be told exactly in its currency, or amounts of two currencies in one sum."""
