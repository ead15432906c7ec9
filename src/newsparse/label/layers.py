# cython: boundscheck=False, wraparound=False, cdivision=True, cpow=True
"""The sums that the network is made of (`network.py`), over rows of numbers that stand one after the other.

Compiled where newsparse was built with a C compiler (`layers.pxd` has the types), and the same in plain Python.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from math import sqrt
from operator import mul
from typing import Any

if sys.version_info >= (3, 12):
    from math import sumprod
else:

    def sumprod(one: Sequence[float], other: Sequence[float], /) -> float:
        """The sum of the products of two rows."""
        return sum(map(mul, one, other), 0.0)


COMPILED = not __file__.endswith(".py")
FARTHEST = 5.0
"""Spreads from its mean beyond which a column says no more."""
_FARTHEST = FARTHEST  # the compiled module has it as a number that no one else can see


def even(table: array[float], stride: int, at: int, means: array[float], spreads: array[float]) -> array[float]:
    """The columns of a table from column `at` on that there are means of, each brought to a like size: roots, less
    their mean, in spreads, and never more than FARTHEST of these."""
    width = len(means)
    count = len(table) // stride
    out = array("d", bytes(8 * count * width))
    for row in range(count):
        for column in range(width):
            value = table[row * stride + at + column]
            value = sqrt(value) if value >= 0 else -sqrt(-value)
            value = (value - means[column]) / spreads[column]
            out[row * width + column] = max(-_FARTHEST, min(_FARTHEST, value))
    return out


def placed(keys: array[int]) -> Any:
    """Where each key stands among the keys, as `rows_of` looks it up."""
    if not COMPILED:
        return dict(zip(keys, range(len(keys)), strict=True))
    # Keys are hashes: their last bits are as good as any. Where two want one slot, the second takes the next.
    size = 2
    while size < 2 * len(keys):
        size *= 2
    slots = array("i", [-1]) * size
    slot_of = slots
    for row in range(len(keys)):
        slot = keys[row] & (size - 1)
        while slot_of[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        slot_of[slot] = row
    return slots


def rows_of(places: Any, keys: array[int], hashes: array[int]) -> array[int]:
    """Which of the keys each hash is, below zero where it is none; `places` are those of `placed`."""
    if not COMPILED:
        return array("i", [places.get(key, -1) for key in hashes])
    rows = array("i", bytes(4 * len(hashes)))
    row_of, slot_of = rows, places
    last = len(slot_of) - 1
    for index in range(len(hashes)):
        slot = hashes[index] & last
        while slot_of[slot] >= 0 and keys[slot_of[slot]] != hashes[index]:
            slot = (slot + 1) & last
        row_of[index] = slot_of[slot]
    return rows


def bag_sums(known: Any, width: int, rows: array[int], ends: array[int]) -> array[float]:
    """For each bag of words the sum of what is known of them, over the root of how many are known.

    `known` has `width` signed bytes for each word; `rows` says where each word of the bags has its own, below zero for
    one that is not known, `ends` where each bag's words end.
    """
    count = len(ends)
    out = array("d", bytes(8 * count * width))
    first = 0
    for bag in range(count):
        last = ends[bag]
        told = 0
        for index in range(first, last):
            if rows[index] >= 0:
                told += 1
                at = rows[index] * width
                for column in range(width):
                    out[bag * width + column] += known[at + column]
        if told > 1:
            scale = 1.0 / told**0.5
            for column in range(width):
                out[bag * width + column] *= scale
        first = last
    return out


def add_product(
    into: array[float], rows: array[float], width: int, weights: array[float], at: int, out: int, offset: int
) -> None:
    """Adds to each row of `into`, `out` numbers long, the product of weights and the row `offset` rows on.

    Rows are `width` numbers long; of the weights those from `at` on are meant, `out` for each number of a row.
    """
    if not COMPILED:
        _add_product(into, rows, width, weights[at : at + width * out], out, offset)
        return
    count = len(into) // out
    whole = out - out % 16
    used = array("i", bytes(4 * width))
    sums = [0.0] * 16
    for row in range(max(0, -offset), min(count, count - offset)):
        start = (row + offset) * width
        # Half of all numbers are zero: to gather the others costs less than to ask of each when it is its turn.
        among = 0
        for index in range(width):
            used[among] = index
            among += rows[start + index] != 0.0
        for column in range(0, whole, 16):  # as many sums as a processor holds without writing them down
            for lane in range(16):
                sums[lane] = into[row * out + column + lane]
            for index in range(among):
                value = rows[start + used[index]]
                weight = at + used[index] * out + column
                for lane in range(16):
                    sums[lane] += value * weights[weight + lane]
            for lane in range(16):
                into[row * out + column + lane] = sums[lane]
    _add_rest(into, rows, width, weights, at, out, offset)


def _add_rest(
    into: array[float], rows: array[float], width: int, weights: array[float], at: int, out: int, offset: int
) -> None:
    """The same for the last columns, those after the last whole sixteen."""
    count = len(into) // out
    for column in range(out - out % 16, out):
        for row in range(max(0, -offset), min(count, count - offset)):
            for index in range(width):
                into[row * out + column] += rows[(row + offset) * width + index] * weights[at + index * out + column]


def _add_product(
    into: array[float], rows: array[float], width: int, weights: Sequence[float], out: int, offset: int
) -> None:
    """The same, as plain Python does it soonest."""
    columns = [list(weights[column::out]) for column in range(out)]
    count = len(into) // out
    for row in range(max(0, -offset), min(count, count - offset)):
        numbers = rows[(row + offset) * width : (row + offset + 1) * width].tolist()
        sums = [sumprod(numbers, column) for column in columns]
        for column, value in enumerate(sums, row * out):
            into[column] += value


def start(count: int, bias: array[float]) -> array[float]:
    """As many rows as asked for, each the bias."""
    return bias * count


def add_positive(into: array[float], rows: array[float]) -> None:
    """Adds what is above zero."""
    for index in range(len(into)):
        if rows[index] > 0.0:
            into[index] += rows[index]


def add_to_all(rows: array[float], more: array[float]) -> None:
    """Adds the same to each row."""
    width = len(more)
    for first in range(0, len(rows), width):
        for column in range(width):
            rows[first + column] += more[column]


def summary(rows: array[float], width: int) -> array[float]:
    """The mean of each column, then the highest of each."""
    count = len(rows) // width
    out = array("d", bytes(16 * width))
    for column in range(width):
        total = 0.0
        highest = rows[column]
        for row in range(count):
            value = rows[row * width + column]
            total += value
            highest = max(highest, value)
        out[column] = total / count
        out[width + column] = highest
    return out
