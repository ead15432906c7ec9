"""Law 1: every non-blank line of the input belongs to exactly one block, and each dropped block has a reason."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
import scrapes
from hypothesis import given

import newsparse
from sample_files import SAMPLES, Sample

UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp"}


def seen(line: str) -> bool:
    """Whether a reader sees anything in the line."""
    return any(unicodedata.category(character) not in UNSEEN for character in line)


def assert_every_line_has_one_block(article: newsparse.Article, text: str) -> None:
    owners: Counter[int] = Counter()
    for block in article.blocks:
        assert block.lines is not None
        first, last = block.lines
        owners.update(range(first, last + 1))
    lines = text.split("\n")
    lost = [(number, line) for number, line in enumerate(lines, 1) if seen(line) and not owners[number]]
    assert lost == []
    assert [number for number, count in owners.items() if count > 1] == []
    assert all(1 <= number <= len(lines) for number in owners)


def assert_dropped_with_reason(article: newsparse.Article) -> None:
    assert [block for block in article.blocks if not block.kept and not block.reason.strip()] == []


@given(scrapes.TEXTS | scrapes.HOSTILE_TEXTS)
def test_lines_of_text(text: str) -> None:
    article = newsparse.clean(text, kind="text")
    assert_every_line_has_one_block(article, text)
    assert_dropped_with_reason(article)


@given(scrapes.MARKDOWNS | scrapes.HOSTILE_MARKDOWNS)
def test_lines_of_markdown(text: str) -> None:
    article = newsparse.clean(text, kind="markdown")
    assert_every_line_has_one_block(article, text)
    assert_dropped_with_reason(article)


@given(scrapes.pages())
def test_words_of_html(lines: list[scrapes.Line]) -> None:
    article = newsparse.clean(scrapes.as_html(lines), kind="html")
    shown = [word for _, text in lines for word in text.split()]
    assert [word for block in article.blocks for word in block.text.split()] == shown
    assert_dropped_with_reason(article)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_samples(sample: Sample) -> None:
    article = newsparse.clean(sample.scrape.read_bytes(), **sample.options)
    assert_dropped_with_reason(article)
    if sample.note["form"] != "html":
        assert_every_line_has_one_block(article, sample.scrape.read_text("utf-8"))
