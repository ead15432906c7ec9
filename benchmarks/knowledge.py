"""Learns what single words say: those of a block, and those of the elements around it.

Both are logistic regressions over bags of words, whose weights the product reads as plain numbers.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy

from newsparse.label.paths import words_of
from newsparse.label.words import SCALE, SIZE, places
from samples import Array, Sample

WORD_SHARE = 0.011
"""Share of the pages that have a word, from which on it is known."""
PATH_SHARE = 0.0065
WORD_COST, PATH_COST = 0.2, 0.3
"""How dear great weights are: scikit-learn's C."""


@dataclass(frozen=True)
class Bags:
    """The words of every block of a sample, as numbers."""

    sample: Sample
    columns: Array
    values: Array
    ends: Array
    """Where each block's words end in the two above."""


def word_bags(sample: Sample) -> Bags:
    """Of each block the places of its words in the table; a block's values are of length one together."""
    bags = [sorted(Counter(places(text)).items()) for text in sample.texts]
    columns = [at for bag in bags for at, _ in bag]
    values = [count / sum(n for _, n in bag) ** 0.5 for bag in bags for _, count in bag]
    return _bags(sample, columns, values, [len(bag) for bag in bags])


def path_bags(samples: Sequence[Sample]) -> tuple[list[Bags], list[str]]:
    """Of each block the words of its path, and the words that the columns stand for."""
    words = {block.path: sorted(words_of(block.path)) for one in samples for block in one.page.blocks}
    names = sorted({word for found in words.values() for word in found})
    column = {name: index for index, name in enumerate(names)}
    numbers = {path: [column[word] for word in found] for path, found in words.items()}
    bags = []
    for one in samples:
        found = [numbers[block.path] for block in one.page.blocks]
        columns = [at for bag in found for at in bag]
        bags.append(_bags(one, columns, [1.0] * len(columns), [len(bag) for bag in found]))
    return bags, names


def _bags(sample: Sample, columns: list[int], values: list[float], sizes: list[int]) -> Bags:
    return Bags(
        sample, numpy.asarray(columns, numpy.int32), numpy.asarray(values, numpy.float32), numpy.cumsum([0, *sizes])
    )


def learn_words(learn: Sequence[Bags]) -> bytes:
    """The table `data/words.bin`: for each place a signed byte."""
    weights = _fit(learn, SIZE, WORD_SHARE, WORD_COST)
    return numpy.clip(numpy.round(weights * SCALE), -127, 127).astype(numpy.int8).tobytes()


def learn_paths(learn: Sequence[Bags], names: Sequence[str]) -> dict[str, float]:
    """The weights of `data/path_words.json`, in log odds."""
    weights = zip(names, _fit(learn, len(names), PATH_SHARE, PATH_COST), strict=True)
    return {name: round(float(weight), 2) for name, weight in weights if abs(weight) >= 0.05}


def _fit(learn: Sequence[Bags], width: int, share: float, cost: float) -> Array:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    known = numpy.flatnonzero(_pages_with(learn, width) >= max(2, share * len({one.sample.id for one in learn})))
    starts = numpy.cumsum([0, *(len(one.columns) for one in learn)])
    ends = [one.ends[1:] + start for one, start in zip(learn, starts, strict=False)]
    matrix = csr_matrix(
        (
            numpy.concatenate([one.values for one in learn]),
            numpy.concatenate([one.columns for one in learn]),
            numpy.concatenate([[0], *ends]),
        ),
        shape=(sum(map(len, ends)), width),
    )[:, known]
    truth = numpy.concatenate([one.sample.truth for one in learn])
    weight = numpy.sqrt(numpy.concatenate([one.sample.weight for one in learn]))
    model: Any = LogisticRegression(C=cost, max_iter=100, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it need not come to an end: the weights are rounded anyway
        model.fit(matrix, truth, weight / weight.mean())
    result = numpy.zeros(width)
    result[known] = model.coef_[0]
    return result


def _pages_with(learn: Sequence[Bags], width: int) -> Array:
    pages: dict[str, list[Array]] = {}
    for one in learn:
        pages.setdefault(one.sample.id, []).append(one.columns)
    seen = numpy.zeros(width, numpy.int32)
    for columns in pages.values():
        seen[numpy.unique(numpy.concatenate(columns))] += 1
    return seen
