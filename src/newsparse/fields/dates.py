"""When an article was published and last changed: one table of candidates from all evidence, the best of which wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.article import DateEvidence, Found, Label, Page
from newsparse.fields.choice import learnt
from newsparse.fields.date_evidence import answers, candidates
from newsparse.fields.date_lines import MENTIONED, UPDATED, Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.lexicon.languages import Lexicon

FLOOR = 0.3
"""Confidence below which nothing is answered."""
MOST_MENTIONED = 0.45
"""Confidence of a day that a story only mentions: nothing says that it came out then."""
_PRECISION = ("year", "month", "day", "minute", "second")


def find_dates(
    page: Page, labels: Sequence[Label], lexicon: Lexicon, title: Found[str] | None
) -> tuple[Found[str] | None, Found[str] | None]:
    """When it was published and when last updated, ISO 8601 cut to what is known, each with its DateEvidence.

    A page that only says when it was updated has that as both, and the evidence says which kind it is.
    """
    table = answers(page, labels, lexicon, title.block if title is not None else None)
    date = _best(table)
    updated = _best([one for one in table if one.kind == UPDATED])
    if updated is not None and date is not None and _is_before(updated[0], date[0]):
        updated = None
    return (
        _found(*date, page) if date is not None else None,
        _found(*updated, page) if updated is not None else None,
    )


def unresolved(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> bool:
    """Whether there is a date line that only says "5 hours ago" or names no year, and nothing better gave a date."""
    if _best([one for one in answers(page, labels, lexicon, None) if one.kind != MENTIONED]) is not None:
        return False
    found = candidates(page, labels, lexicon)
    return _best([one for one in found if one.mention.relative is not None or one.mention.yearless]) is not None


def _best(table: Sequence[Candidate]) -> tuple[Candidate, float] | None:
    """The likeliest candidate, and how sure it is."""
    best = learnt("date").best([one.traits for one in table], [one.says for one in table])
    if best is None or best.confidence < FLOOR:
        return None
    # Of those that mean the same, the one that says most.
    value, kind = table[best.place].mention.value, table[best.place].kind
    same = [one for one in table if one.mention.value.startswith(value) and (one.kind == UPDATED) == (kind == UPDATED)]
    return max(same, key=_says_most), best.confidence


def _says_most(one: Candidate) -> tuple[int, bool]:
    return _PRECISION.index(one.mention.precision), one.mention.zone == "stated"


def _is_before(one: Candidate, other: Candidate) -> bool:
    shared = min(len(one.mention.day), len(other.mention.day))
    return one.mention.day[:shared] < other.mention.day[:shared]


def _found(candidate: Candidate, confidence: float, page: Page) -> Found[str]:
    mention = candidate.mention
    evidence = DateEvidence(
        text=mention.text,
        lines=page.blocks[candidate.block].lines if candidate.block is not None else None,
        origin=candidate.origin,
        confidence=min(confidence, MOST_MENTIONED) if candidate.kind == MENTIONED else confidence,
        precision=mention.precision,
        zone=mention.zone,
        kind=candidate.kind,
        ambiguous=mention.ambiguous,
    )
    return Found(mention.value, evidence, candidate.block if candidate.alone else None)
