"""Text that was wrapped at a column (w3m, lynx, mail), put back into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from newsparse.read.lines import SOFT_HYPHEN, Line, whole

WIDE = "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\U00020000-\U0003fffd]"
"""Characters two columns wide; such large ranges take milliseconds to compile, so they wait for a page that has one."""
PERHAPS_WIDE = re.compile("[^\0-\u10ff\u1e00-\u2e7f]")
COLUMNS = range(40, 221)
"""Where people and programs wrap; a page whose longest lines lie beyond is not wrapped."""
OVERLONG = 0.01
"""Share of lines that may stick out: addresses and words that cannot be broken."""
FULL = 0.5
"""Share of the longer lines that must reach the margin: in a wrapped text all but the last of each paragraph do."""
MIN_FULL = 5
SHORT_WORD = 3
"""Letters of `and`, `und`, `och`."""


def unwrap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, those that were wrapped at a column put together; the same lines where none were."""
    edges = [line.indent + width(line.text) for line in lines]
    column = _column(edges)
    if column not in COLUMNS:
        return lines
    full = [False] + [
        line.gap == 0 and not line.bullet and edge + _unbreakable(line.text) > column
        for edge, line in zip(edges, lines[1:], strict=False)
    ]
    longer = sum(edge > column / 2 for edge in edges)
    if sum(full) < max(MIN_FULL, FULL * longer * _share_in_paragraphs(lines)):
        return lines
    return tuple(whole(_dehyphenated(lines, full), full))


def _unbreakable(text: str) -> int:
    """Columns that a line's start would have taken on the line above: a space and a word, or one wide character."""
    if text[0] > "\u10ff" and re.match(WIDE, text):
        return 2
    return 1 + width(text.split(" ", 1)[0])


def width(text: str) -> int:
    """Columns on a terminal: two for each wide character."""
    return len(text) if PERHAPS_WIDE.search(text) is None else len(text) + len(re.findall(WIDE, text))


def _column(edges: list[int]) -> int:
    """The margin: the longest line, but for the few that stick out."""
    if not edges:
        return 0
    return sorted(edges)[-1 - int(len(edges) * OVERLONG)]


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
        mended[index - 1] = replace(lines[index - 1], text=(end if own else end[:-1]) + SOFT_HYPHEN)
    return tuple(mended)
