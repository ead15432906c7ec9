"""Plain text → blocks: a line is a block, but for what a dump tool tore apart or wrapped.

BeautifulSoup's `get_text("\\n")` puts every inline link on a line of its own, `get_text(" ")` a page on one; w3m, lynx
and mail programs wrap at a column, and number links; inscriptis indents and sets bullets. Line numbers are kept through
all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from newsparse.article import LEFT_OUT, Block, Page, Shape
from newsparse.read.browsers import addresses, bare, names_unshown
from newsparse.read.lines import Line, whole
from newsparse.read.printed import BREAK, running
from newsparse.read.torn import is_torn
from newsparse.read.unbroken import elements, is_glued, pieces
from newsparse.read.wrapped import unwrap

BULLET = re.compile(r"[*•◦▪‣●○·+]\s+(?=\S)")
NUMBERED = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
PICTURE = re.compile(r"\[[^\[\]]{2,400}\]")
LEAST_PICTURES = 3
"""Lines in brackets from which on they are pictures, as pandoc writes them; one is a note of the editors."""
RULE = re.compile(r"[\W_]+")


def read_text(text: str) -> Page:
    """The page of a plain text."""
    body = every = text.split("\n")
    end = addresses(every)
    heads = running(every[:end]) if BREAK in text else frozenset()
    marks: list[Block] = []
    if heads or end < len(every):
        body = ["" if index >= end or index in heads else raw for index, raw in enumerate(every)]
        beside = [raw if index >= end else LEFT_OUT if index in heads else "" for index, raw in enumerate(every)]
        marks = [_mark(line) for line in lines_of(beside)]
    cut = elements if is_glued("\n".join(body)) else pieces
    lines = _bare(unwrap(tuple(lines_of(body, cut))), numbered=end < len(every), named=names_unshown(text))
    return Page("text", tuple(sorted([*_blocks([*_mend(lines)]), *marks], key=_place)))


def _blocks(lines: Sequence[Line]) -> list[Block]:
    pictured = sum(PICTURE.fullmatch(line.text) is not None for line in lines) >= LEAST_PICTURES
    return [_mark(line) if pictured and PICTURE.fullmatch(line.text) else _block(line) for line in lines]


def _place(block: Block) -> tuple[int, int]:
    return block.lines or (0, 0)


def lines_of(lines: Sequence[str], cut: Callable[[str], list[str]] = pieces) -> Iterator[Line]:
    """Those that are not blank, numbered from 1; `cut` says what a line falls into."""
    gap = ordinal = 0
    for number, raw in enumerate(lines, 1):
        words = " ".join(raw.split())
        if not words:
            gap += 1
            continue
        if len(apart := cut(raw)) > 1:
            first, *others = [" ".join(piece.split()) for piece in apart]
            yield Line(number, number, 0, gap, first)
            yield from (Line(number, number, 0, 1, piece) for piece in others)  # each stands for itself
            gap = 0
            continue
        indent = len(raw) - len(raw.lstrip())
        mark = BULLET.match(words)
        if mark is None and indent and (counted := NUMBERED.match(words)):
            here = int(counted.group(1))
            # A list counts on from 1; `21. Mai` is a date.
            mark, ordinal = (counted, here) if here in (1, ordinal + 1) else (None, ordinal)
        yield Line(number, number, indent, gap, words[mark.end() :] if mark else words, bool(mark))
        gap = 0


def _bare(lines: Sequence[Line], *, numbered: bool, named: bool) -> Sequence[Line]:
    """The lines without what a text browser wrote into them; `numbered` and `named` say what it did."""
    if not (numbered or named):
        return lines
    return [line._replace(text=bare(line.text, numbered=numbered)) for line in lines]


def _mend(lines: Sequence[Line]) -> Iterator[Line]:
    """Puts together the lines that were torn at inline links and emphasis."""
    torn = is_torn([line.text for line in lines], [line.gap > 0 or line.bullet for line in lines])
    return whole(lines, torn)


def _mark(line: Line) -> Block:
    return Block(line.text, Shape.MARK, (line.first, line.last), 0, line.gap)


def _block(line: Line) -> Block:
    shape = Shape.LIST_ITEM if line.bullet else Shape.MARK if RULE.fullmatch(line.text) else Shape.LINE
    level = 1 + line.indent // 4 if line.bullet else 0
    return Block(line.text, shape, (line.first, line.last), level, line.gap)
