from __future__ import annotations

import pytest

import newsparse
from newsparse.article import Article

PAGE = """<html><head><meta property="article:published_time" content="2025-07-26"></head><body><article>
<h1>Ferry to the island returns after two years</h1>
<p class="standfirst">The boat sails again from Friday, and it carries bicycles, the council said.</p>
<p>By Jane Doe</p>
<p>The ferry is back, the council said on Tuesday after two years of repairs in the yard at the harbour.</p>
<p>It will run until autumn, six times a day, and those who come with a bicycle pay a crown more than others.</p>
<p>The fishermen, whose boats had taken over the trade, said that they were glad to go fishing again at last.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def article() -> Article:
    return newsparse.clean(PAGE)


def test_what_is_sure_enough_stays(article: Article) -> None:
    assert article.trusted(0.0) == article


def test_what_is_less_sure_is_null_and_has_no_evidence(article: Article) -> None:
    least = article.evidence["title"].confidence + 0.001
    trusted = article.trusted(least)

    assert article.title == "Ferry to the island returns after two years"
    assert trusted.title is None
    assert "title" not in trusted.evidence


def test_authors_that_are_not_sure_are_none(article: Article) -> None:
    assert article.authors == ("Jane Doe",)
    assert article.trusted(1.01).authors == ()


def test_a_doubted_standfirst_is_part_of_the_body_again(article: Article) -> None:
    trusted = article.trusted(1.01)

    assert article.standfirst is not None
    assert article.standfirst not in article.body
    assert trusted.lede is None
    assert trusted.body.startswith(article.standfirst)
    assert trusted.text == article.text


def test_whether_it_is_an_article_stays_as_it_is(article: Article) -> None:
    assert article.trusted(1.01).is_article == article.is_article
    assert "is_article" in article.trusted(1.01).evidence
