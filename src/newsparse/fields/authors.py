"""Who wrote an article: one table of candidates from claims, bylines and closing credits, the best of which wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.article import Evidence, Found, Label, Page
from newsparse.fields.author_evidence import Candidate, candidates
from newsparse.fields.choice import learnt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.lexicon.languages import Lexicon

FLOOR = 0.45
"""Confidence below which nothing is answered. Some of the pages it was learnt from name authors that their gold does
not, so that an answer is right more often than it says."""


def find_authors(
    page: Page, labels: Sequence[Label], lexicon: Lexicon, title: Found[str] | None
) -> Found[tuple[str, ...]] | None:
    """Who the byline names: people as the page writes them; organisations only where no person is named."""
    table = candidates(page, labels, lexicon, title.block if title is not None else None)
    best = learnt("authors").best([one.traits for one in table], [one.says for one in table])
    if best is None or best.confidence < FLOOR:
        return None
    one = table[best.place]
    lines = page.blocks[one.blocks[0]].lines if one.blocks else None
    return Found(one.named, Evidence(one.text, lines, one.origin, best.confidence), _block_of(one, table))


def _block_of(best: Candidate, table: Sequence[Candidate]) -> int | None:
    """The byline's block; for a claim, that of the line which says the same."""
    if best.blocks:
        return best.blocks[0] if best.whole else None
    same = (one.blocks[0] for one in table if one.whole and one.says & best.says)
    return next(same, None)
