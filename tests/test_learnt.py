"""Trees as data: a small one by hand, and those that are shipped."""

from __future__ import annotations

from math import exp

import pytest

from newsparse.learnt import DATA, Trees, load

STUMP = ([0, -1, -1], [0.5, 0.0, 0.0], [1, 0, 0], [2, 0, 0], [0.0, -2.0, 3.0])


def test_rows_go_left_up_to_the_threshold() -> None:
    trees = Trees(("length",), 0.0, (STUMP,))
    low, edge, high = trees.probabilities([[0.0], [0.5], [0.6]])
    assert low == edge == pytest.approx(1 / (1 + exp(2)))
    assert high == pytest.approx(1 / (1 + exp(-3)))


def test_trees_add_up_until_they_are_settled() -> None:
    assert Trees(("length",), 0.0, (STUMP, STUMP)).probability([1.0]) == pytest.approx(1 / (1 + exp(-6)))


@pytest.mark.parametrize("name", ["torn", "labels_text_1", "labels_text_2", "labels_html_1", "labels_html_2"])
def test_shipped_models_name_their_columns(name: str) -> None:
    model = load(name)
    used = {column for tree in model.trees for column in tree[0] if column >= 0}
    assert used <= set(range(len(model.features)))
    assert '"licences"' in (DATA / f"{name}.json").read_text(encoding="utf-8")
