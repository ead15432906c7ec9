"""What recurs on the pages of a site is evidence against a block: its odds are shifted before anything is decided.

How far they are shifted was learnt (`python benchmarks/train_recurrence.py`, `data/recurrence.json`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import log, log2
from typing import TYPE_CHECKING, NamedTuple

from newsparse.learnt import DATA, chance
from newsparse.lexicon.script import units
from newsparse.profile import LEAST_WORDS, key_of, says_something

if TYPE_CHECKING:
    from newsparse.article import Page
    from newsparse.profile import Site

LIKELY = 0.5
"""Score from which on a block counts as story, where it is asked how much of the story recurs."""
COPY = 0.5
"""Share of the story's words, those that recur least, that are passed over where the page's copies are counted: a story
that was edited has words of its own, and what recurs for another reason is seldom half of what reads like a story."""
FEWEST = 3
"""Pages without copies from which on something recurs."""
MOST = 0.5
"""Share of the site's other pages that a line is to be on: what fewer of them share is as often story, a label in a
list of goods or a passage that several stories quote."""
MANY, LONG = 4, 12
"""A line of so many words outside the story's own paragraphs counts as if `1 - MANY / pages` of the site's pages had
it, where that is more: a note on an author is on ten pages of a thousand, and no less certain."""
LABEL = 3
"""Times that a line stands on one page as a label of its list of goods, reviews or entries, and is no furniture."""
OWN_INSIDE, OWN_SCORE = 0.9, 0.95
"""Scores of the paragraphs around one, and its own, from which on a long one is the story's own, whatever recurs:
several stories of a site quote one speech, or have one paragraph of an agency as their background."""
EVERYWHERE, AT_LEAST = 0.75, 8
"""Share of the pages, and pages, from which on nothing is the story's own: no speech is quoted on every page."""
HELD = 3.0
"""Log odds that such a line has at most before they are shifted: whoever sees one page only is surer of many."""
DOUBLINGS = 3.0
"""Doublings of four pages from which on more of them tell no more."""
SUREST = 1e-4
"""Chance that no score is taken to be nearer to 0 or 1 than."""
COLUMNS = ("one", "share", "most", "many", "length", "inside", "sure")
"""What the shift is told by: always 1; the share of the pages; its fourth power, large only where nearly all pages have
the line, by itself and times the doublings of four pages; words, as a logarithm; how likely the nearest blocks of some
words that do not recur are story; and the block itself."""


class Seen(NamedTuple):
    """How often a block was seen on a site."""

    on: int
    """Pages of the site."""
    of: int


def weighed(page: Page, scores: Sequence[float], site: Site) -> tuple[list[float], dict[int, Seen]]:
    """The scores after what is known of the page's site, and the blocks whose score is less than it was."""
    found = [site.counts.get(key_of(block.text)) if says_something(block.text) else None for block in page.blocks]
    sizes = [units(block.text) for block in page.blocks]
    others = without_labels(without_copies(found, sizes, scores), page)
    after = list(scores)
    seen: dict[int, Seen] = {}
    for index, row, odds in evidence(others, sizes, scores):
        shift = sum(weight * value for weight, value in zip(weights(), row, strict=True))
        count = found[index]
        if shift < 0 and count is not None:
            after[index] = round(chance(odds + shift), 6)
            seen[index] = Seen(*count)
    return after, seen


def without_copies(
    found: Sequence[tuple[int, int] | None], sizes: Sequence[int], scores: Sequence[float]
) -> list[tuple[int, int]]:
    """For each block on how many pages it is, of how many, without the pages that are copies of this one.

    Where the same article was scraped ten times, all of it is on ten pages, and that tells nothing of it. How many
    copies there are is told by the words of the story that recur least.
    """
    whole = sum(size for size, score in zip(sizes, scores, strict=True) if score >= LIKELY)
    story = sorted(
        (count[0] if count else 1, size)
        for count, size, score in zip(found, sizes, scores, strict=True)
        if score >= LIKELY
    )
    copies, passed = 1, 0
    for on, size in story:
        passed += size
        if passed >= COPY * whole:
            copies = on
            break
    return [(count[0] - copies + 1, count[1] - copies + 1) if count else (1, 1) for count in found]


def without_labels(others: Sequence[tuple[int, int]], page: Page) -> list[tuple[int, int]]:
    """The same, but for lines that recur on the page itself, as if no other page had them."""
    times = Counter(block.text for block in page.blocks)
    return [
        (1, of) if times[block.text] >= LABEL else (on, of) for block, (on, of) in zip(page.blocks, others, strict=True)
    ]


class Against(NamedTuple):
    """What there is against a block."""

    block: int
    """Its index."""
    columns: list[float]
    """COLUMNS."""
    odds: float
    """The log odds that are to be shifted."""


def evidence(others: Sequence[tuple[int, int]], sizes: Sequence[int], scores: Sequence[float]) -> Iterator[Against]:
    """What there is against each block that recurs often enough."""
    recurs = [on >= FEWEST for on, _ in others]
    passed_by = [again or size < LEAST_WORDS for again, size in zip(recurs, sizes, strict=True)]
    inside = _inside(passed_by, scores)
    for index, again in enumerate(recurs):
        if not again:
            continue
        on, of = others[index]
        share = _share(on, of, sizes[index] >= LONG and inside[index] < LIKELY)
        everywhere = share >= EVERYWHERE and on >= AT_LEAST
        own = sizes[index] >= LONG and inside[index] >= OWN_INSIDE and scores[index] >= OWN_SCORE
        if share >= MOST and (everywhere or not own):
            most = share**4
            many = most * min(DOUBLINGS, max(0.0, log2(on / 4)))
            odds = min(HELD, odds_of(scores[index])) if everywhere else odds_of(scores[index])
            row = [1.0, share, most, many, log2(1 + sizes[index]), inside[index], max(0.0, odds)]
            yield Against(index, row, odds)


def _share(on: int, of: int, counts_alone: bool) -> float:
    """The share of the pages; of few pages a little less, for they tell less."""
    return max((on - 1) / of, 1 - MANY / on if counts_alone else 0.0)


def _inside(passed_by: Sequence[bool], scores: Sequence[float]) -> list[float]:
    """For each block the lower score of the two nearest blocks above and below it that are not passed by."""
    above = _nearest(passed_by, scores)
    below = _nearest(passed_by[::-1], scores[::-1])[::-1]
    return list(map(min, above, below))


def _nearest(passed_by: Sequence[bool], scores: Sequence[float]) -> list[float]:
    found: list[float] = []
    last = 0.0
    for passed, score in zip(passed_by, scores, strict=True):
        found.append(last)
        last = last if passed else score
    return found


def odds_of(score: float) -> float:
    """The log odds of a score."""
    held = min(max(score, SUREST), 1 - SUREST)
    return log(held / (1 - held))


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """Those of COLUMNS."""
    said: Mapping[str, Mapping[str, float]] = json.loads((DATA / "recurrence.json").read_text("utf-8"))
    return tuple(said["weights"][name] for name in COLUMNS)
