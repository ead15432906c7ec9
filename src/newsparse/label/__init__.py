"""Labelling: which blocks of a page are the story. Page → one Label per block, with reason and score."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from newsparse.article import Label, Page
from newsparse.label.features import recognised_in, table_of
from newsparse.label.network import learnt
from newsparse.label.reasons import labelled
from newsparse.label.sequence import decided
from newsparse.lexicon.languages import Lexicon

STRETCH = 4000
"""Blocks that are looked at together, more than any page of news has; a bound for the memory of hostile input."""


def label(page: Page, lexicon: Lexicon) -> tuple[Label, ...]:
    """One label per block."""
    if len(page.blocks) <= STRETCH:
        return _label(page, lexicon)
    stretches = (page.blocks[start : start + STRETCH] for start in range(0, len(page.blocks), STRETCH))
    return tuple(chain.from_iterable(_label(replace(page, blocks=blocks), lexicon) for blocks in stretches))


def _label(page: Page, lexicon: Lexicon) -> tuple[Label, ...]:
    if not page.blocks:
        return ()
    recognised = recognised_in(page, lexicon)
    scores = learnt().chances(table_of(page, recognised, lexicon))
    kept = decided(page, recognised, scores)
    return labelled(page, recognised, scores, kept)
