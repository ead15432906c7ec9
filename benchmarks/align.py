"""Which blocks of a page are its gold article: the truth that labels are learnt from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
GRAM = 4
SMALL = 400
"""Words between two anchors up to which they are compared word by word."""


def words(text: str) -> list[str]:
    """Words, and each Chinese or Japanese character by itself."""
    return WORD.findall(text.lower())


def shares(blocks: Sequence[str], gold: str) -> tuple[list[float], list[int]]:
    """For each block: the share of its words that the gold text has at that place, and how many words it has."""
    pieces = [words(block) for block in blocks]
    stream = [word for piece in pieces for word in piece]
    matched = aligned(stream, words(gold))
    result: list[float] = []
    start = 0
    for piece in pieces:
        end = start + len(piece)
        result.append(sum(matched[start:end]) / len(piece) if piece else 0.0)
        start = end
    return result, [len(piece) for piece in pieces]


def aligned(page: list[str], gold: list[str]) -> list[bool]:
    """Which of the page's words stand in the gold, in its order: anchored at runs of words that both have once."""
    matched = [False] * len(page)
    last_page = last_gold = -1
    for here, there in [*_anchors(page, gold), (len(page), len(gold))]:
        if here <= last_page or there <= last_gold:
            continue
        _between(page, gold, (last_page + 1, here), (last_gold + 1, there), matched)
        if here < len(page):
            matched[here] = True
        last_page, last_gold = here, there
    return matched


def _between(
    page: list[str], gold: list[str], here: tuple[int, int], there: tuple[int, int], matched: list[bool]
) -> None:
    """Marks the words between two anchors: from both ends inwards, then, if little is left, word by word."""
    (a, b), (c, d) = here, there
    while a < b and c < d and page[a] == gold[c]:
        matched[a] = True
        a, c = a + 1, c + 1
    while a < b and c < d and page[b - 1] == gold[d - 1]:
        matched[b - 1] = True
        b, d = b - 1, d - 1
    if a < b and c < d and b - a <= SMALL and d - c <= SMALL:
        for match in SequenceMatcher(None, page[a:b], gold[c:d], autojunk=False).get_matching_blocks():
            if match.size >= min(3, b - a, d - c):
                matched[a + match.a : a + match.a + match.size] = [True] * match.size


def _anchors(page: list[str], gold: list[str]) -> list[tuple[int, int]]:
    """Places of the grams that stand once in both, as the longest sequence that rises in both."""
    here, there = _unique(page), _unique(gold)
    places = sorted((here[gram], there[gram]) for gram in here.keys() & there.keys())
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(places):
        at = bisect_left(tails, place)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
        before.append(ends[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(places[index])
        index = before[index]
    return chain[::-1]


def _unique(stream: list[str]) -> dict[tuple[str, ...], int]:
    grams = [tuple(stream[i : i + GRAM]) for i in range(len(stream) - GRAM + 1)]
    counts = Counter(grams)
    return {gram: index for index, gram in enumerate(grams) if counts[gram] == 1}
