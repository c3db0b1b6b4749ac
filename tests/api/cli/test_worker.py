"""`caselot worker` as a process."""

from pathlib import Path

from tests.api.cli.conftest import caselot, json_of


def test_with_nothing_to_do_it_ends_where_it_is_told_to(tmp_path: Path) -> None:
    done = caselot("worker", "--until-empty", "--json", cwd=tmp_path)
    assert (done.returncode, json_of(done.stdout)) == (0, {"runs": 0})
    assert '"event": "worker ends"' in done.stderr
    assert (tmp_path / "caselot.db").exists()


def test_a_database_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "caselot.db").write_text(
        "no database at all, but long enough to be taken for one" * 50, encoding="utf-8"
    )
    done = caselot("worker", "--until-empty", "--json", cwd=tmp_path)
    assert done.returncode == 2
    assert "the database refuses" in json_of(done.stdout)["error"]["message"]
