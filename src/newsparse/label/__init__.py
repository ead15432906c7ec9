"""Labelling: which blocks of a page are the story. Page → one Label per block, with reason and score."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from newsparse.article import Label, Page
from newsparse.label.features import Weights, learnt_weights, recognised_in, table_of
from newsparse.label.reasons import labelled
from newsparse.label.sequence import decided
from newsparse.learnt import load
from newsparse.lexicon.languages import Lexicon
from newsparse.lexicon.lines import Recognised

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
    if not page.blocks:
        return ()
    recognised = recognised_in(page, lexicon)
    scores = _scores(page, recognised, learnt_weights())
    kept = decided(page, recognised, scores)
    return labelled(page, recognised, scores, kept)


def _scores(page: Page, recognised: tuple[Recognised | None, ...], weights: Weights) -> list[float]:
    form = MODELS[page.kind]
    table = table_of(page, recognised, weights)
    first = load(f"labels_{form}_1").of_table(table.numbers, table.stride)
    table.look_again(first)
    second = load(f"labels_{form}_2").of_table(table.numbers, table.stride)
    # Their mean errs less than either: the second look sees more, the first is less easily led astray.
    return [(one + two) / 2 for one, two in zip(first, second, strict=True)]
