"""The standfirst where there is one, else the story's first paragraph.

A standfirst is told by its place (between the headline and its repetition, or between headline and byline), by its
marks (all bold, the words of its element), and by what the page claims as its summary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.article import Block, Evidence, Found, Kind, Label, Page, Shape
from newsparse.fields.titles import is_title
from newsparse.lexicon.languages import Lexicon
from newsparse.lexicon.script import ends_sentence, fold, units

NAMES = re.compile(
    r"lead(?!er|board)|\blede|intro|standfirst|stand-first|teaser|summary|sub-?title|subhead|sub-head|\bdek\b|excerpt|"
    r"description|sapo|chapo|entradilla|vorspann|ingress|sommario|occhiello|abstract|preamble|kicker-text",
    re.I,
)
"""Class and id words of the elements that hold standfirsts."""
ALIKE = 0.6
"""Share of common words from which a block is the summary that the page claims."""
SHORTEST, LONGEST = 6, 160
"""Words of a standfirst."""
REACH = 8
"""Blocks between the headline and a standfirst."""
LIKELY, UNLIKELY = 0.2, -1.3
"""Score of the labeller below which a block needs more signs to be a standfirst, and how much that weighs."""
SURE = 1.5
"""Points from which a block is a standfirst."""


def find_lede(page: Page, labels: Sequence[Label], lexicon: Lexicon, title: Found[str] | None) -> Found[str] | None:
    """The lede; `evidence.origin` is `standfirst` or `first-paragraph`, `Found.block` its (first) block."""
    titles = [index for index, block in enumerate(page.blocks) if title and is_title(block.text, title.value)]
    story = (index for index, label in enumerate(labels) if label.kept and _is_prose(page.blocks[index]))
    first = next((index for index in story if index not in titles), None)
    best, points = _standfirst(page, labels, titles, first)
    if best is not None and points >= SURE:
        return _found(page.blocks[best], best, "standfirst", min(0.95, 0.4 + 0.15 * points))
    if first is None:
        return None
    return _found(page.blocks[first], first, "first-paragraph", 0.6)


def _found(block: Block, index: int, origin: str, confidence: float) -> Found[str]:
    return Found(block.text, Evidence(block.text, block.lines, origin, round(confidence, 2)), index)


def _standfirst(page: Page, labels: Sequence[Label], titles: list[int], first: int | None) -> tuple[int | None, float]:
    """The block that is most like a standfirst, and its points."""
    titles = [index for index in titles if first is not None and index < first + REACH]
    if not titles or first is None:
        return None, 0.0
    claimed = [fold(claim.value) for claim in page.claimed("lede")]
    headline = fold(page.blocks[titles[0]].text)
    start = max([index for index in titles if index < first], default=titles[0])
    start = min(start, first)
    places = range(max(0, min(start, titles[0]) - 2), min(first + 2, len(page.blocks)))
    scored = [
        (_points(page, labels, index, titles, first, claimed), -index)
        for index in places
        if _could_be(page.blocks[index], labels[index])
        and index not in titles
        and not _says(page.blocks[index], headline)
    ]
    points, index = max(scored, default=(0.0, 0))
    return -index, points


def _could_be(block: Block, label: Label) -> bool:
    shapes = (Shape.LINE, Shape.PARAGRAPH, Shape.HEADING, Shape.QUOTE)
    return (
        block.shape in shapes
        and SHORTEST <= units(block.text) <= LONGEST
        and block.link_share < 0.5
        and label.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.NOISE, Kind.QUOTE)
        and (label.kept or label.reason in ("before the story", "does not read like the story around it"))
    )


def _says(block: Block, headline: str) -> bool:
    """Whether a block is the headline with a kicker before it or a name behind it, in less than twice its words."""
    text = fold(block.text)
    return headline in text and len(text) < 2 * len(headline) + 20


def _points(
    page: Page, labels: Sequence[Label], index: int, titles: list[int], first: int, claimed: list[str]
) -> float:
    block = page.blocks[index]
    above = [place for place in titles if place < index]
    points = UNLIKELY if labels[index].score < LIKELY else 0.0
    if above and any(index < place <= first + 1 for place in titles) and ends_sentence(block.text):
        points += 2.0  # the headline comes again below it
    if any(_alike(block.text, claim) for claim in claimed):
        points += 1.2
    if block.strong or block.shape is Shape.HEADING:
        points += 1.0
    if any(NAMES.search(element) for element in block.path[-3:]):
        points += 1.2
    if above and index - above[-1] <= 2:
        points += 0.4
    if above and index - above[-1] == 1 and block.strong:
        points += 0.6  # bold right under the headline
    if _parted(page, labels, index, first):
        points += 0.9
    if not above:
        points -= 0.6
    return points


def _parted(page: Page, labels: Sequence[Label], index: int, first: int) -> bool:
    """Whether something that is no story (a byline, a date, a caption) stands between it and the next paragraph."""
    if index > first:
        return False
    below = range(index + 1, min(index + 8, len(labels)))
    nearest = next((place for place in below if labels[place].kept and _is_prose(page.blocks[place])), None)
    return nearest is not None and nearest > index + 1 and (labels[index].kept or index < first)


def _is_prose(block: Block) -> bool:
    return block.shape not in (Shape.HEADING, Shape.TABLE, Shape.CODE, Shape.CAPTION) and units(block.text) >= SHORTEST


def _alike(text: str, claim: str) -> bool:
    words, others = set(fold(text).split()), set(claim.split())
    return (
        bool(words and others)
        and len(words & others) >= ALIKE * min(len(words), len(others))
        and (min(len(words), len(others)) >= 0.5 * max(len(words), len(others)))
    )
