"""Trees as data: a small one by hand, and those that are shipped."""

from __future__ import annotations

from array import array
from math import exp
from typing import Any

import pytest

from newsparse.learnt import FOREST, SETTLES, Trees, load, table

SHIPPED = ("torn", "story")


def stumps(count: int) -> Trees:
    """So many times the same tree: up to a half −2, else 3."""
    ends: list[Any] = [range(count), [0] * count, [0.5] * count, range(-1, -1 - 2 * count, -2)]
    ends += [range(-2, -2 - 2 * count, -2), [-200, 300] * count]
    parts: Any = tuple(array(code, values) for (_, code), values in zip(FOREST, ends, strict=True))
    return Trees(("length",), parts, 100, {"licences": "none"})


def test_rows_go_left_up_to_the_threshold() -> None:
    low, edge, high = stumps(1).probabilities([[0.0], [0.5], [0.6]])
    assert low == edge == pytest.approx(1 / (1 + exp(2)))
    assert high == pytest.approx(1 / (1 + exp(-3)))


def test_trees_add_up_until_they_are_settled() -> None:
    assert stumps(2).probabilities([[1.0]]) == [pytest.approx(1 / (1 + exp(-6)))]
    assert stumps(SETTLES + 5).probabilities([[1.0]]) == stumps(SETTLES).probabilities([[1.0]])


def test_rows_may_be_longer_than_the_model_wants() -> None:
    assert stumps(1).of_table(array("f", [0.0, 9.0, 1.0, 9.0]), 2) == stumps(1).probabilities([[0.0], [1.0]])
    with pytest.raises(ValueError, match="1 features"):
        stumps(1).of_table(array("f", [0.0]), 0)


def test_a_model_file_gives_the_model_back() -> None:
    assert Trees.from_bytes(stumps(3).to_bytes()) == stumps(3)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_models_stay_inside_their_arrays(name: str) -> None:
    # The compiled loop does not look whether they do.
    model = load(name)
    roots, columns, thresholds, left, right, values = model.forest
    assert max(columns) < len(model.features)
    assert len(columns) == len(thresholds) == len(left) == len(right)
    assert all(-len(values) <= node < len(columns) for nodes in (roots, left, right) for node in nodes)
    assert all(child < 0 or child > node for children in (left, right) for node, child in enumerate(children))


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_models_say_what_they_were_learnt_from(name: str) -> None:
    assert {"command", "corpus", "licences"} <= load(name).about.keys()


def test_rows_become_one_array() -> None:
    assert table([(1, 2.5), (3, True)]).tolist() == [1.0, 2.5, 3.0, 1.0]
