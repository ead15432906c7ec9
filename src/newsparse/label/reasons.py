"""Decisions → labels: what kind of block it is, and the reason in words for a person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newsparse.article import LEFT_OUT, Block, Kind, Label, Page, Shape
from newsparse.label.noise_paths import NoisePaths
from newsparse.lexicon.lines import Recognised
from newsparse.lexicon.script import ends_sentence, units
from newsparse.scoring import rounded

KINDS = {
    Shape.HEADING: Kind.HEADING,
    Shape.LIST_ITEM: Kind.LIST_ITEM,
    Shape.QUOTE: Kind.QUOTE,
    Shape.CAPTION: Kind.CAPTION,
    Shape.TABLE: Kind.TABLE,
    Shape.CODE: Kind.CODE,
}
MARK, CAPTION, NOISE = Shape.MARK, Shape.CAPTION, Kind.NOISE  # to name a member takes long, for every block
INSIDE = {
    Kind.HEADING: "sub-heading inside the story",
    Kind.LIST_ITEM: "list item inside the story",
    Kind.QUOTE: "quote inside the story",
    Kind.CAPTION: "caption that reads like the story",
    Kind.TABLE: "table inside the story",
    Kind.CODE: "code inside the story",
    Kind.PARAGRAPH: "prose inside the story",
}
NO_STORY = "no story found"
BEFORE = "before the story"
AFTER = "after the story's end"
WITHIN = "does not read like the story around it"
PLACES = frozenset({NO_STORY, BEFORE, AFTER, WITHIN})
"""Reasons that say where a block stands, for want of better ones."""
HEADING_UNITS = 14
"""Words of the longest line of plain text that is taken for a sub-heading."""


def labelled(
    page: Page, recognised: Sequence[Recognised | None], scores: Sequence[float], kept: Sequence[bool]
) -> tuple[Label, ...]:
    """One label per block."""
    inside = [index for index, keep in enumerate(kept) if keep]
    first, last = (inside[0], inside[-1]) if inside else (len(kept), -1)
    said = NoisePaths([page.blocks[index] for index in inside])
    labels: list[Label] = []
    for index, (block, score) in enumerate(zip(page.blocks, scores, strict=True)):
        chance = rounded(score, 3)
        if kept[index]:
            kind = _kind(block, page.blocks[index + 1 : index + 2])
            labels.append(_label(kind, True, INSIDE[kind], chance))
        else:
            kind, reason = _dropped(block, recognised[index], said)
            labels.append(_label(kind, False, reason or _by_place(index, first, last), chance))
    return tuple(labels)


# Most of a page is noise alike, and one frozen label does for all of it.
_label = lru_cache(maxsize=1024)(Label)


def _kind(block: Block, below: Sequence[Block]) -> Kind:
    if block.shape in KINDS:
        return KINDS[block.shape]
    is_heading = (
        (block.shape is Shape.LINE or block.strong)
        and units(block.text) <= HEADING_UNITS
        and not ends_sentence(block.text)
    )
    leads_on = any(units(other.text) > HEADING_UNITS for other in below)
    return Kind.HEADING if is_heading and leads_on else Kind.PARAGRAPH


def _dropped(block: Block, found: Recognised | None, said: NoisePaths) -> tuple[Kind, str]:
    """Kind and reason by the block alone; no reason where it gives none."""
    if found is not None:
        return found.kind, found.reason
    if block.shape is MARK:
        return NOISE, "a script, a style or a running head" if block.text == LEFT_OUT else "marks, no words"
    return (Kind.CAPTION if block.shape is CAPTION else NOISE), said.reason(block) or ""


def _by_place(index: int, first: int, last: int) -> str:
    if last < 0:
        return NO_STORY
    if index < first:
        return BEFORE
    return AFTER if index > last else WITHIN
