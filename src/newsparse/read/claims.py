"""What a page says about itself, as one clean value each."""

from __future__ import annotations

import re

from newsparse.article import Claim

_LONGEST = 2000
_LONGEST_BODY = 1_000_000
_INLINE_TAG = r"(?i)</?(?:a|b|i|u|em|strong|span|small|mark|font|sub|sup)(?:\s[^<>]{0,300})?>"
_TAG = r"</?[a-zA-Z][^<>]{0,300}>"
# What programs write where they had nothing to say.
_NOTHING = frozenset(
    ["null", "undefined", "none", "nan", "n/a", "false", "true", "[object object]", "unknown", "default"]
)
_UNFILLED = ("{{", "${", "<%", "[[", "%%")
# Control characters, and those that only steer how others are shown; joiners stay, they are part of words.
_UNSEEN = dict.fromkeys(
    (
        *(*range(0x09), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)),
        *(0xAD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
        *(*range(0xD800, 0xE000), 0xFFFE, 0xFFFF),
    )
)


def claim(field: str, said: str | None, origin: str) -> Claim | None:
    """The claim that a page makes with these words; None where they say nothing."""
    value = _value(said, _LONGEST_BODY if field == "body" else _LONGEST) if said else ""
    if not value or (field == "url" and not _is_web(value)) or (field == "author" and (_is_web(value) or "@" in value)):
        return None
    return Claim(field, value, origin)


def _value(said: str, longest: int) -> str:
    # Mark-up and entities only shrink; what is far beyond the limit need not be read.
    text = said[: 4 * longest]
    if "&" in text:
        from html import unescape  # its table of entities takes a millisecond to load

        text = unescape(text)
    if "<" in text:
        text = re.sub(_TAG, " ", re.sub(_INLINE_TAG, "", text))
    value = " ".join(text.split())
    if not value.isprintable():  # nothing unseen is
        value = " ".join(text.translate(_UNSEEN).split())
    value = value[:longest].rstrip()
    nothing = value.casefold() in _NOTHING or value.startswith(_UNFILLED)
    return value if not nothing and any(map(str.isalnum, value)) else ""


def _is_web(value: str) -> bool:
    return value.startswith(("http://", "https://", "//", "www."))
