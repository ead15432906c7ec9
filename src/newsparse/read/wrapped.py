"""Text that was wrapped at a column (w3m, lynx, mail), put back into paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from newsparse.lexicon.script import ends_sentence
from newsparse.read.lines import CLOSERS, OPENERS, SOFT_HYPHEN, Line, space_between, whole

WIDE = "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\U00020000-\U0003fffd]"
"""Characters two columns wide; such large ranges take milliseconds to compile, so they wait for a page that has one."""
PERHAPS_WIDE = re.compile("[^\0-\u10ff\u1e00-\u2e7f]")
BREAKABLE = "\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\U00020000-\U0003fffd"
"""The wide characters that lines are broken between; Korean is broken at its spaces."""
PIECE = (
    f"[{re.escape(OPENERS)}『【〔《〈「（]{{0,4}}(?:[{BREAKABLE}]|[^\\s{BREAKABLE}]+)"
    f"[{re.escape(CLOSERS)}’”…〉〕]{{0,4}}"
)
"""What stays on one line in text without spaces: no line starts with a stop, ends with an opening bracket, or parts a
number."""
COLUMNS = range(28, 221)
"""Where people and programs wrap; a page whose longest lines lie beyond is not wrapped."""
NARROW = 40
"""Columns below which menus, verse and addresses are as wide as what was wrapped, so that more must speak for it."""
OVERLONG = 0.01
"""Share of lines that may stick out: addresses and words that cannot be broken."""
STRAYS = 0.03
"""The same where more lines are full at a column than stick out of it, and end near it."""
MARGIN, MIN_NEAR, NEAR = 8, 20, 0.5
"""Columns before the margin in which wrapped lines end, how many have to, and their share of the full ones: where
nobody wrapped, a line is full because a long one follows."""
FULL = 0.5
"""Share of the longer lines that must reach the margin: in a wrapped text all but the last of each paragraph do."""
MIN_FULL = 5
SHORT_WORD = 3
"""Letters of `and`, `und`, `och`."""
ROW = 3
"""Full lines in a row that hardly ever come about by chance."""
MIN_ROWS = 8
"""Lines in such rows that a page wrapped at a narrow column has at least."""
MID_SENTENCE = 0.4
"""Share of them that must be followed by a small letter, or by one of a script without capitals before a sentence
ends: lines of verse open with capitals, and where nouns have capitals two fifths of all words do."""


def unwrap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, those that were wrapped at a column put together; the same lines where none were."""
    edges = _edges(lines)
    column = _column(lines, edges)
    if column not in COLUMNS:
        return lines
    full = _full(lines, edges, column)
    if column < NARROW:
        full = _surely_full(lines, edges, full, column)
    elif not _is_wrapped(lines, edges, full, column):
        return lines
    return tuple(whole(_dehyphenated(lines, full), full, space_between))


def margin(lines: Sequence[Line]) -> int:
    """The column at which lines were wrapped, 0 where they were not; narrow columns are not looked for."""
    edges = _edges(lines)
    column = _column(lines, edges)
    wide = column in COLUMNS and column >= NARROW
    return column if wide and _is_wrapped(lines, edges, _full(lines, edges, column), column) else 0


def reaches(upper: str, lower: str, column: int) -> bool:
    """Whether a line had no room for the next one's first word."""
    return width(upper) + _unbreakable(upper, lower) > column


def _edges(lines: Sequence[Line]) -> list[int]:
    return [line.indent + width(line.text) for line in lines]


def _full(lines: Sequence[Line], edges: Sequence[int], column: int) -> list[bool]:
    """For each line: whether the one above, right above it, had no room for its first word."""
    return [False] + [
        lower.gap == 0 and not lower.bullet and edge + _unbreakable(upper.text, lower.text) > column
        for edge, upper, lower in zip(edges, lines, lines[1:], strict=False)
    ]


def _is_wrapped(lines: Sequence[Line], edges: Sequence[int], full: Sequence[bool], column: int) -> bool:
    longer = sum(edge > column / 2 for edge in edges)
    return sum(full) >= max(MIN_FULL, FULL * longer * _share_in_paragraphs(lines))


def _surely_full(lines: Sequence[Line], edges: Sequence[int], full: Sequence[bool], column: int) -> list[bool]:
    """The same for a narrow column: only lines in long rows of full ones, or in paragraphs that have no others."""
    joined = [more and edges[index - 1] <= column for index, more in enumerate(full)]
    sure = [False] * len(lines)
    rows = middle = others = 0
    for first, last in _paragraphs(lines):
        others += last - first - 1 - sum(joined[first + 1 : last])
        for start, end in _runs(joined, first + 1, last):
            whole_paragraph = (start, end) == (first + 1, last)
            if end - start >= ROW:
                rows += end - start
                middle += sum(_goes_on(lines[index - 1].text, lines[index].text) for index in range(start, end))
            if end - start >= ROW or whole_paragraph:
                sure[start:end] = [True] * (end - start)
    wrapped = rows >= MIN_ROWS and 2 * rows >= others and middle >= MID_SENTENCE * rows
    return sure if wrapped else [False] * len(lines)


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where the lines stand that nothing parts: first, and one after the last."""
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap or lines[index].bullet:
            yield first, index
            first = index


def _runs(marks: Sequence[bool], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Where marks stand in a row: first, and one after the last."""
    start = first
    for index in range(first, last + 1):
        if index == last or not marks[index]:
            if index > start:
                yield start, index
            start = index + 1


def _goes_on(upper: str, lower: str) -> bool:
    """Whether the lower line starts in the middle of the upper one's sentence, as far as letters tell."""
    return lower[0].islower() or (lower[0].isalpha() and not lower[0].isupper() and not ends_sentence(upper))


def _unbreakable(upper: str, lower: str) -> int:
    """Columns that a line's start would have taken on the line above: a word and its space, or a wide character."""
    if PERHAPS_WIDE.search(lower, 0, 80) is None:
        return 1 + width(lower.split(" ", 1)[0])
    piece = re.match(PIECE, lower[:240])
    return len(space_between(upper, lower)) + width(piece[0] if piece else lower[:1])


def width(text: str) -> int:
    """Columns on a terminal: two for each wide character."""
    return len(text) if PERHAPS_WIDE.search(text) is None else len(text) + len(re.findall(WIDE, text))


def _column(lines: Sequence[Line], edges: Sequence[int]) -> int:
    """The margin: the longest line, but for the few that stick out; of several, that at which most lines are full."""
    if not edges:
        return 0
    ordered = sorted(edges)
    widest, least = (ordered[-1 - int(len(edges) * share)] for share in (OVERLONG, STRAYS))
    if widest == least or least not in COLUMNS or least < NARROW:
        return widest
    candidates = range(least, min(widest, COLUMNS[-1]) + 1)
    full = _full_at(lines, edges, candidates[-1])
    best = max(candidates, key=lambda column: full[column] - (len(edges) - bisect_right(ordered, column)))
    near = bisect_right(ordered, best) - bisect_left(ordered, best - MARGIN)
    return best if near >= max(MIN_NEAR, NEAR * full[best]) else widest


def _full_at(lines: Sequence[Line], edges: Sequence[int], widest: int) -> list[int]:
    """For each column up to the widest, how many lines had no room for the first word of the one right below."""
    changes = [0] * (widest + 2)
    for edge, upper, lower in zip(edges, lines, lines[1:], strict=False):
        if edge <= widest and lower.gap == 0 and not lower.bullet:
            changes[edge] += 1
            changes[min(edge + _unbreakable(upper.text, lower.text), widest + 1)] -= 1
    return list(accumulate(changes))


def _share_in_paragraphs(lines: Sequence[Line]) -> float:
    """Share of lines with another right below: only these can be full."""
    return sum(line.gap == 0 for line in lines[1:]) / max(1, len(lines))


def _dehyphenated(lines: Sequence[Line], continues: Sequence[bool]) -> tuple[Line, ...]:
    """Marks the ends that go on in one word: the hyphens that wrapping put in become soft ones, which vanish.

    A hyphen is the writer's own where the page has the same compound elsewhere in one piece; one before a short word
    stands for what follows (`upper- and lower-case`).
    """
    page: str | None = None
    mended = list(lines)
    for index in range(1, len(lines)):
        end, start = lines[index - 1].text, lines[index].text
        if not (continues[index] and end[-1] == "-" and end[-2:-1].isalpha() and start[0].islower()):
            continue
        page = page if page is not None else " ".join(line.text for line in lines)
        word = start.split(" ", 1)[0]
        if len(word) <= SHORT_WORD:
            continue
        own = end.rsplit(" ", 1)[-1] + word.rstrip(",.;:!?") in page
        mended[index - 1] = lines[index - 1]._replace(text=(end if own else end[:-1]) + SOFT_HYPHEN)
    return tuple(mended)
