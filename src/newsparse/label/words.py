# cython: boundscheck=False
"""The words of a block, as the network reads them: `subscribe` speaks against a block, a verb of saying for it.

Words and pairs of words at a block's start, its two ends, the line as a whole where it is short, and pairs of
characters in scripts without spaces; and of the elements around a block, the words of their classes and ids. Each is
known by a hash of it, so that what is learnt names no word.

Compiled where newsparse was built with a C compiler (`words.pxd` has the types), and the same in plain Python.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from itertools import chain, repeat
from zlib import crc32

COMPILED = not __file__.endswith(".py")
START = 400
"""Characters of a block that are looked at."""
HEAD = 12
"""Words looked at from a block's start; what furniture is, it says at once."""
TAIL, END = 3, 60
"""Words looked at before a block's end, and the characters that they stand in."""
WHOLE = 6
"""Words of the longest line that counts as a whole."""
MOST = 2 * HEAD + TAIL + 2
"""Hashes of a block of words."""
LONGEST_WORD = 24
"""Characters of the longest word in a script that parts words."""
LONGEST_ELEMENT = 100
"""Characters of an element that are read."""
NAMED = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
"""A word of a name."""
ZEROS = bytes.maketrans(b"0123456789", b"0000000000")
"""All numbers are alike."""
FIRST, LINE = crc32(b"^"), crc32(b"=")
# What the compiled module sums up with: the remainder of each byte, and C's numbers for the names above.
_REMAINDERS = array("I", [crc32(bytes([byte]), 2**32 - 1) ^ 2**32 - 1 for byte in range(256 if COMPILED else 0)])
_FIRST, _LINE, _HEAD, _TAIL, _WHOLE, _ONES = FIRST, LINE, HEAD, TAIL, WHOLE, 2**32 - 1


def hashes(text: str) -> array[int]:
    """A hash of each of a block's words, pairs of words, two ends and, if it is short, of the line as a whole."""
    words = _spelled(text[:START])
    first = words.split(None, 1)
    if not first:
        return array("I")
    if text[0] > "\u2e7f" or _is_long(first[0]):
        return array("I", _of_characters(text))
    end = words if len(text) <= END else _spelled(text[-END:])
    return _of_words(words, end) if COMPILED else array("I", _of_split_words(words.split(), end.split()))


def _spelled(text: str) -> bytes:
    return text.lower().encode("utf-8", "replace").translate(ZEROS)


def _is_long(word: bytes) -> bool:
    return len(word) > LONGEST_WORD and len(word.decode("utf-8", "replace")) > LONGEST_WORD


def _of_split_words(words: list[bytes], end: list[bytes]) -> list[int]:
    head = list(map(crc32, words[:HEAD]))
    found = [*head, crc32(words[0], FIRST)]
    # The sum goes on where that of the word before the space ended: that of the pair, with no pair built.
    found.extend(map(crc32, words[1 : HEAD + 1], map(crc32, repeat(b" "), head)))
    found.extend(map(crc32, repeat(b"$"), map(crc32, end[-TAIL:])))
    if len(words) <= WHOLE:
        found.append(crc32(b" ".join(words), LINE))
    return found


def _of_words(words: bytes, end: bytes) -> array[int]:
    """The same hashes in another order, as compiled: in one go over the bytes."""
    found = array("I", bytes(4 * MOST))
    into = found
    count = number = at = 0
    before = line = 0
    size = len(words)
    while number <= _HEAD:
        start = _next(words, at, size)
        at = _stop(words, start, size)
        if at == start:
            break
        word = _sum(words, start, at, 0)
        if number < _HEAD:
            into[count] = word
            count += 1
        into[count] = _sum(words, start, at, _plus(before, 32) if number else _FIRST)
        line = _sum(words, start, at, _plus(line, 32) if number else _LINE)
        before = word
        count += 1
        number += 1
    if number <= _WHOLE:
        into[count] = line
        count += 1
    at = len(end)
    for _ in range(_TAIL):
        stop = _back(end, at, True)
        at = _back(end, stop, False)
        if at == stop:
            break
        into[count] = _plus(_sum(end, at, stop, 0), 36)
        count += 1
    return found[:count]


def _next(data: bytes, at: int, size: int) -> int:
    """Where the next word starts."""
    while at < size and (data[at] == 32 or 9 <= data[at] <= 13):
        at += 1
    return at


def _stop(data: bytes, at: int, size: int) -> int:
    """Where the word ends that starts there."""
    while at < size and not (data[at] == 32 or 9 <= data[at] <= 13):
        at += 1
    return at


def _back(data: bytes, at: int, blank: bool) -> int:
    """Where what ends there starts: white space, or a word."""
    while at > 0 and (data[at - 1] == 32 or 9 <= data[at - 1] <= 13) == blank:
        at -= 1
    return at


def _sum(data: bytes, at: int, stop: int, start: int) -> int:
    """The CRC-32 of some bytes, going on from another."""
    rest = start ^ _ONES
    for place in range(at, stop):
        rest = _REMAINDERS[(rest ^ data[place]) & 0xFF] ^ (rest >> 8)
    return rest ^ _ONES


def _plus(start: int, byte: int) -> int:
    """The CRC-32 of one more byte."""
    rest = start ^ _ONES
    return _REMAINDERS[(rest ^ byte) & 0xFF] ^ (rest >> 8) ^ _ONES


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


@lru_cache(maxsize=4096)
def of_element(element: str) -> list[int]:
    """Hashes of an element's words: of `div article-body` those of <div>, article, body and .article-body."""
    read = element[:LONGEST_ELEMENT]
    if COMPILED and read.isascii() and read.isprintable():
        return _of_names(read.encode())
    tag, _, names = read.partition(" ")
    return [_hash(f"<{tag}>"), *chain.from_iterable(map(_of_name, names.split()))]


# Elements differ from page to page; names of classes recur on pages of any site.
@lru_cache(maxsize=4096)
def _of_name(name: str) -> list[int]:
    return list(map(_hash, words_of(name)))


def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


def words_of(name: str) -> list[str]:
    """The words of a name: of `article-body` article, body, and .article-body for the whole."""
    words = [word.lower() for word in NAMED.findall(name)]
    if name.isascii() and not name.isalpha():
        words.append(f".{name.lower()}")
    return words


def _of_names(element: bytes) -> list[int]:
    """What `of_element` gives of an element in ASCII, as compiled."""
    size = len(element)
    stop = _stop(element, 0, size)
    found = [_plus(_sum(element, 0, stop, _plus(0, 60)), 62)]
    start = _next(element, stop, size)
    while start < size:
        stop = _stop(element, start, size)
        at = start
        while at < stop:
            end = _end_of_word(element, at, stop)
            if end > at:
                found.append(_small_sum(element, at, end, 0))
            at = max(at + 1, end)
        if not _is_all_letters(element, start, stop):
            found.append(_small_sum(element, start, stop, _plus(0, 46)))
        start = _next(element, stop, size)
    return found


def _end_of_word(name: bytes, at: int, stop: int) -> int:
    """Where the match of NAMED ends that starts there; the start itself where there is none."""
    start = end = at + _is_capital(name[at])
    while end < stop and _is_small(name[end]):
        end += 1
    if end - start >= 2:
        return end
    end = at
    while end < stop and _is_capital(name[end]):
        end += 1
    if end < stop and _is_small(name[end]):
        end -= 1
    return end if end - at >= 2 else at


def _is_all_letters(name: bytes, at: int, stop: int) -> bool:
    while at < stop and (_is_small(name[at]) or _is_capital(name[at])):
        at += 1
    return at == stop


def _is_small(letter: int) -> bool:
    return 97 <= letter <= 122


def _is_capital(letter: int) -> bool:
    return 65 <= letter <= 90


def _small_sum(data: bytes, at: int, stop: int, start: int) -> int:
    """The CRC-32 of some bytes in small letters."""
    for place in range(at, stop):
        start = _plus(start, data[place] + 32 if _is_capital(data[place]) else data[place])
    return start
