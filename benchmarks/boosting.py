"""LightGBM's trees → the plain trees that `newsparse.learnt` reads."""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy

from newsparse.learnt import DATA, FOREST, Forest, Trees

SCALE = 10_000
"""Leaves are kept to four places."""
LARGEST = 2**15 - 1
"""Of a leaf's value, scaled: 3.2767 in log odds, which the sum of all trees goes beyond, but hardly any single one."""


def fit(
    rows: Any,
    labels: Any,
    weights: Any,
    *,
    trees: int,
    leaves: int,
    rate: float = 0.1,
    smallest: int = 40,
    seed: int = 1,
) -> lightgbm.Booster:
    """Boosted trees for a two-class problem, the same bytes each time."""
    parameters = {
        "objective": "binary",
        "num_leaves": leaves,
        "learning_rate": rate,
        "min_data_in_leaf": smallest,
        "feature_fraction": 0.7,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 2.0,
        "max_bin": 127,
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": os.cpu_count() or 1,
        "verbose": -1,
    }
    even = numpy.asarray(weights) / numpy.mean(weights)  # so that regularisation means the same for any weights
    data = lightgbm.Dataset(numpy.asarray(rows, numpy.float32), numpy.asarray(labels), weight=even)
    return lightgbm.train(parameters, data, num_boost_round=trees)


def save(
    booster: lightgbm.Booster, name: str, features: Sequence[str], about: dict[str, Any], folder: Path = DATA
) -> int:
    """Writes `<name>.bin`; returns its size in bytes."""
    grown = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    model = Trees(tuple(features), _forest(grown), SCALE, about)
    return (folder / f"{name}.bin").write_bytes(model.to_bytes())


def _forest(trees: list[dict[str, Any]]) -> Forest:
    """LightGBM's nested nodes as flat arrays; numbers that do not fit raise OverflowError."""
    roots, columns, thresholds, left, right, values = forest = tuple(array(code) for _, code in FOREST)

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            values.append(max(-LARGEST, min(LARGEST, round(node["leaf_value"] * SCALE))))
            return -len(values)
        index = len(columns)
        columns.append(node["split_feature"])
        thresholds.append(float(f"{node['threshold']:.5g}"))
        left.append(0)
        right.append(0)
        left[index] = add(node["left_child"])
        right[index] = add(node["right_child"])
        return index

    for tree in trees:
        roots.append(add(tree))
    return forest
