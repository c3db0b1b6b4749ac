import io

from rich.console import Console

from api.cli.progress import Lines, sentence, shown
from models.result import Progress


def test_a_line_has_phase_cost_bound_and_gap() -> None:
    told = sentence(Progress("search", 12.4, cost=100.0, bound=90.0, gap=0.1))
    assert told == "search 12 s  cost 100.00  bound 90.00  gap 10 %"


def test_in_a_pipe_a_line_comes_when_there_is_something_to_say() -> None:
    output = io.StringIO()
    seconds = iter([0.0, 1.0, 2.0, 6.5])
    lines = Lines(Console(file=output), clock=lambda: next(seconds))
    lines(Progress("build", 0.0))  # a new phase
    lines(Progress("build", 1.0))  # nothing new
    lines(Progress("search", 2.0, cost=100.0))  # a new phase
    lines(Progress("search", 6.5, cost=99.0))  # 1 % cheaper after 4.5 s
    assert [line.split()[0] for line in output.getvalue().splitlines()] == ["build", "search", "search"]


def test_on_a_terminal_a_bar_lives_and_leaves_nothing() -> None:
    output = io.StringIO()
    console = Console(file=output, force_terminal=True, width=100)
    with shown(console, 10.0) as tell:
        tell(Progress("search", 5.0, cost=100.0))
    assert "cost 100.00" in output.getvalue()
