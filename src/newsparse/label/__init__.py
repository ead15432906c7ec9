"""Labelling: which blocks of a page are the story. Page → one Label per block, with reason and score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from newsparse.article import Kind, Label, Page
from newsparse.label.features import recognised_in, table_of
from newsparse.label.network import learnt
from newsparse.label.reasons import labelled
from newsparse.label.sequence import decided, is_clean_already, never_story
from newsparse.lexicon.languages import Lexicon

if TYPE_CHECKING:
    from newsparse.lexicon.lines import Recognised
    from newsparse.profile import Site

STRETCH = 4000
"""Blocks that are looked at together, more than any page of news has; a bound for the memory of hostile input."""


RECURS = "pages of this site"
"""What the reason of a block ends with that was dropped because it recurs."""


def label(page: Page, lexicon: Lexicon, site: Site | None = None) -> tuple[Label, ...]:
    """One label per block; `site` is what is known to recur on the pages of the page's site."""
    if len(page.blocks) <= STRETCH:
        return _label(page, lexicon, site)
    stretches = (page.blocks[start : start + STRETCH] for start in range(0, len(page.blocks), STRETCH))
    return tuple(chain.from_iterable(_label(replace(page, blocks=blocks), lexicon, site) for blocks in stretches))


def _label(page: Page, lexicon: Lexicon, site: Site | None) -> tuple[Label, ...]:
    if not page.blocks:
        return ()
    recognised = recognised_in(page, lexicon)
    scores = learnt().chances(table_of(page, recognised, lexicon))
    kept = decided(page, recognised, scores)
    if site is not None and site.counts and not is_clean_already(page, kept, never_story(page, recognised)):
        return _weighed(page, recognised, scores, kept, site)
    return labelled(page, recognised, scores, kept)


def _weighed(
    page: Page, recognised: Sequence[Recognised | None], scores: Sequence[float], kept: Sequence[bool], site: Site
) -> tuple[Label, ...]:
    """The labels, less what was kept and recurs on the site so often that it is more likely no story."""
    from newsparse.label.recurrence import LIKELY, weighed  # late, for most pages come without a profile

    after, seen = weighed(page, scores, site)
    dropped = {index: count for index, count in seen.items() if kept[index] and after[index] < LIKELY}
    labels = list(labelled(page, recognised, after, [keep and index not in dropped for index, keep in enumerate(kept)]))
    for index, count in dropped.items():
        reason = f"on {count.on} of {count.of} {RECURS}"
        labels[index] = replace(labels[index], kind=Kind.NOISE, reason=reason)
    return tuple(labels)


def as_if_new(labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels as they would be if nothing was known to recur: for what is judged by the page as a whole."""
    return tuple(
        replace(label, kind=Kind.PARAGRAPH, kept=True) if label.reason.endswith(RECURS) else label for label in labels
    )
