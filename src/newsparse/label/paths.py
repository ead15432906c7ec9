"""What the elements around a block say: the words of their classes and ids, and how the page's prose is spread.

The words' weights are learnt (`data/path_words.json`): `sidebar` speaks against, `entry` for a block. A word counts
once however often it stands on the path. All columns hang on the path alone, so that they are computed once for all
blocks that share one.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import fsum
from pathlib import Path as File

from newsparse.article import Block

NEAR = 8
"""Elements around a block whose words count."""
ANCESTORS = 4
"""Elements above a block's own that are weighed by the prose in them."""
LONGEST = 200
"""Characters of an element that are read."""
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
Known = tuple[str, dict[str, float]]
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

    def links(self) -> float:
        return self.linked / self.words if self.words else 0.0


def path_columns(
    blocks: Sequence[Block], prose: Sequence[float], lengths: Sequence[float], words: PathWords
) -> list[list[float]]:
    """The columns of PATH_FEATURES for every block.

    `prose` and `lengths` are words of prose and of text in each block, `words` what is known of an element.
    """
    own = _own_places(blocks, prose, lengths)
    around = _Around()
    for path, place in own.items():
        for above in around.ancestors(path):
            above.add(place)
    total = sum(prose) or 1.0
    top = around.top()
    rows = {path: _columns(path, place, around.ancestors(path), top, total, words) for path, place in own.items()}
    return [rows[block.path] for block in blocks]


def _own_places(blocks: Sequence[Block], prose: Sequence[float], lengths: Sequence[float]) -> dict[Path, _Place]:
    """What stands at each path itself."""
    own: dict[Path, _Place] = {}
    for block, told, length in zip(blocks, prose, lengths, strict=True):
        place = own.get(block.path)
        if place is None:
            place = own[block.path] = _Place()
        place.prose += told
        place.words += length
        place.linked += length * block.link_share
        place.blocks += 1
    return own


class _Around:
    """What stands below each of the elements around the blocks."""

    def __init__(self) -> None:
        self._places: dict[Path, _Place] = defaultdict(_Place)
        self._ancestors: dict[Path, list[_Place]] = {}

    def ancestors(self, path: Path) -> list[_Place]:
        """The ANCESTORS places above a path, the nearest first."""
        parent = path[:-1]
        found = self._ancestors.get(parent)
        if found is None:
            found = [self._places[path[:-depth]] for depth in range(1, ANCESTORS + 1)]
            self._ancestors[parent] = found
        return found

    def top(self) -> Path:
        """The innermost of the elements that hold nearly all of the prose."""
        weights = {path: place.prose * (1 + 0.03 * len(path)) for path, place in self._places.items()}
        most = max(weights.values(), default=0.0)
        return max((path for path, weight in weights.items() if weight == most), default=())


def _columns(
    path: Path, own: _Place, around: Sequence[_Place], top: Path, total: float, words: PathWords
) -> list[float]:
    parent, grandparent, ancestor = around[:3]
    common = _common(path, top)
    known = [words(element) for element in path]
    return [
        *_said([weights for _, weights in known[-NEAR:]], max(0, common - max(0, len(path) - NEAR))),
        *_landmarks([tag for tag, _ in known]),
        parent.prose / total,
        grandparent.prose / total,
        ancestor.prose / total,
        common - len(top),
        len(path) - common,
        min(50, own.blocks),
        own.prose / total,
        own.links(),
        parent.links(),
        grandparent.links(),
        ancestor.links(),
        min(100, parent.blocks),
    ]


def words_of(path: Sequence[str]) -> frozenset[str]:
    """The words of tags, classes and ids of the nearest elements: `div article-body` gives article, body,
    .article-body and <div>."""
    return frozenset(word for element in path[-NEAR:] for word in _words(element))


def _words(element: str) -> frozenset[str]:
    tag, names = _tag_and_names(element)
    return frozenset({f"<{tag}>"}.union(*map(_words_of_name, names)))


def _tag_and_names(element: str) -> tuple[str, list[str]]:
    """An element's tag, and the names in its classes and ids."""
    tag, _, names = element[:LONGEST].partition(" ")
    return tag, names.split()


def _words_of_name(name: str) -> set[str]:
    words: set[str] = set()
    for part in name.replace("_", "-").split("-"):
        # Nearly every part of a name is one word in small letters, or a number.
        if len(part) > 1 and part.isascii() and part.isalpha() and part.islower():
            words.add(part)
        elif not part.isdigit():
            words.update([word.lower() for word in WORD.findall(part)])
    if name.isascii() and not name.isalpha():
        words.add(f".{name.lower()}")
    return words


def read_paths(file: File) -> PathWords:
    """The learnt weights of path words, in log odds, as what is known of an element; read when the first is asked for,
    which no page of text does."""

    @lru_cache(maxsize=1)
    def weights() -> dict[str, float]:
        read: dict[str, float] = json.loads(file.read_bytes())["weights"]
        return read

    # Elements differ from page to page; names of classes recur on pages of any site.
    @lru_cache(maxsize=4096)
    def weighed(name: str) -> dict[str, float]:
        weight = weights()
        return {word: weight[word] for word in _words_of_name(name) if word in weight}

    @lru_cache(maxsize=4096)
    def known(element: str) -> Known:
        tag, names = _tag_and_names(element)
        own = f"<{tag}>"
        found = {own: weights()[own]} if own in weights() else {}
        for name in names:
            found.update(weighed(name))
        return tag, found

    return known


def _said(weights: Sequence[Mapping[str, float]], common: int) -> list[float]:
    """The sum of the weights over all words, over the two nearest elements', the lowest, the highest, and the sum over
    those of the elements from `common` on: below the place where most of the prose stands."""
    found: dict[str, float] = {}
    below = 0.0
    # Exact sums, for words in a set have no order, on which other sums would hang.
    for depth in range(len(weights) - 1, -1, -1):
        found.update(weights[depth])
        if depth == common:
            below = fsum(found.values())
    every = sorted(found.values()) or [0.0]
    near = [weight for known in weights[-2:] for weight in known.values()]
    return [fsum(every), fsum(near), every[0], every[-1], below]


def _landmarks(tags: Sequence[str]) -> list[float]:
    last = tags[-1] if tags else ""
    within = set(tags)
    return [*(tag in within for tag in LANDMARKS), len(tags), last == "p", last == "div"]


def _common(path: Path, other: Path) -> int:
    """How many elements two paths share from the top."""
    for count, (one, two) in enumerate(zip(path, other, strict=False)):
        if one != two:
            return count
    return min(len(path), len(other))
