"""Container fill."""

from scenarios.report.containers import container_shipments, fill_by_lane
from scenarios.report.page.parts import Chart, Section, Series, Table
from scenarios.report.told import Told
from scenarios.report.words import many, money, share, units

SHOWN = 10
"""Shipments that are listed, the emptiest."""

LANES = 20
"""Lanes that one chart shows, those with most containers."""


def containers(told: Told) -> Section:
    """How full containers travel, lane by lane, and the emptiest shipments."""
    shipments = container_shipments(told.plan)
    if shipments.empty:
        return Section("containers", "Container fill", ["No shipment of this plan travels in containers."])
    lanes = fill_by_lane(told.plan)
    names = [f"{row['supplier_id']} > {row['node_id']} ({row['mode']})" for row in lanes.to_dict("records")]
    chart = Chart(
        "Fill of the containers by lane",
        "A bar a lane: the share of its containers' tighter capacity, volume or weight, that is used.",
        names[:LANES],
        [Series("fill", lanes["fill"].to_list()[:LANES], "c1")],
        "lane",
        "share of the tighter capacity",
        horizontal=True,
        labelled=True,
        unit="share",
    )
    rows = [
        (
            name,
            f"{row['shipments']:,}",
            *(units(row[column]) for column in ("containers", "m3", "kg")),
            share(row["fill"]),
            money(row["freight"]),
        )
        for name, row in zip(names, lanes.to_dict("records"), strict=True)
    ]
    total = (
        "total",
        f"{len(shipments):,}",
        *(units(float(lanes[column].sum())) for column in ("containers", "m3", "kg")),
        share(float((lanes["fill"] * lanes["containers"]).sum() / lanes["containers"].sum())),
        money(float(lanes["freight"].sum())),
    )
    headings = ("lane", "shipments", "containers", "m3", "kg", "fill", f"freight ({told.currency})")
    by_lane = Table("Containers by lane", headings, rows, range(1, 7), total)
    return Section("containers", "Container fill", [], [chart, by_lane, _emptiest(told)])


def _emptiest(told: Told) -> Table:
    shipments = container_shipments(told.plan)
    rows = [
        (
            row["order_id"],
            f"{row['supplier_id']} > {row['node_id']} ({row['mode']})",
            f"{row['order_date']:%Y-%m-%d}",
            units(row["containers"]),
            share(row["fill"]),
            money(row["freight"]),
        )
        for row in shipments.head(SHOWN).to_dict("records")
    ]
    headings = ("order", "lane", "placed", "containers", "fill", f"freight ({told.currency})")
    title = f"The emptiest of {many(len(shipments), 'shipment')}"
    return Table(title, headings, rows, [3, 4, 5])
