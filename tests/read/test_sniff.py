"""The reader for a text is chosen by marks that the other kinds do not have."""

from __future__ import annotations

import pytest

from newsparse.read.sniff import sniff

STORY = "The town opens a new library next spring, the mayor said on Wednesday.\n\nIt costs 30 million.\n"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><p>One",
        "\ufeff  \r\n<!doctype HTML>\n<html>",
        "<html lang=en><head>",
        "<HEAD><TITLE>x</TITLE>",
        "<!-- saved from a site --> <!-- twice -->\n<html>",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html>',
        "<p>The town opens a library.</p>",
        "<article><h1>Library</h1><p>The town opens it.</p></article>",
        '<div class="story">\nThe town opens\na library\nnext spring.\nIt is new.<br>\n</div>',
        "<h2>Library opens</h2>\n<p>The town opens it.</p>\n<p>It is new.</p>",
        "The town opens a library.</p>\n<p>It is new.</p>\n<p>It is large.</p>",
        "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<html><body>x</body></html>",
        '<doc id="7" title="Library">\n<div>\n<p>The town opens it.</p>\n</div>\n</doc>',
    ],
)
def test_html(text: str) -> None:
    assert sniff(text) == "html"


@pytest.mark.parametrize(
    "text",
    [
        "# Library opens\n\n" + STORY,
        "The [town](https://example.org/town) opens a library.",
        "![A library](/pictures/1.jpg)\n\n" + STORY,
        "## Library\n\nThe town.\n\n## Costs\n\nMany.\n",
        "**Library opens**\n\nThe town said **today** that it is new.",
        "See [the plan].\n\n[the plan]: https://example.org/plan",
        "Year | Cost\n---|---\n2024 | 30\n",
        "| Year | Cost |\n| --- | ---: |\n| 2024 | 30 |\n",
        "---\ntitle: Library opens\ndate: 2024-05-01\n---\n" + STORY,
        "Title: Library\n\nURL Source: https://example.org/1\n\nMarkdown Content:\n" + STORY,
        '<p align="center"><img src="a.png"></p>\n\n# Library\n\nThe [town](https://example.org/) opens it.\n',
    ],
)
def test_markdown(text: str) -> None:
    assert sniff(text) == "markdown"


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "",
        "#library #spring\n\n" + STORY,
        "- one\n- two\n* three\n\n" + STORY,
        "  * Home\n  * News\n    * Sport\n\n      The town opens a library.\n",
        "It costs 5 * 6 * 10 thousand.\n\nThe *new* library.\n",
        "Prices* may vary. Terms** apply.\n",
        "Library opens\n=============\n\n" + STORY,
        "---\n\n" + STORY + "\n---\n",
        "Title: none of this is a header\n" + STORY,
        "x = a_b + _c_ and snake_case_name\n",
        "The <div> element holds others, and <p> a paragraph.\n" + STORY,
        "<div> is an element that holds others.\n" + STORY * 20,
        "<ann@example.org> wrote:\n> " + STORY,
        "5 < 6 and 7 > 6\n" + STORY,
        "How to write a page:\n<!DOCTYPE html>\n<html>\n<body></body>\n</html>\nThat is all there is to it.\n"
        + STORY * 3,
        '<img height="1" width="1" src="https://example.org/pixel?a=1" />\n' + STORY * 5,
        "# comment in code\nprint(1)\n\n# another one\n\nprint(2)\n",
        "王さんは「新しい図書館*」を開く。\n",
    ],
)
def test_text(text: str) -> None:
    assert sniff(text) == "text"


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 50_000,
        "<!-- -->" * 50_000,
        "<p " * 50_000,
        "_a" * 50_000,
        "**a" * 50_000,
        "\n# a" * 50_000,
        "[](" * 50_000,
    ],
)
def test_hostile_texts_are_sorted_too(text: str) -> None:
    assert sniff(text) in {"html", "markdown", "text"}
