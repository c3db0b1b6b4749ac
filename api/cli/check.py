"""`caselot check`: can this dataset be planned, and what is odd about it."""

from api.cli.arguments import AsJson, Dataset
from api.cli.errors import ExitCode, fault_row, sentences
from api.cli.notices import notice_row, show_notices
from api.cli.screen import Screen, screen
from models.faults import DatasetError
from models.files import read_problem
from optimizer.feasibility import infeasible_reasons
from optimizer.notices import planning_notices


def check(dataset: Dataset, *, as_json: AsJson = False) -> int:
    """Read and check a dataset; print every fault and warning. Exit 0 when it can be planned."""
    with screen(as_json=as_json) as out:
        try:
            problem = read_problem(dataset)
        except DatasetError as error:
            return _faulty(out, error)
        reasons = infeasible_reasons(problem)
        notices = (*problem.notices, *planning_notices(problem))
        for reason in reasons:
            out.line(f"No plan exists: {reason}", style="red")
        show_notices(out, notices)
        sizes = {name: len(table) for name, table in problem.tables().items()}
        rows = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sizes.items() if count)
        out.line(f"{rows}; {problem.settings.periods} periods from {problem.settings.start}.")
        out.line("It cannot be planned." if reasons else "It can be planned.", style="bold")
        out.answer(
            {
                "verdict": "infeasible" if reasons else "plannable",
                "faults": [],
                "reasons": list(reasons),
                "warnings": [notice_row(notice) for notice in notices],
                "rows": sizes,
                "dataset_sha256": problem.sha256,
            }
        )
        return ExitCode.NO if reasons else ExitCode.DONE


def _faulty(out: Screen, error: DatasetError) -> int:
    for sentence in sentences(error):
        out.line(sentence, style="red")
    out.line(f"{error.total} fault{'s' if error.total != 1 else ''}: it cannot be planned.", style="bold")
    out.answer(
        {
            "verdict": "faulty",
            "faults": [fault_row(fault) for fault in error.faults],
            "reasons": [],
            "warnings": [],
            "rows": {},
            "dataset_sha256": None,
        }
    )
    return ExitCode.FAULT
