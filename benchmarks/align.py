"""Which blocks of a page are its gold article: the truth that labels are learnt from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
GRAM = 4
RARE = (1, 2, 3)
"""How often a gram that ties page and gold together may stand in the page."""
DOUBLED = 6
"""Words from which on two equal blocks are one block twice."""
SMALL = 400
"""Words between two anchors up to which they are compared word by word."""


def words(text: str) -> list[str]:
    """Words, and each Chinese or Japanese character by itself."""
    return WORD.findall(text.lower())


def shares(blocks: Sequence[str], gold: str) -> tuple[list[float], list[int]]:
    """For each block: the share of its words that the gold text has at that place, and how many words it has.

    A page that holds its story twice, for two widths of the window, has it once in the gold; both are true.
    """
    pieces = [words(block) for block in blocks]
    first = _first_of_each(pieces)
    stream = [word for index, piece in enumerate(pieces) if first[index] == index for word in piece]
    matched = aligned(stream, words(gold))
    sizes = [len(piece) if first[index] == index else 0 for index, piece in enumerate(pieces)]
    parts = zip(_cut(matched, sizes), sizes, strict=True)
    found = [sum(place >= 0 for place in part) / size if size else 0.0 for part, size in parts]
    return [found[one] for one in first], [len(piece) for piece in pieces]


def _first_of_each(pieces: list[list[str]]) -> list[int]:
    """For each block the index of the first that reads the same; short ones, which menus and stories share, stand
    for themselves."""
    seen: dict[tuple[str, ...], int] = {}
    return [
        seen.setdefault(tuple(piece), index) if len(piece) >= DOUBLED else index for index, piece in enumerate(pieces)
    ]


def carried(blocks: Sequence[str], others: Sequence[str], scores: Sequence[float]) -> list[float | None]:
    """For each block the mean score of the words that it has in common, at its place, with other blocks of the page.

    `others` and `scores` are the other form's blocks and theirs. None where too little is in common to tell.
    """
    return [sum(scores[place] for place in places) / len(places) if places else None for places in met(blocks, others)]


def met(blocks: Sequence[str], others: Sequence[str]) -> list[list[int]]:
    """For each block the other form's blocks that its words stand in, each as often as it has words there; none where
    that is less than half of them."""
    pieces, there = [words(block) for block in blocks], [words(other) for other in others]
    block_of = [index for index, piece in enumerate(there) for _ in piece]
    matched = aligned([word for piece in pieces for word in piece], [word for piece in there for word in piece])
    result: list[list[int]] = []
    for part in _cut(matched, [len(piece) for piece in pieces]):
        found = [block_of[place] for place in part if place >= 0]
        result.append(found if 2 * len(found) >= len(part) else [])
    return result


def _cut(values: list[int], sizes: list[int]) -> list[list[int]]:
    ends = list(accumulate(sizes))
    return [values[end - size : end] for end, size in zip(ends, sizes, strict=True)]


def aligned(page: list[str], gold: list[str]) -> list[int]:
    """Where each of the page's words stands in the gold, −1 for none: anchored at runs of words that both have once."""
    matched = [-1] * len(page)
    last_page = last_gold = -1
    for here, there in [*_anchors(page, gold), (len(page), len(gold))]:
        if here <= last_page or there <= last_gold:
            continue
        _between(page, gold, (last_page + 1, here), (last_gold + 1, there), matched)
        if here < len(page):
            matched[here] = there
        last_page, last_gold = here, there
    return matched


def _between(
    page: list[str], gold: list[str], here: tuple[int, int], there: tuple[int, int], matched: list[int]
) -> None:
    """Marks the words between two anchors: from both ends inwards, then, if little is left, word by word."""
    (a, b), (c, d) = here, there
    while a < b and c < d and page[a] == gold[c]:
        matched[a] = c
        a, c = a + 1, c + 1
    while a < b and c < d and page[b - 1] == gold[d - 1]:
        matched[b - 1] = d - 1
        b, d = b - 1, d - 1
    if a < b and c < d and b - a <= SMALL and d - c <= SMALL:
        for match in SequenceMatcher(None, page[a:b], gold[c:d], autojunk=False).get_matching_blocks():
            if match.size >= min(3, b - a, d - c):
                matched[a + match.a : a + match.a + match.size] = range(c + match.b, c + match.b + match.size)


def _anchors(page: list[str], gold: list[str]) -> list[tuple[int, int]]:
    """Places of the grams that stand once in the gold and seldom in the page, as the longest sequence that rises in
    both."""
    here, there = _places(page), _places(gold)
    rare = [gram for gram, places in there.items() if len(places) == 1 and len(here.get(gram, ())) in RARE]
    places = sorted((place, -there[gram][0]) for gram in rare for place in here[gram])
    places = [(place, -other) for place, other in places]
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


def _places(stream: list[str]) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in range(len(stream) - GRAM + 1):
        places[tuple(stream[index : index + GRAM])].append(index)
    return places
