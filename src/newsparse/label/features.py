"""What a block looks like, alone and among its neighbours: the columns that the learnt labeller reads.

First what each block shows by itself, then sums over its neighbourhood, then its place in the page. To add a feature,
add its column here and retrain (`python benchmarks/train_labels.py`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log2

from newsparse.article import Block, Kind, Page, Shape
from newsparse.label.furniture import furniture
from newsparse.label.paths import path_columns
from newsparse.lexicon.dates import might_hold_date
from newsparse.lexicon.languages import Lexicon
from newsparse.lexicon.lines import Recognised
from newsparse.lexicon.script import ends_sentence, fold, units

PROSE_UNITS = 10
"""Words from which on a block that ends as a sentence does counts as prose."""
SHORT_UNITS = 8
RECOGNISED_UNITS = 60
"""Words beyond which no block is a line of furniture."""
WINDOWS = (1, 2, 4, 8, 16)
COMMAS = ",;،、，；"
QUOTES = '"“”„«»「」『』‘’'

OWN = (
    "units characters ends colon question lower digit_share capital_share comma_share sentences quoted link_share "
    "heading list_item quote caption table code mark level strong gap gap_below "
    "byline credit source picture noise date repeats title_match title_equal lede_match body_match"
).split()
AROUND = [f"{what}_{side}_{n}" for n in WINDOWS for side in ("above", "below") for what in ("prose", "units", "short")]
NEIGHBOUR = "units ends link_share heading list_item gap noise digit_share capital_share".split()
NEIGHBOURS = [f"{name}_{offset:+d}" for offset in (-3, -2, -1, 1, 2, 3) for name in NEIGHBOUR]
PLACE = (
    "position from_start from_end prose_above_share prose_share_here since_prose until_prose since_noise until_noise "
    "run_inside run_start run_end run_share title_distance heading_above "
    "page_blocks page_prose page_short page_links vocabulary"
).split()
TEXT_FEATURES = (*OWN, *AROUND, *NEIGHBOURS, *PLACE)

COLUMN = {name: index for index, name in enumerate(OWN)}
Row = list[float]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of every block before anything is decided, one entry per block."""

    recognised: tuple[Recognised | None, ...]
    own: list[Row]
    """The columns of OWN."""


def facts_of(page: Page, lexicon: Lexicon) -> Facts:
    """Looks at every block by itself."""
    lengths = [units(block.text) for block in page.blocks]
    recognised = tuple(
        furniture(block.text, lexicon) if length <= RECOGNISED_UNITS else None
        for block, length in zip(page.blocks, lengths, strict=True)
    )
    seen = Counter(block.text for block in page.blocks)
    claims = _Claimed(page)
    gaps = [min(block.gap, 4) for block in page.blocks] + [4]
    own = [
        [
            *_shape_of_words(block.text, length),
            *_marks(block),
            gaps[index],
            gaps[index + 1],
            *_recognised(found),
            length <= RECOGNISED_UNITS and might_hold_date(block.text),
            min(seen[block.text], 5) - 1,
            *claims.match(block.text, length),
        ]
        for index, (block, length, found) in enumerate(zip(page.blocks, lengths, recognised, strict=True))
    ]
    return Facts(recognised, own)


def rows_of(page: Page, facts: Facts) -> list[Row]:
    """The columns of every block: TEXT_FEATURES, and for HTML what its elements say (`paths.PATH_FEATURES`)."""
    own = facts.own
    if not own:
        return []
    lengths = [2 ** row[0] - 1 for row in own]
    prose = [length if row[2] and length >= PROSE_UNITS else 0.0 for row, length in zip(own, lengths, strict=True)]
    short = [float(length <= SHORT_UNITS) for length in lengths]
    around = _around(prose, lengths, short)
    neighbours = _neighbours(own)
    places = _places(page, own, prose, lengths)
    rows = [[*a, *b, *c, *d] for a, b, c, d in zip(own, around, neighbours, places, strict=True)]
    if page.kind == "html":
        return [[*row, *more] for row, more in zip(rows, path_columns(page.blocks, prose, lengths), strict=True)]
    return rows


def _shape_of_words(text: str, length: int) -> Row:
    letters = sum(map(str.isalpha, text)) or 1
    end = text[-1]
    return [
        log2(1 + length),
        log2(1 + len(text)),
        float(ends_sentence(text)),
        float(end in ":："),
        float("?" in text or "？" in text or "؟" in text),
        float(text[0].islower()),
        sum(map(str.isdigit, text)) / len(text),
        sum(map(str.isupper, text)) / letters,
        sum(map(text.count, COMMAS)) / (1 + length),
        min(8, text.count(". ") + text.count("。") + text.count("! ") + text.count("? ") + text.count("। ")),
        float(any(mark in text for mark in QUOTES)),
    ]


def _marks(block: Block) -> Row:
    shape = block.shape
    return [
        block.link_share,
        float(shape is Shape.HEADING),
        float(shape is Shape.LIST_ITEM),
        float(shape is Shape.QUOTE),
        float(shape is Shape.CAPTION),
        float(shape is Shape.TABLE),
        float(shape is Shape.CODE),
        float(shape is Shape.MARK),
        float(block.level),
        float(block.strong),
    ]


def _recognised(found: Recognised | None) -> Row:
    kind = found.kind if found is not None else None
    return [
        float(kind is Kind.BYLINE),
        float(kind is Kind.CREDIT),
        float(kind is Kind.SOURCE),
        float(kind is Kind.CAPTION),
        float(kind in (Kind.NOISE, Kind.DATE)),
    ]


class _Claimed:
    """What the page claims its title, summary and body to be, to be met again in its blocks.

    A text makes no claims; its first line and its repeated lines stand in for the title.
    """

    def __init__(self, page: Page) -> None:
        self._titles = [fold(claim.value) for claim in page.claimed("title")] or _likely_titles(page.blocks)
        self._title_words = [set(title.split()) for title in self._titles]
        self._ledes = [fold(claim.value)[:300] for claim in page.claimed("lede")]
        self._lede_words = [set(lede.split()) for lede in self._ledes]
        self._bodies = [_squeezed(fold(claim.value)) for claim in page.claimed("body")]

    def match(self, text: str, length: int) -> Row:
        folded = fold(text) if length <= 120 or self._bodies else ""
        words = set(folded.split())
        return [
            max((_overlap(words, title) for title in self._title_words), default=0.0),
            float(length > 2 and any(folded in title or title in folded for title in self._titles if length < 40)),
            max((_overlap(words, lede) for lede in self._lede_words), default=0.0),
            _found(_squeezed(folded), self._bodies) if self._bodies else -1.0,
        ]


def _likely_titles(blocks: Sequence[Block]) -> list[str]:
    first = next((block.text for block in blocks if units(block.text) >= 3), "")
    seen = Counter(block.text for block in blocks if 20 <= len(block.text) <= 200)
    repeated = [text for text, count in seen.most_common(3) if count > 1]
    return [fold(text)[:300] for text in (first, *repeated) if text]


def _overlap(words: set[str], others: set[str]) -> float:
    return len(words & others) / max(len(words), len(others)) if words and others else 0.0


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _found(text: str, bodies: list[str]) -> float:
    return float(any(text[:80] in body and text[-40:] in body for body in bodies))


def _around(prose: list[float], lengths: list[float], short: list[float]) -> list[Row]:
    """Sums over the blocks above and below, in windows of growing width, as logarithms."""
    sums = [[0.0, *accumulate(values)] for values in (prose, lengths, short)]
    count = len(prose)
    rows: list[Row] = []
    for index in range(count):
        row: Row = []
        for window in WINDOWS:
            top, bottom = max(0, index - window), min(count, index + 1 + window)
            row += [log2(1 + total[index] - total[top]) for total in sums]
            row += [log2(1 + total[bottom] - total[index + 1]) for total in sums]
        rows.append(row)
    return rows


def _neighbours(own: list[Row]) -> list[Row]:
    columns = [COLUMN[name] for name in NEIGHBOUR]
    cut = [[row[column] for column in columns] for row in own]
    outside = [-1.0] * len(columns)
    padded = [outside] * 3 + cut + [outside] * 3
    return [
        padded[i] + padded[i + 1] + padded[i + 2] + padded[i + 4] + padded[i + 5] + padded[i + 6]
        for i in range(len(cut))
    ]


def _places(page: Page, own: list[Row], prose: list[float], lengths: list[float]) -> list[Row]:
    count = len(own)
    total = sum(prose) or 1.0
    above = [0.0, *accumulate(prose)]
    is_prose = [index for index, value in enumerate(prose) if value]
    is_noise = [index for index, row in enumerate(own) if row[COLUMN["noise"]] or row[COLUMN["mark"]]]
    titles = [index for index, row in enumerate(own) if row[COLUMN["title_equal"]]]
    headings = [index for index, row in enumerate(own) if row[COLUMN["heading"]]]
    first, last = best_run([value - 6.0 for value in (prose[i] or min(lengths[i], 3.0) for i in range(count))])
    in_run = sum(prose[first : last + 1])
    page_row = [
        log2(count),
        log2(1 + total),
        sum(length <= SHORT_UNITS for length in lengths) / count,
        sum(row[COLUMN["link_share"]] for row in own) / count,
    ]
    core = _vocabulary(page.blocks[index].text for index in is_prose if first <= index <= last)
    return [
        [
            index / count,
            min(index, 200.0),
            min(count - 1 - index, 200.0),
            above[index] / total,
            prose[index] / total,
            *_distances(is_prose, index),
            *_distances(is_noise, index),
            float(first <= index <= last),
            max(-50, min(50, index - first)),
            max(-50, min(50, last - index)),
            in_run / total,
            _nearest(titles, index),
            _distances(headings, index)[0],
            *page_row,
            _familiar(page.blocks[index].text, core),
        ]
        for index in range(count)
    ]


def best_run(scores: Sequence[float]) -> tuple[int, int]:
    """First and last index of the stretch with the greatest sum."""
    best, best_first, best_last = float("-inf"), 0, 0
    running, first = 0.0, 0
    for index, score in enumerate(scores):
        if running <= 0:
            running, first = 0.0, index
        running += score
        if running > best:
            best, best_first, best_last = running, first, index
    return best_first, best_last


def _distances(places: list[int], index: int) -> Row:
    """Blocks back to the last of the places above, and on to the first below; 30 where there is none so near."""
    at = bisect_left(places, index)
    after = bisect_right(places, index)
    back = index - places[at - 1] if at else 30
    ahead = places[after] - index if after < len(places) else 30
    return [min(30.0, back), min(30.0, ahead)]


def _nearest(places: list[int], index: int) -> float:
    """Signed distance to the nearest place, within ±60; 99 where there is none."""
    if not places:
        return 99.0
    at = bisect_left(places, index)
    near = min(places[max(0, at - 1) : at + 1], key=lambda place: abs(place - index))
    return max(-60.0, min(60.0, index - near))


def _vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The longer words of the page's densest stretch."""
    return frozenset(word for text in texts for word in text.lower().split() if len(word) > 4)


def _familiar(text: str, core: frozenset[str]) -> float:
    words = [word for word in text.lower().split() if len(word) > 4] if len(text) < 400 else []
    return sum(word in core for word in words) / len(words) if words else -1.0
