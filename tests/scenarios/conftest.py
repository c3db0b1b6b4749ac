from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.scenarios.report.page.browser import browsing


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a file of tests; longer than that, its event loop would be in the way of others."""
    with browsing() as started:
        yield started
