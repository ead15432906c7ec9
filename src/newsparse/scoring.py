# cython: boundscheck=False, wraparound=False
"""The inner loop of learnt models: rows fall through trees, the leaves they reach are added up.

Compiled where newsparse was built with a C compiler (`scoring.pxd` has the types), and the same in plain Python.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsparse.learnt import Forest

COMPILED = not __file__.endswith(".py")


def rounded(value: float, digits: int) -> float:
    """The same as `round`, which looks at every digit of a number and takes ten times as long."""
    scale = 10.0**digits
    moved = value * scale + 0.5
    whole = int(moved) if 0.5 <= moved < 1e8 else -1
    # Near the middle between two numbers only all digits tell; large numbers have none left to tell by.
    if whole < 0 or not 1e-6 < moved - whole < 1 - 1e-6:
        return round(value, digits)
    return whole / scale


def add_up(forest: Forest, table: array[float], stride: int, first: int, settled: int) -> array[int]:
    """For each row of a table, the sum of the leaves that it falls into.

    `table` has one row after the other, each `stride` numbers long. Rows whose sum is `settled` or more, above or
    below zero, after the `first` trees are spared the others.
    """
    # Plain Python reads lists far quicker than arrays.
    parts: Any = forest if COMPILED else [part.tolist() for part in forest]
    roots, columns, thresholds, left, right, values = parts
    numbers = table if COMPILED else table.tolist()
    count = len(table) // stride
    sums = array("i", bytes(4 * count))
    live = array("i", range(count))
    for tree in range(len(roots)):
        if tree == first:
            live = array("i", [row for row in live if -settled < sums[row] < settled])
            count = len(live)
        for place in range(count):
            row = live[place]
            start = row * stride
            node = roots[tree]
            while node >= 0:
                node = left[node] if numbers[start + columns[node]] <= thresholds[node] else right[node]
            sums[row] += values[-1 - node]
    return sums
