# cython: boundscheck=False, wraparound=False, cdivision=True
"""Sums and distances over the blocks around each block, in one table of numbers.

The table is an `array("f")`, one row per block, `stride` numbers long. A row opens with what the block shows by itself
(`features.OWN`); these functions fill in what follows. Compiled where newsparse was built with a C compiler
(`neighbourhood.pxd` has the types), and the same in plain Python.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

COLUMNS = "units ends link_share heading list_item words noise mark title_equal".split()
"""The first columns of a row, which are looked at here."""
UNITS, ENDS, LINK_SHARE, HEADING, LIST_ITEM, WORDS, NOISE, MARK, TITLE_EQUAL = range(9)
PROSE_UNITS = 10
"""Words from which on a block that ends as a sentence does counts as prose."""
SHORT_UNITS = 8
NEAR = (-2, -1, 1, 2)
NEIGHBOUR = 8
"""How many of the first columns are copied from the blocks nearby."""
NEIGHBOURS = [f"{name}_{offset:+d}" for offset in NEAR for name in COLUMNS[:NEIGHBOUR]]
WINDOWS = (2, 4, 8, 16)
FAR = 30.0
"""Blocks beyond which nothing is near."""

AROUND = [
    f"{what}_{side}_{n}"
    for n in WINDOWS
    for what in ("prose", "units", "short", "words")
    for side in ("above", "below")
]
PLACE = (
    "position from_start from_end prose_above_share prose_share_here since_prose until_prose since_noise until_noise "
    "run_inside run_start run_end run_share since_title until_title heading_above "
    "page_blocks page_prose page_short page_links"
).split()
OPENED = "opener_words opener_units opener_distance opener_noise opener_prose".split()

SCORE_NEAR = (-4, -3, -2, -1, 1, 2, 3, 4)
SCORE_WINDOWS = (4, 8, 16, 32)
SECOND = (
    "score",
    *(f"score_{offset:+d}" for offset in SCORE_NEAR),
    *(f"{what}_{side}_{n}" for n in SCORE_WINDOWS for what in ("score", "mass") for side in ("above", "below")),
    *"mass_above mass_below score_total mass_total best_start best_end in_best since_likely until_likely".split(),
)


def prose_of(table: array[float], stride: int, count: int) -> array[float]:
    """Words of each block that counts as prose, 0 for the others."""
    prose = array("d", bytes(8 * count))
    for index in range(count):
        if table[index * stride + ENDS] > 0 and table[index * stride + UNITS] >= PROSE_UNITS:
            prose[index] = table[index * stride + UNITS]
    return prose


def densest(table: array[float], stride: int, count: int) -> tuple[int, int]:
    """First and last of the blocks that the story stands in, were it told by dense prose alone."""
    scores = array("d", bytes(8 * count))
    prose = prose_of(table, stride, count)
    for index in range(count):
        scores[index] = (prose[index] if prose[index] > 0 else min(table[index * stride + UNITS], 3.0)) - 6.0
    return best_run(scores, count)


def best_run(scores: array[float], count: int) -> tuple[int, int]:
    """First and last index of the stretch with the greatest sum."""
    best = -1e30
    running = 0.0
    best_first = best_last = first = 0
    for index in range(count):
        if running <= 0:
            running, first = 0.0, index
        running += scores[index]
        if running > best:
            best, best_first, best_last = running, first, index
    return best_first, best_last


def fill_around(table: array[float], stride: int, count: int, at: int) -> int:
    """Fills in AROUND from column `at` on; gives the column after them."""
    prose = prose_of(table, stride, count)
    sums = array("d", bytes(8 * 4 * (count + 1)))
    for index in range(count):
        row = index * stride
        length = table[row + UNITS]
        weight = length if length < 64 else 64.0
        sums[4 * index + 4] = sums[4 * index] + prose[index]
        sums[4 * index + 5] = sums[4 * index + 1] + length
        sums[4 * index + 6] = sums[4 * index + 2] + (1.0 if length <= SHORT_UNITS else 0.0)
        sums[4 * index + 7] = sums[4 * index + 3] + table[row + WORDS] * weight**0.5
    for index in range(count):
        column = index * stride + at
        for window in WINDOWS:
            top = index - window if index > window else 0
            bottom = index + 1 + window if index + 1 + window < count else count
            for kind in range(4):
                table[column] = sums[4 * index + kind] - sums[4 * top + kind]
                table[column + 1] = sums[4 * bottom + kind] - sums[4 * (index + 1) + kind]
                column += 2
    return at + len(AROUND)


def fill_neighbours(table: array[float], stride: int, count: int, at: int) -> int:
    """Fills in the first NEIGHBOUR columns of the blocks nearby, −1 where there is none; gives the next column."""
    for index in range(count):
        column = index * stride + at
        for offset in NEAR:
            other = index + offset
            for kind in range(NEIGHBOUR):
                table[column] = table[other * stride + kind] if 0 <= other < count else -1.0
                column += 1
    return at + NEIGHBOUR * len(NEAR)


def fill_places(table: array[float], stride: int, count: int, at: int, first: int, last: int) -> int:
    """Fills in PLACE from column `at` on, with the densest stretch given; gives the column after them."""
    prose = prose_of(table, stride, count)
    total = in_run = shorts = links = above = 0.0
    for index in range(count):
        total += prose[index]
        if first <= index <= last:
            in_run += prose[index]
        shorts += 1.0 if table[index * stride + UNITS] <= SHORT_UNITS else 0.0
        links += table[index * stride + LINK_SHARE]
    whole = total if total > 0 else 1.0
    since_prose = since_noise = since_title = since_heading = FAR
    for index in range(count):
        row = index * stride
        column = row + at
        table[column] = 1.0 * index / count
        table[column + 1] = min(index, 200)
        table[column + 2] = min(count - 1 - index, 200)
        table[column + 3] = above / whole
        table[column + 4] = prose[index] / whole
        table[column + 5] = since_prose
        table[column + 7] = since_noise
        table[column + 9] = 1.0 if first <= index <= last else 0.0
        table[column + 10] = max(-50, min(50, index - first))
        table[column + 11] = max(-50, min(50, last - index))
        table[column + 12] = in_run / whole
        table[column + 13] = since_title
        table[column + 15] = since_heading
        table[column + 16] = count
        table[column + 17] = total
        table[column + 18] = shorts / count
        table[column + 19] = links / count
        above += prose[index]
        since_prose = 1.0 if prose[index] > 0 else min(FAR, since_prose + 1)
        since_noise = 1.0 if table[row + NOISE] > 0 or table[row + MARK] > 0 else min(FAR, since_noise + 1)
        since_title = 1.0 if table[row + TITLE_EQUAL] > 0 else min(60.0, since_title + 1)
        since_heading = 1.0 if table[row + HEADING] > 0 else min(FAR, since_heading + 1)
    until_prose = until_noise = until_title = FAR
    for back in range(count):
        row = (count - 1 - back) * stride
        column = row + at
        table[column + 6] = until_prose
        table[column + 8] = until_noise
        table[column + 14] = until_title
        until_prose = 1.0 if prose[count - 1 - back] > 0 else min(FAR, until_prose + 1)
        until_noise = 1.0 if table[row + NOISE] > 0 or table[row + MARK] > 0 else min(FAR, until_noise + 1)
        until_title = 1.0 if table[row + TITLE_EQUAL] > 0 else min(60.0, until_title + 1)
    return at + len(PLACE)


def fill_opened(table: array[float], stride: int, count: int, at: int) -> int:
    """Fills in OPENED: the short line above that may head a box, what it says, how far up it is, the prose since."""
    words = length = noise = since = 0.0
    distance = 40.0
    for index in range(count):
        row = index * stride
        table[row + at] = words
        table[row + at + 1] = length
        table[row + at + 2] = distance
        table[row + at + 3] = noise
        table[row + at + 4] = since
        distance = min(40.0, distance + 1)
        if table[row + ENDS] > 0 and table[row + UNITS] >= PROSE_UNITS:
            since += table[row + UNITS]
        if table[row + UNITS] <= SHORT_UNITS and table[row + ENDS] <= 0:
            words, length, noise = table[row + WORDS], table[row + UNITS], table[row + NOISE]
            distance, since = 1.0, 0.0
    return at + len(OPENED)


def fill_second(table: array[float], stride: int, count: int, at: int, scores: Sequence[float]) -> int:
    """Fills in SECOND: what the first look's scores say of the neighbourhood, and of the story as one stretch.

    An article is a stretch with a beginning and an end, not a bag of good lines.
    """
    score = array("d", scores)
    gain = array("d", bytes(8 * count))
    sums = array("d", bytes(16 * (count + 1)))
    for index in range(count):
        length = table[index * stride + UNITS]
        gain[index] = (score[index] - 0.5) * length
        sums[2 * index + 2] = sums[2 * index] + score[index]
        sums[2 * index + 3] = sums[2 * index + 1] + score[index] * length
    first, last = best_run(gain, count)
    total = sums[2 * count + 1]
    whole = total if total > 0 else 1.0
    since = 40.0
    for index in range(count):
        column = index * stride + at
        table[column] = score[index]
        column += 1
        for offset in SCORE_NEAR:
            other = index + offset
            table[column] = score[other] if 0 <= other < count else -1.0
            column += 1
        for window in SCORE_WINDOWS:
            top = index - window if index > window else 0
            bottom = index + 1 + window if index + 1 + window < count else count
            for kind in range(2):
                table[column] = sums[2 * index + kind] - sums[2 * top + kind]
                table[column + 1] = sums[2 * bottom + kind] - sums[2 * (index + 1) + kind]
                column += 2
        table[column] = sums[2 * index + 1] / whole
        table[column + 1] = (total - sums[2 * index + 3]) / whole
        table[column + 2] = sums[2 * count]
        table[column + 3] = total
        table[column + 4] = index - first
        table[column + 5] = last - index
        table[column + 6] = 1.0 if first <= index <= last else 0.0
        table[column + 7] = since
        since = 1.0 if score[index] > 0.5 else min(40.0, since + 1)
    until = 40.0
    for back in range(count):
        index = count - 1 - back
        table[index * stride + at + len(SECOND) - 1] = until
        until = 1.0 if score[index] > 0.5 else min(40.0, until + 1)
    return at + len(SECOND)
