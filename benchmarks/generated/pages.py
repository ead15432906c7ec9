"""Made-up pages, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, cast

from .layout import article_page
from .prose import Writer
from .shapes import SHAPES, Sheet
from .tree import gold, labelled
from .words import languages, tongue

Kind = Literal["text", "markdown", "html"]


@dataclass(frozen=True)
class Generated:
    """One page in one form, and the article that is in it."""

    id: str
    language: str
    """BCP 47."""
    shape: str
    """Its form: one of `SHAPES`."""
    kind: Kind
    text: str
    gold: str
    """The article: standfirst, paragraphs, sub-headings, list items and quotes, joined by blank lines; empty for a page
    that has none."""
    lines: tuple[tuple[str, str], ...]
    """Label and text of every line of the page, in reading order, whether the form shows it or not.

    Labels are `paragraph`, `heading`, `list item`, `quote`, `title`, `standfirst`, `byline`, `date`, `caption`,
    `credit`, `teaser`, `promotion`, `pull quote`, `embedded`, `comment`, `consent`, `legal`, `correction`,
    `other story` and `interface`.
    """


def pages(
    seed: int, count: int, *, tongues: Sequence[str] | None = None, shapes: Sequence[str] | None = None
) -> Iterator[Generated]:
    """So many pages, the languages and forms taking turns; the same for the same seed.

    Args:
        seed: Of everything that is left to chance.
        count: How many.
        tongues: Which languages; all unless given.
        shapes: Which forms; all unless given.
    """
    tongues, shapes = tongues or languages(), shapes or tuple(SHAPES)
    order = [(code, shape) for shape in shapes for code in tongues]
    for number in range(count):
        if number % len(order) == 0:
            Random(f"{seed}:{number}:order").shuffle(order)
        yield page(seed, number, *order[number % len(order)])


def page(seed: int, number: int, code: str, shape: str) -> Generated:
    """One page, which depends on nothing but the arguments."""
    words = tongue(code)
    writer = Writer(words, Random(f"{seed}:{number}:{code}"))
    title, tree = article_page(writer)
    kind, make = SHAPES[shape]
    text = make(Sheet(tree, title, words, writer.chance))
    name = f"generated-{seed}-{number}-{code}-{shape}"
    return Generated(name, code, shape, cast(Kind, kind), text, gold(tree), tuple(labelled(tree)))
