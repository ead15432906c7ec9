"""What the elements around a block say: the words of their classes and ids, and how the page's prose is spread.

The words' weights are learnt (`data/path_words.json`): `sidebar` speaks against, `entry` for a block. A word counts
once however often it stands on the path. All columns hang on the path alone, so that they are computed once for all
blocks that share one.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import fsum
from pathlib import Path as File

from newsparse.article import Block

NEAR = 8
"""Elements around a block whose words count."""
ANCESTORS = 4
"""Elements above a block's own that are weighed by the prose in them."""
WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
LANDMARKS = (
    "article",
    "main",
    "section",
    "nav",
    "header",
    "footer",
    "aside",
    "figure",
    "form",
    "table",
    "ul",
    "button",
)

PATH_FEATURES = (
    *"path_score path_near path_low path_high branch_score".split(),
    *(f"in_{tag}" for tag in LANDMARKS),
    *"depth is_p is_div parent_share grandparent_share ancestor_share top_common top_depth".split(),
    *"twins twin_share twin_links parent_links grandparent_links ancestor_links parent_blocks".split(),
)

Path = tuple[str, ...]
Known = tuple[str, tuple[tuple[str, float], ...]]
"""What is known of an element: its tag, and those of its words that have a weight."""
PathWords = Callable[[str], Known]


class _Place:
    """What stands at a path or below it: words of prose, words, words in links, blocks."""

    __slots__ = ("blocks", "linked", "prose", "words")

    def __init__(self) -> None:
        self.prose = self.words = self.linked = 0.0
        self.blocks = 0

    def add(self, other: _Place) -> None:
        self.prose += other.prose
        self.words += other.words
        self.linked += other.linked
        self.blocks += other.blocks

    @property
    def links(self) -> float:
        return self.linked / self.words if self.words else 0.0


def path_columns(
    blocks: Sequence[Block], prose: Sequence[float], lengths: Sequence[float], words: PathWords
) -> list[array[float]]:
    """The columns of PATH_FEATURES for every block.

    `prose` and `lengths` are words of prose and of text in each block, `words` what is known of an element.
    """
    own: dict[Path, _Place] = defaultdict(_Place)
    for block, told, length in zip(blocks, prose, lengths, strict=True):
        place = own[block.path]
        place.prose += told
        place.words += length
        place.linked += length * block.link_share
        place.blocks += 1
    around: dict[Path, _Place] = defaultdict(_Place)
    for path, place in own.items():
        for depth in range(1, ANCESTORS + 1):
            around[path[:-depth]].add(place)
    total = sum(prose) or 1.0
    top = max(around, key=lambda path: (_weight_of_place(around[path].prose, path), path), default=())
    rows = {path: array("f", _columns(path, place, around, top, total, words)) for path, place in own.items()}
    return [rows[block.path] for block in blocks]


def _columns(
    path: Path, own: _Place, around: Mapping[Path, _Place], top: Path, total: float, words: PathWords
) -> list[float]:
    parent, grandparent, ancestor = (around[path[:-depth]] for depth in (1, 2, 3))
    common = _common(path, top)
    known = [words(element) for element in path]
    return [
        *_said([pairs for _, pairs in known[-NEAR:]], max(0, common - max(0, len(path) - NEAR))),
        *_landmarks([tag for tag, _ in known]),
        parent.prose / total,
        grandparent.prose / total,
        ancestor.prose / total,
        common - len(top),
        len(path) - common,
        min(50, own.blocks),
        own.prose / total,
        own.links,
        parent.links,
        grandparent.links,
        ancestor.links,
        min(100, parent.blocks),
    ]


def words_of(path: Sequence[str]) -> frozenset[str]:
    """The words of tags, classes and ids of the nearest elements: `div article-body` gives article, body,
    .article-body and <div>."""
    return frozenset(word for element in path[-NEAR:] for word in _words(element))


def _words(element: str) -> frozenset[str]:
    tag, _, names = element[:200].partition(" ")
    if not names:
        return frozenset([f"<{tag}>"])
    words = {word.lower() for word in WORD.findall(names)}
    whole = {f".{name.lower()}" for name in names.split() if name.isascii() and not name.isalpha()}
    return frozenset(words | whole | {f"<{tag}>"})


def read_paths(file: File) -> PathWords:
    """The learnt weights of path words, in log odds, as what is known of an element; read when the first is asked for,
    which no page of text does."""

    @lru_cache(maxsize=1)
    def weights() -> dict[str, float]:
        read: dict[str, float] = json.loads(file.read_bytes())["weights"]
        return read

    @lru_cache(maxsize=4096)
    def known(element: str) -> Known:
        tag = element.split(" ", 1)[0]
        weight = weights()
        return tag, tuple((word, weight[word]) for word in _words(element) if word in weight)

    return known


def _said(pairs: Sequence[tuple[tuple[str, float], ...]], common: int) -> list[float]:
    """The sum of the weights over all words, over the two nearest elements', the lowest, the highest, and the sum over
    those of the elements from `common` on: below the place where most of the prose stands."""
    every = dict(chain.from_iterable(pairs)).values()
    near = [weight for _, weight in chain.from_iterable(pairs[-2:])]
    below = dict(chain.from_iterable(pairs[common:])).values()
    # Exact sums, for words in a set have no order, on which other sums would hang.
    return [fsum(every), fsum(near), min(every, default=0.0), max(every, default=0.0), fsum(below)]


def _landmarks(tags: Sequence[str]) -> list[float]:
    last = tags[-1] if tags else ""
    return [*(tag in tags for tag in LANDMARKS), len(tags), last == "p", last == "div"]


def _weight_of_place(mass: float, path: Path) -> float:
    """Prefers the innermost of the elements that hold nearly all of the prose."""
    return mass * (1 + 0.03 * len(path))


def _common(path: Path, other: Path) -> int:
    """How many elements two paths share from the top."""
    count = 0
    for one, two in zip(path, other, strict=False):
        if one != two:
            break
        count += 1
    return count
