"""What kind of block a block is, as the elements of HTML tell: learnt beside the story from dumps, which hide it.

A dump has the same words without the elements; where it shares most of a block's words with the HTML of the same page,
it shares its kind. None of this is asked of what was learnt: it only teaches the network what to look for (Caruana,
"Multitask Learning", 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy

from align import met
from newsparse.article import Block, Page, Shape
from newsparse.label.noise_paths import NoisePaths

Array = numpy.ndarray[Any, Any]

SHAPES = (Shape.HEADING, Shape.LIST_ITEM, Shape.QUOTE, Shape.TABLE)
ELEMENTS = (
    frozenset({"figure", "figcaption"}),
    frozenset({"aside"}),
    frozenset({"nav", "header", "footer", "form"}),
    frozenset({"blockquote"}),
)
"""Any of which stands around a block of a kind."""
REASONS = (
    *("teaser or related story", "newsletter or advert", "interface or navigation", "reader comments"),
    *("legal footer", "author biography", "social or embedded post"),
)
KINDS = (*(shape.value for shape in SHAPES), "figure", "aside", "frame", "blockquote", *REASONS, "linked", "p")


def kinds_of(page: Page, truth: Sequence[bool]) -> Array:
    """For each block of a page in HTML, whose story is known, whether it is of each of KINDS."""
    said = NoisePaths(block for block, kept in zip(page.blocks, truth, strict=True) if kept)
    return numpy.asarray([_row(block, said.reason(block)) for block in page.blocks], numpy.float32)


def _row(block: Block, reason: str | None) -> list[bool]:
    tags = {element.partition(" ")[0] for element in block.path}
    return [
        *(block.shape is shape for shape in SHAPES),
        bool(tags & ELEMENTS[0]) or block.shape is Shape.CAPTION,
        *(bool(tags & names) for names in ELEMENTS[1:]),
        *(reason == one for one in REASONS),
        block.link_share > 0.5,
        bool(block.path) and block.path[-1].partition(" ")[0] == "p",
    ]


def carried_kinds(blocks: Sequence[str], others: Sequence[str], kinds: Array) -> tuple[Array, Array]:
    """The kinds of a dump's blocks, given the page's blocks in HTML and theirs; and for each whether it is told."""
    first = {other: index for index, other in reversed([*enumerate(others)])}
    rows = numpy.zeros((len(blocks), len(KINDS)), numpy.float32)
    told = numpy.zeros(len(blocks), numpy.float32)
    for index, places in enumerate(met(blocks, others)):
        same = places or ([first[blocks[index]]] if blocks[index] in first else [])
        if same:
            rows[index], told[index] = kinds[same].mean(0), 1
    return rows, told
