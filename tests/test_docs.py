import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COVER = ROOT / "optimizer" / "formulation" / "constraints" / "cover.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_code_that_the_how_to_shows_is_the_code() -> None:
    page = (ROOT / "docs" / "how-to" / "add-a-constraint.md").read_text(encoding="utf-8")
    shown = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    source = COVER.read_text(encoding="utf-8")
    assert shown
    assert [block for block in shown if block not in source] == []


def test_every_attack_has_a_test() -> None:
    page = (ROOT / "docs" / "reference" / "attacks.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")][2:]
    assert rows
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)
        assert named, row
        assert [each for file, each in named if f"def {each}(" not in (ROOT / file).read_text(encoding="utf-8")] == []
