"""Whether a page is an article, and how likely: learnt from pages of all types, and told in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp, log

from newsparse.article import Evidence, Found, Label, Lines, Page
from newsparse.fields.story_evidence import (
    CONSENT_UNITS,
    PARAGRAPH_UNITS,
    Fields,
    Parts,
    calibration,
    consent_share_of,
    row_of,
)
from newsparse.learnt import load

LIKELY = 0.4
"""Probability from which on a page is called an article: one that is missed costs more than one too many."""
CRUMBS = 0.18
"""Probability up to which a page of crumbs has no story that would be worth a look."""
RULED_OUT = 0.05
"""Highest probability of a page that is too short, or a consent wall: few of these were there to learn from."""
LEAST_UNITS = 30
"""Words that an article has at least; the shortest of wire stories have more."""
LEAST_FULL = 30
"""Words in whole paragraphs that any text has; an index page has teasers only."""
MOST_CONSENT = 0.7
"""Share of paragraphs about cookies and consent from which on a short page is a consent wall."""

ARTICLE = "prose of one story"
NOTHING = "no text"
WALL = "a consent wall"
FEW = "a few words"
TEASERS = "a list of teasers"
OTHER = "text that is no article"


def find_story(page: Page, labels: Sequence[Label], found: Fields) -> Found[bool]:
    """Whether the page is an article; `evidence.confidence` is the probability of what is said.

    The labels are those that the fields have left. `evidence.origin` says in words what the page seems to be,
    `evidence.lines` where its text stands.
    """
    parts = Parts.of(page, labels)
    chance = probability(load("story").probabilities([row_of(page, labels, found, parts)])[0])
    seems = _seems(page, parts)
    if seems in (NOTHING, FEW, WALL):
        chance = min(chance, RULED_OUT)
    article = chance >= LIKELY
    return Found(
        article,
        Evidence("", _lines(page, parts), ARTICLE if article else seems, round(chance if article else 1 - chance, 3)),
    )


def probability(score: float) -> float:
    """What the trees say, as a probability: of the pages with 0.8, four in five are articles."""
    slope, shift = calibration()
    score = min(max(score, 1e-6), 1 - 1e-6)
    return 1 / (1 + exp(-(slope * log(score / (1 - score)) + shift)))


def is_crumbs(story: Found[bool]) -> bool:
    """Whether what was kept of a page is nothing that anybody would read: a consent wall, teasers of other pages."""
    return not story.value and story.evidence.confidence >= 1 - CRUMBS and story.evidence.origin in (WALL, TEASERS)


def without_story(labels: Sequence[Label], story: Found[bool]) -> tuple[Label, ...]:
    """The labels of a page of crumbs, none of them kept."""
    reason = f"of {story.evidence.origin}"
    return tuple(replace(label, kept=False, reason=reason) if label.kept else label for label in labels)


def _seems(page: Page, parts: Parts) -> str:
    """What the page is if it is no article."""
    words = sum(parts.story)
    if not words:
        return NOTHING
    if words < LEAST_UNITS:
        return FEW
    if words <= CONSENT_UNITS and consent_share_of(page, parts) >= MOST_CONSENT:
        return WALL
    return TEASERS if sum(length for length in parts.story if length >= PARAGRAPH_UNITS) < LEAST_FULL else OTHER


def _lines(page: Page, parts: Parts) -> Lines | None:
    stands = [page.blocks[index].lines for index in parts.kept]
    spans = [lines for lines in stands if lines is not None]
    return (spans[0][0], spans[-1][1]) if spans else None
