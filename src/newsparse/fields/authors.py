"""Who wrote an article: one table of candidates from claims, bylines and closing credits, the best of which wins."""

from __future__ import annotations

from math import exp, fsum
from typing import TYPE_CHECKING

from newsparse.article import Evidence, Found, Label, Page
from newsparse.fields.author_evidence import Candidate, candidates
from newsparse.lexicon.script import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.lexicon.languages import Lexicon

WEIGHTS: dict[str, float] = {
    # Claims, by the family of their origin.
    "caller": 9.0,
    "front matter": 4.0,
    "json-ld": 3.5,
    "article": 2.0,
    "og": 2.0,
    "microdata": 1.0,
    "meta": 1.5,
    "link": 0.5,
    # Lines.
    "byline": 2.5,
    "bare names": -1.5,
    "known name": 1.5,
    "unknown name": -1.2,
    "in the story": -2.5,
    "common words": -1.8,
    "often repeated": -1.0,
    "closing credit": 1.5,
    "with an office": 1.5,
    "several names": 0.5,
    "beside a date": 1.2,
    "introduced": 2.0,
    "uncut script": -1.5,
    "agency alone": -0.5,
    "marked as author": 2.0,
    "marked as something else": -1.5,
    "at the start": 0.8,
    "above": -0.5,
    "far above": -1.5,
    "right below": 0.8,
    "at the end": -0.5,
    "no story": -2.0,
    # Other places that name one of the same people.
    "agrees": 1.5,
}
"""How much each trait adds to the log-odds that a candidate is right."""

FLOOR = 0.0
"""Log-odds below which nothing is answered."""
_MOST_AGREEING = 2


def find_authors(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Found[tuple[str, ...]] | None:
    """Who the byline names: people as the page writes them; organisations only where no person is named."""
    table = candidates(page, labels, lexicon)
    keys = [_keys(candidate) for candidate in table]
    scores = {id(candidate): _score(candidate, own, keys) for candidate, own in zip(table, keys, strict=True)}
    with_people = [c for c in table if c.people and scores[id(c)] >= FLOOR]
    others = [c for c in table if c.organisations and scores[id(c)] >= FLOOR]
    best = max(with_people or others, key=lambda c: scores[id(c)], default=None)
    if best is None:
        return None
    block = _block_of(best, table)
    evidence = Evidence(
        text=best.text,
        lines=page.blocks[best.block].lines if best.block is not None else None,
        origin=best.origin,
        confidence=round(1 / (1 + exp(-scores[id(best)])), 2),
    )
    return Found(best.people or best.organisations, evidence, block)


def _score(candidate: Candidate, own: frozenset[str], keys: Sequence[frozenset[str]]) -> float:
    return fsum(WEIGHTS.get(trait, 0.0) for trait in candidate.traits) + WEIGHTS["agrees"] * _agreeing(own, keys)


def _agreeing(own: frozenset[str], keys: Sequence[frozenset[str]]) -> int:
    """How many other places name one of the same authors, as far as more would count."""
    return min(_MOST_AGREEING, sum(not own.isdisjoint(other) for other in keys) - 1)


def _keys(candidate: Candidate) -> frozenset[str]:
    return frozenset(map(fold, candidate.people or candidate.organisations))


def _block_of(best: Candidate, table: Sequence[Candidate]) -> int | None:
    """The byline's block; for a claim, that of the line which says the same."""
    if best.block is not None:
        return best.block
    return next((c.block for c in table if c.block is not None and _keys(c) & _keys(best)), None)
