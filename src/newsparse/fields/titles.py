"""The headline: once, without the site's name.

Every string that could be it has signs that speak for and against it: what the page claims, the marks of a heading, the
words that the story takes up, the byline and the date below it. The likeliest one wins, if it is likely enough.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsparse.article import Evidence, Found, Kind, Label, Page
from newsparse.fields.choice import learnt
from newsparse.fields.title_evidence import Candidate, candidates, cut, is_date
from newsparse.lexicon.lines import recognise
from newsparse.lexicon.script import (
    LONGEST_HEADLINE,
    ends_sentence,
    fold,
    fold_letters,
    reads_like_headline,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

FLOOR = 0.2
"""Confidence below which there is no title rather than a wrong one. Half of what is not the very headline says the
same in other words, so that less than half is enough."""
LITTLE_THINGS = 2
"""Lines between a headline and its story in a text that is nothing else."""
_MORE = 200
"""Characters that a site's name and slogan may have."""


def find_title(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Found[str] | None:
    """The headline; `Found.block` is the block nearest above the story that is nothing but it, or says the same."""
    if page.kind == "text" and labels and not page.claimed("title") and all(label.kept for label in labels):
        return _above_bare_text(page, lexicon)
    table = candidates(page, labels, lexicon)
    best = learnt("title").best([one.traits for one in table])
    if best is None or (best.confidence < FLOOR and not _attested(table[best.place])):
        return None
    one = table[best.place]
    lines = page.blocks[one.block].lines if one.block is not None else None
    origin, words = _origin(one)
    return Found(one.text, Evidence(words, lines, origin, best.confidence), _stands(one, table))


def _stands(best: Candidate, table: Sequence[Candidate]) -> int | None:
    """Where the headline stands, or the main heading that has it in other words."""
    if best.block is not None:
        return best.block
    return next((one.block for one in table if {"h1", "like a claim"} <= one.traits.keys()), None)


def _above_bare_text(page: Page, lexicon: Lexicon) -> Found[str] | None:
    """The headline of a text that is nothing but a story: its first line, if that reads like one."""
    first = page.blocks[0]
    if not heads([block.text for block in page.blocks[: 2 + LITTLE_THINGS]], lexicon):
        return None
    return Found(first.text, Evidence(first.text, first.lines, "first line", 0.7), 0)


def heads(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the first of some lines could head the others, whose first ones may say who wrote them and when."""
    for below in texts[1 : 2 + LITTLE_THINGS]:
        if reads_like_headline(texts[0], below):
            return True
        if not tells_who_or_when(below, lexicon):
            return False
    return False


def tells_who_or_when(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a byline, or a date with a few words."""
    if units(text) > LONGEST_HEADLINE:
        return False
    found = recognise(text, lexicon)
    return (found is not None and found.kind is Kind.BYLINE) or (
        is_date(text, lexicon.languages) and not ends_sentence(text)
    )


def title_again(page: Page, title: str) -> Iterator[tuple[int, bool]]:
    """The blocks that are the title again, and whether they are nothing else: some have the site's name behind it."""
    wanted = fold(title)
    word = max(re.findall(r"\w+", wanted), key=len, default="")
    shortest, whole, longest = (len(title) + 3) // 4, len(wanted), 2 * len(title) + _MORE
    for index, block in enumerate(page.blocks):
        text = block.text
        # Nearly every line ends here: folding makes none in ASCII longer, and has to leave the title's longest word.
        if not (whole if text.isascii() else shortest) <= len(text) <= longest or word not in fold_letters(text):
            continue
        folded = fold(text)
        if folded == wanted:
            yield index, True
        elif wanted in folded and wanted in cut(folded):
            yield index, False


def _attested(one: Candidate) -> bool:
    """Whether the page's one heading is what its data claims: the headline, however little it looks like one."""
    return "the only h1" in one.traits and "whole" in one.traits


def _origin(one: Candidate) -> tuple[str, str]:
    """The place that speaks most for it, with its words."""
    if one.claims:
        return one.claims[0]
    for sign, origin in _ORIGINS.items():
        if sign in one.traits:
            return origin, one.traits[sign]
    return "above the story", one.text


_ORIGINS = {
    "h1": "h1",
    "opens the page": "first line",
    "like the opening": "repeated title",
    "repeated": "repeated title",
}
