"""Consent walls: pages that ask for leave to set cookies where a story should be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newsparse.lexicon.languages import read_data
from newsparse.lexicon.script import fold


def consent_share(paragraphs: Sequence[str]) -> float:
    """Share, 0 to 1, of the paragraphs that speak of cookies, consent or privacy."""
    about = sum(any(word in folded for word in _words()) for folded in map(fold, paragraphs))
    return about / len(paragraphs) if paragraphs else 0.0


@lru_cache
def _words() -> tuple[str, ...]:
    return tuple(fold(word) for word in read_data("consent.toml")["words"])
