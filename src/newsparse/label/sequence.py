"""Scores → one decision over all blocks, with what overrules any score."""

from __future__ import annotations

from collections.abc import Sequence

from newsparse.article import Page, Shape
from newsparse.label.features import Facts
from newsparse.lexicon.script import ends_sentence, units

LIKELY = 0.5
"""Score from which a block is kept."""
STRAY = 0.06
"""Share of words that may look like noise in a text that is clean already."""
MIN_CLEAN = 2
"""Blocks from which on a text can be told to be clean."""


def decided(page: Page, facts: Facts, scores: Sequence[float]) -> list[bool]:
    """For each block: whether it belongs to the story.

    What a line is by its words alone (a byline, an interface phrase) stays out wherever it stands.
    """
    never = [
        found is not None or block.shape is Shape.MARK
        for found, block in zip(facts.recognised, page.blocks, strict=True)
    ]
    kept = [score >= LIKELY and not out for score, out in zip(scores, never, strict=True)]
    return [not out for out in never] if is_clean_already(page, kept, never) else kept


def is_clean_already(page: Page, kept: Sequence[bool], never: Sequence[bool]) -> bool:
    """Whether an input is an article that was cleaned before: what this tool and others print.

    Such a text has its paragraphs parted by exactly one blank line, next to nothing in it looks like noise, and so
    nothing is taken away: cleaning again changes nothing.
    """
    if any(claim.origin == "front matter" for claim in page.claims):
        return True
    blocks = page.blocks
    if page.kind == "html" or len(blocks) < MIN_CLEAN or any(block.gap > 1 or block.link_share for block in blocks):
        return False
    if sum(block.gap == 1 for block in blocks[1:]) < 0.9 * (len(blocks) - 1):
        return False
    lengths = [units(block.text) for block in blocks]
    stray = sum(n for n, keep, out in zip(lengths, kept, never, strict=True) if out or not keep)
    prose = sum(n for n, block in zip(lengths, blocks, strict=True) if n >= 8 and ends_sentence(block.text))
    return stray <= STRAY * sum(lengths) and prose >= 0.6 * sum(lengths)
