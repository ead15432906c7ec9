"""Labelling: which blocks of a page are the story. Page → one Label per block, with reason and score."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from newsparse.article import Label, Page
from newsparse.label.features import facts_of, rows_of
from newsparse.label.reasons import labelled
from newsparse.label.second import second_rows
from newsparse.label.sequence import decided
from newsparse.learnt import load
from newsparse.lexicon.languages import Lexicon

MODELS = {"text": "text", "markdown": "text", "html": "html"}
"""Learnt weights by the form of the page; Markdown is text whose marks are facts about its blocks."""


STRETCH = 4000
"""Blocks that are looked at together, more than any page of news has; a bound for the memory of hostile input."""


def label(page: Page, lexicon: Lexicon) -> tuple[Label, ...]:
    """One label per block: a look at each block among its neighbours, a second at what the first makes of the whole."""
    if len(page.blocks) <= STRETCH:
        return _label(page, lexicon)
    stretches = (page.blocks[start : start + STRETCH] for start in range(0, len(page.blocks), STRETCH))
    return tuple(chain.from_iterable(_label(replace(page, blocks=blocks), lexicon) for blocks in stretches))


def _label(page: Page, lexicon: Lexicon) -> tuple[Label, ...]:
    facts = facts_of(page, lexicon)
    form = MODELS[page.kind]
    rows = rows_of(page, facts)
    first = load(f"labels_{form}_1").probabilities(rows)
    second = load(f"labels_{form}_2").probabilities(second_rows(rows, first))
    # Their mean errs less than either: the second look sees more, the first is less easily led astray.
    scores = [(one + two) / 2 for one, two in zip(first, second, strict=True)]
    kept = decided(page, facts, scores)
    return labelled(page, facts, scores, kept)
