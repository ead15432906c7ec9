"""The headline: once, without the site's name.

Every string that could be it gets points for each sign that it is: what the page claims, the marks of a heading, a
line that is repeated, the place above the story. The best one wins, if it is good enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsparse.article import Block, Evidence, Found, Kind, Label, Page, Shape
from newsparse.lexicon.languages import Lexicon
from newsparse.lexicon.script import ends_sentence, fold, units

SEPARATOR = re.compile(r"\s+[-–—|·•:»«/]+\s+|\s*[|｜_]\s*|\s+-+\s+")
POINTS = {
    "caller": 9.0,
    "front matter": 6.0,
    "header": 4.0,
    "json-ld": 3.0,
    "og": 2.5,
    "twitter": 1.0,
    "meta": 1.0,
    "microdata": 2.5,
    "title": 2.0,
    "whole title": 0.5,
    "h1": 3.0,
    "h2": 1.0,
    "repeated": 2.0,
    "opens the page": 2.5,
    "above the story": 2.0,
    "far above the story": -2.0,
    "inside the story": -2.0,
    "below the story": -4.0,
    "in a link": -1.5,
    "sentence": -0.7,
    "short": -1.5,
    "long": -3.0,
    "recognised": -6.0,
}
"""How much each sign counts."""
FLOOR = 1.5
"""Points below which there is no title rather than a wrong one."""
LONGEST = 45
"""Words beyond which nothing is a headline."""
REACH = 12
"""Blocks above the story in which a headline stands."""


@dataclass(slots=True)
class _Candidate:
    text: str
    signs: dict[str, str] = field(default_factory=dict)
    """Each sign with the words that showed it."""
    blocks: list[int] = field(default_factory=list)

    def points(self) -> float:
        return sum(POINTS[sign] for sign in self.signs)


def find_title(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Found[str] | None:
    """The headline; `Found.block` is its first block, where it stands in the page."""
    table = _candidates(page, labels)
    best = max(table, key=lambda one: (one.points(), -min(one.blocks, default=10**9)), default=None)
    if best is None or best.points() < FLOOR:
        return None
    block = min(best.blocks, default=None)
    lines = page.blocks[block].lines if block is not None else None
    sign = max(best.signs, key=lambda one: POINTS[one])
    confidence = round(min(0.99, 0.4 + 0.06 * best.points()), 2)
    return Found(best.text, Evidence(best.signs[sign], lines, _origin(sign, best), confidence), block)


def is_title(text: str, title: str) -> bool:
    """Whether a block is the title again, in other capitals or with the site's name behind it."""
    folded, wanted = fold(text), fold(title)
    return folded == wanted or any(fold(part) == wanted for part in _cut(text))


def _origin(sign: str, best: _Candidate) -> str:
    claimed = [name for name in best.signs if name in ("json-ld", "og", "twitter", "title", "microdata", "meta")]
    if sign in ("above the story", "opens the page") and "repeated" in best.signs:
        return "repeated title"
    return {"repeated": "repeated title", "json-ld": "json-ld:headline", "og": "og:title"}.get(
        sign, claimed[0] if claimed and sign not in ("h1", "caller", "front matter") else sign
    )


def _candidates(page: Page, labels: Sequence[Label]) -> list[_Candidate]:
    table: dict[str, _Candidate] = {}
    first = next((index for index, label in enumerate(labels) if label.kept), len(labels))
    last = max((index for index, label in enumerate(labels) if label.kept), default=-1)
    for text, index, sign in _from_blocks(page, labels):
        one = table.setdefault(fold(text), _Candidate(text))
        one.blocks.append(index)
        one.signs.setdefault(sign, text)
        one.signs.setdefault(_place(index, first, last), text)
    _from_claims(page, table)
    for one in table.values():
        _judge(one, page)
    return [one for one in table.values() if units(one.text) <= LONGEST]


def _from_blocks(page: Page, labels: Sequence[Label]) -> Iterator[tuple[str, int, str]]:
    seen = Counter(fold(block.text) for block in page.blocks if units(block.text) <= LONGEST)
    for index, block in enumerate(page.blocks):
        if block.shape is Shape.MARK or units(block.text) > LONGEST or labels[index].kind in _NEVER:
            continue
        if block.shape is Shape.HEADING and block.level <= 2:
            yield block.text, index, "h1" if block.level == 1 else "h2"
        if 1 < seen[fold(block.text)] <= 4 and units(block.text) >= 4:
            yield block.text, index, "repeated"
        if _could_head(block) and any(label.kept for label in labels[index : index + REACH]):
            yield block.text, index, "above the story"


_NEVER = (Kind.BYLINE, Kind.SOURCE, Kind.CREDIT, Kind.CAPTION, Kind.DATE)


def _could_head(block: Block) -> bool:
    return block.shape in (Shape.LINE, Shape.PARAGRAPH, Shape.HEADING) and 3 <= units(block.text) <= LONGEST


def _place(index: int, first: int, last: int) -> str:
    if index > last:
        return "below the story"
    if index > first:
        return "inside the story"
    return "above the story" if first - index <= REACH else "far above the story"


def _from_claims(page: Page, table: dict[str, _Candidate]) -> None:
    """Claims speak for what they say, and for each part of it that stands in the page on its own."""
    for claim in page.claimed("title"):
        family = claim.origin.split(":", 1)[0]
        sign = family if family in POINTS else "meta"
        parts = [part for part in _cut(claim.value) if fold(part) in table]
        for text in parts or [claim.value]:
            one = table.setdefault(fold(text), _Candidate(text))
            one.signs.setdefault(sign, claim.value)
    opening = next((block for block in page.blocks if units(block.text) >= 3), None)
    if opening is not None and page.kind != "html":
        for part in _cut(opening.text):
            if (one := table.get(fold(part))) is not None and max(one.blocks, default=0) > page.blocks.index(opening):
                one.signs.setdefault("opens the page", opening.text)


def _cut(text: str) -> list[str]:
    """What a title line says without what may be the site's name: every stretch of it between separators."""
    marks = [(mark.start(), mark.end()) for mark in SEPARATOR.finditer(text)][:6]
    starts, ends = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)]
    return [text[start:end] for i, start in enumerate(starts) for end in ends[i:]]


def _judge(one: _Candidate, page: Page) -> None:
    length = units(one.text)
    if length < 3:
        one.signs["short"] = one.text
    if length > 28:
        one.signs["long"] = one.text
    if length > 12 and ends_sentence(one.text):
        one.signs["sentence"] = one.text
    if one.blocks and all(page.blocks[index].link_share > 0.8 for index in one.blocks):
        one.signs["in a link"] = one.text
