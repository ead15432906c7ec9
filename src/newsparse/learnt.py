"""Gradient-boosted decision trees as plain data: what training writes, what a room reads and scores.

A model file `data/<name>.bin` opens with a line of JSON: its card `about` (licences, digest of what it was learnt from,
command), the names of its columns, and how long the arrays are that follow, in little-endian order, as in FOREST.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from newsparse.scoring import add_up

DATA = Path(__file__).parent / "data"
"""The folder of the package's data files."""

Forest: TypeAlias = "tuple[array[int], array[int], array[float], array[int], array[int], array[int]]"
FOREST = (("roots", "h"), ("columns", "H"), ("thresholds", "f"), ("left", "h"), ("right", "h"), ("values", "h"))
"""Each tree's first node; for every node its column, and where a row goes whose number there is at most the threshold,
and where if it is more; for every leaf its value. Nodes count from 0; leaves are −1, −2, …"""

SETTLES = 40
"""Trees after which a row may be clear: the first ones say most, and most rows of a page are clear menus."""
SETTLED = 3.0
"""Log odds that the rest of the trees would not turn."""


class Trees(NamedTuple):
    """A learnt model: rows of features in, probabilities out."""

    features: tuple[str, ...]
    forest: Forest
    """The arrays of FOREST."""
    scale: int
    """What the leaves' values are to be divided by to be log odds."""
    about: Mapping[str, Any]
    """What it was learnt from, and how."""

    def of_table(self, table: array[float], stride: int) -> list[float]:
        """The chances, 0 to 1, of the rows of a table.

        The table is an `array("f")`, one row after the other, each `stride` numbers long. The first numbers of a row
        are `features`, in order; what else follows is passed over.
        """
        if stride < len(self.features):
            raise ValueError(f"rows of {stride} numbers, where there are {len(self.features)} features")
        return [chance(total / self.scale) for total in self._sums(table, stride)]

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The chances of many rows, each a sequence of `features`."""
        return self.of_table(table(rows), len(self.features))

    def _sums(self, table: array[float], stride: int) -> array[int]:
        return add_up(self.forest, table, stride, SETTLES, round(SETTLED * self.scale))

    def to_bytes(self) -> bytes:
        """The model file."""
        return packed({"about": self.about, "features": self.features, "scale": self.scale}, self.forest)

    @staticmethod
    def from_bytes(data: bytes) -> Trees:
        """The model of a model file."""
        said, parts = unpacked(data, [code for _, code in FOREST])
        forest: Any = tuple(parts)
        return Trees(tuple(said["features"]), forest, said["scale"], said["about"])


def table(rows: Iterable[Sequence[float]]) -> array[float]:
    """Rows as one array, as `Trees.of_table` wants them."""
    whole = array("f")
    for row in rows:
        whole.extend(row)
    return whole


def chance(odds: float) -> float:
    """Log odds as a probability."""
    return 1.0 / (1.0 + exp(-odds)) if odds > -700 else 0.0


def packed(head: Mapping[str, Any], parts: Iterable[array[Any]]) -> bytes:
    """A model file: a line of JSON, `head` and how long the arrays are, then the arrays, in little-endian order."""
    arrays = list(parts)
    line = json.dumps({**head, "sizes": [len(part) for part in arrays]}, ensure_ascii=False)
    return b"".join((line.encode(), b"\n", *(_swapped(part[:]).tobytes() for part in arrays)))


def unpacked(data: bytes, codes: Iterable[str]) -> tuple[dict[str, Any], list[array[Any]]]:
    """The head of a model file and its arrays, whose type codes are given."""
    line, _, body = data.partition(b"\n")
    head = json.loads(line)
    parts: list[array[Any]] = []
    place = 0
    for code, size in zip(codes, head["sizes"], strict=True):
        part = array(code)
        part.frombytes(body[place : (place := place + size * part.itemsize)])
        parts.append(_swapped(part))
    return head, parts


def _swapped(part: array[Any]) -> array[Any]:
    if sys.byteorder == "big":
        part.byteswap()
    return part


@lru_cache
def load(name: str) -> Trees:
    """The model `data/<name>.bin`."""
    return Trees.from_bytes((DATA / f"{name}.bin").read_bytes())
