"""Phrases with blanks, matched against single lines: what `data/noise.toml` is written in.

`#` stands for a number (`1.2K`, `3:21`, `5/7`), `…` at the start or the end for any further words. No regular
expression, so a phrase can be written by anybody and costs a few look-ups in a table, however many there are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newsparse.lexicon.script import fold, units

_NUMBER = re.compile(r"\d[\d.,:/]*(?:\s?(?:k|m|mio|tys|тыс|млн|万|만|천)(?![^\W\d_]))?")
_MARKS = " \t»«›‹▶►▼▲●•·|*-–—→←+>~_✓✔☰×✕…"
_END = 3
"""Characters by which the end of a line is looked up; no phrase is shorter that starts with `…`."""
_EDGES = _MARKS + ".:!?()[]。！："


class Phrases(NamedTuple):
    """Phrases made ready; each mapping leads to the name of the rule that a phrase belongs to."""

    whole: dict[str, str]
    """Phrases without `…`."""
    opening: dict[str, tuple[tuple[str, str], ...]]
    """Phrases that end with `…`, as (phrase, rule), by their first character."""
    closing: dict[str, tuple[tuple[str, str], ...]]
    """Phrases that start with `…`, as (phrase, rule), by their last characters."""
    longest: dict[str, int]
    """For each rule: how many words a line may have."""
    numbered: bool
    """Whether one of the latter two starts or ends with `#`."""


def prepare(rules: dict[str, tuple[list[str], int]]) -> Phrases:
    """Phrases from rule name → (phrases as written, longest line in words)."""
    whole: dict[str, str] = {}
    opening: dict[str, list[tuple[str, str]]] = {}
    closing: dict[str, list[tuple[str, str]]] = {}
    for rule, (phrases, _) in rules.items():
        for phrase in phrases:
            bare = fold(phrase.strip("…"))
            if phrase.endswith("…"):
                opening.setdefault(bare[0], []).append((bare, rule))
            elif phrase.startswith("…"):
                closing.setdefault(bare[-_END:], []).append((bare, rule))
            else:
                whole[_bare(bare)] = rule
    return Phrases(
        whole=whole,
        opening={key: tuple(found) for key, found in opening.items()},
        closing={key: tuple(found) for key, found in closing.items()},
        longest={rule: longest for rule, (_, longest) in rules.items()},
        numbered="#" in opening or any("#" in end for end in closing),
    )


def match(folded: str, phrases: Phrases) -> str | None:
    """The name of the rule that a whole line falls under, the line folded."""
    if not phrases.numbered and not _may_match(folded, phrases):
        return None
    line = _NUMBER.sub("#", folded).lstrip(_MARKS)
    bare = _bare(line)
    rule = phrases.whole.get(bare)
    if rule is not None:
        return rule
    for phrase, rule in phrases.opening.get(line[:1], ()):
        if line.startswith(phrase) and _parted(line, len(phrase)) and units(folded) <= phrases.longest[rule]:
            return rule
    for phrase, rule in phrases.closing.get(bare[-_END:], ()):
        if bare.endswith(phrase) and _parted(bare, len(bare) - len(phrase)) and units(folded) <= phrases.longest[rule]:
            return rule
    return None


def _may_match(folded: str, phrases: Phrases) -> bool:
    """Whether the line starts or ends as a phrase does; nearly all lines end here."""
    first, last = folded.lstrip(_MARKS)[:1], folded.rstrip(_EDGES)[-_END:]
    return first in phrases.opening or last in phrases.closing or bool(phrases.whole)


def _bare(line: str) -> str:
    return line.strip(_EDGES)


def _parted(line: str, place: int) -> bool:
    """Whether no word of an alphabet is cut in two at the place."""
    if not 0 < place < len(line):
        return True
    before, after = line[place - 1], line[place]
    return not (before.isalpha() and after.isalpha() and ord(before) < 0x0E00 and ord(after) < 0x0E00)
