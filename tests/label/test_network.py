"""The network on weights made by hand: what it adds up, what it reaches, how it is kept."""

from __future__ import annotations

from array import array
from math import exp
from typing import Any

import pytest

from newsparse.label import layers
from newsparse.label.features import HTML_FEATURES, TEXT_FEATURES, Bags, Table
from newsparse.label.network import ELEMENT, REACHES, WIDTH, WORD, Network, learnt

COMMON, ALL = 1, 2


def network(**changed: Any) -> Network:
    """One column for any form and one for HTML, and weights that are all nothing but for those that are changed."""
    sizes = {
        "words": 2 * WORD,
        "elements": 2 * ELEMENT,
        "columns": WIDTH,
        "of_words": WORD * WIDTH,
        "path_columns": WIDTH,
        "of_elements": ELEMENT * WIDTH,
        "bias": WIDTH,
        "path_bias": WIDTH,
        "layers": len(REACHES) * 3 * WIDTH * WIDTH,
        "layer_bias": len(REACHES) * WIDTH,
        "page": 2 * WIDTH * WIDTH,
        "out": WIDTH + 1,
    }
    weights = {name: [0] * size for name, size in sizes.items()} | {"means": [0.0, 0.0], "spreads": [1.0, 1.0]}
    for name, at in changed.items():
        for place, value in at.items():
            weights[name][place] = value
    weights |= {"word_keys": [70, 71], "element_keys": [80, 81]}
    return Network.from_bytes(Network(("one", "two"), COMMON, weights, {}, {}).to_bytes())


def table(*numbers: float, width: int = COMMON, words: tuple[int, ...] = ()) -> Table:
    count = len(numbers) // width
    ends = array("i", [len(words)] * count)
    elements = None if width == COMMON else Bags(array("I"), array("i", [0] * count))
    return Table(array("f", numbers), width, count, Bags(array("I", words), ends), elements)


def chance(odds: float) -> float:
    return round(1 / (1 + exp(-odds)), 4)


def test_a_column_is_weighed_by_its_root() -> None:
    told = network(columns={0: 2.0}, out={0: 1.0, WIDTH: -1.0})
    assert told.chances(table(4.0, 0.0, -9.0)) == [chance(3.0), chance(-1.0), chance(-1.0)]


def test_no_column_says_more_than_the_farthest() -> None:
    told = network(columns={0: 1.0}, out={0: 1.0})
    assert told.chances(table(1e6)) == [chance(layers.FARTHEST)]


def test_words_are_summed_over_the_root_of_their_number() -> None:
    told = network(words={0: 3, WORD: 5}, of_words={0: 0.5}, out={0: 1.0})
    assert told.chances(table(0.0, words=(70,))) == [chance(1.5)]
    assert told.chances(table(0.0, words=(70, 71, 71, 71))) == [chance((3 + 15) / 2 * 0.5)]
    assert told.chances(table(0.0, words=(99, 70, 98))) == [chance(1.5)], "words that are not known count for nothing"


def test_html_has_columns_of_its_own() -> None:
    told = network(columns={0: 1.0}, path_columns={0: 1.0}, path_bias={0: 0.5}, out={0: 1.0})
    assert told.chances(table(1.0, 4.0, width=ALL)) == [chance(3.5)]
    assert told.chances(table(1.0)) == [chance(1.0)]


@pytest.mark.parametrize("number", range(len(REACHES)))
def test_each_layer_reaches_farther(number: int) -> None:
    reach = REACHES[number]
    above = 3 * number * WIDTH * WIDTH
    told = network(columns={0: 1.0}, layers={above + 1: 1.0}, out={1: 1.0})
    rows = [1.0] + [0.0] * 12
    assert [at for at, found in enumerate(told.chances(table(*rows))) if found > 0.5] == [reach]


def test_a_block_is_judged_within_its_page() -> None:
    told = network(columns={0: 1.0}, page={1: 1.0, WIDTH * WIDTH + 2: 1.0}, out={1: 1.0, 2: 2.0})
    assert told.chances(table(1.0, 9.0)) == [chance(2.0 + 2 * 3.0)] * 2, "the mean, and twice the highest"


def test_nothing_and_the_wrong_columns() -> None:
    assert network().chances(table()) == []
    with pytest.raises(ValueError, match="rows of 3 columns"):
        network().chances(table(1.0, 2.0, 3.0, width=3))


def test_the_product_s_own_knows_the_columns_and_the_words() -> None:
    own = learnt()
    assert own.features == HTML_FEATURES
    assert own.common == len(TEXT_FEATURES)
    assert len(own.weights["words"]) == len(own.weights["word_keys"]) * WORD
    assert len(own.weights["elements"]) == len(own.weights["element_keys"]) * ELEMENT
    assert set(own.about) >= {"command", "corpus", "licences"}


def test_keys_are_found_where_they_stand() -> None:
    keys = array("I", [8, 16, 3, 24, 2**32 - 1])  # three of which end alike
    rows = layers.rows_of(layers.placed(keys), keys, array("I", [3, 32, 24, 2**32 - 1, 8, 16, 0]))
    assert rows.tolist() == [2, -1, 3, 4, 0, 1, -1]
    nothing = array("I")
    assert layers.rows_of(layers.placed(nothing), nothing, keys).tolist() == [-1] * 5


def test_a_product_is_the_same_at_any_width() -> None:
    rows, weights = array("d", [0.5, -2.0, 0.0, 3.0]), array("d", [number / 7 for number in range(40)])
    compiled, plain = (layers.start(2, array("d", [0.25] * 20)) for _ in range(2))
    layers.add_product(compiled, rows, 2, weights, 0, 20, -1)
    layers._add_product(plain, rows, 2, weights, 20, -1)
    assert compiled.tolist() == pytest.approx(plain.tolist())


def test_plain_python_adds_up_the_same() -> None:
    rows, weights = array("d", [0.5, -2.0, 3.0, 0.0, 1.5, 2.5]), array("d", [9.0, *range(1, 7)])
    compiled, plain = (layers.start(3, array("d", [1.0, 2.0, 3.0])) for _ in range(2))
    layers.add_product(compiled, rows, 2, weights, 1, 3, 1)
    layers._add_product(plain, rows, 2, weights[1:], 3, 1)
    assert compiled.tolist() == plain.tolist() == [4.0, 8.0, 12.0, 12.5, 17.5, 22.5, 1.0, 2.0, 3.0]
