"""The body: the kept blocks that are no field of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newsparse.article import Found, Kind, Label, Page, Shape
from newsparse.fields.titles import LITTLE_THINGS, heads, title_again
from newsparse.lexicon.script import fold, units

if TYPE_CHECKING:
    from newsparse.lexicon.languages import Lexicon

SENTENCE_UNITS = 8
"""Words of the shortest block that is prose and no line of a menu."""


def settled(
    page: Page,
    labels: Sequence[Label],
    lexicon: Lexicon,
    title: Found[str] | None,
    lede: Found[str] | None,
    lines: Mapping[Kind, Sequence[Found[object] | None]],
) -> tuple[Label, ...]:
    """The labels after the fields were found: what is a title, a standfirst, a byline is no body any more."""
    decided = list(labels)
    if title is not None:
        _take_title(page, decided, title.value)
    if lede is not None and lede.evidence.origin == "standfirst" and lede.block is not None:
        _take_standfirst(page, decided, lede.block)
    for kind, found in lines.items():
        for one in found:
            if one is not None and one.block is not None and decided[one.block].kind not in (Kind.TITLE, Kind.LEDE):
                decided[one.block] = replace(
                    decided[one.block], kind=kind, kept=False, reason=f"gives the {_NAMES[kind]}"
                )
    _trim(page, decided, lexicon)
    return tuple(decided)


_NAMES = {Kind.DATE: "date", Kind.BYLINE: "authors", Kind.SOURCE: "source"}


def _take_title(page: Page, labels: list[Label], title: str) -> None:
    for index, same in title_again(page, title):
        reason = "the headline" if same else "the headline with the site's name"
        labels[index] = replace(labels[index], kind=Kind.TITLE if same else Kind.NOISE, kept=False, reason=reason)


def _take_standfirst(page: Page, labels: list[Label], block: int) -> None:
    text = page.blocks[block].text
    folded = fold(text)
    labels[block] = replace(labels[block], kind=Kind.LEDE, kept=True, reason="standfirst")
    for index, other in enumerate(page.blocks):
        alike = index != block and len(text) <= 2 * len(other.text) and len(other.text) <= 2 * len(text)
        if alike and fold(other.text) == folded:
            labels[index] = replace(labels[index], kept=False, kind=Kind.NOISE, reason="the standfirst again")


def _trim(page: Page, labels: list[Label], lexicon: Lexicon) -> None:
    """Takes sub-headings off the story's two ends: with no text under them, or none above, they head nothing.

    What stands at the top of a cleaned text and reads like a headline is taken for one when it is cleaned again.
    """
    kept = [index for index, label in enumerate(labels) if label.kept]
    body = [index for index in kept if labels[index].kind is not Kind.LEDE]
    has_lede = len(body) < len(kept)
    while body and (labels[body[-1]].kind is Kind.HEADING or page.blocks[body[-1]].shape is Shape.HEADING):
        _drop(labels, body.pop(), "a heading with nothing under it")
    for index in body:
        if labels[index].kind is Kind.HEADING and _heads_a_box(page, labels, index):
            _drop(labels, index, "a heading whose text was dropped")
    if has_lede:
        return
    body = [index for index in body if labels[index].kept]
    while heads([page.blocks[index].text for index in body[: 2 + LITTLE_THINGS]], lexicon):
        _drop(labels, body.pop(0), "a heading with nothing above it")


def _heads_a_box(page: Page, labels: Sequence[Label], heading: int) -> bool:
    """Whether all that stands between a heading and the next one was dropped, prose among it."""
    prose = False
    for index in range(heading + 1, len(labels)):
        block = page.blocks[index]
        if labels[index].kept or block.shape is Shape.HEADING:
            return prose and block.shape is Shape.HEADING
        prose = prose or units(block.text) >= SENTENCE_UNITS
    return False


def _drop(labels: list[Label], index: int, reason: str) -> None:
    labels[index] = replace(labels[index], kept=False, kind=Kind.NOISE, reason=reason)
