"""Who published an article, and which news agency it comes from."""

from __future__ import annotations

from math import exp, fsum
from typing import TYPE_CHECKING

from newsparse.article import Evidence, Found, Kind, Label, Page
from newsparse.fields.source_evidence import Candidate, candidates
from newsparse.lexicon.agencies import agencies_listed, agency_named, agency_of_closing, agency_of_dateline
from newsparse.lexicon.lines import Recognised, recognise
from newsparse.lexicon.names import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

WEIGHTS: dict[str, float] = {
    "caller": 20.0,
    # The line of its own that says "Source: …".
    "source line": 6.0,
    "an agency": -4.0,
    "beside the site's name": -3.5,
    # Claims, by the family of their origin or the origin itself.
    "front matter": 4.0,
    "og:site_name": 3.0,
    "json-ld": 2.6,
    "microdata": 2.0,
    "meta": 1.5,
    "meta:apple-mobile-web-app-title": -0.6,
    "meta:application-name": -0.3,
    "meta:citation_journal_title": 1.0,
    "twitter:app:name:iphone": 0.3,
    # Places of the text.
    "title suffix": -1.0,
    "suffix of a repeated title": 2.0,
    "copyright line": 0.6,
    "url": 0.1,
    # What the words are like.
    "line of its own": 1.0,
    "like the domain": 1.2,
    "in the domain": 0.6,
    # A copyright is often the publishing house's.
    "not in the domain": -1.6,
    "an address": -1.2,
    "legal form": -1.5,
    "long": -1.5,
    # Other places with the same words.
    "agrees": 1.0,
}
"""How much each trait adds to the log-odds that a candidate is right."""

FLOOR = 0.0
"""Log-odds below which nothing is answered."""
_MOST_AGREEING = 2
_ENDS = 3
"""Blocks at the story's start, and at its end, in which an agency is credited."""
_BESIDE = 6
"""Blocks above the story and below it in which an agency's credit stands alone."""


def find_source(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Found[str] | None:
    """Who published it, in the page's words; the name of its domain where the page names nobody."""
    table = candidates(page, labels, lexicon)
    scores = {id(candidate): _score(candidate, table) for candidate in table}
    best = max(table, key=lambda c: scores[id(c)], default=None)
    if best is None or scores[id(best)] < FLOOR:
        return None
    evidence = Evidence(
        text=best.text,
        lines=page.blocks[best.block].lines if best.block is not None else None,
        origin=best.origin,
        confidence=round(1 / (1 + exp(-scores[id(best)])), 2),
    )
    return Found(best.name, evidence, best.block if best.origin == "source line" else None)


def _score(candidate: Candidate, table: Sequence[Candidate]) -> float:
    origins = {other.origin for other in table if other.key == candidate.key} - {candidate.origin}
    agreeing = min(_MOST_AGREEING, len(origins))
    return fsum(WEIGHTS.get(trait, 0.0) for trait in candidate.traits) + WEIGHTS["agrees"] * agreeing


# ---------------------------------------------------------------- agencies


def find_agency(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Found[str] | None:
    """The wire credit by its canonical name: from the dateline, the byline, a credit, or who is claimed as author."""
    story = [index for index, label in enumerate(labels) if label.kept]
    for find in (_of_dateline, _of_lines, _of_closing):
        for agency, index, origin in find(page, story, lexicon):
            block = page.blocks[index]
            evidence = Evidence(block.text[:200], block.lines, origin, 0.95 if origin == "dateline" else 0.9)
            return Found(agency, evidence, index if origin == "credit" else None)
    for claim in page.claimed("author"):
        named = agencies_listed(claim.value)
        if named:
            return Found(named[0], Evidence(text=claim.value, origin=claim.origin, confidence=0.8))
    return None


Place = tuple[str, int, str]
"""An agency, the block it stands in, and the name of such places."""


def _of_dateline(page: Page, story: Sequence[int], lexicon: Lexicon) -> Iterator[Place]:
    del lexicon
    for index in story[:_ENDS]:
        agency = agency_of_dateline(page.blocks[index].text)
        if agency is not None:
            yield agency, index, "dateline"


def _of_closing(page: Page, story: Sequence[int], lexicon: Lexicon) -> Iterator[Place]:
    del lexicon
    for index in reversed(story[-_ENDS:]):
        agency = agency_of_closing(page.blocks[index].text)
        if agency is not None:
            yield agency, index, "closing credit"


def _of_lines(page: Page, story: Sequence[int], lexicon: Lexicon) -> Iterator[Place]:
    """Bylines, credits and source lines around the story."""
    if not story:
        return
    above = range(max(0, story[0] - _BESIDE), story[0])
    below = range(story[-1] + 1, min(len(page.blocks), story[-1] + 1 + _BESIDE))
    for index in (*above, *story[:_ENDS], *story[-_ENDS:], *below):
        text = page.blocks[index].text
        found = recognise(text, lexicon) if len(text) <= 200 else None
        if found is not None:
            agency = _credited(found, lexicon)
            if agency is not None:
                yield agency, index, _ORIGINS[found.kind]


_ORIGINS = {Kind.BYLINE: "byline", Kind.CREDIT: "credit", Kind.SOURCE: "source line"}


def _credited(found: Recognised, lexicon: Lexicon) -> str | None:
    if found.kind not in _ORIGINS:
        return None
    if found.agencies:
        return found.agencies[0]
    parts = pieces(found.value, lexicon) if found.kind is Kind.BYLINE else []
    return next((agency for part in parts if (agency := agency_named(part)) is not None), None)
