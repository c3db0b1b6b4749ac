"""What a generated dataset should look like."""

import dataclasses
import datetime as dt
from typing import Literal, get_args

Budgets = Literal["none", "hard", "mixed"]
Storage = Literal["none", "soft", "hard"]
Bucket = Literal["day", "week"]

_WHOLE_BOUNDS = {"items": 10_000_000, "suppliers": 100_000, "nodes": 200, "periods": 104, "seed": 2**63 - 1}
_SHARES = ("import_share", "kits", "substitutes", "breaks", "backorder", "shares", "cover")
_CHOICES = {"bucket": Bucket, "budgets": Budgets, "storage": Storage}


@dataclasses.dataclass(frozen=True, kw_only=True)
class GenerateOptions:
    """Size, seed and switches of a generated dataset.

    The defaults give lost sales over 13 weeks and 3 nodes, 1.75 offers an item, imports in containers or loose, line
    MOQs, order costs, minimum values, order cycles, promotions, supplier capacities, hard budgets and soft storage.
    Every other feature has a switch. A switch does not change what the others draw: each has random numbers of its own.

    Raises ValueError with one sentence when a value is outside its range or two options contradict each other.
    """

    items: int = 300
    """Items that suppliers sell; kits come on top."""
    suppliers: int = 12
    nodes: int = 3
    periods: int = 13
    seed: int = 0
    start: dt.date = dt.date(2025, 9, 1)
    bucket: Bucket = "week"
    currency: str = "EUR"
    offers_per_item: float = 1.75
    """Mean number of suppliers an item has, 1 to 3."""
    import_share: float = 0.4
    """Share of the suppliers that are overseas."""
    promotions: bool = True
    inbound: bool = True
    """Shipments that are on their way when the horizon begins."""
    safety_stock: bool = True
    capacities: bool = True
    """Some suppliers have a capacity, with and without overtime."""
    budgets: Budgets = "hard"
    """`hard`: budgets by order date. `mixed`: the last may be overrun, one category and one supplier's payments too."""
    storage: Storage = "soft"
    inbound_limits: bool = False
    """Nodes receive a limited volume and number of units in a period."""
    zones: bool = False
    """Demand comes from zones, each served by more than one node where there are several."""
    transfers: bool = False
    channels: bool = False
    """Demand is split over shop, web and wholesale; wholesale waits for its goods."""
    backorder: float = 0.0
    """Share of the items whose demand waits instead of being lost; some already owe units."""
    kits: float = 0.0
    """Kits per item; some are kits of kits."""
    substitutes: float = 0.0
    """Share of the items with a substitute."""
    breaks: float = 0.0
    """Share of the offers with price breaks, of both kinds."""
    shares: float = 0.0
    """Share of the items with several offers that have least or largest shares, and of the offers with max_units."""
    cover: float = 0.0
    """Share of the items with max_cover_periods (fewer where stock is above any such limit)."""
    salvage_value: float = 0.0
    discount_rate: float = 0.0
    frozen_periods: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be generated."""
        for name, high in _WHOLE_BOUNDS.items():
            _whole(name, getattr(self, name), 0 if name == "seed" else 1, high)
        _whole("frozen_periods", self.frozen_periods, 0, self.periods)
        for name in _SHARES:
            _number(name, getattr(self, name), 0, 1)
        _number("offers_per_item", self.offers_per_item, 1, 3)
        _number("salvage_value", self.salvage_value, 0, 0.5)
        _number("discount_rate", self.discount_rate, 0, 1)
        for name, literal in _CHOICES.items():
            if getattr(self, name) not in get_args(literal):
                _refuse(name, getattr(self, name), "one of " + ", ".join(get_args(literal)))
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            _refuse("currency", self.currency, "three capital letters (ISO 4217)")
        if type(self.start) is not dt.date or not 1990 <= self.start.year <= 2200:
            _refuse("start", self.start, "a day from 1990 to 2200")
        self._refuse_contradictions()

    def _refuse_contradictions(self) -> None:
        for switch, needed in (("transfers", "nodes"), ("substitutes", "items"), ("shares", "suppliers")):
            if getattr(self, switch) and getattr(self, needed) < 2:
                raise ValueError(f"{switch} needs at least 2 {needed}, and there is 1")

    @property
    def bucket_days(self) -> int:
        """Days in a period."""
        return 7 if self.bucket == "week" else 1

    @property
    def weeks(self) -> float:
        """Length of the horizon in weeks."""
        return self.periods * self.bucket_days / 7

    @property
    def longest_lead_days(self) -> int:
        """Longest lead time: the horizon is at least twice as long, counted in whole periods."""
        return self.periods // 2 * self.bucket_days

    @property
    def last_date(self) -> dt.date:
        """Last day of the last period."""
        return self.start + dt.timedelta(self.periods * self.bucket_days - 1)


def _refuse(name: str, value: object, expected: str) -> None:
    raise ValueError(f"{name} is {value!r}; expected {expected}")


def _whole(name: str, value: object, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        _refuse(name, value, f"a whole number from {low} to {high}")


def _number(name: str, value: object, low: float, high: float) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        _refuse(name, value, f"a number from {low:g} to {high:g}")
