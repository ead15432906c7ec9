"""Texts as short signatures by which near-duplicates are told: MinHash over runs of words or characters."""

from __future__ import annotations

import re
import string
from operator import eq
from struct import pack, unpack
from typing import TYPE_CHECKING

from newsparse.lexicon.script import fold_letters, is_spaceless, units

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 30
"""Words of a text that has a signature. Shorter ones are notices and teasers, in which a phrase that many pages have
weighs as much as the news."""

_WORDS = 3
_CHARACTERS = 6
"""Of Chinese, Japanese or Thai: about as much as three words."""

_MOST = 500_000
"""Characters that are looked at, a novel's worth: memory is not to grow with a page without end."""

_VALUES = 128
"""The share is then right to 0.04 or better."""
_SEED = 7
_BANDS = "<32q"
"""Four values to a band: of texts that have half of their runs in common, 87 in 100 share a band; of those that have
0.6, 99; of those that have a fifth, 5."""

_MARKS = string.punctuation + "«»„“”‘’‹›…–—·•¿¡。、，．！？：；（）「」『』【】《》〈〉،؛؟।"
_WORD = re.compile(rf"[^\s{re.escape(_MARKS)}]+")


def algorithm() -> str:
    """What made the signatures: two that were made by different ones cannot be compared. Raises ImportError."""
    from rensa import RMinHash

    return f"minhash {RMinHash.ALGORITHM_VERSION}"


def signature(text: str) -> bytes:
    """256 bytes for a text, none for a short one."""
    if units(text) < LEAST:
        return b""
    from rensa import RMinHash

    sketch = RMinHash(_VALUES, _SEED)
    sketch.update(runs(text.encode("utf-8", "replace").decode()))  # a lone surrogate would be an error
    # Of a value's 32 bits 16 are enough: two that differ have the same in one of 65,536 cases.
    return pack("<128H", *(value & 0xFFFF for value in sketch.digest()))


def runs(text: str) -> list[str]:
    """Every three words that follow each other (six characters where no spaces part words), case and marks aside."""
    words = _WORD.findall(fold_letters(text[:_MOST]))
    pieces: Sequence[str] = words
    size = _WORDS
    if is_spaceless(text):
        pieces, size = [character for character in "".join(words) if character.isalnum()], _CHARACTERS
    return list(map(" ".join, zip(*(pieces[start:] for start in range(size)), strict=False)))


def bands(signed: bytes) -> tuple[int, ...]:
    """32 numbers; near-duplicates have at least one of them in common."""
    return unpack(_BANDS, signed)


def share(one: bytes, other: bytes) -> float:
    """Of the runs of words of two texts, the share that both have, 0 to 1, as their signatures tell it."""
    same = sum(map(eq, memoryview(one).cast("H"), memoryview(other).cast("H")))
    return float(same / _VALUES)
