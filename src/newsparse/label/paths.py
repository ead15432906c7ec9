# cython: boundscheck=False
"""What the elements around a block say: the words of their classes and ids, and how the page's prose is spread.

`sidebar` speaks against, `entry` for a block; each word is known by a hash of it, as those of texts are. All hangs on
the path alone, so that it is told once for all blocks that share one, and of what paths share once for all of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from newsparse.article import Block
from newsparse.label.words import of_element

COMPILED = not __file__.endswith(".py")
MOST = 24
"""Words of the elements around a block that count, the nearest elements' first."""
_MOST = MOST  # the compiled module has it as a number that no one else can see
ANCESTORS = 4
"""Elements above a block's own that are weighed by the prose in them."""
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


class Tree(NamedTuple):
    """The elements around the blocks of a page, each once where paths share it; the first is above all others."""

    elements: list[str]
    parents: list[int]
    """Which element each stands in."""
    depths: list[int]
    of_block: list[int]
    """The innermost element around each block."""


def tree_of(blocks: Sequence[Block]) -> Tree:
    """The elements of the blocks' paths, each above those inside it."""
    elements, parents, depths, of_block = tree = Tree([""], [0], [0], [])
    below: list[dict[str, int]] = [{}]
    known: dict[tuple[str, ...], int] = {}
    for block in blocks:
        path = block.path
        place = known.get(path)
        if place is not None:
            of_block.append(place)
            continue
        node = 0
        for element in path:
            inside = below[node]
            found = inside.get(element)
            if found is None:
                found = inside[element] = len(below)
                below.append({})
                elements.append(element)
                parents.append(node)
                depths.append(depths[node] + 1)
            node = found
        known[path] = node
        of_block.append(node)
    return tree


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
    tree: Tree, blocks: Sequence[Block], prose: Sequence[float], lengths: Sequence[float]
) -> list[array[float]]:
    """The columns of PATH_FEATURES for every block; `prose` and `lengths` are words of prose and of text in each."""
    own = _own_places(tree, blocks, prose, lengths)
    around: dict[int, _Place] = {}
    for node, place in own.items():
        for above in _ancestors(tree, node):
            found = around.get(above)
            if found is None:
                found = around[above] = _Place()
            found.add(place)
    total = sum(prose) or 1.0
    top = _top(tree, around)
    common = _common_depths(tree, top)
    depths = tree.depths
    tags = _tags_around(tree)
    rows: dict[int, array[float]] = {}
    for node, place in own.items():
        places = [around[above] for above in _ancestors(tree, node)]
        spread = _spread(place, places, total)
        shared = common[node]
        row = [*tags[node], *spread[:3], shared - depths[top], depths[node] - shared, *spread[3:]]
        rows[node] = array("f", row)
    return [rows[node] for node in tree.of_block]


def _own_places(
    tree: Tree, blocks: Sequence[Block], prose: Sequence[float], lengths: Sequence[float]
) -> dict[int, _Place]:
    """What stands in each element itself."""
    own: dict[int, _Place] = {}
    for node, block, told, length in zip(tree.of_block, blocks, prose, lengths, strict=True):
        place = own.get(node)
        if place is None:
            place = own[node] = _Place()
        place.prose += told
        place.words += length
        place.linked += length * block.link_share
        place.blocks += 1
    return own


def _ancestors(tree: Tree, node: int) -> list[int]:
    """The ANCESTORS elements above one, the nearest first; nothing is above the first but itself."""
    parents = tree.parents
    found: list[int] = []
    for _ in range(ANCESTORS):
        node = parents[node]
        found.append(node)
    return found


def _top(tree: Tree, around: dict[int, _Place]) -> int:
    """The innermost of the elements that hold nearly all of the prose."""
    depths = tree.depths
    weights = {node: place.prose * (1 + 0.03 * depths[node]) for node, place in around.items()}
    most = max(weights.values(), default=0.0)
    best = [node for node, weight in weights.items() if weight == most]
    return best[0] if len(best) == 1 else max(best, key=lambda node: _path(tree, node), default=0)


def _path(tree: Tree, node: int) -> list[str]:
    path: list[str] = []
    while node:
        path.append(tree.elements[node])
        node = tree.parents[node]
    return path[::-1]


def _common_depths(tree: Tree, top: int) -> list[int]:
    """How many elements the path of each shares with that of one, from the top."""
    above = {top}
    while top:
        top = tree.parents[top]
        above.add(top)
    parents, depths = tree.parents, tree.depths
    common = [0]
    for node in range(1, len(parents)):
        common.append(depths[node] if node in above else common[parents[node]])
    return common


def _tags_around(tree: Tree) -> list[list[float]]:
    """For each element which of LANDMARKS are around it, how deep it stands, and whether it is a `<p>` or `<div>`."""
    elements, parents, depths = tree.elements, tree.parents, tree.depths
    found = [[*[0.0] * len(LANDMARKS), 0.0, 0.0, 0.0]]
    for node in range(1, len(parents)):
        tag = elements[node].partition(" ")[0]
        row = found[parents[node]][:]
        if tag in _LANDMARK:
            row[_LANDMARK[tag]] = 1.0
        row[-3:] = (depths[node], tag == "p", tag == "div")
        found.append(row)
    return found


_LANDMARK = {tag: place for place, tag in enumerate(LANDMARKS)}


def _spread(own: _Place, around: Sequence[_Place], total: float) -> list[float]:
    """How prose and links are spread over an element and those above it."""
    parent, grandparent, ancestor = around[:3]
    return [
        parent.prose / total,
        grandparent.prose / total,
        ancestor.prose / total,
        min(50, own.blocks),
        own.prose / total,
        own.links(),
        parent.links(),
        grandparent.links(),
        ancestor.links(),
        min(100, parent.blocks),
    ]


def path_hashes(tree: Tree) -> list[array[int]]:
    """Hashes of the words of the elements around each block, each once: the MOST that are nearest."""
    elements, parents, of_block = tree.elements, tree.parents, tree.of_block
    if COMPILED:
        return _nearest_hashes(elements, parents, of_block)
    known: list[list[int]] = [[]]
    for node in range(1, len(parents)):
        known.append(list(dict.fromkeys(of_element(elements[node]) + known[parents[node]]))[:MOST])
    found = {node: array("I", known[node]) for node in set(of_block)}
    return [found[node] for node in of_block]


def _nearest_hashes(elements: list[str], parents: list[int], of_block: list[int]) -> list[array[int]]:
    """The same as compiled: there are so few of them that to look through them is quicker than a dictionary."""
    whole = array("I", bytes(4 * _MOST * len(parents)))
    counts = array("i", bytes(4 * len(parents)))
    hashes, count_of = whole, counts
    for node in range(1, len(parents)):
        count = 0
        start = node * _MOST
        for value in of_element(elements[node]):
            count = _with(hashes, start, count, count, value)
        own = count
        above = parents[node]
        for place in range(above * _MOST, above * _MOST + count_of[above]):
            count = _with(hashes, start, count, own, hashes[place])
        count_of[node] = count
    found = {node: whole[node * _MOST : node * _MOST + counts[node]] for node in set(of_block)}
    return [found[node] for node in of_block]


def _with(hashes: array[int], start: int, count: int, among: int, value: int) -> int:
    """Adds a hash to `count` others, unless it is one of the first `among` of them, or they are MOST; their count."""
    if count == _MOST:
        return count
    for place in range(start, start + among):
        if hashes[place] == value:
            return count
    hashes[start + count] = value
    return count + 1
