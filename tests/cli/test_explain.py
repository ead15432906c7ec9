from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import Mock

import pytest
from calling import call, stand_in

import newsparse.pipeline

HOSTILE = """\
<script>alert(1)</script> "q" 'a' & \x1b[31mred\x9b2J \u202eright
[</td></table><img src=x>]
Body 渡し船 {0}.
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text("Ferry returns\n[Menu]\nIt runs again from May.\n")
    Path("hostile.txt").write_text(HOSTILE)


def test_the_page_is_cleaned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = Mock(wraps=newsparse.pipeline.clean)
    monkeypatch.setattr(newsparse.pipeline, "clean", clean)
    call("explain", "page.txt")
    clean.assert_called_once()


def test_a_terminal_gets_colour_and_a_pipe_none() -> None:
    assert "\x1b[" in call("explain", "page.txt", terminal=True).out
    assert "\x1b[" not in call("explain", "page.txt").out


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_every_line_of_the_scrape_is_shown_at_any_width(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = call("explain", "page.txt", terminal=True).out
    for words in ("Ferry returns", "[Menu]", "It runs again from May.", "in brackets", "0.10"):
        assert words in shown


@pytest.mark.parametrize("terminal", [True, False])
def test_no_escape_sequence_of_a_page_reaches_the_terminal(terminal: bool) -> None:
    shown = call("explain", "hostile.txt", terminal=terminal).out
    assert "\x1b[31mred" not in shown
    assert not set(shown) & set("\x9b\u202e")


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


def test_the_page_shows_every_block_and_loads_nothing() -> None:
    assert call("explain", "hostile.txt", "--html", "why.html").out == ""
    page = Path("why.html").read_text()
    elements = _Elements()
    elements.feed(page)
    assert not {"script", "img", "link", "iframe"} & set(elements.tags)
    assert not {"src", "href", "onclick"} & set(elements.attributes)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;q&quot; &#x27;a&#x27; &amp; [31mred2J right" in page
    assert page.count('<tr class="kept') == 2
    assert page.count('<tr class="dropped') == 1


def test_html_goes_to_standard_output_on_request() -> None:
    assert call("explain", "page.txt", "--html", "-").out.startswith("<!doctype html>")


def test_a_missing_file_is_named() -> None:
    result = call("explain", "pag.txt")
    assert (result.status, result.out) == (1, "")
    assert result.err == "newsparse: pag.txt: no such file; did you mean page.txt?\n"
