"""What the words of a block say: `subscribe` speaks against a block, a verb of saying for it.

Words and pairs of words at a block's start, its two ends, the line as a whole where it is short, and pairs of
characters in scripts without spaces, each with a learnt weight. The weights stand in a table by a hash of the words
(`data/words.bin`, one signed byte each), so that the table names no word.
"""

from __future__ import annotations

from itertools import repeat
from pathlib import Path
from zlib import crc32

SIZE = 1 << 17
"""Places in the table, a power of two."""
LAST = SIZE - 1
"""Those bits of a hash that are a place."""
SCALE = 32.0
"""Steps of a weight's byte per unit of log odds."""
START = 400
"""Characters of a block that are looked at."""
HEAD = 12
"""Words looked at from a block's start; what furniture is, it says at once."""
TAIL, END = 3, 60
"""Words looked at before a block's end, and the characters that they stand in."""
WHOLE = 6
"""Words of the longest line that counts as a whole."""
LONGEST_WORD = 24
"""Characters of the longest word in a script that parts words."""
ZEROS = bytes.maketrans(b"0123456789", b"0000000000")
"""All numbers are alike."""
FIRST, LINE = crc32(b"^"), crc32(b"=")


def places(text: str) -> list[int]:
    """Where the table has the weights of a block's words, pairs of words, two ends and, if it is short, the line."""
    return [found & LAST for found in _hashes(text)]


def _hashes(text: str) -> list[int]:
    words = _words(text[:START])
    if not words:
        return []
    if text[0] > "\u2e7f" or _is_long(words[0]):
        return _of_characters(text)
    head = list(map(crc32, words[:HEAD]))
    found = [*head, crc32(words[0], FIRST)]
    # The sum goes on where that of the word before the space ended: that of the pair, with no pair built.
    found.extend(map(crc32, words[1 : HEAD + 1], map(crc32, repeat(b" "), head)))
    last = words if len(text) <= END else _words(text[-END:])
    found.extend(map(crc32, repeat(b"$"), map(crc32, last[-TAIL:])))
    if len(words) <= WHOLE:
        found.append(crc32(b" ".join(words), LINE))
    return found


def _is_long(word: bytes) -> bool:
    return len(word) > LONGEST_WORD and len(word.decode("utf-8", "replace")) > LONGEST_WORD


def _words(text: str) -> list[bytes]:
    return text.lower().encode("utf-8", "replace").translate(ZEROS).split()


def _of_characters(text: str) -> list[int]:
    """The same for a script that parts no words: pairs and triples of characters at the two ends."""
    start, end = text[:24], text[-8:]
    found = [start[i : i + 2] for i in range(len(start) - 1)]
    found += [start[i : i + 3] for i in range(len(start) - 2)]
    found += [end[i : i + 2] + "$" for i in range(len(end) - 1)]
    found.append("^" + text[:2])
    if len(text) <= 2 * WHOLE:
        found.append("=" + text)
    return [crc32(trait.encode("utf-8", "replace")) for trait in found]


def read_words(path: Path) -> memoryview:
    """The learnt weights, SIZE signed bytes."""
    return memoryview(path.read_bytes()).cast("b")


def word_score(text: str, weights: memoryview) -> float:
    """Log odds, from words alone, that a block is story: above 0 for, below 0 against."""
    found = _hashes(text)
    total = 0
    for place in found:
        total += weights[place & LAST]
    return total / (SCALE * len(found) ** 0.5) if found else 0.0
