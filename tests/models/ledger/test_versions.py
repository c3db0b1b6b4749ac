from models.ledger.versions import Difference, differences
from tests.models.ledger.orders import content, line


def test_every_field_that_differs_is_told() -> None:
    before = content(line(1), line(2, item_id="B"))
    after = content(line(1, units=50, cases=5, price="2.60"), line(3, item_id="C"), payment_days=30)
    assert differences(before, after) == (
        Difference(None, "payment_days", "0", "30"),
        Difference(1, "units", "100", "50"),
        Difference(1, "cases", "10", "5"),
        Difference(1, "unit_price", "2.50 EUR", "2.60 EUR"),
        Difference(2, "", "100 x B at 2.50 EUR to N by 2024-02-01", ""),
        Difference(3, "", "", "100 x C at 2.50 EUR to N by 2024-02-01"),
    )


def test_why_a_line_is_there_is_no_difference() -> None:
    assert differences(content(line(1, reason="need")), content(line(1, reason="case rounding"))) == ()
