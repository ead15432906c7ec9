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
STRAY_WITHOUT_FURNITURE = 0.3
"""The same where no line is furniture for sure: a page's menus and buttons always have some that are."""
PROSE = 0.6
"""Share of words in whole sentences."""
EVEN = 0.9
"""Share of blocks with exactly one blank line above; verse and addresses have none."""
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

    Such a text has its paragraphs parted by exactly one blank line, such a Markdown document its front matter and no
    links; next to nothing in it looks like noise. Nothing is taken away from it: cleaning again changes nothing.
    """
    text = [index for index, block in enumerate(page.blocks) if block.shape is not Shape.MARK]
    if page.kind == "html" or len(text) < MIN_CLEAN or any(page.blocks[index].link_share for index in text):
        return False
    if not any(claim.origin == "front matter" for claim in page.claims) and not _evenly_spaced(page):
        return False
    lengths = {index: units(page.blocks[index].text) for index in text}
    furniture = any(never[index] for index in text)
    stray = sum(length for index, length in lengths.items() if not kept[index])
    prose = sum(length for index, length in lengths.items() if length >= 8 and ends_sentence(page.blocks[index].text))
    whole = sum(lengths.values())
    return stray <= (STRAY if furniture else STRAY_WITHOUT_FURNITURE) * whole and prose >= PROSE * whole


def _evenly_spaced(page: Page) -> bool:
    below = page.blocks[1:]
    even = sum(block.gap == 1 for block in below)
    return even >= EVEN * len(below) and all(block.gap <= 1 for block in below)
