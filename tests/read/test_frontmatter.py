"""Front matter gives claims, broken front matter gives none, and neither can explode."""

from __future__ import annotations

import pytest

from newsparse.article import Claim
from newsparse.read.frontmatter import claims, claims_above, front_matter, header

PAGE = """---
title: "Library: it opens"
date: 2024-05-01
authors:
  - name: Ann Lee
    url: https://example.org/ann
  - Bo Ek
draft: no
empty:
place: {town: Ulm, land: {name: DE}}
---
The town opens a library.
"""


def test_values_are_as_they_were_written() -> None:
    assert front_matter(PAGE) == (
        {
            "title": "Library: it opens",
            "date": "2024-05-01",
            "authors": ["Ann Lee", "Bo Ek"],
            "draft": "no",
            "empty": "",
        },
        11,
    )


def test_the_lines_it_takes_are_counted_from_the_top() -> None:
    mapping, lines = front_matter("\n\n" + PAGE)
    assert mapping["date"] == "2024-05-01"
    assert ("\n\n" + PAGE).split("\n")[lines:] == ["The town opens a library.", ""]


def test_a_colon_in_a_title_needs_no_quotes() -> None:
    assert front_matter("---\ntitle: Library: it's open\ndate: 2024-05-01\n---\n") == (
        {"title": "Library: it's open", "date": "2024-05-01"},
        4,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "---\n---\n",
        "---\n\n---\n",
        "---\ntitle: never closed\n",
        "---\nA paragraph between two rules.\n---\n",
        "---\n- a\n- b\n---\n",
        "---\ntitle: [a, b\n---\n",
        "---\ntitle: a\n\tdate: b\n---\n",
        "---\ntitle: " + "a" * 70_000 + "\n---\n",
        "Text\n---\ntitle: a\n---\n",
        "----\ntitle: a\n----\n",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert front_matter(text) == ({}, 0)


def test_aliases_do_not_explode() -> None:
    levels = "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    mapping, _ = front_matter(f"---\na: &a [x]\n{levels}title: &t Library\nsubtitle: *t\n---\n")
    assert mapping["subtitle"] == "Library"
    assert mapping["i"] == []


@pytest.mark.parametrize(
    "deep",
    [
        "a: " + "[" * 30_000 + "]" * 30_000,
        "- " * 30_000,
        "? " * 30_000,
        "a: " + "{a: " * 15_000,
        "a:\n " + "- " * 30_000,
    ],
)
def test_deep_nesting_gives_nothing(deep: str) -> None:
    mapping, _ = front_matter(f"---\n{deep}\n---\n")
    assert not any(mapping.values())


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("title", "title"),
        ("date", "date"),
        ("Published", "date"),
        ("pubDate", "date"),
        ("publish_date", "date"),
        ("updated", "modified"),
        ("last-modified", "modified"),
        ("byline", "author"),
        ("source", "source"),
        ("site", "source"),
        ("publisher", "source"),
        ("lang", "language"),
        ("description", "lede"),
        ("standfirst", "lede"),
    ],
)
def test_keys_are_known_in_their_spellings(key: str, field: str) -> None:
    assert claims({key: "Ulm"}) == (Claim(field, "Ulm", "front matter"),)


def test_each_author_is_a_claim() -> None:
    assert [claim.value for claim in claims({"authors": ["Ann Lee", "Bo Ek"], "author": "Cy Fu; Di Go"})] == [
        *("Ann Lee", "Bo Ek", "Cy Fu", "Di Go")
    ]


def test_values_are_clean() -> None:
    said = {
        "title": "A\n  b\x1b[31m &amp; c",
        "date": "null",
        "source": "  ",
        "url": "none of it",
        "tags": "x",
        "lang": "de",
    }
    assert [(claim.field, claim.value) for claim in claims(said)] == [("title", "A b[31m & c"), ("language", "de")]


def test_a_reading_service_s_header_gives_claims() -> None:
    text = (
        "Title: Library: it opens\n\nURL Source: https://example.org/1\n\nPublished Time: 2024-05-01T10:00:00Z\n\n"
        "Markdown Content:\nThe town opens it.\n"
    )
    assert claims_above(text) == (
        (
            Claim("title", "Library: it opens", "header"),
            Claim("url", "https://example.org/1", "header"),
            Claim("date", "2024-05-01T10:00:00Z", "header"),
        ),
        7,
    )


@pytest.mark.parametrize("text", ["Title: a\n\nThe town.\n", "Title: a\n\nMarkdown Content:\nb", "Title: a\n" * 50_000])
def test_a_line_that_starts_with_title_is_no_header(text: str) -> None:
    assert header(text) == ({}, 0)


def test_front_matter_gives_claims_above_the_text() -> None:
    found, lines = claims_above(PAGE)
    assert ([claim.value for claim in found], lines) == (["Library: it opens", "2024-05-01", "Ann Lee", "Bo Ek"], 11)


def test_a_text_alone_has_no_claims_above_it() -> None:
    assert claims_above("The town opens a library.\n") == ((), 0)
