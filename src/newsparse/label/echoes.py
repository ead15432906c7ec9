# cython: boundscheck=False, wraparound=False
"""What blocks say of what other blocks say: runs of words that stand twice on a page, and the words of its prose.

Compiled where newsparse was built with a C compiler, with a hash for every word and run (`echoes.pxd` has the types);
with the words themselves, and the same outcome, in plain Python.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

COMPILED = not __file__.endswith(".py")
RUNS_IN = 4000
"""Characters of a text that are compared with others."""
LONGEST_WORDS = 16
"""Mean characters of a text's words beyond which it stands in a script without spaces, or is no text."""
RUN_CHARACTERS = 6
"""Characters of a run that stands for three words in scripts without spaces."""
COMPARED = 400
"""Characters from which on a block is not compared with the prose, being part of it."""
LONG_WORD = 5
"""Letters from which on a word tells what a text is about."""
# What the compiled module has as numbers of C: the names above; FNV-1a's start and factor.
_RUNS_IN, _LONGEST_WORDS, _RUN_CHARACTERS, _LONG_WORD = RUNS_IN, LONGEST_WORDS, RUN_CHARACTERS, LONG_WORD
_START, _FACTOR = 0xCBF29CE484222325, 0x100000001B3
_NOBODY, _SEVERAL = 0, -1


def said_elsewhere(texts: Sequence[str]) -> list[float]:
    """For each of some different texts: the share of its runs of words that another one has, too.

    Pull quotes and summaries repeat what the story says, captions and teasers what others say.
    """
    return _hashes_elsewhere(list(texts)) if COMPILED else _words_elsewhere(texts)


def familiar(texts: Sequence[str], prose: Sequence[str]) -> list[float]:
    """For each of some texts the share of its longer words that the prose has too; −1 where that tells nothing."""
    if COMPILED:
        return _hashes_known(list(texts), list(prose))
    known = {word for text in prose for word in _long_words(text)}
    return [_share_in(known, text) for text in texts]


# ------------------------------------------------------------------ with words


def _words_elsewhere(texts: Sequence[str]) -> list[float]:
    runs = [_runs(text[:RUNS_IN]) for text in texts]
    once: set[Any] = set()
    again: set[Any] = set()
    for found in runs:
        again.update(once.intersection(found))
        once.update(found)
    return [sum(map(again.__contains__, found)) / len(found) if found else 0.0 for found in runs]


def _runs(text: str) -> list[str] | list[tuple[str, str, str]]:
    words = text.lower().split()
    if len(words) * LONGEST_WORDS < len(text):
        return [text[at : at + RUN_CHARACTERS] for at in range(max(1, len(text) - RUN_CHARACTERS + 1))]
    return list(zip(words, words[1:], words[2:], strict=False))


def _long_words(text: str) -> list[str]:
    return [word for word in text.lower().split() if len(word) >= LONG_WORD]


def _share_in(known: set[str], text: str) -> float:
    words = _long_words(text) if len(text) < COMPARED else []
    return sum(word in known for word in words) / len(words) if words else -1.0


# ------------------------------------------------------------------ with hashes


def _hashes_elsewhere(texts: list[str]) -> list[float]:
    starts = [text[:RUNS_IN] for text in texts]
    runs = array("Q", bytes(8 * sum([len(text) for text in starts])))
    ends: list[int] = []
    count = 0
    for text in starts:
        count = _write_runs(text, runs, count)
        ends.append(count)
    owners = _owners(runs, ends, _slots_for(count))
    shares: list[float] = []
    start = 0
    for end in ends:
        shares.append(_share_of_several(owners, start, end))
        start = end
    return shares


def _write_runs(text: str, into: array[int], at: int) -> int:
    """Writes a hash of each run of a text from a place on; the place after the last.

    The words' own are written first, and give way to those of the runs.
    """
    runs = into
    words = _write_words(text.lower(), 0, runs, at)
    size = len(text)
    if (words - at) * _LONGEST_WORDS < size:
        return _write_pieces(text, runs, at)
    place = at
    while place + 2 < words:
        runs[place] = ((runs[place] * _FACTOR ^ runs[place + 1]) * _FACTOR ^ runs[place + 2]) * _FACTOR
        place += 1
    return place


def _write_pieces(text: str, into: array[int], at: int) -> int:
    size = len(text)
    last = size - _RUN_CHARACTERS if size > _RUN_CHARACTERS else 0
    for start in range(last + 1):
        value = _START
        stop = start + _RUN_CHARACTERS if start + _RUN_CHARACTERS < size else size
        for place in range(start, stop):
            value = (value ^ ord(text[place])) * _FACTOR
        into[at] = value
        at += 1
    return at


def _write_words(small: str, least: int, into: array[int], at: int) -> int:
    """Writes a hash of each word of a text that has so many letters; the place after the last."""
    value = _START
    length = 0
    for character in small:
        if character.isspace():
            if length >= least and length > 0:
                into[at] = value
                at += 1
            value = _START
            length = 0
        else:
            value = (value ^ ord(character)) * _FACTOR
            length += 1
    if length >= least and length > 0:
        into[at] = value
        at += 1
    return at


def _slots_for(count: int) -> int:
    """The slots of a table that is at most half full; a power of two."""
    size = 8
    while size < 2 * count:
        size *= 2
    return size


def _owners(runs: array[int], ends: list[int], size: int) -> array[int]:
    """For each run the number of the text that has it, counted from 1, or that several have it."""
    keys, owner_of = array("Q", bytes(8 * size)), array("i", bytes(4 * size))
    slots, owners, found = keys, owner_of, runs
    start = 0
    for number, end in enumerate(ends, 1):
        for place in range(start, end):
            slot = _slot(slots, owners, size, found[place])
            if owners[slot] == _NOBODY:
                slots[slot] = found[place]
                owners[slot] = number
            elif owners[slot] != number:
                owners[slot] = _SEVERAL
        start = end
    result = array("i", bytes(4 * start))
    into = result
    for place in range(start):
        into[place] = owners[_slot(slots, owners, size, found[place])]
    return result


def _slot(keys: array[int], owners: array[int], size: int, key: int) -> int:
    """Where a key is, or would be, in a table that has room."""
    slot = (key ^ (key >> 32)) & (size - 1)
    while owners[slot] != _NOBODY and keys[slot] != key:
        slot = (slot + 1) & (size - 1)
    return slot


def _share_of_several(owners: array[int], start: int, end: int) -> float:
    count = 0
    for place in range(start, end):
        count += owners[place] == _SEVERAL
    return count / (end - start) if count else 0.0


def _hashes_known(texts: list[str], prose: list[str]) -> list[float]:
    lengths = [len(text) for text in prose]
    found = array("Q", bytes(8 * max(COMPARED, max(lengths, default=0))))
    letters = sum(lengths)
    size = _slots_for(letters // LONG_WORD + 1)
    keys, owners = array("Q", bytes(8 * size)), array("i", bytes(4 * size))
    for text in prose:
        _put(keys, owners, size, found, _write_words(text.lower(), _LONG_WORD, found, 0))
    shares: list[float] = []
    for text in texts:
        count = _write_words(text.lower(), _LONG_WORD, found, 0) if len(text) < COMPARED else 0
        shares.append(_share_put(keys, owners, size, found, count))
    return shares


def _put(keys: array[int], owners: array[int], size: int, words: array[int], count: int) -> None:
    slots, owner_of, found = keys, owners, words
    for place in range(count):
        slot = _slot(slots, owner_of, size, found[place])
        slots[slot] = found[place]
        owner_of[slot] = 1


def _share_put(keys: array[int], owners: array[int], size: int, words: array[int], count: int) -> float:
    slots, owner_of, found = keys, owners, words
    known = 0
    for place in range(count):
        known += owner_of[_slot(slots, owner_of, size, found[place])]
    return known / count if count else -1.0
