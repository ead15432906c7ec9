"""What the elements around a block say: the words of their classes and ids, and how the page's prose is spread.

The words' weights are learnt (`data/path_words.json`): `sidebar` speaks against, `entry` for a block. A word counts
once however often it stands on the path.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from newsparse.article import Block
from newsparse.learnt import DATA

NEAR = 8
"""Elements around a block whose words count."""
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

SCORES = ("path_score", "path_near", "path_low", "path_high")
PATH_FEATURES = (
    *SCORES,
    *(f"in_{tag}" for tag in LANDMARKS),
    *"depth is_p is_div parent_share grandparent_share ancestor_share top_common top_depth".split(),
)


def path_columns(blocks: Sequence[Block], prose: Sequence[float], lengths: Sequence[float]) -> list[list[float]]:
    """The columns of PATH_FEATURES for every block.

    `prose` and `lengths` are words of prose and of text in each block.
    """
    weights = word_weights()
    mass: dict[tuple[str, ...], float] = defaultdict(float)
    for block, words in zip(blocks, prose, strict=True):
        for depth in range(1, 5):
            mass[block.path[:-depth]] += words
    total = sum(prose) or 1.0
    top = max(mass, key=lambda path: (_weight_of_place(mass[path], path), path), default=())
    scores: dict[tuple[str, ...], list[float]] = {}
    rows: list[list[float]] = []
    for block in blocks:
        path = block.path
        if path not in scores:
            scores[path] = [*path_scores(path, weights), *_landmarks(path)]
        common = _common(path, top)
        rows.append(
            [
                *scores[path],
                mass.get(path[:-1], 0.0) / total,
                mass.get(path[:-2], 0.0) / total,
                mass.get(path[:-3], 0.0) / total,
                common - len(top),
                len(path) - common,
            ]
        )
    return rows


def words_of(path: Sequence[str]) -> frozenset[str]:
    """The words of tags, classes and ids of the nearest elements: `div article-body` gives div, article, body."""
    return frozenset(word for element in path[-NEAR:] for word in _words(element))


@lru_cache(maxsize=4096)
def _words(element: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(element[:200])) | {f"<{element.split(' ', 1)[0]}>"}


@lru_cache
def word_weights() -> dict[str, float]:
    """Learnt weights of path words, in log odds."""
    data = json.loads((DATA / "path_words.json").read_bytes())
    weights: dict[str, float] = data["weights"]
    return weights


def path_scores(path: tuple[str, ...], weights: dict[str, float]) -> list[float]:
    """The columns of SCORES: the sum over all words, over the two nearest elements', the lowest, the highest."""
    known = [weights[word] for word in words_of(path) if word in weights]
    near = [weights[word] for element in path[-2:] for word in _words(element) if word in weights]
    return [sum(known), sum(near), min(known, default=0.0), max(known, default=0.0)]


def _landmarks(path: tuple[str, ...]) -> list[float]:
    tags = [element.split(" ", 1)[0] for element in path]
    last = tags[-1] if tags else ""
    return [*(float(tag in tags) for tag in LANDMARKS), float(len(path)), float(last == "p"), float(last == "div")]


def _weight_of_place(mass: float, path: tuple[str, ...]) -> float:
    """Prefers the innermost of the elements that hold nearly all of the prose."""
    return mass * (1 + 0.03 * len(path))


def _common(path: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many elements two paths share from the top."""
    count = 0
    for one, two in zip(path, other, strict=False):
        if one != two:
            break
        count += 1
    return count
