# cython: boundscheck=False, wraparound=False, cdivision=True
"""Where each block stands in its page, in one table of numbers.

The table is an `array("f")`, one row per block, `stride` numbers long. A row opens with what the block shows by itself
(`features.OWN`); these functions fill in what follows. Compiled where newsparse was built with a C compiler
(`neighbourhood.pxd` has the types), and the same in plain Python.
"""

from __future__ import annotations

from array import array

COLUMNS = "units ends link_share heading list_item noise mark title_equal".split()
"""The first columns of a row, which are looked at here."""
UNITS, ENDS, LINK_SHARE, HEADING, LIST_ITEM, NOISE, MARK, TITLE_EQUAL = range(8)
PROSE_UNITS = 10
"""Words from which on a block that ends as a sentence does counts as prose."""
SHORT_UNITS = 8
FAR = 30.0
"""Blocks beyond which nothing is near."""
PLACE = (
    "position from_start from_end prose_above_share prose_share_here since_prose until_prose since_noise until_noise "
    "run_inside run_start run_end run_share since_title until_title heading_above "
    "page_blocks page_prose page_short page_links"
).split()


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
