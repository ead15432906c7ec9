"""Gradient-boosted decision trees as plain data: what training writes, what a room reads and scores.

A model file is JSON: `{"about": {…}, "features": [name, …], "base": number, "trees": [[feature, threshold, left, right,
value], …]}`, each tree as five parallel lists over its nodes. A node with feature −1 is a leaf; else a row goes left
where `row[feature] <= threshold`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

DATA = Path(__file__).parent / "data"
"""The folder of the package's data files."""

Tree = tuple[list[int], list[float], list[int], list[int], list[float]]

SETTLES = 40
"""Trees after which a row may be clear: the first ones say most, and most rows of a page are clear menus."""
SETTLED = 3.0
"""Log odds that the rest of the trees would not turn."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A learnt model: rows of features in, probabilities out."""

    features: tuple[str, ...]
    base: float
    trees: tuple[Tree, ...]

    def probability(self, row: Sequence[float]) -> float:
        """The chance, 0 to 1, for one row; its columns are `features`, in order."""
        total = self._sum(self.trees[:SETTLES], row)
        if abs(total) < SETTLED:
            total += self._sum(self.trees[SETTLES:], row)
        total += self.base
        return 1.0 / (1.0 + exp(-total)) if total > -700 else 0.0

    @staticmethod
    def _sum(trees: tuple[Tree, ...], row: Sequence[float]) -> float:
        total = 0.0
        for feature, threshold, left, right, value in trees:
            node = 0
            column = feature[0]
            while column >= 0:
                node = left[node] if row[column] <= threshold[node] else right[node]
                column = feature[node]
            total += value[node]
        return total

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The chances of many rows."""
        return [self.probability(row) for row in rows]


@lru_cache
def load(name: str) -> Trees:
    """The model `data/<name>.json`."""
    data = json.loads((DATA / f"{name}.json").read_bytes())
    return Trees(tuple(data["features"]), data["base"], tuple(map(tuple, data["trees"])))
