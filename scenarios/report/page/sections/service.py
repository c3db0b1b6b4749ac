"""What is served in time, and what runs short and why."""

from collections.abc import Mapping

from scenarios.report.causes import why_short
from scenarios.report.page.parts import Chart, Section, Series, Table
from scenarios.report.shortages import owed_at_the_end, short_items, short_streams
from scenarios.report.told import Told
from scenarios.report.words import many, money, share, units

SHOWN = 15
"""Items whose cause is told; they are the dearest."""

LEAST_MONEY = 0.005
"""Money below which nothing is shown: it rounds to 0.00."""

BARS = 15
"""Categories or zones that one chart shows."""


def service(told: Told) -> Section:
    """The fill rate, overall, by category and by zone, and the items that run short, the dearest first."""
    figures = told.verdict.service
    overall = figures.get("overall")
    if overall is None:
        return Section("service", "Service and shortages", ["Nothing is demanded."])
    blocks: list[Chart | Table] = []
    for key, word in (("by_category", "category"), ("by_zone", "zone")):
        rates = {name: rate for name, rate in figures.get(key, {}).items() if rate is not None}
        if len(rates) > 1:
            blocks.append(_rates(rates, word))
    blocks += _short(told)
    notes = [f"{share(overall)} of the units demanded are served in time."]
    if len(told.plan.shortage) and not isinstance(blocks[-1] if blocks else None, Table):
        notes.append("Nothing runs short.")
    return Section("service", "Service and shortages", notes, blocks)


def _rates(rates: Mapping[str, float], word: str) -> Chart:
    worst = sorted(rates.items(), key=lambda pair: pair[1])[:BARS]
    some = f" (the lowest {len(worst)} of {len(rates)})" if len(worst) < len(rates) else ""
    return Chart(
        f"Served in time by {word}{some}",
        f"A bar a {word}: the share of its demand that is served in time, the lowest first.",
        [name or "(none)" for name, _ in worst],
        [Series("served in time", [rate for _, rate in worst], "c3")],
        word,
        "share of the units demanded",
        horizontal=True,
        labelled=True,
        unit="share",
    )


def _short(told: Told) -> list[Table]:
    streams = short_streams(told.problem, told.plan)
    count = streams["item_id"].nunique()
    if not count:
        return []
    table = short_items(told.problem, told.plan, SHOWN)
    rows = [
        (
            row["item_id"],
            row["name"],
            units(row["lost"]),
            units(row["late"]),
            units(row["demand"]),
            f"{row['since']:%Y-%m-%d}",
            money(row["money"]),
            why_short(told.problem, told.plan, row["item_id"]),
        )
        for row in table.to_dict("records")
    ]
    whole, lost = float(streams["money"].sum()), float(streams["lost"].sum())
    if count > len(table):
        rest = (units(lost - float(table["lost"].sum())), "", "", "", money(whole - float(table["money"].sum())), "")
        rows.append((f"{count - len(table):,} more", "", *rest))
    foot = ["total", "", units(lost), "", "", "", money(whole), ""]
    owed = owed_at_the_end(told.problem, told.plan, told.verdict.costs.get("shortage", 0.0))
    if abs(owed) >= LEAST_MONEY:
        rows.append(("owed at the end", "", "", "", "", "", money(owed), "what buying it will cost"))
        foot[6] = money(whole + owed)
    cost = f"it costs ({told.currency})"
    headings = ("item", "name", "lost (units)", "late (units)", "of demand", "since", cost, "why")
    title = f"What runs short ({many(count, 'item')}, the dearest first)"
    return [Table(title, headings, rows, [2, 3, 4, 6], foot)]
