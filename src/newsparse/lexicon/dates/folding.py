"""Folding that keeps every character at its place, so that what is found there can be cut from the text."""

from __future__ import annotations

import unicodedata

_PLAIN = {
    "ı": "i",
    "’": "'",
    "ʼ": "'",
    "‘": "'",
    "׳": "'",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "،": ",",
    "、": ",",
    "。": ".",
}


def _fold(character: str) -> str:
    if unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cf", "Cc"):
        return " "
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    bare = [c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) != "Mn"]
    # Superscripts and circled numbers are marks in a text, not numbers of a date.
    if len(bare) != 1 or bare[0].isdecimal():
        bare = [character]
    lower = bare[0].casefold()
    return _PLAIN.get(lower, lower) if len(lower) == 1 else character


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = self[code] = _PLAIN.get(character) or _fold(character)
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """Lower case, accents off, digits of any script as 0 to 9, every space a blank; of the same length as the text."""
    if text.isascii() and text.isprintable():
        return text.lower()
    return text.translate(_TABLE)
