# cython: boundscheck=False, wraparound=False, cdivision=True, cpow=True
"""The sums that the network is made of (`network.py`), over rows of numbers that stand one after the other.

Compiled where newsparse was built with a C compiler (`layers.pxd` has the types), and the same in plain Python.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
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
            value = value**0.5 if value >= 0 else -((-value) ** 0.5)
            value = (value - means[column]) / spreads[column]
            out[row * width + column] = max(-_FARTHEST, min(_FARTHEST, value))
    return out


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
    for row in range(max(0, -offset), min(count, count - offset)):
        start = (row + offset) * width
        for index in range(width):
            value = rows[start + index]
            if value != 0.0:  # as half of all are
                for column in range(out):
                    into[row * out + column] += value * weights[at + index * out + column]


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
    return array("d", list(bias) * count)


def add_positive(into: array[float], rows: array[float]) -> None:
    """Adds what is above zero."""
    for index in range(len(into)):
        if rows[index] > 0.0:
            into[index] += rows[index]


def add_to_all(rows: array[float], more: array[float]) -> None:
    """Adds the same to each row."""
    width = len(more)
    for index in range(len(rows)):
        rows[index] += more[index % width]


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
