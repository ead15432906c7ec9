"""Markdown → blocks, as html2text, Firecrawl, Jina, defuddle and people write it.

Marks become facts about the block (shape, level, link share, strong) and leave the text. Every line of the input
belongs to one block; lines that are marks alone (rules, images, addresses) become blocks of shape MARK.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from newsparse.article import Block, Page, Shape
from newsparse.read.frontmatter import claims_above
from newsparse.read.inline import BOLD, LINK, UNLINK, WITHIN, plain, unescaped, unlink
from newsparse.read.lines import SOFT_HYPHEN, Line, between
from newsparse.read.wrapped import margin, reaches

FENCE = re.compile(r"\s{0,12}(```+|~~~+)")
HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+|$)")
RULE = re.compile(r"\s*(?:(?:[-*_]\s*){3,}|=+\s*)$")
ITEM = re.compile(r"(\s*)(?:[-*+•]|\d{1,3}[.)])(?:\s+|$)")
QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
SEPARATOR = re.compile(r"\s*(?:\|\s*)?:?-{2,}:?\s*(?:\|\s*:?-*:?\s*)*$")
REFERENCE = re.compile(r"\s{0,3}\[[^\]\n]{1,100}\]:\s*\S+")
HARD_BREAK = ("  ", "\\")
WORD = re.compile(r"\w")
PARAGRAPH, QUOTED, LISTED = Shape.PARAGRAPH, Shape.QUOTE, Shape.LIST_ITEM
GOES_ON = frozenset((PARAGRAPH, LISTED, QUOTED))
"""Shapes that go on in the next line."""
ONE_LINE = frozenset((Shape.HEADING, Shape.TABLE))
AS_IT_STANDS = frozenset((Shape.MARK, Shape.CODE))


@dataclass(slots=True)
class _Open:
    """A block that is being gathered, line by line."""

    shape: Shape
    level: int
    gap: int
    first: int
    last: int
    lines: list[str] = field(default_factory=list)


def read_markdown(text: str) -> Page:
    """The page of a Markdown text."""
    claims, header = claims_above(text)
    lines = text.split("\n")
    body, fenced = _without_code(lines, header)
    reader = _Reader(_margin(lines))
    linked = False
    for number, line in enumerate(unlink(body).split("\n"), 1):
        if number <= header:
            reader.mark(number, lines[number - 1])
        elif number in fenced:
            reader.code(number, lines[number - 1], fenced[number])
        else:
            reader.line(number, line, lines[number - 1], linked=linked)
            if LINK in line or UNLINK in line:
                closes = line.count(UNLINK) - line.count(LINK) > 0
                linked = (linked and not closes) or line.rfind(LINK) > line.rfind(UNLINK)
    return Page("markdown", tuple(reader.done()), claims)


def _without_code(lines: list[str], header: int) -> tuple[str, dict[int, bool]]:
    """The text with the lines of fenced code (and the header) blank; which lines are code, and which are fences."""
    fenced: dict[int, bool] = {}
    fence = ""
    for number, line in enumerate(lines, 1):
        if number <= header:
            continue
        mark = FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            fenced[number] = bool(mark and mark.group(1).startswith(fence))
            fence = "" if fenced[number] else fence
        elif mark:
            fenced[number] = True
            fence = mark.group(1)
    if fence:  # never closed: a stray mark, not a page of code
        fenced = {}
    return "\n".join("" if n in fenced or n <= header else line for n, line in enumerate(lines, 1)), fenced


def _margin(lines: list[str]) -> int:
    """The column at which a page was wrapped, 0 where it was not, or no heading goes on in a second line."""
    heads = (upper.startswith("#") and bool(lower.strip()) for upper, lower in pairwise(lines))
    return margin([*_prose(lines)]) if any(heads) else 0


def _prose(lines: list[str]) -> Iterator[Line]:
    """The lines that are not blank and have no addresses, which stick out."""
    gap = 0
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and "](" not in text and "://" not in text:
            yield Line(number, number, 0, gap, text)
        gap = 0 if text else gap + 1


class _Reader:
    """Gathers lines into blocks."""

    def __init__(self, margin: int = 0) -> None:
        """`margin` is the column at which headings were wrapped, 0 where they were not."""
        self._margin = margin
        self._above = ""
        self._blocks: list[Block] = []
        self._open: _Open | None = None
        self._gap = 0

    def done(self) -> list[Block]:
        self._close()
        return self._blocks

    def mark(self, number: int, raw: str) -> None:
        """A line that is no text: of a header, a rule, an image."""
        if not raw.strip():
            self._gap += 1
            return
        self._close()
        self._start(Shape.MARK, 0, number)
        self._add(number, " ".join(raw.split()))
        self._close()

    def code(self, number: int, raw: str, is_fence: bool) -> None:
        block = self._open
        if block is None or block.shape is not Shape.CODE:
            self._close()
            self._start(Shape.CODE, 0, number)
        if is_fence:
            assert self._open is not None
            self._open.last = number
            closing = bool(self._open.lines) or self._open.first != number
            if closing:
                self._close()
        else:
            self._add(number, raw.rstrip())

    def line(self, number: int, line: str, raw: str, *, linked: bool) -> None:
        """Any other line, `linked` if it began inside a link; `raw` is what the input shows, for marks alone."""
        if line.startswith(WITHIN):
            line = line.replace(WITHIN, "")
            if self._open is not None and self._open.shape in GOES_ON:
                self._resume(number, LINK + line if linked else line)
                return
        if not raw.strip():
            self._close()
            self._gap += 1
        elif line.lstrip()[:1] in "-*_=" and RULE.match(line):
            self._rule(number, line, raw)
        elif self._is_mark(line) or ("]:" in raw and REFERENCE.match(raw)):
            self.mark(number, raw)
        else:
            self._text(number, line, raw, linked)

    def _is_mark(self, line: str) -> bool:
        """Whether a line has no words, and is no part of the open block, as `…` in verse is."""
        if WORD.search(line):
            return False
        lines = self._open.lines if self._open is not None else []
        return SEPARATOR.match(line) is not None or not (lines and lines[-1].endswith("\n"))

    def _rule(self, number: int, line: str, raw: str) -> None:
        """A rule, or the underline of a heading."""
        block = self._open
        if block is not None and block.shape is Shape.PARAGRAPH and len(block.lines) == 1 and line[0] in "=-":
            block.shape, block.level, block.last = Shape.HEADING, 1 if line[0] == "=" else 2, number
            self._close()
        else:
            self.mark(number, raw)

    def _text(self, number: int, line: str, raw: str, linked: bool) -> None:
        shape, level, text = _shape_of(LINK + line if linked else line)
        block = self._open
        continues = (
            block is not None
            and (shape is PARAGRAPH or shape is QUOTED)
            and (shape is PARAGRAPH or shape is block.shape)
            and block.shape in GOES_ON
            and (linked or not _all_link(text))
            and not _all_link(block.lines[-1])
        )
        if not (continues or (shape is PARAGRAPH and self._wraps_a_heading(raw))):
            self._close()
            self._start(shape, level, number)
        self._above = raw
        breaks = line.endswith(HARD_BREAK)  # an escaped backslash is none any more
        self._add(number, text.strip().removesuffix("\\").rstrip() + "\n" if breaks else text.strip())
        if shape in ONE_LINE and not self._margin:
            self._close()

    def _resume(self, number: int, rest: str) -> None:
        """Goes on in the middle of a line."""
        assert self._open is not None
        self._open.lines[-1] += rest.rstrip()
        self._open.last = number

    def _wraps_a_heading(self, raw: str) -> bool:
        """Whether a line is the second one of a heading that had no room in the first."""
        is_heading = self._open is not None and self._open.shape is Shape.HEADING
        return is_heading and bool(self._margin) and reaches(self._above, raw.strip(), self._margin)

    def _start(self, shape: Shape, level: int, number: int) -> None:
        self._open = _Open(shape, level, self._gap, number, number)
        self._gap = 0

    def _add(self, number: int, text: str) -> None:
        assert self._open is not None
        self._open.lines.append(text)
        self._open.last = number

    def _close(self) -> None:
        block, self._open = self._open, None
        if block is not None:
            self._blocks.append(_finished(block))


def _shape_of(line: str) -> tuple[Shape, int, str]:
    """What a line of text opens, its level, and what it says."""
    start = line.lstrip(LINK)  # a link around a heading or an item
    lead = LINK if start != line else ""
    if not start.lstrip()[:1].isalpha() and (marked := _marked(start)):
        shape, level, text = marked
        return shape, level, lead + text
    if start.lstrip().startswith("|") or (" | " in start and start.rstrip().endswith("|")):
        return Shape.TABLE, 0, lead + " | ".join(cell.strip() for cell in start.strip().strip("|").split("|"))
    return PARAGRAPH, 0, line


def _marked(start: str) -> tuple[Shape, int, str] | None:
    """The same for a line that opens with the mark of a heading, an item or a quote."""
    if heading := HEADING.match(start):
        return Shape.HEADING, len(heading.group(1)), _unclosed(start[heading.end() :])
    if item := ITEM.match(start):
        inner = start[item.end() :]
        if nested := HEADING.match(inner):
            return Shape.HEADING, len(nested.group(1)), inner[nested.end() :]
        return LISTED, 1 + len(item.group(1)) // 2, inner
    if quote := QUOTE.match(start):
        shape, level, text = _shape_of(start[quote.end() :]) if quote.end() < len(start) else (Shape.LINE, 0, "")
        return (shape, level, text) if shape is Shape.HEADING else (QUOTED, 0, text)
    return None


def _unclosed(heading: str) -> str:
    """A heading without the marks that may close it: `## Tides ##`."""
    bare = heading.rstrip()
    text = bare.rstrip("#")
    return text.rstrip() if text != bare and (not text or text[-1].isspace()) else bare


def _all_link(text: str) -> bool:
    return text.startswith(LINK) and text.rstrip("\n ").endswith(UNLINK)


def _finished(block: _Open) -> Block:
    lines = (block.first, block.last)
    if block.shape in AS_IT_STANDS:
        text = "\n".join(block.lines).strip("\n")
        return Block(text or "```", block.shape if text else Shape.MARK, lines, 0, block.gap)
    marked = _joined(block.lines)
    rest = BOLD.sub("", marked) if "**" in marked or "__" in marked else marked
    strong = not rest.strip(f"{LINK}{UNLINK}\n ")
    text, linked = _unmarked(plain(marked))
    solid = len(text) - text.count(" ") - text.count("\n")
    if not solid:  # nothing but emphasis, tags or empty links
        return Block(_unmarked(marked)[0] or "·", Shape.MARK, lines, 0, block.gap)
    share = 1.0 if linked >= solid else round(linked / solid, 3) if linked else 0.0
    return Block(unescaped(text), block.shape, lines, block.level, block.gap, share, strong)


def _joined(lines: list[str]) -> str:
    """Soft breaks become spaces (none between characters of scripts without); hard breaks stay."""
    if len(lines) == 1:
        return lines[0].rstrip("\n")
    parts = [lines[0]]
    for line in lines[1:]:
        if parts[-1] and line and not parts[-1].endswith(("\n", SOFT_HYPHEN)):
            parts.append(between(parts[-1], line) or "" if _wide(parts[-1], line) else " ")
        parts.append(line)
    return "".join(parts).rstrip("\n")


def _wide(left: str, right: str) -> bool:
    return left[-1] > "\u2e80" and right[0] > "\u2e80"


def _unmarked(text: str) -> tuple[str, int]:
    """The text without its link characters, white space folded, and how many of its characters were linked."""
    linked = 0
    if LINK in text or UNLINK in text:
        linked = sum([len("".join(piece.split())) for piece in _linked(text)])
        text = text.replace(LINK, "").replace(UNLINK, "")
    bare = text.strip()
    # White space other than a blank does not count as printable: nothing is to be folded where all is.
    if bare.isprintable() and "  " not in bare:
        return bare, linked
    return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line), linked


def _linked(text: str) -> Iterator[str]:
    """The pieces of a text that are inside links; one that is never closed reaches to the end."""
    for piece in text.split(LINK)[1:]:
        yield piece.split(UNLINK, 1)[0]
