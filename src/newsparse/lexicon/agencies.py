"""News agencies, and where a text credits them: `data/agencies.toml`.

Only credits count, in a place of their own: `(Reuters) -`, `dpa/AFP`, `© AP`; never the agency as an actor, as in
`told Reuters`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newsparse.lexicon.languages import read_data
from newsparse.lexicon.script import first_word, fold, fold_lines

_SHORT = 4
"""Forms up to this length are compared with their case: `AA`, `PA` and `ANA` are words when written otherwise."""
# Compiled when a text has the marks for them, which few have.
_PARTS = r"\s*(?:[/,;|+&・、，／－—–=＝-]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bet\b|\bvia\b)\s*"
_BETWEEN = "/,;|+&・、，－—–=＝-"
"""Marks between agencies."""
_JOINING = frozenset({"and", "und", "et", "y", "e", "via"})
"""The words of _PARTS, which may stand first where the agency before them was cut away."""
_LONGEST_PICTURE = 60
"""Characters of the longest name of a picture agency, and more."""
_WRAPPING = " \t()[]（）【】«»\"'“”„©®:：.。*-–—/＝=<>ⓒ"
# A place and perhaps a date, then the agency in brackets, then a dash or colon; or the bracket first.
_LATIN_DATELINE = r"^([^()（）\n]{0,70})[(（]([^()（）\n]{2,60})[)）]\s{0,3}(?:[-–—―:.~]|$)"
_BRACKETED_OPENING = r"^[(（【\[<]([^()（）【】\[\]<>\n]{2,60})[)）】\]>]"
_PLAIN_DATELINE = r"^([^.!?。\n]{2,70}?)\s*(?:[,./]\s*|[-–—]\s*)([^\s,./–—-][^,./–—\n]{1,30}?)\s?/?\.?\s?[-–—]{1,2}\s"
_WIRE_PREFIX = r"^([^\s。，,0-9]{2,8}?)(?=[^\s。，,]{0,12}\d{1,2}\s?[日月])"
_CLOSING_BRACKET = r"[(（\[【/]([^()（）\[\]【】/\n]{2,60})[)）\]】/]\s*[.。]?$"


def agency_named(text: str) -> str | None:
    """The agency that a text is the name of, by its canonical name; None where there is anything besides."""
    bare = text.strip(_WRAPPING)
    wire = _forms("wire")
    return wire.get(bare) or wire.get(fold(bare))


def agencies_listed(text: str) -> tuple[str, ...]:
    """The agencies of a text that names nothing but agencies: `dpa/AFP` gives both; else empty."""
    bare = text.strip(_WRAPPING)
    if len(bare) > 80 or not _may_be_agency(bare):
        return ()
    whole = agency_named(bare)
    if whole is not None:
        return (whole,)
    found = [agency_named(part) for part in re.split(_PARTS, bare) if part.strip(_WRAPPING)]
    return tuple(dict.fromkeys(name for name in found if name)) if found and all(found) else ()


def agencies_signed(text: str) -> tuple[str, ...]:
    """The agencies of a text that names them alone, or beside initials or a paper: `aja/PAP`, `FR mit dpa`."""
    bare = text.strip(_WRAPPING)
    if not bare or len(bare) > 80:
        return ()
    if listed := agencies_listed(bare):
        return listed
    if helped := _helping().match(bare):
        return agencies_listed(bare[helped.end() :])
    parts = [part.strip(_WRAPPING) for part in re.split("[/／]", bare)]
    named = [agency_named(part) for part in parts]
    # `PA/NY` says something else; small letters are an editor's.
    capitals = all(len(part) > 2 for part, name in zip(parts, named, strict=True) if name)
    if any(name is None and not _is_sign(part, capitals) for part, name in zip(parts, named, strict=True)):
        return ()
    return tuple(dict.fromkeys(name for name in named if name))


def _is_sign(text: str, capitals: bool) -> bool:
    return len(text) <= 4 and text.isalpha() and (text.islower() or (capitals and text.isupper()))


@lru_cache(maxsize=1)
def _helping() -> re.Pattern[str]:
    """What stands before agencies that helped: perhaps the paper that did the rest, then `mit` or the like."""
    words = sorted(_table()["words"]["with"].split("; "), key=len, reverse=True)
    return re.compile(rf"(?:\S{{1,12}} )?(?:{'|'.join(map(re.escape, words))}) ", re.IGNORECASE)


def agency_at_end(text: str) -> str | None:
    """The agency behind the names of a byline, without a mark between them: `Jane Doe The Associated Press`."""
    words = text.split()
    if "/" in words:  # whose picture it is, mostly
        return None
    for count in (3, 2):
        name = agency_named(" ".join(words[-count:])) if len(words) > count else None
        if name is not None:
            return name
    last = words[-1] if len(words) > 1 else ""
    # A longer word could be somebody's family name.
    signed = agencies_signed(last) if len(last) <= _SHORT or "/" in last else ()
    return signed[0] if signed else None


def agency_in_place(text: str) -> str | None:
    """The agency of a line that says where it reports from: `Associated Press in Lisbon`."""
    found = re.fullmatch(r"(.{2,40}?) in ([^\W\d_a-z]\w+(?: \w+){0,2})", text.strip())
    return agency_named(found[1]) if found else None


def _may_be_agency(text: str) -> bool:
    """Whether its first word opens the name of an agency: nearly no text does, and this is asked of every line."""
    first = first_word(text, _BETWEEN)
    return bool(first) and fold(first) in _first_words()


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    found = (first_word(form, _BETWEEN) for form in _forms("wire"))
    return _JOINING.union(fold_lines("\n".join([first for first in found if first])))


def is_picture_agency(text: str) -> bool:
    """Whether a text is the name of an agency that only sells pictures."""
    bare = text.strip(_WRAPPING)
    if len(bare) > _LONGEST_PICTURE or (bare[:2].isascii() and bare[:2].lower() not in _picture_openings()):
        return False
    return fold(bare) in _forms("picture")


@lru_cache(maxsize=1)
def _picture_openings() -> frozenset[str]:
    """The first two characters of their names, by which nearly no other line starts."""
    return frozenset(form[:2] for form in _forms("picture"))


def agency_of_dateline(text: str) -> str | None:
    """The agency that a paragraph's opening credits: `PARIS (Reuters) -`, `新华社北京7月26日电`, `(서울=연합뉴스)`."""
    opening = text[:200]
    for pattern, marks in ((_LATIN_DATELINE, "(（"), (_PLAIN_DATELINE, "-–—")):
        found = re.match(pattern, opening) if _has_any(marks, opening) else None
        if found and _is_place(found[1]):
            agencies = agencies_signed(found[2])
            if agencies:
                return agencies[0]
    found = re.match(_BRACKETED_OPENING, opening) if _has_any("(（【[<", opening[:1]) else None
    if found:
        return _first_agency(found[1])
    found = re.match(_WIRE_PREFIX, opening) if _has_any("日月", opening) else None
    return _prefixing(found[1]) if found else None


def agency_of_closing(text: str) -> str | None:
    """The agency in brackets or strokes at a paragraph's end: `… sagte er. (dpa)`, `/ritzau/`."""
    ending = text[-80:]
    found = re.search(_CLOSING_BRACKET, ending) if _has_any("(（[【/", ending) else None
    if not found:
        return None
    agencies = agencies_signed(found[1])
    return agencies[0] if agencies else None


def _has_any(marks: str, text: str) -> bool:
    return any(mark in text for mark in marks)


def _is_place(text: str) -> bool:
    """Whether what stands before the agency can be a place and a date: few words, no small one at the start."""
    words = text.split()
    return len(words) <= 9 and not (words and words[0][:1].islower())


def _first_agency(text: str) -> str | None:
    agencies = agencies_listed(text)
    if agencies:
        return agencies[0]
    for part in re.split(r"[=＝\s/,、・]+", text):
        name = agency_named(part) or _prefixing(part)
        if name is not None:
            return name
    return None


def _prefixing(text: str) -> str | None:
    """The agency whose name, in a script without spaces, opens the text: `新华社北京`."""
    if text.isascii():
        return None
    for length in range(min(len(text), 7), 1, -1):
        name = _forms("wire").get(text[:length])
        if name is not None:
            return name
    return None


def names_of_agencies() -> frozenset[str]:
    """Every name that an agency goes by, with its case."""
    return frozenset(form for kind in ("wire", "picture") for _, form in _named(kind))


@lru_cache(maxsize=2)
def _forms(kind: str) -> dict[str, str]:
    """Every form of the agencies of a kind, folded where it is not short, with the canonical name."""
    return {form if len(form) <= _SHORT and kind == "wire" else fold(form): name for name, form in _named(kind)}


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return read_data("agencies.toml")


def _named(kind: str) -> Iterator[tuple[str, str]]:
    """The canonical name of each agency of a kind, with every form of it."""
    for name, others in _table()[kind].items():
        for form in (name, *others.split("; ")):
            if form:
                yield name, form
