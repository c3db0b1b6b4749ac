import dataclasses
import math
from pathlib import Path

import pytest

from benchmarks.scale.__main__ import limit_of, main, outstanding, parser, tasks_of
from benchmarks.scale.growth import exponent, fitted
from benchmarks.scale.measure import Child, Task, not_tried, row_of
from benchmarks.scale.rows import Row, put, read_rows, write_rows

TASK = Task(items=1000, suppliers=12, seed=1, tool="highs", time_limit=20.0, gap_asked=1e-6, memory_limit=16.0)
PLANNED = (
    '{"objective": 110.0, "bound": 100.0, "gap": 0.1, "costs": {"purchase": 7.0}, "seconds": {"build": 1, "solve": 2}}'
)


def ended(code: int, output: str = "", messages: str = "") -> Child:
    return Child(code, seconds=3.5, cpu_seconds=4.0, peak_mb=250.0, output=output, messages=messages)


def test_the_exponent_is_the_slope_of_the_logarithms() -> None:
    # 2 n^1.5: 1,000 -> 2 * 31,622.8; 10,000 -> 2 * 1e6; 100,000 -> 2 * 3.16e7: the slope is 1.5 throughout.
    assert exponent([(n, 2.0 * n**1.5) for n in (1_000, 10_000, 100_000)]) == pytest.approx(1.5)
    # Off the line: logs (0, 0), (1, 2), (2, 2) in tens; means 1 and 4/3; (-1)(-4/3) + 0 + (1)(2/3) = 2, over 2 is 1.
    assert exponent([(1, 1), (10, 100), (100, 100)]) == pytest.approx(1.0)


def test_one_size_has_no_exponent() -> None:
    assert exponent([(1_000, 5.0), (1_000, 6.0)]) is None
    assert exponent([]) is None


def test_only_plans_from_1000_to_100000_items_are_fitted_and_those_on_the_clock_are_named() -> None:
    row = dataclasses.replace(row_of(TASK, ended(0, PLANNED)), tool="caselot")  # searched 3 s of 20
    rows = [
        dataclasses.replace(row, items=50, seconds=90.0),
        dataclasses.replace(row, items=1_000, seconds=10.0),
        dataclasses.replace(row, items=10_000, seconds=100.0, searched=19.0),  # 19 >= 0.9 * 20
        dataclasses.replace(row, items=100_000, seconds=5.0, outcome="orders nothing"),
    ]
    found, limited = fitted(rows)
    assert found == pytest.approx(1.0)  # log(100 / 10) / log(10,000 / 1,000)
    assert limited == [10_000]


@pytest.mark.parametrize(
    ("child", "outcome", "note"),
    [
        (ended(0, PLANNED), "plan", ""),
        (ended(0, PLANNED.replace("7.0", "0.0")), "orders nothing", ""),
        (ended(3, '{"objective": null, "bound": null, "gap": null, "costs": null, "seconds": {}}'), "no plan", ""),
        (ended(2, '{"error": {"message": "The memory of this machine does not suffice."}}'), "failed", "The memory"),
        (ended(-11, "", "building\nSegmentation fault"), "failed", "Segmentation fault"),
        (ended(-9), "killed", "it did not end"),
    ],
)
def test_what_came_of_it_is_told_not_dropped(child: Child, outcome: str, note: str) -> None:
    row = row_of(TASK, child)
    assert (row.outcome, row.exit_code, row.seconds, row.peak_mb) == (outcome, child.exit_code, 3.5, 250.0)
    assert row.note.startswith(note)
    assert (row.gap == 0.1) == (outcome in {"plan", "orders nothing"})


def test_rows_survive_the_file(tmp_path: Path) -> None:
    rows = [row_of(TASK, ended(0, PLANNED)), not_tried(dataclasses.replace(TASK, items=10_000), "too large, for one")]
    write_rows(tmp_path / "scale.csv", rows)
    assert read_rows(tmp_path / "scale.csv") == rows
    assert [path.name for path in tmp_path.iterdir()] == ["scale.csv"]
    assert read_rows(tmp_path / "none.csv") == []


def test_a_file_of_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scale.csv").write_text("items,seconds\n50,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="other columns"):
        read_rows(tmp_path / "scale.csv")


def test_a_new_measurement_takes_the_place_of_the_old() -> None:
    first, other = row_of(TASK, ended(3)), row_of(dataclasses.replace(TASK, items=50), ended(0, PLANNED))
    again = row_of(TASK, ended(0, PLANNED))
    assert put(put([first], other), again) == [other, again]


def test_a_stopped_run_goes_on_with_what_is_missing() -> None:
    given = parser().parse_args(["--sizes", "200,1000", "--tools", "caselot,highs"])
    tasks = tasks_of(given)
    done = Row(200, 12, 1, "highs", 20.0, 1e-6, "no plan")
    left = Row(1_000, 12, 1, "highs", 20.0, 1e-6, "not tried")
    assert [(t.items, t.tool) for t in outstanding(tasks, [done, left])] == [
        (200, "caselot"), (1_000, "caselot"), (1_000, "highs"),
    ]  # fmt: skip


def test_sizes_and_limits_go_together() -> None:
    given = parser().parse_args(["--sizes", "1_000,50", "--time-limits", "7,3", "--tools", "scip"])
    assert [(t.items, t.time_limit) for t in tasks_of(given)] == [(50, 3.0), (1_000, 7.0)]
    with pytest.raises(SystemExit, match="1 time limits for 2 sizes"):
        tasks_of(parser().parse_args(["--sizes", "50,200", "--time-limits", "7"]))
    with pytest.raises(SystemExit):
        parser().parse_args(["--tools", "abacus"])
    assert [limit_of(items) for items in (20, 300, 100_000, 5_000_000)] == [5.0, 20.0, 900.0, 10_800.0]


@pytest.mark.slow
def test_ten_items_from_one_end_to_the_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    csv, svg = tmp_path / "scale.csv", tmp_path / "scale.svg"
    told = ["--sizes", "10", "--time-limits", "2", "--tools", "caselot,highs", "--csv", str(csv), "--svg", str(svg)]
    assert main(told) == 0
    rows = read_rows(csv)
    assert [row.tool for row in rows] == ["caselot", "highs"]
    for row in rows:
        assert row.outcome in {"plan", "orders nothing"}, row
        assert row.exit_code == 0
        assert row.peak_mb is not None
        assert row.peak_mb > 50
        if row.gap is not None:
            assert math.isfinite(row.gap)
    first = capsys.readouterr().out
    assert "| 10 | highs | 2 s |" in first
    assert main([*told, "--append"]) == 0
    assert read_rows(csv) == rows
    assert "| 10 | highs | 2 s |" not in capsys.readouterr().out
    matplotlib = pytest.importorskip("matplotlib", reason="the plot needs the extra `bench`")
    assert matplotlib
    assert svg.read_text(encoding="utf-8").rstrip().endswith("</svg>")
