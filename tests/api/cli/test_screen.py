import io
import json

import pandas as pd
import pytest

from api.cli.screen import Screen, aligned, printable, screen, to_json
from api.cli.streams import Quiet
from api.cli.words import money, share, units


def test_numbers_are_right_and_words_left_aligned() -> None:
    assert aligned([["item", "units"], ["A", "1,000"], ["BOLT", "2"]], right=[1]) == [
        "item  units",
        "A     1,000",
        "BOLT      2",
    ]


def test_json_has_no_nan_and_keeps_ids() -> None:
    value = {"gap": float("nan"), "on": pd.Timestamp("2024-01-01"), "item": "Schraube ü"}
    assert json.loads(to_json(value, plain=False)) == {"gap": None, "on": "2024-01-01", "item": "Schraube ü"}
    assert to_json({"item": "ü"}, plain=True).isascii()


def test_control_characters_of_an_id_do_not_reach_the_terminal() -> None:
    assert printable("A\x1b[2J\nB") == "A\\x1b[2J\\nB"
    assert printable("Tür [bold]") == "Tür [bold]"


def test_a_terminal_without_unicode_gets_ascii() -> None:
    raw = io.BytesIO()
    out = Screen(Quiet(io.TextIOWrapper(raw, encoding="ascii")), as_json=False)  # type: ignore[arg-type] # a TextIO
    out.table("Größe", ("item", "units"), [("Tür", "1")], right=[1])
    out.results.file.flush()
    assert b"T\\xfcr" in raw.getvalue()


def test_with_json_words_and_tables_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    with screen(as_json=True) as out:
        out.line("words")
        out.table("title", ("a",), [("b",)], right=[])
        print("a solver's banner")  # noqa: T201 - what is tested
        out.answer({"status": "optimal"})
    captured = capsys.readouterr()
    assert json.loads(captured.out) == {"status": "optimal"}
    assert captured.err == "a solver's banner\n"


def test_money_and_shares_as_planners_read_them() -> None:
    assert (money(1234.5), money(-0.001), money(None)) == ("1,234.50", "0.00", "-")
    assert (share(1.0), share(0.99999), share(0.5), share(None)) == ("100 %", "almost 100 %", "50 %", "-")
    assert (units(3.0), units(2.5)) == ("3", "2.50")
