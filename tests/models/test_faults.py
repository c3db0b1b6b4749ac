from models.faults import DatasetError, Fault, Notice, shown


def test_a_fault_is_one_sentence_that_names_the_place() -> None:
    fault = Fault("offers", 12, "max_units", "3", "at least moq_units, which is 5")
    assert str(fault) == "offers row 12, max_units: found '3', expected at least moq_units, which is 5"
    assert str(Fault("items", None, "", "", "a table")) == "items: found nothing, expected a table"


def test_a_strange_value_is_shown_on_one_line() -> None:
    assert shown("a\tb\n\x00") == "'a\\tb\\n\\x00'"
    assert len(shown("x" * 1000)) == 162


def test_many_faults_are_counted_and_not_all_printed() -> None:
    error = DatasetError([Fault("items", row, "", "x", "y") for row in range(60)], total=4_000_000)
    lines = str(error).splitlines()
    assert len(lines) == 51
    assert lines[-1] == "... and 3,999,950 more faults"


def test_a_notice_shows_its_examples() -> None:
    assert str(Notice("r", "2 rows dropped", 2, ("A", "B"))) == "2 rows dropped (A; B)"
    assert str(Notice("r", "9 rows dropped", 9, ("A", "B"))) == "9 rows dropped (A; B, ...)"
    assert str(Notice("r", "1 row dropped", 1)) == "1 row dropped"
