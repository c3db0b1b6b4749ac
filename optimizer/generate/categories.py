"""What the shop sells: kinds of goods with their price level, size and season."""

from typing import NamedTuple


class Category(NamedTuple):
    """A kind of goods."""

    name: str
    share: float
    """Share of the items."""
    unit_cost: float
    """Median unit cost, money."""
    litres: float
    """Median volume of a unit costing the median."""
    kg_per_m3: float
    season: float
    """Amplitude of the yearly wave: 0.6 sells 60 % more at its peak than on average."""
    peak_day: int
    """Day of the year with the highest sales."""
    words: tuple[str, ...]


CATEGORIES = (
    Category("kitchen", 0.20, 6.0, 2.0, 260, 0.10, 330, ("Mug", "Plate", "Bowl", "Jug", "Tin", "Tray", "Bottle")),
    Category("decoration", 0.18, 5.0, 2.5, 150, 0.45, 340, ("Lantern", "Candle", "Frame", "Wreath", "Vase", "Clock")),
    Category("stationery", 0.16, 1.8, 0.4, 420, 0.25, 245, ("Notebook", "Pencil Set", "Card Pack", "Folder", "Tape")),
    Category("textiles", 0.14, 9.0, 3.0, 180, 0.20, 320, ("Cushion", "Throw", "Towel", "Apron", "Bag", "Rug")),
    Category("toys", 0.12, 8.0, 3.5, 190, 0.65, 345, ("Puzzle", "Doll", "Train", "Kite", "Ball", "Board Game")),
    Category("garden", 0.10, 11.0, 6.0, 210, 0.70, 145, ("Planter", "Watering Can", "Parasol", "Trowel", "Bird Box")),
    Category("electronics", 0.06, 22.0, 1.6, 330, 0.35, 340, ("Lamp", "Charger", "Radio", "Speaker", "Headset")),
    Category("household", 0.04, 3.5, 2.2, 300, 0.00, 1, ("Brush", "Bucket", "Soap", "Hook Set", "Basket")),
)

ADJECTIVES = (
    "Blue", "Red", "Green", "Ivory", "Grey", "Striped", "Spotted", "Vintage", "Large", "Small", "Round", "Folding",
    "Woven", "Classic", "Glazed", "Printed", "Wooden", "Enamel", "Soft", "Travel",
)  # fmt: skip
