"""Who published an article, and which news agency it comes from."""

from __future__ import annotations

from math import exp, fsum
from typing import TYPE_CHECKING

from newsparse.article import Evidence, Found, Kind, Label, Page
from newsparse.fields.source_evidence import Candidate, candidates
from newsparse.lexicon.agencies import (
    agencies_listed,
    agencies_signed,
    agency_at_end,
    agency_in_place,
    agency_named,
    agency_of_closing,
    agency_of_dateline,
)
from newsparse.lexicon.lines import Recognised, recognise
from newsparse.lexicon.names import pieces
from newsparse.lexicon.script import is_spaceless

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
    "front matter": 12.0,
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
_FAR = 30
"""Blocks above the story in which its headline is looked for."""


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
        for agency, index, origin in find(page, labels, story, lexicon):
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


def _of_dateline(page: Page, labels: Sequence[Label], story: Sequence[int], lexicon: Lexicon) -> Iterator[Place]:
    del labels, lexicon
    for index in story[:_ENDS]:
        agency = agency_of_dateline(page.blocks[index].text)
        if agency is not None:
            yield agency, index, "dateline"


def _of_closing(page: Page, labels: Sequence[Label], story: Sequence[int], lexicon: Lexicon) -> Iterator[Place]:
    del labels, lexicon
    for index in reversed(story[-_ENDS:]):
        agency = agency_of_closing(page.blocks[index].text)
        if agency is not None:
            yield agency, index, "closing credit"


def _of_lines(page: Page, labels: Sequence[Label], story: Sequence[int], lexicon: Lexicon) -> Iterator[Place]:
    """Bylines, credits and source lines around the story."""
    if not story:
        return
    near = {*range(story[0] - _BESIDE, story[0]), *story[:_ENDS], *story[-_ENDS:]}
    below = range(story[-1] + 1, min(len(page.blocks), story[-1] + 1 + _BESIDE))
    for index in (*_head(labels, story), *story[-_ENDS:], *below):
        text = page.blocks[index].text
        is_byline = labels[index].kind is Kind.BYLINE
        for line in _lines(text) if len(text) <= 200 else ():
            found = recognise(line, lexicon)
            agency = _credited(found, lexicon) if found is not None else None
            # Farther off, and among the first paragraphs, other lines credit pictures.
            if found is not None and agency is not None and (is_byline or index in near or index in below):
                yield agency, index, _ORIGINS[found.kind]
            elif (agency := _alone(line, is_byline, index <= story[:_ENDS][-1])) is not None:
                yield agency, index, "byline" if is_byline else "credit"


def _head(labels: Sequence[Label], story: Sequence[int]) -> range:
    """The blocks from the headline, or a few above the story, to the first of its paragraphs."""
    reach = range(story[0] - 1, max(-1, story[0] - 1 - _FAR), -1)
    headline = next((index for index in reach if labels[index].kind is Kind.TITLE), story[0])
    return range(max(0, min(headline, story[0] - _BESIDE)), story[:_ENDS][-1] + 1)


def _lines(text: str) -> list[str]:
    """A line's own lines; in scripts without spaces, what blanks part: a date and a source share a line there."""
    return text.split() if is_spaceless(text) else text.splitlines()


def _alone(line: str, is_byline: bool, above: bool) -> str | None:
    """The agency of a line that names it beside initials or in brackets, or its place."""
    signed = agencies_signed(line) if "/" in line or line[:1] in "([" else ()
    if signed:
        return signed[0]
    if is_byline and (named := agency_at_end(line)) is not None:
        return named
    return agency_in_place(line) if above else None


_ORIGINS = {Kind.BYLINE: "byline", Kind.CREDIT: "credit", Kind.SOURCE: "source line"}
_LETTER_SIZES = frozenset({"AA"})
"""Agencies that are also a button for the size of letters."""


def _credited(found: Recognised, lexicon: Lexicon) -> str | None:
    if found.kind not in _ORIGINS:
        return None
    if found.kind is Kind.CREDIT and found.value in _LETTER_SIZES and "tr" not in lexicon.languages:
        return None
    if found.agencies:
        return found.agencies[0]
    if found.kind is Kind.SOURCE:
        return next((signed[0] for part in found.value.split(",") if (signed := agencies_signed(part))), None)
    if found.kind is not Kind.BYLINE:
        return None
    parts = (*pieces(found.value, lexicon), found.value)
    named = (agency_named(part) or next(iter(agencies_signed(part)), None) or agency_at_end(part) for part in parts)
    return next((agency for agency in named if agency is not None), None)
