"""The page on the service is what the code says."""

import re
from pathlib import Path

from api import reference

ROOT = Path(__file__).parents[2]


def test_the_page_is_what_the_code_says() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run `python -m api.reference`"


def test_the_code_that_the_page_on_routes_shows_is_the_code() -> None:
    page = (ROOT / "docs" / "how-to" / "add-a-route.md").read_text(encoding="utf-8")
    shown = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    sources = [
        path.read_text(encoding="utf-8")
        for folder in ("api", "models", "tests")
        for path in (ROOT / folder).rglob("*.py")
    ]
    assert shown
    assert [block for block in shown if not any(block in source for source in sources)] == []
