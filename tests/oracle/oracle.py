"""The whole model as one small mixed-integer program, written row by row from the specification.

Deliberately slow and plain: loops, no index arrays, one algebraic constraint a line. It is for datasets of a few
items, suppliers, nodes and periods.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import highspy

from models.problem import Problem
from tests.oracle.case import Case, Lane, Row, Stream, given, rows

Expression = Any  # highspy's expressions carry no types
TIGHT = 1e-9


class OracleError(RuntimeError):
    """The reference did not prove an optimum within its time."""


def optimum(problem: Problem, time_limit: float = 60) -> float:
    """Lowest objective of any plan of the problem.

    Returns infinity where no plan exists. Raises OracleError when the time is up before optimality is proven.
    """
    case = Case(problem)
    if any(case.shares_contradict(i) for i in case.item):
        return math.inf
    program = Program(case)
    for family in (
        program.order_lines, program.purchase_orders, program.sourcing, program.freight, program.move, program.serve,
        program.stock_balance, program.nodes, program.budgets, program.cover, program.safety, program.terminal,
    ):  # fmt: skip
        family()
    return program.solve(time_limit)


@dataclass
class Program:
    """Variables under the letters of the model, rows added by one method a family."""

    case: Case
    h: Any = field(default_factory=highspy.Highs)
    q: dict[tuple[str, Lane, int], Expression] = field(default_factory=dict)
    u: dict[tuple[str, str, int], Expression] = field(default_factory=dict)
    y: dict[tuple[str, int], Expression] = field(default_factory=dict)
    paid: dict[tuple[str, str, int], Expression] = field(default_factory=dict)
    """Money of the line without duty."""
    used: dict[tuple[str, str, int], list[Expression]] = field(default_factory=lambda: defaultdict(list))
    """Units of item, node, period that something takes out of stock."""
    brought: dict[tuple[str, str, int], list[Expression]] = field(default_factory=lambda: defaultdict(list))
    """Units of item, node, period that orders and transfers bring."""
    I: dict[tuple[str, str, int], Expression] = field(default_factory=dict)  # noqa: E741 - the model's letter

    def __post_init__(self) -> None:
        self.h.setOptionValue("output_flag", False)
        self.periods = range(self.case.T)

    # -- small words --------------------------------------------------------------------------------------------------
    def continuous(self, cost: float = 0.0) -> Expression:
        return self.h.addVariable(0, highspy.kHighsInf, float(cost))

    def whole(self, high: float, cost: float = 0.0) -> Expression:
        return self.h.addVariable(0, float(high), float(cost), highspy.HighsVarType.kInteger)

    def add(self, row: Expression) -> None:
        self.h.addConstr(row)

    def total(self, parts: list[Expression]) -> Expression:
        return self.h.qsum([0.0 * self.zero, *parts])

    @property
    def zero(self) -> Expression:
        if not hasattr(self, "_zero"):
            self._zero = self.h.addVariable(0, 0)
        return self._zero

    def units(self, i: str, s: str, t: int, node: str | None = None) -> Expression:
        """Units of item i ordered from s in t, over all lanes, or over those to one node."""
        pack = self.case.offer[i, s]["case_pack"]
        return self.total(
            [
                float(pack) * cases
                for (item, lane, period), cases in self.q.items()
                if (item, lane[0], period) == (i, s, t) and node in (None, lane[1])
            ]
        )

    def most(self, i: str) -> float:
        """A quantity that no line of item i needs to exceed.

        Everything that demand can want of it, the stock that is credited, safety stock; every threshold that can make
        a line larger (MOQ, breaks, order minima, a case); all that times what shares can pull along.
        """
        case = self.case
        largest = max([1.0, *(units for k in case.product for units in case.parts(k).values())])
        wanted = largest * sum(sum(units) for units in case.demand.values())
        wanted += case.problem.settings.terminal_cover_periods * case.mean(i)
        wanted += sum(units for (item, _), units in case.safety.items() if item == i)
        pull = 1.0
        for (item, s), offer in case.offer.items():
            if item == i:
                wanted += self.threshold(i, s, offer)
                shares = [offer["min_share"], offer["max_share"]]
                pull = max([pull, *(max(1 / x, 1 / (1 - x)) for x in shares if 0 < x < 1)])
        return float(math.ceil(wanted * 2 * pull))

    def threshold(self, i: str, s: str, offer: Row) -> float:
        """Sum of everything that may force a line of this offer up."""
        supplier, item, tiers = self.case.supplier[s], self.case.item[i], self.case.price_tiers(i, s)
        price = min(price for _, price in tiers)
        forced = offer["moq_units"] + tiers[-1][0] + 4 * offer["case_pack"] + supplier["min_order_units"]
        for least, each in (
            (supplier["min_order_value"], price),
            (supplier["min_order_kg"], item["unit_kg"]),
            (supplier["min_order_m3"], item["unit_m3"]),
        ):
            forced += least / each if each > 0 else 0.0
        return float(forced)

    # -- families -----------------------------------------------------------------------------------------------------
    def order_lines(self) -> None:
        """q, u, tiers; purchase, duty and line cost."""
        case = self.case
        for (i, s), offer in case.offer.items():
            most = self.most(i)
            high = min(most, offer["max_units"]) if given(offer["max_units"]) else most
            for t in self.periods:
                lanes = [a for a in case.lane if a[0] == s and case.order_exists(i, a, t)]
                if not lanes:
                    continue
                for a in lanes:
                    self.q[i, a, t] = self.whole(most // offer["case_pack"] + 1)
                x = self.units(i, s, t)
                opened = self.whole(1, offer["line_cost"] * case.weight(t))
                self.u[i, s, t] = opened
                self.add(x >= float(offer["moq_units"]) * opened)
                self.add(x <= float(high) * opened)
                self.paid[i, s, t] = self.price(i, s, x, opened, high)
                duty = float(offer["duty_rate"])
                money = self.continuous((1 + duty) * case.weight(t))
                self.add(money == self.paid[i, s, t])

    def price(self, i: str, s: str, x: Expression, opened: Expression, high: float) -> Expression:
        """Money of a line: exactly one tier holds the whole quantity, and says what it costs."""
        tiers = self.case.price_tiers(i, s)
        incremental = self.case.offer[i, s]["break_kind"] == "incremental"
        chosen, inside, money, before = [], [], [], 0.0
        for k, (first, price) in enumerate(tiers):
            last = tiers[k + 1][0] if k + 1 < len(tiers) else high
            top = last if incremental or k + 1 == len(tiers) else last - 1
            if top < first:  # no whole quantity is in it, or all are above max_units
                continue
            tier, amount = self.whole(1), self.continuous()
            self.add(amount >= float(first) * tier)
            self.add(amount <= float(min(top, high)) * tier)
            chosen.append(tier)
            inside.append(amount)
            # Incremental: what the tiers below cost when they are full, then this price for the units above.
            money.append(float(price) * amount + float(before - price * first if incremental else 0.0) * tier)
            before += price * (last - first)
        self.add(self.total(chosen) == opened)
        self.add(self.total(inside) == x)
        return self.total(money)

    def purchase_orders(self) -> None:
        """y; order cost, minima, capacity and its overrun."""
        case = self.case
        for s, supplier in case.supplier.items():
            for t in self.periods:
                lines = [i for i in case.item if (i, s, t) in self.u]
                if not lines:
                    continue
                y = self.whole(1, supplier["order_cost"] * case.weight(t))
                self.y[s, t] = y
                for i in lines:
                    self.add(self.u[i, s, t] <= y)
                x = {i: self.units(i, s, t) for i in lines}
                self.add(self.total([self.paid[i, s, t] for i in lines]) >= float(supplier["min_order_value"]) * y)
                self.add(self.total(list(x.values())) >= float(supplier["min_order_units"]) * y)
                for column, each in (("min_order_kg", "unit_kg"), ("min_order_m3", "unit_m3")):
                    amount = self.total([float(case.item[i][each]) * x[i] for i in lines])
                    self.add(amount >= float(supplier[column]) * y)
                if given(supplier["capacity"]):
                    load = [float(case.offer[i, s]["capacity_per_unit"]) * x[i] for i in lines]
                    load += [float(case.offer[i, s]["capacity_per_line"]) * self.u[i, s, t] for i in lines]
                    overtime = self.overrun(supplier["capacity_overrun_cost"], case.weight(t))
                    self.add(self.total(load) <= float(supplier["capacity"]) + overtime)

    def overrun(self, cost: float, weight: float) -> Expression:
        """What a limit may be exceeded by: nothing where its cost is empty."""
        return self.continuous(cost * weight) if given(cost) else 1.0 * self.zero

    def sourcing(self) -> None:
        """Shares of an item's units over the horizon."""
        for i in self.case.item:
            by_supplier = {
                s: self.total([self.units(i, s, t) for t in self.periods]) for item, s in self.case.offer if item == i
            }
            everything = self.total(list(by_supplier.values()))
            for s, part in by_supplier.items():
                self.add(part >= float(self.case.offer[i, s]["min_share"]) * everything)
                self.add(part <= float(self.case.offer[i, s]["max_share"]) * everything)

    def freight(self) -> None:
        """w, g, f: shipments, containers, variable charges with their minimum."""
        case = self.case
        for a, lane in case.lane.items():
            for t in self.periods:
                goods = {i: q for (i, lane_key, period), q in self.q.items() if (lane_key, period) == (a, t)}
                if goods:
                    self.shipment(a, lane, t, goods)

    def shipment(self, a: Lane, lane: Row, t: int, goods: dict[str, Expression]) -> None:
        """One lane in one period; `goods` are the cases by item."""
        case = self.case
        w = self.whole(1, lane["shipment_cost"] * case.weight(t))
        units = {i: float(case.offer[i, a[0]]["case_pack"]) * cases for i, cases in goods.items()}
        for i, x in units.items():
            self.add(x <= (self.most(i) + float(case.offer[i, a[0]]["case_pack"])) * w)
            arrival = case.arrival(t, lane["lead_time_days"] + case.offer[i, a[0]]["extra_lead_days"])
            self.brought[i, a[1], arrival].append(x)
        m3 = self.total([float(case.item[i]["unit_m3"]) * x for i, x in units.items()])
        kg = self.total([float(case.item[i]["unit_kg"]) * x for i, x in units.items()])
        count = self.total(list(units.values()))
        f = self.continuous(case.weight(t))
        charges = [("cost_per_unit", count), ("cost_per_m3", m3), ("cost_per_kg", kg)]
        self.add(f >= self.total([float(lane[column]) * amount for column, amount in charges]))
        self.add(f >= float(lane["min_charge"]) * w)
        if given(lane["container_m3"]) or given(lane["container_kg"]):
            g = self.whole(highspy.kHighsInf, lane["container_cost"] * case.weight(t))
            self.add(g >= w)
            if given(lane["max_containers"]):
                self.add(g <= float(lane["max_containers"]) * w)
            for limit, load in ((lane["container_m3"], m3), (lane["container_kg"], kg)):
                if given(limit):
                    self.add(load <= float(limit) * g)

    def move(self) -> None:
        """X: transfers between nodes that arrive within the horizon."""
        case = self.case
        for (source, target), lane in case.transfer.items():
            for i, item in case.item.items():
                cost = (
                    lane["cost_per_unit"]
                    + lane["cost_per_m3"] * item["unit_m3"]
                    + lane["cost_per_kg"] * item["unit_kg"]
                )
                for t in self.periods:
                    arrival = case.arrival(t, lane["lead_time_days"])
                    if arrival < case.T:
                        X = self.continuous(cost * case.weight(t))
                        self.used[i, source, t].append(X)
                        self.brought[i, target, arrival].append(X)

    def serve(self) -> None:
        """F, L, B: each stream is served, lost or owed; fulfilment and shortage costs."""
        for j, wanted in self.case.demand.items():
            backlog = 0.0 * self.zero
            for t in self.periods:
                served = self.total(self.deliveries(j, t))
                if self.case.waits(j):
                    owed = self.continuous(self.case.shortage_cost(j) * self.case.weight(t))
                    self.add(owed == backlog + float(wanted[t]) - served)
                    backlog = 1.0 * owed
                else:
                    lost = self.continuous(self.case.shortage_cost(j) * self.case.weight(t))
                    self.add(served + lost == float(wanted[t]))
            if self.case.waits(j):
                still_owed = self.continuous(self.case.unit_cost(j[0]) * self.case.weight(self.case.T))
                self.add(still_owed == backlog)

    def deliveries(self, j: Stream, t: int) -> list[Expression]:
        """F of one stream and period; each takes its parts out of the node's stock."""
        found = []
        for product, node, cost in self.case.ways_to_serve(j):
            F = self.continuous(cost * self.case.weight(t))
            for i, units in self.case.parts(product).items():
                self.used[i, node, t].append(float(units) * F)
            found.append(F)
        return found

    def stock_balance(self) -> None:
        """I and its carrying cost."""
        case = self.case
        for i, item in case.item.items():
            for n in case.node:
                before = 0.0 * self.zero + float(case.opening.get((i, n), 0.0))
                for t in self.periods:
                    after = self.continuous(item["carrying_cost"] * case.weight(t))
                    self.I[i, n, t] = after
                    came = self.total(self.brought[i, n, t]) + float(case.inbound[i, n][t])
                    self.add(before + came == self.total(self.used[i, n, t]) + after)
                    before = 1.0 * after

    def nodes(self) -> None:
        """Storage with overflow; volume and units received."""
        case = self.case
        left = {(i, n): case.leftover(i, n) for i in case.item for n in case.node}
        for n, node in case.node.items():
            for t in self.periods:
                if given(node["storage_m3"]):
                    stored = self.total([float(row["unit_m3"]) * self.I[i, n, t] for i, row in case.item.items()])
                    limit = float(node["storage_m3"])
                    if not given(node["overflow_cost"]):
                        limit = max(limit, sum(float(r["unit_m3"]) * left[i, n][t] for i, r in case.item.items()))
                    self.add(stored <= limit + self.overrun(node["overflow_cost"], case.weight(t)))
                for column, each in (("inbound_m3", "unit_m3"), ("inbound_units", None)):
                    if given(node[column]):
                        self.receive(n, t, float(node[column]), each)

    def receive(self, n: str, t: int, limit: float, each: str | None) -> None:
        """Orders, transfers and inbound received at n in t are at most `limit`, or what inbound alone brings."""
        case = self.case
        size = {i: float(row[each]) if each else 1.0 for i, row in case.item.items()}
        already = sum(size[i] * case.inbound[i, n][t] for i in case.item)
        more = self.total([size[i] * part for i in case.item for part in self.brought[i, n, t]])
        self.add(more <= max(limit, already) - already)

    def budgets(self) -> None:
        """Price and duty of matching lines, by the day of order or of payment."""
        case = self.case
        for b in rows(case.problem.budgets):
            spent = []
            for (i, s, t), money in self.paid.items():
                wait = int(case.supplier[s]["payment_days"]) if b["basis"] == "payment" else 0
                day = case.start(t).toordinal() + wait
                if (
                    b["first_date"].toordinal() <= day <= b["last_date"].toordinal()
                    and b["category"] in ("", case.item[i]["category"])
                    and b["supplier_id"] in ("", s)
                ):
                    spent.append((1 + float(case.offer[i, s]["duty_rate"])) * money)
            last = max([0, *(t for t in self.periods if case.start(t) <= b["last_date"].date())])
            self.add(self.total(spent) <= float(b["amount"]) + self.overrun(b["overrun_cost"], case.weight(last)))

    def cover(self) -> None:
        """Stock of an item in all nodes is at most the demand of so many next periods and one case."""
        case = self.case
        for i, item in case.item.items():
            if not given(item["max_cover_periods"]):
                continue
            case_pack = max([0, *(offer["case_pack"] for (o, _), offer in case.offer.items() if o == i)])
            left = [case.leftover(i, n) for n in case.node]
            for t in self.periods:
                ahead = range(t + 1, t + 1 + int(item["max_cover_periods"]))
                limit = sum(case.wanted[i][k] if k < case.T else case.mean(i) for k in ahead) + float(case_pack)
                limit = max(limit, sum(p[t] for p in left))
                self.add(self.total([self.I[i, n, t] for n in case.node]) <= limit)

    def safety(self) -> None:
        """V: closing stock below safety stock."""
        for (i, n), units in self.case.safety.items():
            for t in self.periods:
                V = self.continuous(self.case.item[i]["safety_cost"] * self.case.weight(t))
                self.add(self.I[i, n, t] + V >= float(units))

    def terminal(self) -> None:
        """E1, E2: what closing stock is worth."""
        case, s = self.case, self.case.problem.settings
        for i, item in case.item.items():
            at_end = self.case.weight(case.T)
            E1 = self.continuous(-s.terminal_value * item["unit_cost"] * at_end)
            E2 = self.continuous(-s.salvage_value * item["unit_cost"] * at_end)
            closing = self.total([self.I[i, n, case.T - 1] for n in case.node])
            self.add(closing == E1 + E2)
            most = float(s.terminal_cover_periods * case.mean(i))
            self.add(most >= 1.0 * E1)

    # -- the end ------------------------------------------------------------------------------------------------------
    def solve(self, time_limit: float) -> float:
        for option, value in (
            ("time_limit", float(time_limit)), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-7), ("threads", 1),
            ("mip_feasibility_tolerance", TIGHT), ("primal_feasibility_tolerance", TIGHT),
            ("dual_feasibility_tolerance", TIGHT),
        ):  # fmt: skip
            self.h.setOptionValue(option, value)
        self.h.run()
        status = self.h.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return math.inf
        if status != highspy.HighsModelStatus.kOptimal:
            raise OracleError(f"the reference stopped with {self.h.modelStatusToString(status)}")
        return float(self.h.getInfo().objective_function_value)
