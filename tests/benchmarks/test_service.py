import pytest

from api.services.plan_releases import Wanted, release
from benchmarks.service.databases import empty
from benchmarks.service.plan import PLANNER, orders_of, pegging_of, put_plan
from models.db.engine import open_database
from models.db.sessions import act_for
from models.ledger.release import KEY


def test_the_plan_that_is_measured_is_one() -> None:
    orders = orders_of(5000)
    assert not orders.duplicated(list(KEY)).any()
    assert orders["order_id"].nunique() == 2000
    assert (orders.groupby("order_id")[["supplier_id", "order_date"]].nunique() == 1).all(axis=None)
    pegged = pegging_of(orders).groupby(list(KEY))["units"].sum()
    assert pegged.to_dict() == pytest.approx(orders.set_index(list(KEY))["units"].to_dict())


def test_it_is_kept_and_released_as_any_other() -> None:
    with empty("sqlite") as url:
        database = open_database(url)
        plan_id = put_plan(database, 50)
        with database.write.begin() as session:
            act_for(session, "main")
            done = release(session, PLANNER, plan_id, Wanted())
        assert (len(done.orders), done.before_count) == (50, 0)
        database.close()
