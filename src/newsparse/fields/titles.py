"""The headline: once, without the site's name.

Every string that could be it gets points for each sign that it is: what the page claims, the marks of a heading, the
words that the story takes up, the byline and the date below it. The best one wins, if it is good enough.
"""

from __future__ import annotations

import re
from math import exp, fsum
from typing import TYPE_CHECKING

from newsparse.article import Evidence, Found, Label, Page
from newsparse.fields.title_evidence import Candidate, candidates, cut
from newsparse.lexicon.script import fold, reads_like_headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

# Learnt as a choice among the candidates of each page, on 400 pages of 300 sites in six forms each, with and without
# their addresses.
WEIGHTS: dict[str, float] = {
    # Who says so.
    "caller": 20.0,
    "front matter": 12.0,
    "header": 4.0,
    "og": 1.3,
    "json-ld": 0.3,
    "microdata": 0.3,
    "meta": -0.3,
    "title": -0.4,
    "twitter": -0.9,
    "opens the page": 0.3,
    # How much of what is said it is.
    "whole": 0.8,
    "attested": 1.0,
    "unnamed": 0.0,
    "more": -0.6,
    "part of a claim": -0.1,
    "like a claim": 0.7,
    "like the opening": 1.5,
    "behind a kicker": 1.4,
    "before more": 0.8,
    "more than a headline": -0.5,
    # Marks.
    "h1": 1.5,
    "the only h1": 0.4,
    "list item": -0.9,
    "in a link": -1.1,
    "parted above": 0.5,
    "parted below": 1.1,
    # Place.
    "far above the story": -0.9,
    "inside the story": -0.3,
    "byline below": 1.1,
    "date below": 1.6,
    "prose below": 0.5,
    "repeated": 0.6,
    # Words.
    "told": 1.7,
    "told in part": 1.0,
    "one word told": 0.4,
    "hardly told": -0.7,
    "not told": -1.9,
    "all in the address": 1.5,
    "in the address": 0.6,
    "hardly in the address": -0.4,
    "not in the address": -1.6,
    "one or two words": -1.6,
    "three words": -0.6,
    "four or five words": 0.5,
    "six words or more": 1.5,
    "fifteen words or more": 0.5,
    "long": -0.4,
    "sentence": -1.7,
    "leads on": -0.9,
    "crumbs": -1.6,
    "few letters": -0.5,
    "lower": -0.4,
    "date": -0.9,
    "recognised": -0.8,
}
"""How much each sign adds to the log-odds that a candidate is the headline."""
FLOOR = 2.0
"""Points below which there is no title rather than a wrong one."""
_MORE = 200
"""Characters that a site's name and slogan may have."""


def find_title(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Found[str] | None:
    """The headline; `Found.block` is the block nearest above the story that is nothing but it."""
    if page.kind == "text" and labels and not page.claimed("title") and all(label.kept for label in labels):
        return _above_bare_text(page)
    table = candidates(page, labels, lexicon)
    points = [_points(one) for one in table]
    best = max(range(len(table)), key=points.__getitem__, default=None)
    if best is None or (points[best] < FLOOR and not _attested(table[best])):
        return None
    one = table[best]
    lines = page.blocks[one.block].lines if one.block is not None else None
    # The best one's share of the odds of all: how often it was right on the pages that the weights were learnt on.
    sure = 1 / sum(exp(other - points[best]) for other in points)
    origin, words = _origin(one)
    return Found(one.text, Evidence(words, lines, origin, round(0.9 * sure, 2)), one.block)


def _above_bare_text(page: Page) -> Found[str] | None:
    """The headline of a text that is nothing but a story: its first line, if that reads like one."""
    first, below = page.blocks[0], page.blocks[1:2]
    if not below or not reads_like_headline(first.text, below[0].text):
        return None
    return Found(first.text, Evidence(first.text, first.lines, "first line", 0.7), 0)


def title_again(page: Page, title: str) -> Iterator[tuple[int, bool]]:
    """The blocks that are the title again, and whether they are nothing else: some have the site's name behind it."""
    wanted = fold(title)
    word = max(re.findall(r"\w+", wanted), key=len, default="")
    shortest, longest = len(title) / 4, 2 * len(title) + _MORE
    for index, block in enumerate(page.blocks):
        text = block.text
        # Nearly every line ends here: one in ASCII holds the title's longest word as it is.
        if not shortest <= len(text) <= longest or (text.isascii() and word not in text.lower()):
            continue
        folded = fold(text)
        if folded == wanted:
            yield index, True
        elif wanted in folded and wanted in cut(folded):
            yield index, False


def _attested(one: Candidate) -> bool:
    """Whether the page's one heading is what its data claims: the headline, however little it looks like one."""
    return "the only h1" in one.signs and "whole" in one.signs


def _points(one: Candidate) -> float:
    return fsum(WEIGHTS[sign] for sign in one.signs)


def _origin(one: Candidate) -> tuple[str, str]:
    """The place that speaks most for it, with its words."""
    if one.claims:
        return one.claims[0]
    for sign, origin in _ORIGINS.items():
        if sign in one.signs:
            return origin, one.signs[sign]
    return "above the story", one.text


_ORIGINS = {
    "h1": "h1",
    "opens the page": "first line",
    "like the opening": "repeated title",
    "repeated": "repeated title",
}
