"""When an article was published and last changed: one table of candidates from all evidence, the best of which wins."""

from __future__ import annotations

from math import exp, fsum
from typing import TYPE_CHECKING

from newsparse.article import DateEvidence, Found, Label, Page
from newsparse.fields.date_evidence import MENTIONED, UPDATED, Candidate, anchored, candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.lexicon.languages import Lexicon

WEIGHTS: dict[str, float] = {
    # Claims, by the family of their origin.
    "front matter": 4.0,
    "json-ld": 3.5,
    "og": 3.2,
    "microdata": 2.5,
    "rdfa": 2.5,
    "article": 3.2,
    "meta": 2.0,
    "time": 0.0,
    "time:pubdate": 2.0,
    "json-ld:dateCreated": -1.0,
    "json-ld:uploadDate": -3.0,
    "first of its origin": 0.5,
    "later of its origin": -1.5,
    "url day": 2.0,
    "url month": 0.0,
    # Lines.
    "line": -1.0,
    "nothing else": 1.2,
    "at the edge": 0.4,
    "among words": -0.8,
    "in a sentence": -1.5,
    "published word": 2.0,
    "updated word": 1.5,
    "second date": -1.0,
    "timed": 0.7,
    "byline": 0.8,
    "linked": -1.5,
    "at the story": 1.0,
    "near above": 0.4,
    "above": -0.5,
    "far above": -2.0,
    "inside the story": -0.3,
    "below the story": -1.5,
    "inferred": -0.5,
    "month only": -1.0,
    # The story itself.
    "dateline": 1.5,
    "mentioned": -0.8,
    # A date of change that has to stand for the date of publication too.
    "only updated": -1.5,
    # Other places with the same day.
    "agrees": 0.8,
}
"""How much each trait adds to the log-odds that a candidate is right."""

FLOOR = -1.2
"""Log-odds below which nothing is answered."""
_MOST_AGREEING = 2
_SURE_OF_PUBLICATION = 0.8
"""Log-odds below which a date of publication gives way to a surer date of change, which is then both."""
_PRECISION = ("year", "month", "day", "minute", "second")


def find_date(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Found[str] | None:
    """When it was published; see `find_dates`."""
    return find_dates(page, labels, lexicon)[0]


def find_modified(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Found[str] | None:
    """When it was last updated; see `find_dates`."""
    return find_dates(page, labels, lexicon)[1]


def find_dates(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> tuple[Found[str] | None, Found[str] | None]:
    """When it was published and when last updated, ISO 8601 cut to what is known, each with its DateEvidence.

    A page that only says when it was updated has that as both, and the evidence says which kind it is.
    """
    table = anchored(candidates(page, labels, lexicon), page)
    scores = _scores(table)
    updated = _best([c for c in table if c.kind == UPDATED], scores)
    published = _best([c for c in table if c.kind != UPDATED], scores)
    if updated is not None and (published is None or scores[published] < _SURE_OF_PUBLICATION <= scores[updated]):
        score = scores[updated]
        return _found(updated, score + WEIGHTS["only updated"], page), _found(updated, score, page)
    if updated is not None and published is not None and _is_before(updated, published):
        updated = None
    return (
        _found(published, scores[published], page) if published is not None else None,
        _found(updated, scores[updated], page) if updated is not None else None,
    )


def unresolved(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> bool:
    """Whether there is a date line that only says "5 hours ago" or names no year, and nothing better gave a date."""
    found = candidates(page, labels, lexicon)
    sure = _scores([candidate for candidate in anchored(found, page) if candidate.kind != MENTIONED])
    if any(score >= FLOOR for score in sure.values()):
        return False
    open_ended = [c for c in found if c.mention.relative is not None or c.mention.yearless]
    return any(score >= FLOOR for score in _scores(open_ended).values())


def _scores(table: Sequence[Candidate]) -> dict[Candidate, float]:
    """Log-odds of each candidate: the weights of its traits, and of other origins that say the same day."""
    origins: dict[tuple[str, bool], set[str]] = {}
    for candidate in table:
        origins.setdefault(_said(candidate), set()).add(candidate.origin)
    return {
        candidate: fsum(WEIGHTS.get(trait, 0.0) for trait in candidate.traits)
        + WEIGHTS["agrees"] * min(_MOST_AGREEING, len(origins[_said(candidate)]) - 1)
        for candidate in table
    }


def _said(candidate: Candidate) -> tuple[str, bool]:
    """What others may agree with: a day of change says nothing for the same day of publication."""
    return candidate.mention.day, candidate.kind == UPDATED


def _best(table: Sequence[Candidate], scores: dict[Candidate, float]) -> Candidate | None:
    sure = [candidate for candidate in table if scores[candidate] >= FLOOR]
    if not sure:
        return None
    best = max(sure, key=lambda candidate: scores[candidate])
    # Of those that mean the same, the one that says most.
    same = [candidate for candidate in sure if candidate.mention.value.startswith(best.mention.value)]
    return max(same, key=lambda c: (_PRECISION.index(c.mention.precision), c.mention.zone == "stated", scores[c]))


def _is_before(one: Candidate, other: Candidate) -> bool:
    shared = min(len(one.mention.day), len(other.mention.day))
    return one.mention.day[:shared] < other.mention.day[:shared]


def _found(candidate: Candidate, score: float, page: Page) -> Found[str]:
    mention = candidate.mention
    evidence = DateEvidence(
        text=mention.text,
        lines=page.blocks[candidate.block].lines if candidate.block is not None else None,
        origin=candidate.origin,
        confidence=round(1 / (1 + exp(-score)), 2),
        precision=mention.precision,
        zone=mention.zone,
        kind=candidate.kind,
        ambiguous=mention.ambiguous,
    )
    return Found(mention.value, evidence, candidate.block if candidate.alone else None)
