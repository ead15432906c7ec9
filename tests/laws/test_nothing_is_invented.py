"""Law 2: every word of title, lede and body stands in the input, in the same order within its block.

White space, hyphens at line ends and characters nobody sees may go; nothing may come.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
import scrapes
from hypothesis import given

import newsparse
from sample_files import SAMPLES, Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

HYPHENS = "-\u2010\u00ad"
UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zs", "Zl", "Zp"}
UNREADABLE = "\ufffd"


def squeezed(text: str) -> str:
    """The characters that must be conserved."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in UNSEEN and character not in HYPHENS and character != UNREADABLE
    )


def in_order(piece: str, whole: str) -> bool:
    """Whether all characters of the piece stand in the whole in their order, perhaps with others between them."""
    rest = iter(whole)
    return all(character in rest for character in piece)


def own_text(block: newsparse.LabelledBlock, text: str) -> str:
    """The lines of the input that the block says it stands on."""
    assert block.lines is not None
    first, last = block.lines
    return "\n".join(text.split("\n")[first - 1 : last])


def pieces(article: newsparse.Article) -> Iterator[str]:
    yield squeezed(article.title or "")
    yield squeezed(article.lede or "")
    yield from (squeezed(part) for part in article.body.split("\n\n"))


def kept(article: newsparse.Article) -> list[newsparse.LabelledBlock]:
    return [block for block in article.blocks if block.kept]


def assert_conserved_text(article: newsparse.Article, text: str) -> None:
    source = squeezed(text)
    assert [piece for piece in pieces(article) if piece not in source] == []
    for block in kept(article):
        assert squeezed(block.text) in squeezed(own_text(block, text))


def assert_conserved_markdown(article: newsparse.Article, text: str) -> None:
    source = squeezed(text)
    assert [piece for piece in pieces(article) if not in_order(piece, source)] == []
    for block in kept(article):
        assert in_order(squeezed(block.text), squeezed(own_text(block, text)))


def assert_conserved_html(article: newsparse.Article, page: str) -> None:
    source = squeezed(html.unescape(re.sub(r"<[^<>]*>", "", page)))
    everything = source + squeezed(html.unescape(page))
    assert [piece for piece in pieces(article) if piece not in everything] == []
    assert [block.text for block in kept(article) if squeezed(block.text) not in source] == []


ASSERTIONS = {"text": assert_conserved_text, "markdown": assert_conserved_markdown, "html": assert_conserved_html}


@given(scrapes.TEXTS | scrapes.HOSTILE_TEXTS)
def test_text(text: str) -> None:
    assert_conserved_text(newsparse.clean(text, kind="text"), text)


@given(scrapes.MARKDOWNS | scrapes.HOSTILE_MARKDOWNS)
def test_markdown(text: str) -> None:
    assert_conserved_markdown(newsparse.clean(text, kind="markdown"), text)


@given(scrapes.HTMLS)
def test_html(page: str) -> None:
    assert_conserved_html(newsparse.clean(page, kind="html"), page)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_samples(sample: Sample) -> None:
    data = sample.scrape.read_bytes()
    article = newsparse.clean(data, **sample.options)
    ASSERTIONS[sample.note["form"]](article, data.decode(article.input.encoding))
