"""What is left of a line without its dates, to tell a date line from a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsparse.lexicon.dates.calendars import calendar, signs
from newsparse.lexicon.dates.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.lexicon.dates.values import DateMention

_LONGEST_PLACE, _MOST_WORDS = 60, 6
"""Characters and words that may stand before a dateline's date: a place, or two."""
_CLOSING = r"(?:[(（][^()（）]{1,30}[)）]|[)）])?\s?[,/]?\s?(?:[—–.|•:]|--|-\s)"
_WORD = re.compile(r"[^\W\d_]+")
# Zone names that say too little for an offset, but are no words of a sentence either.
_VAGUE_ZONES = ("et", "ct", "mt", "pt", "ist", "cst", "ast", "bst")


def rest(text: str, found: Sequence[DateMention], languages: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words of the text that are neither of a date nor of a time: none in `Sat 26 Jul 2025, 14:05 Uhr`."""
    folded = fold(text)
    pieces, place = [], 0
    for mention in found:
        pieces.append(folded[place : mention.span[0]])
        place = mention.span[1]
    pieces.append(folded[place:])
    known = _words_of_dates(languages)
    return tuple(word for word in _WORD.findall(" ".join(pieces)) if word not in known)


def is_dateline(text: str, mention: DateMention) -> bool:
    """Whether a paragraph opens with the date as datelines do: `SHANGHAI, July 26, 2025 (AP) —`, `新华社7月26日电`."""
    before, after = text[: mention.span[0]].rstrip(), text[mention.span[1] : mention.span[1] + 60].lstrip()
    if len(before) > _LONGEST_PLACE or len(before.split()) > _MOST_WORDS or mention.precision == "month":
        return False
    if after.startswith(tuple(signs()["dateline"]["wired"])) or before + after[:1] in ("()", "（）", "[]"):
        return True
    return (not before or before.endswith((",", "，", "(", "（", "/"))) and re.match(_CLOSING, after) is not None


@lru_cache(maxsize=64)
def _words_of_dates(languages: tuple[str, ...]) -> frozenset[str]:
    known = calendar(languages)
    between = signs()["between"]
    phrases = (*known.weekdays, *known.joins, *between["clock"], *between["time"], *signs()["zones"], *_VAGUE_ZONES)
    return frozenset(word for phrase in phrases for word in _WORD.findall(fold(phrase)))
