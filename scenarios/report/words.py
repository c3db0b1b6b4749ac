"""Numbers as a planner reads them."""

import math


def money(amount: float | None) -> str:
    """Money to the cent, thousands apart; a dash where there is none."""
    if amount is None or not math.isfinite(amount):
        return "-"
    return f"{round(amount, 2) + 0.0:,.2f}"


def units(amount: float) -> str:
    """Units, whole ones without decimals."""
    if not math.isfinite(amount):
        return "-"
    return f"{amount:,.0f}" if abs(amount - round(amount)) < 5e-4 else f"{amount:,.2f}"


def share(part: float | None) -> str:
    """A share in percent; what rounds to 100 without being it says so."""
    if part is None or not math.isfinite(part):
        return "-"
    text = f"{100 * part:.2f}".rstrip("0").rstrip(".")
    return f"almost {text} %" if text == "100" and part < 1 else f"{text} %"


def many(count: int, noun: str) -> str:
    """A count with its noun: 1 order, 2 orders."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
