"""Pages that are more than one story: the main one is kept. The entries of a live ticker are one story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from newsparse.article import Block, Kind, Label, Page, Shape
from newsparse.lexicon.script import LONGEST_HEADLINE, ends_sentence, fold, units

OTHER_STORY = "another story on the page"
"""The reason of what is dropped here."""


class Told(StrEnum):
    """Warnings about what a page is."""

    SEVERAL = "several-stories"
    TICKER = "live-ticker"


MARKERS = frozenset({Kind.BYLINE, Kind.DATE})
ABOVE = 2
"""Blocks above a byline or date line that its headline is among, its standfirst or another such line between them."""
BELOW = 3
"""Blocks below it that its story starts among."""
MOST = 4
"""Headlines of that kind on a page of several stories; a list of books or games, each with who made it, has more."""
SHORTEST_HEADLINE = 3
"""Words; what is shorter may be the name of a commenter or a section."""
LOWEST_HEADING = 2
"""Level of the lowest heading of HTML or Markdown that may be a headline."""
SENTENCE_UNITS = 12
LEAST_PROSE = 60
"""Words of prose that a story has at least; a teaser, or one book of several in a review, has fewer."""
LEAST_PARAGRAPHS = 3
ENTRIES = 4
"""Times of day, each with prose below, that make a ticker."""
LONGEST_TIME = 40
"""Characters of a line that is a time of day (`14:05 Uhr, Update`)."""
CLOCK = re.compile(r"[\[(•·–—\s-]{0,3}([01]?\d|2[0-3])[:h：時时]([0-5]\d)(?!\d)")


def main_story(page: Page, labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels, with every story but the main one dropped: the one the page's title names, else the first."""
    starts = _articles(page, labels) or _starts(page, labels)
    if not 2 <= len(starts) <= MOST or _has_prose(page, labels, 0, starts[0]) or is_ticker(page, labels):
        return tuple(labels)
    spans = [
        (start, end)
        for start, end in zip(starts, [*starts[1:], len(labels)], strict=True)
        if _is_story(page.blocks[start:end], labels[start:end])
    ]
    if len(spans) < 2:
        return tuple(labels)
    main = next((span for span in spans if _is_claimed(page, page.blocks[span[0]])), spans[0])
    others = {index for span in spans if span != main for index in range(*span)}
    return tuple(
        replace(label, kind=Kind.NOISE, kept=False, reason=OTHER_STORY) if label.kept and index in others else label
        for index, label in enumerate(labels)
    )


def told_of_stories(page: Page, labels: Sequence[Label]) -> Told | None:
    """What a reader should know: that there were other stories, or that this one is a ticker."""
    if any(label.reason == OTHER_STORY for label in labels):
        return Told.SEVERAL
    return Told.TICKER if is_ticker(page, labels) else None


def is_ticker(page: Page, labels: Sequence[Label]) -> bool:
    """Whether the story is entries with the times of day they were written at."""
    kept = [index for index, label in enumerate(labels) if label.kept]
    times: set[str] = set()
    waiting = None
    for index in range(max(0, kept[0] - 1), kept[-1] + 1) if kept else ():
        block = page.blocks[index]
        clock = CLOCK.match(block.text)
        if clock is not None and (len(block.text) <= LONGEST_TIME or _is_prose(block)):
            waiting = clock[0].strip()
        if waiting is not None and labels[index].kept and _is_prose(block):
            times.add(waiting)
            waiting = None
    return len(times) >= ENTRIES


def _articles(page: Page, labels: Sequence[Label]) -> list[int]:
    """Where `<article>` elements of HTML stand side by side: the same headings of the first level, each in a header.

    A heading that shares its parent with the prose may be a sub-heading.
    """
    found: dict[tuple[str, ...], list[int]] = {}
    for index, block in enumerate(page.blocks):
        if block.level == 1 and block.shape is Shape.HEADING and _is_in_article(block) and _is_headline(page, block):
            found.setdefault(block.path, []).append(index)
    if not any(len(starts) > 1 for starts in found.values()):
        return []
    parents = Counter(block.path[:-1] for block, label in zip(page.blocks, labels, strict=True) if label.kept)
    for path, starts in found.items():
        texts = {fold(page.blocks[index].text) for index in starts}
        if len(texts) == len(starts) > 1 and 2 * parents[path[:-1]] < parents.total():
            return starts
    return []


def _is_in_article(block: Block) -> bool:
    return any(element.split(" ", 1)[0] == "article" for element in block.path[:-2])


def _starts(page: Page, labels: Sequence[Label]) -> list[int]:
    """Where headlines stand that a byline or a date line, and then prose, follows; a repeated one counts once."""
    starts: list[int] = []
    seen: set[str] = set()
    for index, label in enumerate(labels):
        if label.kept or label.kind not in MARKERS or not _has_prose(page, labels, index + 1, index + 1 + BELOW):
            continue
        start = _headline_above(page, labels, index)
        if start is None or (
            starts and not (start > starts[-1] and _heads_story(page, labels, starts[0], start, index))
        ):
            continue
        headline = fold(page.blocks[start].text)
        if headline not in seen:
            seen.add(headline)
            starts.append(start)
    return starts


def _heads_story(page: Page, labels: Sequence[Label], first: int, start: int, marker: int) -> bool:
    """Whether a headline further down heads a story, and not a teaser or video in the middle of one."""
    one, other = page.blocks[first], page.blocks[start]
    alike = page.kind == "html" and (one.path, one.level) == (other.path, other.level)
    return alike or (labels[start].kept and labels[marker].kind is Kind.BYLINE)


def _has_prose(page: Page, labels: Sequence[Label], first: int, last: int) -> bool:
    """Whether prose was kept from one block up to another."""
    return any(labels[index].kept and _is_prose(page.blocks[index]) for index in range(first, min(len(labels), last)))


def _headline_above(page: Page, labels: Sequence[Label], marker: int) -> int | None:
    for index in range(marker - 1, max(-1, marker - 1 - ABOVE), -1):
        if labels[index].kind not in MARKERS and _is_headline(page, page.blocks[index]):
            return index
    return None


def _is_headline(page: Page, block: Block) -> bool:
    marked = block.shape is Shape.HEADING and 0 < block.level <= LOWEST_HEADING
    if block.link_share > 0.5 or not (marked if page.kind == "html" else marked or block.shape is Shape.LINE):
        return False
    return SHORTEST_HEADLINE <= units(block.text) <= LONGEST_HEADLINE and not ends_sentence(block.text)


def _is_story(blocks: Sequence[Block], labels: Sequence[Label]) -> bool:
    prose = [units(one.text) for one, label in zip(blocks, labels, strict=True) if label.kept and _is_prose(one)]
    return len(prose) >= LEAST_PARAGRAPHS and sum(prose) >= LEAST_PROSE


def _is_prose(block: Block) -> bool:
    return units(block.text) >= SENTENCE_UNITS and ends_sentence(block.text)


def _is_claimed(page: Page, headline: Block) -> bool:
    folded = fold(headline.text)
    return any(folded in fold(claim.value) for claim in page.claimed("title"))
