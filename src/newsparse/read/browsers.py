"""What text browsers write into a dump beside the page's text: numbers of links, with their addresses at the end.

lynx and elinks do so unless they are told not to, w3m where it is asked to; lynx also names the elements that it cannot
show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEAD = re.compile(r"\s*References:?\s*")
_PART = re.compile(r"\s*(?:Visible|Hidden) links:?\s*")
_ENTRY = re.compile(r"\s*(?:\d{1,5}\.|\[\d{1,5}\])\s+\S.*")
_NUMBER = re.compile(r"\[\d{1,5}\]")
_UNSHOWN = re.compile(r"\((?:BUTTON|IMAGE|INLINE|EMBED)\)|\[(?:BUTTON|IMAGE|INLINE|EMBED|LINK)\]|^IFRAME: \S+")
_LEAST = 2
"""Of the words for elements that cannot be shown, so many tell that lynx wrote them."""


def addresses(lines: Sequence[str]) -> int:
    """Where the list of addresses begins that ends a dump: the index of its heading, of the end where there is none."""
    for index in range(len(lines) - 1, -1, -1):
        if _HEAD.fullmatch(lines[index]):
            return index if _are_addresses(lines[index + 1 :]) else len(lines)
    return len(lines)


def names_unshown(text: str) -> bool:
    """Whether lynx named elements that it cannot show."""
    return "(BUTTON)" in text and len(_UNSHOWN.findall(text)) >= _LEAST


def bare(line: str, *, numbered: bool) -> str:
    """A line without what the browser wrote into it, `·` where that is all; `numbered` if links have numbers."""
    text = _UNSHOWN.sub("", line)
    text = _NUMBER.sub("", text) if numbered else text
    return line if text == line else " ".join(text.split()) or "·"


def _are_addresses(lines: Sequence[str]) -> bool:
    """Whether lines are a numbered list: most of them, for an address of a mail may hold its text."""
    shown = [line for line in lines if line.strip() and not _PART.fullmatch(line)]
    numbered = [_ENTRY.fullmatch(line) is not None for line in shown]
    return numbered[:1] == [True] and 2 * sum(numbered) > len(numbered)
