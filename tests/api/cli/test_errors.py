import pytest
import typer

from api.cli.errors import KINDS, ExitCode, answer, exit_code, sentences, trace
from api.worker.found import TooLargeError
from models.db.repositories.queue import LeaseLostError
from models.faults import CallError, CaselotError, DatasetError, Fault, InfeasibleError
from models.refusals import RefusalError

FAULT = Fault(table="items", row=3, column="unit_cost", value="-1", expected="a number of at least 0")


@pytest.mark.parametrize(
    ("error", "code", "kind"),
    [
        (DatasetError([FAULT]), ExitCode.FAULT, "dataset"),
        (InfeasibleError(["item A: min_shares sum to 1.2"]), ExitCode.NO, "infeasible"),
        (CallError("plan exists"), ExitCode.FAULT, "call"),
        (typer.BadParameter("no"), ExitCode.FAULT, "call"),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "interrupted"),
        (PermissionError(13, "Permission denied", "/plan"), ExitCode.FAULT, "files"),
        (MemoryError(), ExitCode.FAULT, "memory"),
        (ZeroDivisionError("division by zero"), ExitCode.FAULT, "unexpected"),
    ],
)
def test_each_end_has_its_exit_code_and_word(error: BaseException, code: ExitCode, kind: str) -> None:
    assert exit_code(error) is code
    assert answer(error)["error"]["kind"] == kind
    assert all("\n" not in text and text for text in sentences(error))


def test_every_error_of_ours_has_a_kind_of_its_own() -> None:
    def all_below(error: type[CaselotError]) -> set[type[CaselotError]]:
        return {error, *(deeper for each in error.__subclasses__() for deeper in all_below(each))}

    # Refusals are one kind here; api/problems.py tells them apart.
    refusals = all_below(RefusalError) - {RefusalError}
    ours = (
        {error for error in all_below(CaselotError) - {CaselotError} if not error.__name__.startswith("_")}
        - refusals
        - {LeaseLostError, TooLargeError}
    )  # the worker catches these; no command ends with one
    assert ours <= {cause for cause, _, _ in KINDS}


def test_faults_are_told_one_by_one_and_as_rows() -> None:
    error = DatasetError([FAULT], total=3)
    assert sentences(error) == [str(FAULT), "... and 2 more faults"]
    assert answer(error)["error"]["faults"][0]["row"] == 3


def test_a_traceback_only_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASELOT_DEBUG", raising=False)
    assert trace(ValueError("x")) == ""
    monkeypatch.setenv("CASELOT_DEBUG", "1")
    assert "ValueError: x" in trace(ValueError("x"))
