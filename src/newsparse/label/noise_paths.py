"""What kind of noise a block is by the classes, ids and tags of the elements around it: `data/noise_paths.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from newsparse.article import Block
from newsparse.lexicon.languages import read_data

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BLANKS = bytes(code if chr(code).islower() and code < 128 else 32 for code in range(256))
FOOTER = "legal footer"
NAVIGATION = "interface or navigation"
LINKED = 0.5
"""Share of links from which on a line of the footer leads elsewhere and tells nothing."""
SHORT = 32
"""Characters of what heads such links, or is one whose link the form does not show."""
LONGEST = 300
"""Characters of an element's classes that are read."""


class NoisePaths:
    """What the elements of one page say, those aside that the story stands in."""

    def __init__(self, kept: Iterable[Block]) -> None:
        """For a page whose story are these blocks."""
        # The innermost element holds a block alone: another with the same classes may hold anything.
        self._story = {path[:depth] for path in {block.path for block in kept} for depth in range(len(path))}
        self._known: dict[tuple[str, ...], str | None] = {}

    def reason(self, block: Block) -> str | None:
        """What the innermost element that says anything takes a block for."""
        said = self._innermost(block.path)
        return NAVIGATION if said == FOOTER and _leads_elsewhere(block) else said

    def _innermost(self, path: tuple[str, ...]) -> str | None:
        known = self._known
        if path not in known:
            out = not path or path in self._story
            known[path] = None if out else _said(path[-1]) or self._innermost(path[:-1])
        return known[path]


def _leads_elsewhere(block: Block) -> bool:
    return block.link_share > LINKED or (len(block.text) < SHORT and "©" not in block.text)


@lru_cache(maxsize=4096)
def _said(element: str) -> str | None:
    words = _words_of_rules().intersection(_words_of(element[:LONGEST]))
    if not words:
        return None
    singles, pairs = _rules()
    found = [singles[word] for word in words & singles.keys()]
    found += [rule for pair, rule in pairs if pair <= words]
    return min(found)[1] if found else None


def _words_of(element: str) -> list[str]:
    """The words of an element's tag and classes, in small letters, and its tag in angle brackets."""
    if element.islower():  # as most are: then all that is no letter parts words
        words = element.encode("ascii", "replace").translate(_BLANKS).decode().split()
    else:
        words = [word.lower() for word in WORD.findall(element)]
    words.append(f"<{element.partition(' ')[0]}>")
    return words


@lru_cache(maxsize=1)
def _words_of_rules() -> frozenset[str]:
    singles, pairs = _rules()
    return frozenset(singles).union(*(pair for pair, _ in pairs))


@lru_cache(maxsize=1)
def _rules() -> tuple[dict[str, tuple[int, str]], list[tuple[frozenset[str], tuple[int, str]]]]:
    """Rank and kind of noise by words, and by pairs of words."""
    singles: dict[str, tuple[int, str]] = {}
    pairs: list[tuple[frozenset[str], tuple[int, str]]] = []
    for rank, kind in enumerate(read_data("noise_paths.toml")["kind"]):
        rule = (rank, kind["reason"])
        singles.update((word, rule) for word in kind["words"].split() if word not in singles)
        pairs.extend((frozenset(pair.split()), rule) for pair in kind.get("pairs", "").split(";") if pair.strip())
    return singles, pairs
