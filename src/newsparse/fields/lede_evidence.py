"""Every block that may be the standfirst, with the signs that speak for and against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsparse.article import Found, Kind, Label, Page, Shape
from newsparse.fields.title_evidence import is_date, words_of
from newsparse.fields.titles import tells_who_or_when, title_again
from newsparse.lexicon.dates import mentions
from newsparse.lexicon.pictures import ends_bracketed, picture_words
from newsparse.lexicon.script import ends_sentence, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

NAMES = (
    r"(?i)lead(?!er|board)|\blede|intro|standfirst|stand-first|teaser|summary|sub-?title|subhead|sub-head|\bdek\b|excerpt|"
    r"description|sapo|chapo|entradilla|vorspann|ingress|sommario|occhiello|abstract|preamble|kicker-text"
)
"""Class and id words of the elements that hold standfirsts."""
SHORTEST, LONGEST = 7, 160
"""Words of a standfirst."""
_PROSE = 6
"""Words from which on a kept block is a paragraph."""
_ABOVE = 3
"""Blocks above the headline in which a standfirst stands now and then."""
_FAR = 40
"""Blocks between headline and story in which one is looked for."""
_NEAR = 3
"""Blocks above and below a standfirst in which byline and date stand."""
_BETWEEN = 4
"""Blocks between two headlines, of which one is the standfirst and the others are little things."""
_SHAPES = (Shape.LINE, Shape.PARAGRAPH, Shape.HEADING, Shape.QUOTE, Shape.LIST_ITEM)
_UNDECIDED = ("before the story", "does not read like the story around it", "no story found")
"""Why blocks were dropped that were not told by their words to be something else."""
CREDITED = 2
"""Words of picture credits from which on a text is a caption; one of them, a story may have at a paragraph's end."""
LONGEST_DATED = 20
"""Words of the longest line of names and dates."""
TIMED = ("minute", "second")
_ALIKE = 0.6
"""Share of common words from which a block is like the summary that the page claims."""
_THE_SAME = 0.9
"""Share of the claim's words from which a block is that summary, whatever it looks like."""
_SECOND_HEADLINE = "json-ld:alternativeHeadline"


class Candidate(NamedTuple):
    """One block."""

    block: int
    signs: frozenset[str]
    """What speaks for and against it; the weights are `ledes.WEIGHTS`."""


class Places(NamedTuple):
    """Where the story begins, and its headline stands."""

    titles: tuple[int, ...]
    """Blocks that are the headline."""
    first: int
    """The story's first paragraph."""


def places(page: Page, labels: Sequence[Label], lexicon: Lexicon, title: Found[str] | None) -> Places | None:
    """Where things stand, or None where nothing was kept that could be a first paragraph."""
    titles = tuple(index for index, _ in title_again(page, title.value)) if title else ()
    if title is not None and title.block is not None and not titles:
        titles = (title.block,)  # the main heading has it in other words
    story = (index for index, label in enumerate(labels) if label.kept and _is_prose(page, index))
    prose = (index for index in story if not tells_who_or_when(page.blocks[index].text, lexicon))
    first = next((index for index in prose if index not in titles), None)
    return Places(titles, first) if first is not None else None


def candidates(page: Page, labels: Sequence[Label], lexicon: Lexicon, at: Places) -> Iterator[Candidate]:
    """The blocks between headline and story, and a few on either side, with their signs."""
    above = [index for index in at.titles if index <= at.first]
    start = max(at.first - _FAR, (above[-1] if above else at.first) - _ABOVE, 0)
    claimed = page.claimed("lede")
    claims = [words_of(claim.value) for claim in claimed]
    told = [words for words, claim in zip(claims, claimed, strict=True) if claim.origin != _SECOND_HEADLINE]
    headline = words_of(page.blocks[above[-1]].text) if above else frozenset()
    for index in range(start, at.first + 1):
        text = page.blocks[index].text
        summary = index != at.first and any(_holds(words_of(text), claim) for claim in told)
        if index not in at.titles and (summary or _could_be(page, labels, index)) and not _says(text, headline):
            signs = (
                *_place(labels, index, at),
                *_around(page, labels, lexicon, index),
                *_marks(page, index),
                *_words(text, claims, headline),
                *_little_things(text, lexicon),
                # What the page claims, it knows better than those who labelled it.
                *(("the page's summary",) if summary else _label(labels[index])),
            )
            yield Candidate(index, frozenset(signs))


def _is_prose(page: Page, index: int) -> bool:
    block = page.blocks[index]
    return block.shape not in (Shape.HEADING, Shape.TABLE, Shape.CODE, Shape.CAPTION) and units(block.text) >= _PROSE


def _could_be(page: Page, labels: Sequence[Label], index: int) -> bool:
    block = page.blocks[index]
    return (
        block.shape in _SHAPES
        and (labels[index].kept or labels[index].reason in _UNDECIDED)
        and block.link_share <= 0.5
        and SHORTEST <= units(block.text) <= LONGEST
    )


def _says(text: str, headline: frozenset[str]) -> bool:
    """Whether a block is the headline in little more than its words: with a kicker, a name, a comment's mark."""
    words = words_of(text)
    return bool(headline) and headline <= words and len(words) < 2 * len(headline)


def _place(labels: Sequence[Label], index: int, at: Places) -> Iterator[str]:
    leads_on = index + 1 < len(labels) and labels[index + 1].kept
    if index and labels[index - 1].kept:
        yield "inside the story"
    if leads_on:
        yield "leads on to the story"
    above = [place for place in at.titles if place < index]
    below = [place for place in at.titles if index < place <= at.first + 1]
    if above and below and below[0] - above[-1] <= _BETWEEN:
        yield "between headlines"
    elif below:
        yield "above the headline"
    elif above and above[-1] == index - 1:
        yield "right below the headline" if leads_on else "alone below the headline"
    if index == at.first:
        yield "first paragraph"


def _around(page: Page, labels: Sequence[Label], lexicon: Lexicon, index: int) -> Iterator[str]:
    """Standfirsts stand above bylines and dates."""
    blocks = page.blocks
    below = range(index + 1, min(index + 1 + _NEAR, len(blocks)))
    up = range(max(0, index - _NEAR), index)
    for name, near in (("below", below), ("above", up)):
        if any(labels[place].kind is Kind.BYLINE for place in near):
            yield f"byline {name}"
        if any(is_date(blocks[place].text, lexicon.languages) for place in near):
            yield f"date {name}"


def _marks(page: Page, index: int) -> Iterator[str]:
    block = page.blocks[index]
    if block.strong or block.shape is Shape.HEADING:
        yield "marked"
    if block.shape is Shape.LIST_ITEM:
        yield "list item"
    if any(re.search(NAMES, element) for element in block.path[-3:]):
        yield "named so"


def _words(text: str, claims: list[frozenset[str]], headline: frozenset[str]) -> Iterator[str]:
    length = units(text)
    yield next((name for most, name in _LENGTHS if length <= most), "long")
    if ends_sentence(text):
        yield "sentence"
    words = words_of(text)
    if claims:
        yield "claimed" if any(_alike(words, claim) for claim in claims) else "not claimed"
    if len(words & headline) >= 2:
        yield "tells of the headline"


_LENGTHS = (
    (12, "seven words or more"),
    (20, "thirteen words or more"),
    (40, "twenty words or more"),
    (70, "forty words or more"),
)


def _little_things(text: str, lexicon: Lexicon) -> Iterator[str]:
    """What stands between headline and story, and is no standfirst: captions, and lines of names and dates."""
    if picture_words(text, lexicon) >= CREDITED or ends_bracketed(text):
        yield "caption"
    if units(text) <= LONGEST_DATED and any(one.precision in TIMED for one in mentions(text, lexicon.languages)):
        yield "dated"


def _label(label: Label) -> Iterator[str]:
    if label.score <= 0.1:
        yield "unlikely"
    if label.score <= 0.03:
        yield "very unlikely"


def _alike(words: frozenset[str], claim: frozenset[str]) -> bool:
    """Whether the shorter one is mostly words of the other, and not much shorter."""
    shorter, longer = sorted((len(words), len(claim)))
    return bool(shorter) and len(words & claim) >= _ALIKE * shorter and 2 * shorter >= longer


def _holds(words: frozenset[str], claim: frozenset[str]) -> bool:
    """Whether these are the words of the claim, which may be cut short, and few others."""
    return bool(claim) and len(words & claim) >= _THE_SAME * len(claim) and len(words) <= 2 * len(claim)
