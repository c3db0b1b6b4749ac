"""A page in a real browser: what it says on its console, what it asks for, and what it has drawn."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

PLACES = [os.environ.get("CASELOT_CHROMIUM", ""), "/usr/bin/chromium"]
CHROMIUM = next((place for place in PLACES if place and Path(place).is_file()), None)
DESKTOP, PHONE, PAPER = 1280, 390, 688
"""Pixels: a screen, a telephone, a portrait A4 page between its margins."""

needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no browser: neither CASELOT_CHROMIUM nor /usr/bin/chromium is one"
)

DRAWN = """() => [...document.querySelectorAll(".chart")].filter((place) => {
    const box = place.querySelector("svg, canvas")?.getBoundingClientRect();
    return !box || box.width < 100 || box.height < 50 || !place.querySelector("svg path, canvas");
}).map((place) => place.id)"""
"""The charts that have not been drawn, by the ids of their elements."""

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Seen:
    """A page as it stands in the browser, and what has come of it so far."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", self._shut)
        page.on("request", lambda request: self.asked.append(request.url))

    def _shut(self, dialog: Dialog) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def faults(self) -> dict[str, Any]:
        """Everything that is wrong with it: nothing is the answer that is hoped for."""
        found = {
            "console": self.said,
            "requests": [url for url in self.asked[1:] if not url.startswith("data:")],
            "not drawn": self.page.evaluate(DRAWN),
            "pixels too wide": max(0, self.page.evaluate(OVERFLOW)),
        }
        return {name: value for name, value in found.items() if value}


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser, for as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, file: Path, width: int, scheme: Any = "light") -> Iterator[Seen]:
    """The file in a window of its own of this width, light or dark."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    try:
        seen = Seen(page)
        page.goto(file.resolve().as_uri())
        yield seen
    finally:
        page.close()
