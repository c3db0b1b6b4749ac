"""In which form an answer is given: by the end of the address, else by Accept, else as the route does by default."""

from collections.abc import Sequence
from enum import StrEnum

from fastapi import Request
from starlette.exceptions import HTTPException


class Format(StrEnum):
    """The forms, by the end of an address; the value of `media` is what Accept calls them."""

    JSON = "json"
    HTML = "html"
    CSV = "csv"
    X12 = "x12"
    PARQUET = "parquet"
    XLSX = "xlsx"
    ZIP = "zip"

    @property
    def media(self) -> str:
        """The media type."""
        return MEDIA[self]


MEDIA = {
    Format.JSON: "application/json",
    Format.HTML: "text/html",
    Format.CSV: "text/csv",
    Format.X12: "application/edi-x12",
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ZIP: "application/zip",
}


def chosen(request: Request, offered: Sequence[Format], suffix: str | None = None) -> Format:
    """The form that is asked for, the first that is offered where any will do. Raises 404 for an unknown end, 406."""
    if suffix is not None:
        found = next((each for each in offered if each == suffix), None)
        if found is None:
            raise HTTPException(404, f"There is no .{suffix} here, only {', '.join(f'.{each}' for each in offered)}.")
        return found
    header = ",".join(request.headers.getlist("accept")) or "*/*"
    for wanted in _by_preference(header):
        for each in offered:
            if wanted in {"*/*", each.media, each.media.split("/")[0] + "/*"}:
                return each
    raise HTTPException(406, f"This is given as {', '.join(each.media for each in offered)}, not as {header[:200]}.")


def _by_preference(header: str) -> list[str]:
    """The media ranges of an Accept header that are wanted at all, the most wanted first (RFC 9110, 12.5.1)."""
    ranges: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        try:
            quality = float(weight)
        except ValueError:
            quality = 0.0
        if quality > 0:
            ranges.append((-quality, place, name))
    return [name for _, _, name in sorted(ranges)]
