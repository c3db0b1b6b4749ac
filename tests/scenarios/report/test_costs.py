from scenarios.report.costs import cost_terms


def test_terms_that_are_not_nothing_in_words_and_their_order() -> None:
    table = cost_terms({"purchase": 5.0, "duty": 0.0, "terminal_credit": -2.0})
    assert table.to_numpy().tolist() == [["purchase", 5.0], ["terminal credit", -2.0]]
