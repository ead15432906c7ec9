"""Languages as data: `data/languages/<code>.toml`, loaded when a page needs them.

A page is read with a Lexicon: the words of its likely languages, always with English, merged.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a page's likely languages, folded (NFKC, casefold, white space squeezed)."""

    languages: tuple[str, ...]
    """BCP 47 codes, the likeliest first."""
    interface: frozenset[str]
    """Whole lines that are never story: `menu`, `share`, `read more`."""
    byline: frozenset[str]
    """What stands before names: `by`, `von`, `文/`."""
    join: frozenset[str]
    """What stands between names: `and`, `und`."""
    desks: frozenset[str]
    """Generic authors that are no names: `staff`, `redaktion`."""
    source: frozenset[str]
    """What stands before a publisher: `source`, `quelle`."""
    published: frozenset[str]
    """What stands before a publication date: `published`, `veröffentlicht am`."""
    updated: frozenset[str]
    """What stands before a date of change: `updated`, `stand`."""
    caption: frozenset[str]
    """What opens a picture's credit: `photo`, `foto`."""
