import hashlib
import json
from pathlib import Path

import pytest

from scenarios.report.page.parts import Chart, Page, Section, Series, Table, Tile
from scenarios.report.page.render import LIBRARY, embedded, render

EVIL = "</script><img src=x onerror=alert(1)> & \"'=1+1"


def page_with(text: str, figure: float = 1.0) -> Page:
    chart = Chart(text, text, [text], [Series(text, [figure], "c1")], text, text)
    table = Table(text, (text,), [(text,)], foot=(text,))
    return Page(text, text, [Tile(text, text, text)], [Section("one", text, [text], [chart, table])], [text])


def own(page: Page) -> str:
    """What the page says without the library, which holds markup of its own."""
    return render(page).replace(LIBRARY.read_text(encoding="utf-8"), "")


def test_no_text_of_the_data_becomes_an_element() -> None:
    html = own(page_with(EVIL))
    assert "<img" not in html
    assert html.count("</script>") == own(page_with("plain")).count("</script>") == 3
    assert "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; &amp; &#34;&#39;=1+1" in html


@pytest.mark.parametrize("text", [EVIL, "<!--<script>", "\u2028", "]]>", "\\u003c"])
def test_embedded_json_reads_back_as_it_was(text: str) -> None:
    spelt = str(embedded({text: [text, 1.5, None]}))
    assert json.loads(spelt) == {text: [text, 1.5, None]}
    assert spelt.isascii()
    assert not set("<>&") & set(spelt)


def test_what_is_no_number_leaves_a_gap() -> None:
    assert '"data":[null]' in render(page_with("plain", float("nan")))
    assert '"data":[1.0]' in render(page_with("plain"))


def test_the_library_is_in_the_page_once_and_nothing_is_fetched() -> None:
    html = render(page_with("plain"))
    library = LIBRARY.read_text(encoding="utf-8")
    assert html.count(library) == 1
    assert "default-src 'none'" in html
    assert "http" not in own(page_with("plain")).replace("http-equiv", "")


def test_the_library_cannot_end_its_element_and_is_the_one_that_is_noted() -> None:

    assert "</script" not in LIBRARY.read_text(encoding="utf-8").lower()
    noted = (LIBRARY.parent / "VERSION").read_text(encoding="utf-8")
    assert hashlib.sha256(LIBRARY.read_bytes()).hexdigest() in noted
    licences = {path.name for path in Path(LIBRARY.parent).iterdir()}
    assert {"LICENSE-echarts", "NOTICE-echarts", "LICENSE-d3"} <= licences
