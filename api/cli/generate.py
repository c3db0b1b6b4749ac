"""`caselot generate`: a realistic synthetic dataset of any size."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.arguments import AsJson, FileFormat, Force
from api.cli.errors import ExitCode
from api.cli.output import check_dataset_output
from api.cli.screen import screen
from api.cli.words import many
from models.faults import CallError
from models.files import write_dataset
from optimizer.generate import GenerateOptions
from optimizer.generate import generate as make
from optimizer.generate.options import Bucket, Budgets, Storage

DEFAULTS = GenerateOptions()

Target = Annotated[Path, typer.Argument(help="Where the dataset goes: a folder, or a .xlsx file.", metavar="DIR")]


def _share(meaning: str) -> Any:  # noqa: ANN401 - typer keeps the type of its options to itself
    return typer.Option(min=0.0, max=1.0, help=meaning)


def generate(
    target: Target,
    *,
    items: Annotated[int, typer.Option(help="Items that suppliers sell; kits come on top.")] = DEFAULTS.items,
    suppliers: Annotated[int, typer.Option(help="Suppliers.")] = DEFAULTS.suppliers,
    nodes: Annotated[int, typer.Option(help="Stores and warehouses.")] = DEFAULTS.nodes,
    periods: Annotated[int, typer.Option(help="Length of the horizon.")] = DEFAULTS.periods,
    seed: Annotated[int, typer.Option(help="The same seed gives the same dataset on every machine.")] = DEFAULTS.seed,
    start: Annotated[str, typer.Option(help="First day, ISO 8601.")] = DEFAULTS.start.isoformat(),
    bucket: Annotated[Bucket, typer.Option(help="Length of a period.")] = DEFAULTS.bucket,
    currency: Annotated[str, typer.Option(help="ISO 4217.")] = DEFAULTS.currency,
    offers_per_item: Annotated[float, typer.Option(help="Mean offers of an item, 1 to 3.")] = DEFAULTS.offers_per_item,
    import_share: Annotated[float, _share("Share of the suppliers that are overseas.")] = DEFAULTS.import_share,
    promotions: Annotated[bool, typer.Option(help="Promotions on top of the baseline.")] = DEFAULTS.promotions,
    inbound: Annotated[bool, typer.Option(help="Shipments on their way at the start.")] = DEFAULTS.inbound,
    safety_stock: Annotated[bool, typer.Option(help="Safety stock.")] = DEFAULTS.safety_stock,
    capacities: Annotated[bool, typer.Option(help="Capacities of some suppliers.")] = DEFAULTS.capacities,
    budgets: Annotated[Budgets, typer.Option(help="Budgets, none of which or some of which may be overrun.")] = (
        DEFAULTS.budgets
    ),
    storage: Annotated[Storage, typer.Option(help="Storage limits: overflow at a cost, or none at all.")] = (
        DEFAULTS.storage
    ),
    inbound_limits: Annotated[bool, typer.Option(help="Limits of what a node receives.")] = DEFAULTS.inbound_limits,
    zones: Annotated[bool, typer.Option(help="Demand zones that several nodes serve.")] = DEFAULTS.zones,
    transfers: Annotated[bool, typer.Option(help="Transfers between nodes.")] = DEFAULTS.transfers,
    channels: Annotated[bool, typer.Option(help="Channels: shop, web, wholesale.")] = DEFAULTS.channels,
    backorder: Annotated[float, _share("Share of the items whose customers wait.")] = DEFAULTS.backorder,
    kits: Annotated[float, _share("Kits per item, some of them kits of kits.")] = DEFAULTS.kits,
    substitutes: Annotated[float, _share("Share of the items with a substitute.")] = DEFAULTS.substitutes,
    breaks: Annotated[float, _share("Share of the offers with price breaks.")] = DEFAULTS.breaks,
    shares: Annotated[float, _share("Share of the items with sourcing shares and largest lines.")] = DEFAULTS.shares,
    cover: Annotated[float, _share("Share of the items with max_cover_periods.")] = DEFAULTS.cover,
    salvage_value: Annotated[float, typer.Option(help="Worth of surplus closing stock.")] = DEFAULTS.salvage_value,
    discount_rate: Annotated[float, typer.Option(help="Per year.")] = DEFAULTS.discount_rate,
    frozen_periods: Annotated[int, typer.Option(help="Periods without orders.")] = DEFAULTS.frozen_periods,
    file_format: FileFormat = "csv",
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    """Make a realistic dataset of any size.

    Sales are skewed as in shops, with seasons and promotions; suppliers are near and overseas; limits bind.
    """
    given = locals()
    fields = GenerateOptions.__dataclass_fields__
    with screen(as_json=as_json) as out:
        check_dataset_output(target, force=force)
        try:
            chosen = {name: value for name, value in given.items() if name in fields}
            options = GenerateOptions(**{**chosen, "start": dt.date.fromisoformat(start)})
        except ValueError as error:
            raise CallError(str(error)) from error
        settings, tables = make(options)
        write_dataset(settings, tables, target, file_format, force=force)
        rows = {name: len(table) for name, table in tables.items()}
        out.line(f"Wrote {target}: {many(rows['items'], 'item')}, {many(rows['demand'], 'row')} of demand.")
        out.answer({"dataset": str(target), "format": file_format, "rows": rows})
        return ExitCode.DONE
