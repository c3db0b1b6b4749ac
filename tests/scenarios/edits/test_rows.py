from pathlib import Path

import pandas as pd
import pytest

from models.faults import ScenarioError
from optimizer.options import Options
from optimizer.solve import solve
from scenarios.edits import KINDS
from scenarios.evaluate import BASE_PLAN, RE_PLAN, Call, evaluate, keep, told
from tests.builders import build
from tests.scenarios.files import done, refused, table

PROBLEM = build(
    suppliers=["S", "U"],
    nodes=["N", "M"],
    demand={("A", "N"): [5, 5, 5], ("A", "M"): [0, 2, 0]},
    offers=[{"unit_price": 2}, {"supplier_id": "U", "unit_price": 3}],
    stock=[{"on_hand": 1}, {"node_id": "M", "on_hand": 2}],
    inbound=[{"units": 1}, {"node_id": "M", "units": 3}],
)


def test_rows_are_inserted_with_their_defaults(tmp_path: Path) -> None:
    text = """
    - insert: suppliers
      rows: [{supplier_id: V, order_cost: 7}]
    - insert: offers
      rows: [{supplier_id: V, item_id: A, unit_price: 1, moq_units: 50}]
    - insert: lanes
      rows: [{supplier_id: V, node_id: N, lead_time_days: 7}]
    """
    found = done(tmp_path, PROBLEM, text).problem
    assert found.suppliers["order_cost"].tolist() == [0, 0, 7]
    assert found.offers["case_pack"].tolist() == [1, 1, 1]
    assert found.lanes["mode"].tolist()[-1] == "standard"


def test_rows_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("item_id,zone_id,date,units,kind\nA,N,2024-01-08,9,promotion\n", encoding="utf-8")
    assert table(tmp_path, PROBLEM, "- {insert: demand, file: new.csv}", "demand")["units"].sum() == 26


def test_a_row_that_cannot_be_is_told_with_its_own_line(tmp_path: Path) -> None:
    text = """
    - insert: demand
      rows:
        - {item_id: A, zone_id: N, date: 2024-01-08, units: 9, kind: promotion}
        - {item_id: A, zone_id: N, date: 2024-01-08, units: many}
    """
    assert refused(tmp_path, PROBLEM, text).startswith("what-if.yaml line 7, demand.units: found 'many'")
    assert "either rows or file" in refused(tmp_path, PROBLEM, "- insert: demand")
    assert "did you mean units?" in refused(tmp_path, PROBLEM, "- {insert: demand, rows: [{unit: 3}]}")
    assert "a CSV or Parquet file" in refused(tmp_path, PROBLEM, "- {insert: demand, file: none.csv}")


def test_removing_what_others_need_is_refused(tmp_path: Path) -> None:
    gone = table(tmp_path, PROBLEM, "- {remove: offers, where: {supplier: U}}", "offers")
    assert gone["supplier_id"].tolist() == ["S"]
    with pytest.raises(ScenarioError, match="line 4, remove: found 'U'"):  # offers and lanes refer to it
        done(tmp_path, PROBLEM, "- {remove: suppliers, where: {supplier: U}}")


def test_a_supplier_is_blocked_for_good_at_an_end_and_in_between(tmp_path: Path) -> None:
    where = "where: {supplier: S}"
    good = done(tmp_path, PROBLEM, f"- {{block: suppliers, {where}}}").problem
    assert good.suppliers["status"].tolist() == ["blocked", "active"]
    for words, first, last in (
        ("to: 2024-01-07", "", "2024-01-07"),
        ("from: 2024-01-08", "2024-01-08", ""),
        ("from: 2024-01-08, to: 2024-01-14", "2024-01-08", "2024-01-14"),
    ):
        lanes = done(tmp_path, PROBLEM, f"- {{block: suppliers, {where}, {words}}}").problem.lanes
        own = lanes["supplier_id"] == "S"
        assert (days_of(lanes[own]), days_of(lanes[~own])) == ([(first, last)] * 2, [("", "")] * 2)
    assert "a day from 2024-01-08 on" in refused(
        tmp_path, PROBLEM, f"- {{block: suppliers, {where}, from: 2024-01-08, to: 2024-01-07}}"
    )


def test_a_span_of_no_order_date_is_a_slip(tmp_path: Path) -> None:
    # periods begin on the 1st, 8th and 15th
    where = "where: {supplier: S}"
    told = refused(tmp_path, PROBLEM, f"- {{block: suppliers, {where}, from: 2024-01-09, to: 2024-01-14}}")
    assert "line 4, from, to: found '2024-01-09 to 2024-01-14'" in told
    assert "a day on which a period begins: 2024-01-01, 2024-01-08 ... 2024-01-15" in told
    refused(tmp_path, PROBLEM, f"- {{block: suppliers, {where}, from: 2030-01-01}}")
    done(tmp_path, PROBLEM, f"- {{block: suppliers, {where}, from: 2024-01-08, to: 2024-01-08}}")


def test_a_lane_is_blocked_and_with_the_last_one_the_supplier(tmp_path: Path) -> None:
    one = done(tmp_path, PROBLEM, "- {block: lanes, where: {supplier: S, node: N}}").problem
    assert len(one.lanes) == 3
    assert one.suppliers["status"].tolist() == ["active", "active"]
    both = done(tmp_path, PROBLEM, "- {block: lanes, where: {supplier: S}}").problem
    assert both.suppliers["status"].tolist() == ["blocked", "active"]
    all_days = done(tmp_path, PROBLEM, "- {block: lanes, where: {supplier: S, node: N}, to: 2024-01-15}").problem
    assert len(all_days.lanes) == 3


def test_a_lane_is_blocked_for_a_span_beside_others_and_spans_that_meet_are_one(tmp_path: Path) -> None:
    lane = "block: lanes, where: {supplier: S, node: N}"
    one = done(tmp_path, PROBLEM, f"- {{{lane}, to: 2024-01-07}}").problem.lanes
    assert days_of(one) == [("", "2024-01-07"), *[("", "")] * 3]
    two = f"- {{{lane}, from: 2024-01-01, to: 2024-01-07}}\n- {{{lane}, from: 2024-01-08, to: 2024-01-10}}"
    assert days_of(done(tmp_path, PROBLEM, two).problem.lanes)[0] == ("2024-01-01", "2024-01-10")
    apart = f"- {{{lane}, to: 2024-01-07}}\n- {{{lane}, from: 2024-01-15}}"
    assert "line 5, block: found 'S to N by standard'" in refused(tmp_path, PROBLEM, apart)


def days_of(lanes: pd.DataFrame) -> list[tuple[str, str]]:
    first, last = (lanes[name].dt.strftime("%Y-%m-%d").fillna("") for name in ("blocked_from", "blocked_to"))
    return list(zip(first, last, strict=True))


def test_a_node_closes_and_another_takes_over(tmp_path: Path) -> None:
    found = done(tmp_path, PROBLEM, "- {close: M, move_to: N}").problem
    assert found.nodes["node_id"].tolist() == ["N"]
    assert found.stock["on_hand"].tolist() == [3]  # 1 + 2
    assert found.inbound["units"].tolist() == [4]  # 1 + 3, under one reference
    assert found.demand["units"].tolist() == [5, 7, 5]
    assert set(found.lanes["node_id"]) == {"N"}
    assert "did you mean" in refused(tmp_path, PROBLEM, "- {close: M, move_to: NN}")
    assert "another node" in refused(tmp_path, PROBLEM, "- {close: M, move_to: M}")


def test_a_node_that_nobody_takes_over_leaves_demand_that_nobody_serves(tmp_path: Path) -> None:
    assert "line 4, close" in refused(tmp_path, PROBLEM, "- {close: M}")


def test_every_kind_of_edit_is_tried_here_or_beside() -> None:
    verbs = ["scale", "set", "add", "cap", "shift", "insert", "remove", "block", "close", "settings"]
    assert [kind.verb for kind in KINDS] == verbs


def test_kept_orders_are_dropped_where_they_are_impossible_and_the_new_plan_goes_elsewhere(tmp_path: Path) -> None:
    # base: S sells 15 - 2 at 2. Blocked in the midst: what S would sell then is lost at 100 or bought of U at 3.
    problem = build(
        suppliers=["S", "U"],
        demand=[0, 5, 0],
        offers=[{"unit_price": 2}, {"supplier_id": "U", "unit_price": 3}],
        items=[{"item_id": "A", "unit_cost": 0, "shortage_cost": 100, "carrying_cost": 2.0}],
    )
    base = told(solve(problem))
    assert base.summary["objective"] == 10  # 5 x 2, placed and used in the second week
    blocked = done(tmp_path, problem, "- {block: suppliers, where: {supplier: S}, from: 2024-01-08, to: 2024-01-14}")
    plans = evaluate(blocked.problem, base, (RE_PLAN, BASE_PLAN), Call(Options()))
    assert plans[BASE_PLAN].summary["objective"] == 500  # 5 lost
    assert plans[BASE_PLAN].summary["dropped"] == 1
    assert plans[RE_PLAN].summary["objective"] == 15  # U: 5 x 3, less than 5 x 2 and a week's carrying of 5 x 2


def test_kept_orders_arrive_late_and_broken_rules_are_listed(tmp_path: Path) -> None:
    problem = build(
        demand=[5, 5, 0], offers=[{"unit_price": 2}], items=[{"unit_cost": 0, "shortage_cost": 100, "carrying_cost": 1}]
    )
    base = told(solve(problem))
    late = keep(done(tmp_path, problem, "- {shift: lanes.lead_time_days, days: 7}").problem, base)
    # ordered 5 and 5, received a week later: the first 5 are lost, the last 5 carried for a week
    assert late.summary["late"] == 2
    assert late.summary["costs"]["shortage"] == 500
    assert not late.summary["violations"]
    poor = keep(done(tmp_path, problem, "- {set: offers.moq_units, to: 8}").problem, base)
    assert poor.summary["status"] == "breaks-rules"
    assert len(poor.summary["violations"]) == 2
