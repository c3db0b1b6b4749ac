"""What a page is made of. Texts are plain: whoever writes HTML escapes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

BY_LINE = 28
"""Pixels of a horizontal bar and what is between it and the next."""


@dataclass(frozen=True)
class Series:
    """The figures of one legend entry, a number a category; None leaves a gap.

    `tone` is a colour of the page's style sheet (`c1` .. `c13`, `bad`, `quiet`), `stack` names what is piled up.
    """

    name: str
    data: Sequence[float | None]
    tone: str
    kind: Literal["bar", "line", "area"] = "bar"
    stack: str = ""
    dashed: bool = False


@dataclass(frozen=True)
class Chart:
    """Bars and lines over categories.

    `about` says in a sentence what is to be seen, for those who cannot; the axes are named with their units.
    `labelled` writes the figure of each bar beside it; `unit` is how figures are written (money to the cent, shares as
    percent); `limit` is a line that they should keep below.
    """

    title: str
    about: str
    categories: Sequence[str]
    series: Sequence[Series]
    category_axis: str
    value_axis: str
    horizontal: bool = False
    labelled: bool = False
    unit: Literal["units", "money", "share"] = "units"
    limit: float | None = None

    kind = "chart"

    @property
    def height(self) -> int:
        """Pixels, by the number of lines."""
        if not self.horizontal:
            return 320
        legend = 30 if len(self.series) > 1 else 0
        return 70 + legend + BY_LINE * max(1, len(self.categories))


@dataclass(frozen=True)
class Table:
    """Rows of text under headings; `right` are the columns of numbers, `foot` is the row of sums.

    A `folded` one is opened by a click: it holds the figures of a chart.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[int] = ()
    foot: Sequence[str] = ()
    folded: bool = False

    kind = "table"


@dataclass(frozen=True)
class Section:
    """A part of a page with a heading, sentences and what is to be seen.

    `slug` is its own on the page; a `listed` one has a link at the head of it.
    """

    slug: str
    title: str
    notes: Sequence[str] = ()
    blocks: Sequence[Chart | Table] = ()
    listed: bool = True


@dataclass(frozen=True)
class Tile:
    """One figure at the head of a page: what it is, the figure, and a word on it."""

    label: str
    figure: str
    word: str = ""


@dataclass(frozen=True)
class Page:
    """A whole page."""

    title: str
    subtitle: str
    tiles: Sequence[Tile]
    sections: Sequence[Section]
    warnings: Sequence[str] = ()
