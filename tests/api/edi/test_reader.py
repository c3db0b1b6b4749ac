"""Every fault of an interchange has its segment and element; what pyx12 passes in silence is refused here."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.edi.reader import read
from models.ledger.errors import DocumentError

ISA = "ISA*00*          *00*          *ZZ*SUPPLIER       *ZZ*BUYER          *240101*1200*U*00401*000000001*0*P*>~"
GS = "GS*PR*SUPPLIER*BUYER*20240101*1200*1*X*004010~"
ST = "ST*855*0001~BAK*00*AC*PO-1*20240101~"
END = "SE*3*0001~GE*1*1~IEA*1*000000001~"
WHOLE = ISA + GS + ST + END


def faults(text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(DocumentError) as refused:
        read(text)
    return [(fault.row, fault.column, fault.value) for fault in refused.value.faults]


@pytest.mark.parametrize("text", [WHOLE, WHOLE.replace("~", "~\r\n"), "\ufeff\n" + WHOLE + "\n"])
def test_an_interchange_is_read(text: str) -> None:
    received = read(text)
    (only,) = received.sets
    assert (received.sender, received.receiver, received.control) == ("SUPPLIER", "BUYER", "000000001")
    assert (only.code, only.control, only.group, only.group_control) == ("855", "0001", "PR", "1")
    (bak,) = only.segments
    assert (bak.tag, bak.place, bak[3], bak[9]) == ("BAK", 4, "PO-1", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", (1, "ISA", "First line does not begin with 'ISA': ")),
        ("hello", (1, "ISA", "First line does not begin with 'ISA': hel")),
        ("ISA*00", (1, "ISA", "ISA line is only 6 characters")),
        (ISA + GS + ST + "SE*9*0001~GE*1*1~IEA*1*000000001~", (5, "SE01", "9")),
        (ISA + GS + ST + "SE*3*0002~GE*1*1~IEA*1*000000001~", (5, "SE02", "0002")),
        (ISA + GS + ST + "SE*3*0001~GE*2*1~IEA*1*000000001~", (6, "GE01", "2")),
        (ISA + GS + ST + "SE*3*0001~GE*1*9~IEA*1*000000001~", (6, "GE02", "9")),
        (ISA + GS + ST + "SE*3*0001~GE*1*1~IEA*7*000000001~", (7, "IEA01", "7")),
        (ISA + GS + ST + "SE*3*0001~GE*1*1~IEA*1*000000002~", (7, "IEA02", "000000002")),
        (ISA + GS + ST + "SE*3*0001~GE*1*1~", (6, "IEA", "")),
        (WHOLE + "BAK*00", (8, "", "BAK*00")),
        (WHOLE + "~" + ISA, (8, "", ISA)),
        (ISA + GS + ST + "bak*1~SE*4*0001~GE*1*1~IEA*1*000000001~", (5, "bak", "bak")),
        (ISA + "GE*1*1~", (2, "", "")),
        (ISA + "IEA*0*000000001~SE*1*1~", (3, "", "")),
        (ISA + GS + ISA[:-3] + "~", (3, "ISA", "The ISA segment must have 16 elements (" + ISA[:-3] + "~)")),
    ],
)
def test_a_fault_of_the_envelope_has_its_place(text: str, found: tuple[int, str, str]) -> None:
    assert found in faults(text)


def test_all_faults_are_told_together() -> None:
    assert faults(ISA + GS + ST + "SE*9*0001~GE*2*1~IEA*3*000000001~") == [
        (5, "SE01", "9"), (6, "GE01", "2"), (7, "IEA01", "3"),
    ]  # fmt: skip


def test_another_version_of_the_standard_is_refused() -> None:
    assert faults(WHOLE.replace("00401", "00305"))[0][:2] == (1, "ISA")


def test_separators_at_the_end_are_tolerated_and_components_kept() -> None:
    (only,) = read(WHOLE.replace("BAK*00*AC*PO-1*20240101", "BAK*00*AC*PO>1>*20240101**")).sets
    assert only.segments[0].elements == ("00", "AC", "PO>1>", "20240101", "", "")


@given(st.text(max_size=200) | st.text(alphabet="ISAGTE*~>01 \n", max_size=300).map(lambda tail: ISA + GS + tail))
@example(ISA + "\n   ~")
@example(ISA.replace(">~", "*~"))
@example(ISA.replace(">~", "~~"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        received: object = read(text)
    except DocumentError as refused:
        received = refused.faults
    assert received
