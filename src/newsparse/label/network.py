"""The learnt labeller: a small network over the blocks of a page, the same for text, Markdown and HTML.

Each block's columns and words become WIDTH numbers; layers then mix them with those of the blocks at one, two, four and
eight places up and down, and, half-way, with a summary of the whole page, so that a block is judged among its
neighbours and within its page. HTML adds what the elements around a block say. Such dilated convolutions with a path
around each layer are known from sound and text (van den Oord et al., "WaveNet", 2016; Strubell et al., "Fast and
Accurate Entity Recognition with Iterated Dilated Convolutions", 2017).

The file `data/labels.bin` opens with a line of JSON: its card `about` (licences, digest of what it was learnt from,
command), the names of the columns, and how long the arrays are that follow, in little-endian order, as in PARTS.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from newsparse.label.features import Bags, Table
from newsparse.label.layers import (
    add_positive,
    add_product,
    add_to_all,
    bag_sums,
    even,
    placed,
    rows_of,
    start,
    summary,
)
from newsparse.learnt import DATA, chance, packed, unpacked
from newsparse.scoring import rounded

WIDTH = 32
"""Numbers that stand for a block inside the network."""
WORD, ELEMENT = 16, 8
"""Numbers that stand for a word of its text, and of the elements around it."""
REACHES = (1, 2, 4, 8)
"""How far up and down each layer looks."""
SUMMED = len(REACHES) // 2
"""The layer before which the whole page is summed up."""
PLACES = 4
"""Decimals of a chance."""

PARTS = {
    "word_keys": "I",
    "element_keys": "I",
    "words": "b",
    "elements": "b",
    "means": "f",
    "spreads": "f",
    "columns": "f",
    "of_words": "f",
    "path_columns": "f",
    "of_elements": "f",
    "bias": "f",
    "path_bias": "f",
    "layers": "f",
    "layer_bias": "f",
    "page": "f",
    "out": "f",
}
"""The arrays. `words` and `elements` have a row for each word whose hash is among the keys; `means` and `spreads` are
those of columns; `columns` to `of_elements` bring these, and what is known of words, to WIDTH numbers each; `path_bias`
stands for `bias` in HTML; `layers` has for each layer what it makes of the block above, of the block itself and of the
block below; `page` takes the mean and the highest of all blocks; `out` ends with its bias."""


class Network(NamedTuple):
    """What was learnt: tables in, chances out."""

    features: tuple[str, ...]
    """Names of the columns, those of any form first."""
    common: int
    """How many columns any form has."""
    weights: Mapping[str, Any]
    """The arrays of PARTS."""
    places: Mapping[str, Any]
    """Where words and elements stand among their keys (`layers.placed`)."""
    about: Mapping[str, Any]
    """What it was learnt from, and how."""

    def chances(self, table: Table) -> list[float]:
        """For each block of a table the chance, 0 to 1, that it belongs to the story."""
        if table.width not in (self.common, len(self.features)):
            raise ValueError(f"rows of {table.width} columns, where {self.common} or {len(self.features)} are known")
        if not table.count:
            return []
        seen = self._seen(table)
        for number, reach in enumerate(REACHES):
            if number == SUMMED:
                self._add_page(seen)
            self._mix(seen, table.count, number, reach)
        weights = self.weights["out"]
        odds = start(table.count, weights[-1:])
        add_product(odds, seen, WIDTH, weights, 0, 1, 0)
        return [rounded(chance(value), PLACES) for value in odds]

    def _seen(self, table: Table) -> array[float]:
        """What each block shows by itself."""
        weights = self.weights
        own = self._even(table, 0, self.common)
        seen = start(table.count, weights["bias" if table.elements is None else "path_bias"])
        add_product(seen, own, self.common, weights["columns"], 0, WIDTH, 0)
        self._add_words(seen, "words", WORD, table.words)
        if table.elements is not None:
            paths = self._even(table, self.common, table.width)
            add_product(seen, paths, table.width - self.common, weights["path_columns"], 0, WIDTH, 0)
            self._add_words(seen, "elements", ELEMENT, table.elements)
        above_zero = array("d", bytes(8 * len(seen)))
        add_positive(above_zero, seen)
        return above_zero

    def _even(self, table: Table, first: int, end: int) -> array[float]:
        means, spreads = (self.weights[name][first:end] for name in ("means", "spreads"))
        return even(table.numbers, table.width, first, means, spreads)

    def _add_words(self, seen: array[float], kind: str, width: int, bags: Bags) -> None:
        rows = rows_of(self.places[kind], self.weights[f"{kind[:-1]}_keys"], bags.hashes)
        sums = bag_sums(self.weights[kind], width, rows, bags.ends)
        add_product(seen, sums, width, self.weights[f"of_{kind}"], 0, WIDTH, 0)

    def _add_page(self, seen: array[float]) -> None:
        """Adds the summary of the page to all of its blocks."""
        page = array("d", bytes(8 * WIDTH))
        add_product(page, summary(seen, WIDTH), 2 * WIDTH, self.weights["page"], 0, WIDTH, 0)
        add_to_all(seen, page)

    def _mix(self, seen: array[float], count: int, number: int, reach: int) -> None:
        bias = self.weights["layer_bias"][number * WIDTH : (number + 1) * WIDTH]
        mixed = start(count, bias)
        for tap, offset in enumerate((-reach, 0, reach)):
            at = (3 * number + tap) * WIDTH * WIDTH
            add_product(mixed, seen, WIDTH, self.weights["layers"], at, WIDTH, offset)
        add_positive(seen, mixed)

    def to_bytes(self) -> bytes:
        """The file."""
        head = {"about": self.about, "features": self.features, "common": self.common}
        return packed(head, (array(code, self.weights[name]) for name, code in PARTS.items()))

    @staticmethod
    def from_bytes(data: bytes) -> Network:
        """The network of a file."""
        said, parts = unpacked(data, PARTS.values())
        weights: dict[str, Any] = dict(zip(PARTS, parts, strict=True))
        places = {kind: placed(weights[f"{kind[:-1]}_keys"]) for kind in ("words", "elements")}
        weights |= {name: array("d", weights[name]) for name, code in PARTS.items() if code == "f"}
        return Network(tuple(said["features"]), said["common"], weights, places, said["about"])


@lru_cache(maxsize=8)
def learnt(folder: Path = DATA) -> Network:
    """That of a folder: the product's own unless given."""
    return Network.from_bytes((folder / "labels.bin").read_bytes())
