"""Traces: whether a text can have one of some words, told by sums over its letters, without a word cut out of it.

Texts that have none of them, as most lines of a page have, are told in a fraction of the time that it takes to fold and
split them; what has the trace of a word is still to be looked at. Compiled where newsparse was built with a C compiler
(`traces.pxd` has the types); in plain Python, where these sums would take longer than they spare, every text may have
what is asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Set

from newsparse.lexicon.script import stems

COMPILED = not __file__.endswith(".py")
_LAST_TRACE = 4095
_OPENING = 3
"""Letters of a word that leave a trace where it may stand inside others."""
_LAST_RUN = 0x7FFF
_RUN = 5
"""Letters that leave a trace together: each goes three bits further up, until none of its is left."""


def traces(words: Iterable[str]) -> bytes:
    """What `may_share` needs of some folded words: a mark for each of those in ASCII."""
    found = bytearray(_LAST_TRACE + 1)
    for word in filter(str.isascii, words):
        trace = 0
        for character in word:
            trace = 31 * trace + ord(character) & _LAST_TRACE
        found[trace] = 1
    return bytes(found)


def may_share(text: str, known: bytes) -> bool:
    """Whether a text can have, once it is folded, one of the words that left these traces.

    Tells of most lines in ASCII that they have none, in less time than it takes to fold and split them.
    """
    if not COMPILED:
        return True
    trace = 0
    for character in text:
        code = ord(character)
        if code > 127:
            return True
        if character.isspace():
            if known[trace]:
                return True
            trace = 0
        else:
            if 65 <= code <= 90:
                code += 32
            elif code == 96:
                code = 39
            trace = 31 * trace + code & _LAST_TRACE
    return known[trace] != 0


def may_name(text: str, known: bytes) -> bool:
    """The same as `may_share` of words that are parted by marks, too."""
    if not COMPILED:
        return True
    trace = 0
    for character in text:
        code = ord(character)
        if 65 <= code <= 90:
            code += 32
        if 97 <= code <= 122 or 48 <= code <= 57:
            trace = 31 * trace + code & _LAST_TRACE
        elif (code > 127 and character not in "–—‘’“”„«»…") or known[trace]:
            return True
        else:
            trace = 0
    return known[trace] != 0


def opening_traces(words: Iterable[str]) -> bytes:
    """What `may_hold` needs of some words in small letters, without blanks and dots."""
    openings = {word[:_OPENING] for word in words if word.isascii()}
    return traces(openings) if min(map(len, openings), default=0) == _OPENING else b"\1" * (_LAST_TRACE + 1)


def may_hold(text: str, known: bytes) -> bool:
    """Whether a text can have one of the words that left these traces anywhere in it, blanks and dots aside."""
    if not COMPILED:
        return True
    last = before = 0
    for character in text:
        code = ord(character)
        if code > 126:
            return True
        if code > 32 and code != 46:
            if 65 <= code <= 90:
                code += 32
            if known[31 * (31 * before + last) + code & _LAST_TRACE]:
                return True
            before, last = last, code
    return False


def run_traces(texts: Iterable[str]) -> bytes:
    """What `may_open_in` needs of some texts in small letters, without all that is neither letter nor figure."""
    found = bytearray(_LAST_RUN + 1)
    for text in texts:
        trace = 0
        for character in text:
            trace = (trace << 3) + ord(character) & _LAST_RUN
            found[trace] = 1
    return bytes(found)


def may_open_in(text: str, most: int, known: bytes) -> bool:
    """Whether the first letters and figures of a text, `most` of them, can stand in the texts that left these traces.

    Marks, blanks and capitals do not matter.
    """
    if not COMPILED:
        return True
    count = trace = 0
    for character in text:
        code = ord(character)
        if 65 <= code <= 90:
            code += 32
        if 97 <= code <= 122 or 48 <= code <= 57:
            trace = (trace << 3) + code & _LAST_RUN
            count += 1
            if count >= _RUN and not known[trace]:
                return False
            if count == most:
                break
        elif code > 127 and character not in "–—‘’“”„«»€…":
            return True
    return True


def known_stems(text: str, least: int, most: int, known: Set[str]) -> set[str]:
    """The same as `script.stems`, but only those of the words that are known."""
    if not COMPILED:
        return stems(text, least, most) & known
    left = traces(known)
    found: set[str] = set()
    start = trace = 0
    foreign = False
    for place, character in enumerate(f"{text} "):
        if "a" <= character <= "z" or character.isalnum() or character == "_":
            if place - start < most:
                trace = 31 * trace + ord(character) & _LAST_TRACE
                foreign = foreign or character > "\x7f"
        else:
            if place - start >= least and (foreign or left[trace]):
                word = text[start : min(place, start + most)]
                if word in known:
                    found.add(word)
            start = place + 1
            trace = 0
            foreign = False
    return found


def known_words(words: bytes, known: bytes) -> list[str]:
    """Of the words that stand between blanks in UTF-8, those that may have left these traces, most of them once."""
    found: list[str] = []
    first = array("i", bytes(4 * (_LAST_TRACE + 1)))
    first_with = first
    start = trace = 0
    size = len(words)
    foreign = parted = False
    for place in range(size + 1):
        code = words[place] if place < size else 32
        if code == 32:
            if parted:
                found.extend(words[start:place].decode().split())
            elif not foreign and known[trace] and not _is_again(words, first_with[trace] - 1, start, place):
                first_with[trace] = start + 1
                found.append(words[start:place].decode())
            start = place + 1
            trace = 0
            foreign = parted = False
        elif code > 127:
            foreign = True
            # The first bytes of all white space beyond ASCII.
            parted = parted or code == 0xC2 or 0xE1 <= code <= 0xE3
        else:
            trace = 31 * trace + code & _LAST_TRACE
    return found


def _is_again(words: bytes, before: int, start: int, end: int) -> bool:
    """Whether the word that starts and ends there stands at the place before, too; less than 0 is none."""
    if before < 0 or words[before + end - start] != 32:
        return before >= 0 and end == start
    place = 0
    while place < end - start and words[before + place] == words[start + place]:
        place += 1
    return place == end - start
