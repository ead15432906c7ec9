"""What a line is by its words alone, before any score: furniture that never is story, wherever it stands."""

from __future__ import annotations

from functools import lru_cache

from newsparse.article import Kind
from newsparse.lexicon.dates import mentions, rest
from newsparse.lexicon.languages import Lexicon
from newsparse.lexicon.lines import Recognised, recognise

DATE_LINE = 120
"""Characters of the longest date line, with the words around the date."""


def furniture(text: str, lexicon: Lexicon) -> Recognised | None:
    """A byline, a credit, a date line, an interface phrase, …; None where the line could be part of a story."""
    return recognise(text, lexicon) or (_date_line(text, lexicon) if len(text) <= DATE_LINE else None)


def _date_line(text: str, lexicon: Lexicon) -> Recognised | None:
    """A date with a time, or with a word such as `published` or `staff`, and nothing else.

    A bare date may be the sub-heading of a story that tells of several days.
    """
    found = mentions(text, lexicon.languages)
    if not found:
        return None
    words = rest(text, found, lexicon.languages)
    timed = any(mention.precision in ("minute", "second") for mention in found)
    if _trade(lexicon).issuperset(words) and (words or timed):
        return Recognised(Kind.DATE, "date line")
    return None


@lru_cache(maxsize=64)
def _trade(lexicon: Lexicon) -> frozenset[str]:
    """Words of the trade that may stand beside a date."""
    phrases = (*lexicon.published, *lexicon.updated, *lexicon.desks)
    return frozenset(word for phrase in phrases for word in phrase.split())
