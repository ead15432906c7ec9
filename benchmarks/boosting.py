"""LightGBM's trees → the plain trees that `newsparse.learnt` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lightgbm
import numpy

DATA = Path(__file__).resolve().parents[1] / "src" / "newsparse" / "data"


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
        "num_threads": 2,
        "verbose": -1,
    }
    even = numpy.asarray(weights) / numpy.mean(weights)  # so that regularisation means the same for any weights
    data = lightgbm.Dataset(numpy.asarray(rows, numpy.float32), numpy.asarray(labels), weight=even)
    return lightgbm.train(parameters, data, num_boost_round=trees)


def save(booster: lightgbm.Booster, name: str, features: list[str], about: dict[str, Any]) -> int:
    """Writes `data/<name>.json`; returns its size in bytes."""
    trees = [_flat(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    return write(name, {"about": about, "features": features, "base": 0.0, "trees": trees})


def write(name: str, data: dict[str, Any]) -> int:
    """Writes `data/<name>.json`; returns its size in bytes."""
    path = DATA / f"{name}.json"
    path.write_text(json.dumps(data, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    return path.stat().st_size


def _flat(root: dict[str, Any]) -> list[list[Any]]:
    features: list[int] = []
    thresholds: list[float] = []
    left: list[int] = []
    right: list[int] = []
    values: list[float] = []

    def add(node: dict[str, Any]) -> int:
        index = len(features)
        leaf = "leaf_value" in node
        features.append(-1 if leaf else node["split_feature"])
        thresholds.append(0 if leaf else float(f"{node['threshold']:.5g}"))
        values.append(round(node["leaf_value"], 4) if leaf else 0)
        left.append(0)
        right.append(0)
        if not leaf:
            left[index] = add(node["left_child"])
            right[index] = add(node["right_child"])
        return index

    add(root)
    return [features, thresholds, left, right, values]
