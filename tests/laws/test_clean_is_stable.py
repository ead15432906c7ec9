"""Law 4: cleaning what was cleaned keeps it, as text and as Markdown."""

from __future__ import annotations

import pytest
import scrapes
from hypothesis import assume, given

import newsparse
from sample_files import SAMPLES, Sample


def parts(article: newsparse.Article) -> tuple[str | None, str | None, str]:
    return article.title, article.lede, article.body


def assert_stable_text(article: newsparse.Article) -> None:
    assert newsparse.clean(article.text).text.split("\n\n") == article.text.split("\n\n")


def assert_stable_markdown(article: newsparse.Article) -> None:
    again = newsparse.clean(article.to_markdown(), kind="markdown")
    assert parts(again) == parts(article)


@given(scrapes.TEXTS | scrapes.HTMLS | scrapes.MARKDOWNS)
def test_text_again(page: str) -> None:
    article = newsparse.clean(page)
    assume(article.is_article)
    assert_stable_text(article)


@given(scrapes.TEXTS | scrapes.HTMLS | scrapes.MARKDOWNS)
def test_markdown_again(page: str) -> None:
    article = newsparse.clean(page)
    assume(article.is_article)
    assert_stable_markdown(article)


STORIES = [sample for sample in SAMPLES if sample.expected["is_article"]]


@pytest.mark.parametrize("sample", STORIES, ids=lambda sample: sample.name)
def test_text_of_samples(sample: Sample) -> None:
    assert_stable_text(newsparse.clean(sample.scrape.read_bytes(), **sample.options))


@pytest.mark.parametrize("sample", STORIES, ids=lambda sample: sample.name)
def test_markdown_of_samples(sample: Sample) -> None:
    assert_stable_markdown(newsparse.clean(sample.scrape.read_bytes(), **sample.options))


@pytest.mark.parametrize("sample", STORIES, ids=lambda sample: sample.name)
def test_truth_of_samples(sample: Sample) -> None:
    """The true story alone, with nothing around it, is kept whole."""
    truth = sample.expected
    standfirst = [truth["lede"]] if truth["evidence"]["lede"]["from"] == "standfirst" else []
    text = "\n\n".join([*standfirst, truth["body"]])
    assert newsparse.clean(text).text.split("\n\n") == text.split("\n\n")
