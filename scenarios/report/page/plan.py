"""The page of one plan."""

from collections.abc import Sequence

from scenarios.report.page.parts import Page, Section, Tile
from scenarios.report.page.sections.buying import buying, largest
from scenarios.report.page.sections.containers import containers
from scenarios.report.page.sections.costs import costs
from scenarios.report.page.sections.making import making
from scenarios.report.page.sections.service import service
from scenarios.report.page.sections.spend import spend
from scenarios.report.page.sections.stock import stock
from scenarios.report.told import Told
from scenarios.report.words import many, money, share


def page_of(told: Told, chosen: Sequence[str] = ()) -> Page:
    """The page of a plan, with the stock of the items that matter and of those `chosen`.

    Raises KeyError for a chosen item that the dataset does not have.
    """
    settings = told.problem.settings
    last = told.problem.starts[-1]
    return Page(
        "Purchase plan" + (f": {told.name}" if told.name != "plan" else ""),
        f"{many(len(told.problem.items), 'item')}, {many(settings.periods, settings.bucket)} from {settings.start} "
        f"to the {settings.bucket} of {last}, money in {settings.currency}",
        tiles(told),
        sections(told, chosen),
        warnings(told),
    )


def sections(told: Told, chosen: Sequence[str] = ()) -> list[Section]:
    """Everything there is to see of one plan, in the order of reading."""
    return [
        costs(told),
        spend(told),
        buying(told),
        largest(told),
        service(told),
        stock(told, chosen),
        containers(told),
        making(told),
    ]


def tiles(told: Told) -> list[Tile]:
    """The figures a planner wants first."""
    orders = told.plan.orders
    bought = float((orders["value"] + orders["duty"]).sum())
    overall = told.verdict.service.get("overall")
    bound = "no bound is proven" if told.bound is None else f"no plan costs less than {money(told.bound)}"
    return [
        Tile(f"Cost ({told.currency})", money(told.verdict.objective), "all terms together"),
        Tile("Gap", share(told.gap), bound),
        Tile("Served in time", share(overall), "of the units demanded"),
        Tile(f"Ordered ({told.currency})", money(bought), "price and duty"),
        Tile("Purchase orders", f"{orders['order_id'].nunique():,}", many(orders["item_id"].nunique(), "item")),
        Tile(
            f"Freight ({told.currency})",
            money(float(told.plan.shipments["freight"].sum())),
            many(len(told.plan.shipments), "shipment"),
        ),
    ]


def warnings(told: Told) -> list[str]:
    """What a reader must know before trusting the page."""
    found = []
    if not told.verdict.accepted:
        found.append(f"This plan breaks rules: {many(len(told.verdict.violations), 'violation')}, listed at the end.")
    if told.foreign:
        found.append("This plan was made for another version of the dataset; its bound is not shown.")
    if told.edited:
        found.append("The plan's summary tells other costs, or none; those shown are recomputed from its tables.")
    return found
