"""What kind of noise a dropped block is by its words: a small learnt model, asked when someone wants to see the blocks.

Reasons come from a short list, so that they can be counted; where the model is not sure, the reason stays what it was,
the block's place. `benchmarks/train_noise.py` learns it from pages whose HTML says what their noise is.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import exp
from typing import Any
from zlib import crc32

from newsparse.article import Kind, LabelledBlock
from newsparse.label.reasons import PLACES
from newsparse.learnt import DATA
from newsparse.lexicon.script import ends_sentence, fold

SURE = 0.7
"""Probability from which a kind is named."""
OTHER = "other noise"
"""The kind of what is none of the others (captions, dates, bylines that were dropped): its place says more."""
FIRST_WORDS, LAST_WORDS = 20, 6
"""Words of a block that are read, from its two ends."""
NEAR = 2
"""Blocks on each side whose scores count, each half as much as the one before: boxes are several lines."""
LONGEST_HEADING = 60
"""Characters of a line that may head those below it."""
HEADED = 12
"""Blocks below a heading that it may be the heading of."""
SCALE = 16
"""Weights are kept as whole sixteenths."""


@dataclass(frozen=True, slots=True)
class NoiseWords:
    """A learnt linear model over words: a row of weights, one for each kind, for every word that it knows."""

    kinds: tuple[str, ...]
    about: Mapping[str, Any]
    """What it was learnt from, and how."""
    rows: Mapping[int, tuple[int, ...]]
    """Weights by a word's CRC-32; those of the empty word are added for every block."""

    def scores(self, words: Iterator[str]) -> list[float]:
        """The log odds of each kind, for one block."""
        known = [self.rows[key] for key in {0, *(crc32(word.encode()) for word in words)} & self.rows.keys()]
        return [sum(column) / SCALE for column in zip(*known, strict=True)]

    def to_bytes(self) -> bytes:
        """The model file: a line of JSON, the keys, and the weights, a signed byte each."""
        keys = array("I", self.rows)
        if sys.byteorder == "big":
            keys.byteswap()
        weights = array("b", [weight for row in self.rows.values() for weight in row])
        head = json.dumps({"about": self.about, "kinds": self.kinds, "words": len(self.rows)}, ensure_ascii=False)
        return b"".join((head.encode(), b"\n", keys.tobytes(), weights.tobytes()))

    @staticmethod
    def from_bytes(data: bytes) -> NoiseWords:
        """The model of a model file."""
        head, _, body = data.partition(b"\n")
        said = json.loads(head)
        keys, weights = array("I"), array("b")
        keys.frombytes(body[: said["words"] * keys.itemsize])
        weights.frombytes(body[said["words"] * keys.itemsize :])
        if sys.byteorder == "big":
            keys.byteswap()
        rows = zip(*[iter(weights)] * len(said["kinds"]), strict=True)
        return NoiseWords(tuple(said["kinds"]), said["about"], dict(zip(keys, rows, strict=True)))


@lru_cache(maxsize=1)
def load() -> NoiseWords:
    """The model of the package."""
    return NoiseWords.from_bytes((DATA / "noise.bin").read_bytes())


def told(blocks: Sequence[LabelledBlock]) -> tuple[LabelledBlock, ...]:
    """The blocks, with the kind of noise for a reason where there was only the place of a dropped one."""
    doubtful = [index for index, block in enumerate(blocks) if is_doubtful(block)]
    if not doubtful:
        return tuple(blocks)
    model = load()
    scores = {index: model.scores(words) for index, words in zip(doubtful, words_of(blocks, doubtful), strict=True)}
    mended = list(blocks)
    for index in doubtful:
        kind, chance = likeliest(model.kinds, smoothed(scores, index))
        if chance >= SURE and kind != OTHER:
            mended[index] = replace(blocks[index], reason=kind)
    return tuple(mended)


def is_doubtful(block: LabelledBlock) -> bool:
    """Whether no more is known of a dropped block than its place."""
    return not block.kept and block.kind is Kind.NOISE and block.reason in PLACES


def smoothed(scores: Mapping[int, Sequence[float]], index: int) -> list[float]:
    """A block's scores with those of its neighbours."""
    total = list(scores[index])
    for step in (-1, 1):
        for distance in range(1, NEAR + 1):
            other = scores.get(index + step * distance)
            if other is None:
                break
            total = [one + two / 2**distance for one, two in zip(total, other, strict=True)]
    return total


def likeliest(kinds: Sequence[str], scores: Sequence[float]) -> tuple[str, float]:
    """The kind with the highest score, and its probability."""
    top = max(scores)
    return kinds[scores.index(top)], 1 / sum(exp(score - top) for score in scores)


def words_of(blocks: Sequence[LabelledBlock], doubtful: Sequence[int]) -> Iterator[Iterator[str]]:
    """What the model reads of each doubtful block: its words, those of the heading above it, its shape and place."""
    kept = [index for index, block in enumerate(blocks) if block.kept]
    first, last = (kept[0], kept[-1]) if kept else (len(blocks), -1)
    headings = _headings(blocks)
    for index in doubtful:
        heading = headings[index]
        yield _words_of_one(blocks, index, "" if heading is None else blocks[heading].text, (first, last))


def _words_of_one(blocks: Sequence[LabelledBlock], index: int, heading: str, story: tuple[int, int]) -> Iterator[str]:
    text = blocks[index].text
    words = fold(text[:1000]).split()
    yield from _pieces("w", words[:FIRST_WORDS] + words[FIRST_WORDS:][-LAST_WORDS:])
    yield from _pieces("h", fold(heading).split())
    if len(text) <= LONGEST_HEADING:
        yield "l:" + " ".join(words)
    size = len(text).bit_length()
    yield f"size:{size}:{ends_sentence(text):d}"
    yield f"around:{_size(blocks, index - 1)}:{min(size, 8)}:{_size(blocks, index + 1)}"
    yield from _marks(text)
    first, last = story
    place = "none" if last < 0 else "before" if index < first else "after" if index > last else "within"
    yield f"place:{place}:{min(size, 8)}"
    yield f"place:{place}:{min(7, abs(index - (first if index < first else last)).bit_length())}"
    yield f"part:{10 * index // len(blocks)}"


def _size(blocks: Sequence[LabelledBlock], index: int) -> int:
    return min(8, len(blocks[index].text).bit_length()) if 0 <= index < len(blocks) else -1


def _marks(text: str) -> Iterator[str]:
    for mark in "©@?!|:…#":
        if mark in text:
            yield f"mark:{mark}"
    if text[0].isdigit() or text[-1].isdigit():
        yield f"digits:{text[0].isdigit():d}{text[-1].isdigit():d}"


def _pieces(name: str, words: Sequence[str]) -> Iterator[str]:
    """Words without the marks around them; pairs of characters in scripts without spaces."""
    for word in words:
        bare = word.strip(".,:;!?()[]{}\"'“”„«»|-–—·•*#。，：、！？")
        if bare and bare[0] > "\u0e00" and len(bare) > 2:
            yield from (f"{name}:{one}{two}" for one, two in pairwise(bare[:40]))
        elif bare:
            yield f"{name}:{'0' if bare.isdigit() else bare[:24]}"


def _headings(blocks: Sequence[LabelledBlock]) -> list[int | None]:
    """For each block the nearest short line above it that stands above a longer one."""
    found: list[int | None] = []
    heading: int | None = None
    for index, block in enumerate(blocks):
        found.append(heading if heading is not None and index - heading <= HEADED else None)
        short = len(block.text) <= LONGEST_HEADING and not ends_sentence(block.text)
        if block.kept:
            heading = None
        elif short and index + 1 < len(blocks) and len(blocks[index + 1].text) > len(block.text):
            heading = index
    return found
