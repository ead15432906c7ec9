from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml
from articles import FERRY, FERRY_WITH_STANDFIRST, article_of
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsparse.article import Kind
from newsparse.write.markdown import as_markdown

if TYPE_CHECKING:
    from markdown_it.token import Token

NASTY_TITLES = [
    "---",
    "a: b",
    "- not a list",
    "# not a comment",
    "it's \"quoted\" 'twice'",
    "back\\slash \\n",
    "{curly} [square] & *star*",
    "two\nlines\n---\nand: more",
    "bell \x07 escape \x1b[31m nul \x00",
    "next line \x85 separators \u2028 \u2029 mark \ufeff",
    "🚢 ferry 渡し船 𠮷野家",
    "  spaces around  ",
    "no-break\u00a0space",
    "yes",
    "1e5",
    "2025-07-26",
    "0o17",
    "~",
    "%TAG ! x",
    "'",
    "x" * 500 + " y" * 200,
]

ADVERSE_PARAGRAPHS = [
    "# not a heading",
    "> not a quote",
    "- not an item",
    "+ nor this",
    "* nor this",
    "1. not a number",
    "2025) neither",
    "---",
    "- - -",
    "===",
    "```",
    "~~~",
    "*not* _emphasis_ **at** __all__",
    "a snake_case_name and 5 * 3 * 2",
    "[no](link) and ![no](image) and [no][ref] and [def]: http://x.example",
    "[a] plain [...] bracket",
    "<b>no tag</b> <!-- none --> <http://x.example> 3 < 4 > 2",
    "&amp; &#65; AT&T",
    "`code` ``more``",
    "\\ \\* \\n end\\",
    "~~struck~~ ~5 to ~6",
    "head | cell\n--- | ---\na | b",
    "verse one\nverse two\n# three\n1. four",
    "first\n===",
    "    indented",
    "\ttabbed",
    "[ ] no box",
    "trailing #",
    "trailing ##",
    ":-- | --:",
    "| a |",
]


def front_matter_of(text: str) -> dict[str, object]:
    opening, yaml_text, _ = text.split("---\n", 2) if text.startswith("---\n") else ("?", "", "")
    assert opening == ""
    loaded: dict[str, object] = yaml.safe_load(yaml_text)
    return loaded


def bare_text(markdown: str) -> str:
    """What a CommonMark parser with tables and strike-through reads: block texts joined by a blank line."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)
    return "\n\n".join(text for token in tokens if (text := text_of(token)))


def text_of(token: Token) -> str:
    if token.type in {"fence", "code_block", "html_block", "hr"}:
        return token.content.removesuffix("\n") if token.type == "fence" else f"<{token.type}>"
    if token.type != "inline":
        return ""
    shown = {"text": None, "text_special": None, "softbreak": "<soft>", "hardbreak": "\n"}
    return "".join(
        (shown[child.type] or child.content) if child.type in shown else f"<{child.type}>"
        for child in token.children or []
    )


def body_of(markdown: str) -> str:
    return markdown.split("---\n", 2)[2]


def test_a_whole_document() -> None:
    assert (
        as_markdown(FERRY_WITH_STANDFIRST)
        == """\
---
title: 'Ferry returns'
date: '2025-07-26'
source: 'Lenne Courier'
authors:
- 'Ada Berg'
- 'Jo Stein'
language: 'en'
url: 'https://courier.example/ferry?id=1&p=2'
---

# Ferry returns

**After 38 years the Lenne has its ferry back.**

The old ferry across the Lenne will run again from May.

## A long wait

> We had almost given up.

- Adults pay two euros.
- Children ride free.

```
if tide:
    wait()
```

The last ferry sailed in 1987.
"""
    )


def test_a_lede_that_is_the_first_paragraph_is_written_once() -> None:
    assert as_markdown(FERRY).count("run again from May") == 1


def test_unknown_fields_are_left_out_of_the_front_matter() -> None:
    assert set(front_matter_of(as_markdown(FERRY))) == {"title", "date", "source", "authors", "language", "url"}


def test_nothing_known_is_an_empty_front_matter() -> None:
    unknown = replace(article_of(title=None), date=None, source=None, authors=(), language=None, url=None)
    assert as_markdown(unknown) == "---\n---\n"


@pytest.mark.parametrize("title", NASTY_TITLES)
def test_a_nasty_title_reads_back_unchanged(title: str) -> None:
    assert front_matter_of(as_markdown(replace(FERRY, title=title)))["title"] == title


@given(st.text(min_size=1), st.lists(st.text(min_size=1), min_size=1))
def test_front_matter_reads_back_unchanged(title: str, authors: list[str]) -> None:
    read = front_matter_of(as_markdown(replace(FERRY, title=title, authors=tuple(authors))))
    assert (read["title"], read["authors"]) == (title, authors)


def test_control_characters_stay_out_of_the_text() -> None:
    text = as_markdown(article_of((Kind.PARAGRAPH, "red \x1b[31m alert \x9b2J"), title="a\x1bb"))
    assert not any(ord(character) < 32 and character != "\n" for character in text)
    assert "red [31m alert 2J" in text


@pytest.mark.parametrize("text", ADVERSE_PARAGRAPHS)
def test_text_that_looks_like_markdown_is_read_as_text(text: str) -> None:
    document = as_markdown(article_of((Kind.PARAGRAPH, text), (Kind.PARAGRAPH, "After."), title=None))
    assert bare_text(body_of(document)) == f"{text.strip()}\n\nAfter."


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.QUOTE, Kind.LIST_ITEM])
@pytest.mark.parametrize("text", [text for text in ADVERSE_PARAGRAPHS if "\n" not in text])
def test_nor_does_it_break_out_of_its_block(kind: Kind, text: str) -> None:
    document = as_markdown(article_of((kind, text), (Kind.PARAGRAPH, "After."), title=None))
    assert bare_text(body_of(document)) == f"{text.strip()}\n\nAfter."


@given(st.text(alphabet=" #>-+*_`~[]()<&;!|\\=:1.ax\n\t", min_size=1))
def test_no_text_turns_into_marks(text: str) -> None:
    document = as_markdown(article_of((Kind.PARAGRAPH, text), title=None))
    lines = [" ".join(line.split()) for line in bare_text(body_of(document)).split("\n")]
    assert [line for line in lines if line] == [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def test_a_fence_outgrows_the_code_it_holds() -> None:
    document = as_markdown(article_of((Kind.CODE, "```\nfenced\n````"), title=None))
    assert bare_text(body_of(document)) == "```\nfenced\n````"


def test_rows_become_one_table() -> None:
    rows = ["Day | Ferries", "Monday | 4", "Sunday", "either|or | *"]
    document = as_markdown(article_of(*((Kind.TABLE, row) for row in rows), (Kind.PARAGRAPH, "After."), title=None))
    assert body_of(document).strip().split("\n") == [
        "| Day | Ferries |",
        "| --- | --- |",
        "| Monday | 4 |",
        "| Sunday |  |",
        r"| either\|or | \* |",
        "",
        "After.",
    ]
    assert bare_text(body_of(document)) == "\n\n".join(
        ["Day", "Ferries", "Monday", "4", "Sunday", "either|or", "*", "After."]
    )


def test_a_body_that_is_not_its_blocks_is_written_whole() -> None:
    document = as_markdown(replace(FERRY, body="Told elsewhere.\n\nA long wait\n\nAnd so on."))
    assert document.endswith("# Ferry returns\n\nTold elsewhere.\n\n## A long wait\n\nAnd so on.\n")
