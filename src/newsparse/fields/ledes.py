"""The standfirst where there is one, else the story's first paragraph.

A standfirst is told by its place (below the headline, above byline and date, between the headline and its repetition),
by its marks, and by its words: a sentence or two about what the headline is about.
"""

from __future__ import annotations

from math import exp, fsum
from typing import TYPE_CHECKING

from newsparse.article import Evidence, Found, Label, Page
from newsparse.fields.lede_evidence import Candidate, candidates, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.lexicon.languages import Lexicon

# Learnt as a choice among the candidates of each page, on 100 news pages in six forms each; what stands between
# headlines is rarer there than on the pages that this tool was begun for.
WEIGHTS: dict[str, float] = {
    # Place.
    "between headlines": 3.0,
    "alone below the headline": 1.8,
    "right below the headline": 0.3,
    "above the headline": -0.9,
    "first paragraph": -0.1,
    "leads on to the story": -1.0,
    "inside the story": -0.3,
    "byline above": 0.7,
    "byline below": 0.4,
    "date above": -0.7,
    "date below": 0.9,
    # Marks.
    "marked": 0.6,
    "named so": 0.5,
    "list item": -0.5,
    # Words.
    "claimed": 0.2,
    "not claimed": -0.6,
    "tells of the headline": 0.4,
    "sentence": 1.2,
    "seven words or more": 0.0,
    "thirteen words or more": 0.2,
    "twenty words or more": 1.3,
    "forty words or more": -0.3,
    "long": -0.6,
    "unlikely": -1.4,
    # Set by hand, for their sake: what has them is something else.
    "the page's summary": 3.0,
    "very unlikely": -1.0,
    "caption": -3.0,
    "dated": -3.0,
}
"""How much each sign adds to the log-odds that a candidate is the lede."""
SURE = 1.0
"""Points from which a block that is not the story's first paragraph is its standfirst."""
APART = frozenset(("between headlines", "alone below the headline", "byline below", "date below", "marked", "named so"))
"""Signs that set a first paragraph apart from the story as its standfirst."""


def find_lede(page: Page, labels: Sequence[Label], lexicon: Lexicon, title: Found[str] | None) -> Found[str] | None:
    """The lede; `evidence.origin` is `standfirst` or `first-paragraph`, `Found.block` its block."""
    at = places(page, labels, lexicon, title)
    if at is None:
        return None
    table = list(candidates(page, labels, lexicon, at))
    best = max(table, key=_points, default=None)
    if best is None or (best.block != at.first and _points(best) < SURE):
        best = next((one for one in table if one.block == at.first), Candidate(at.first, frozenset()))
    block = page.blocks[best.block]
    standfirst = best.block != at.first or bool(best.signs & APART)
    origin = "standfirst" if standfirst else "first-paragraph"
    sure = 1 / (1 + exp(-_points(best)))
    return Found(block.text, Evidence(block.text, block.lines, origin, round(0.9 * sure, 2)), best.block)


def _points(one: Candidate) -> float:
    return fsum(WEIGHTS[sign] for sign in one.signs)
