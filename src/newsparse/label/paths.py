"""What the elements around a block say: the words of their classes and ids, and how the page's prose is spread.

`sidebar` speaks against, `entry` for a block; each word is known by a hash of it, as those of texts are. All hangs on
the path alone, so that it is told once for all blocks that share one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from zlib import crc32

from newsparse.article import Block

MOST = 24
"""Words of the elements around a block that count, the nearest elements' first."""
ANCESTORS = 4
"""Elements above a block's own that are weighed by the prose in them."""
LONGEST = 100
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
    *(f"in_{tag}" for tag in LANDMARKS),
    *"depth is_p is_div parent_share grandparent_share ancestor_share top_common top_depth".split(),
    *"twins twin_share twin_links parent_links grandparent_links ancestor_links parent_blocks".split(),
)

Path = tuple[str, ...]


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


def path_columns(blocks: Sequence[Block], prose: Sequence[float], lengths: Sequence[float]) -> list[list[float]]:
    """The columns of PATH_FEATURES for every block; `prose` and `lengths` are words of prose and of text in each."""
    own = _own_places(blocks, prose, lengths)
    around = _Around()
    for path, place in own.items():
        for above in around.ancestors(path):
            above.add(place)
    total = sum(prose) or 1.0
    top = around.top()
    rows = {path: _columns(path, place, around.ancestors(path), top, total) for path, place in own.items()}
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


def _columns(path: Path, own: _Place, around: Sequence[_Place], top: Path, total: float) -> list[float]:
    parent, grandparent, ancestor = around[:3]
    common = _common(path, top)
    return [
        *_landmarks([element.partition(" ")[0] for element in path]),
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


def path_hashes(blocks: Sequence[Block]) -> list[list[int]]:
    """Hashes of the words of the elements around each block, each once: the MOST that are nearest."""
    known: dict[Path, list[int]] = {(): []}
    return [_of_path(block.path, known) for block in blocks]


def _of_path(path: Path, known: dict[Path, list[int]]) -> list[int]:
    found = known.get(path)
    if found is None:
        above = _of_path(path[:-1], known)
        found = known[path] = list(dict.fromkeys(_of_element(path[-1]) + above))[:MOST]
    return found


@lru_cache(maxsize=4096)
def _of_element(element: str) -> list[int]:
    """Hashes of an element's words: of `div article-body` those of <div>, article, body and .article-body."""
    tag, _, names = element[:LONGEST].partition(" ")
    return [_hash(f"<{tag}>"), *chain.from_iterable(map(_of_name, names.split()))]


# Elements differ from page to page; names of classes recur on pages of any site.
@lru_cache(maxsize=4096)
def _of_name(name: str) -> list[int]:
    return list(map(_hash, words_of(name)))


def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


def words_of(name: str) -> list[str]:
    """The words of a name: of `article-body` article, body, and .article-body for the whole."""
    words: list[str] = []
    for part in name.replace("_", "-").split("-"):
        # Nearly every part of a name is one word in small letters, or a number.
        if len(part) > 1 and part.isascii() and part.isalpha() and part.islower():
            words.append(part)
        elif not part.isdigit():
            words += [word.lower() for word in WORD.findall(part)]
    if name.isascii() and not name.isalpha():
        words.append(f".{name.lower()}")
    return words


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
