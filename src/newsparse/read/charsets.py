"""Names of encodings, as pages write them and as Python knows them, and the guess where nobody says one."""

from __future__ import annotations

import codecs
import re

_HEAD = 4096

# What browsers take a label for (WHATWG Encoding Standard) where Python's codec of that name is a narrower one.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_jp": "euc_jis_2004",
    "euc_kr": "cp949",
    "johab": "cp949",
    "iso2022_jp": "iso2022_jp_ext",
}
# Labels of the same standard that Python does not know.
_LABELS = {
    "ansi_x3.4-1968": "cp1252",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb_2312": "gb18030",
    "csiso58gb231280": "gb18030",
    "csgb2312": "gb18030",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jis_2004",
    "ks_c_5601-1989": "cp949",
    "windows-949": "cp949",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "koi8": "koi8-r",
    "koi": "koi8-r",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
}
_LATIN_PARTS = (2, 3, 4, 10, 13, 14, 15, 16)
_LATIN = frozenset(["cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "mac-roman"]) | frozenset(
    f"iso8859-{part}" for part in _LATIN_PARTS
)
_OTHER_SCRIPTS = frozenset(["cp1251", "cp1253", "cp1255", "cp1256", "cp866", "cp874", "koi8-r", "koi8-u"]) | frozenset(
    ["mac-cyrillic", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8"]
)
_EAST_ASIAN = frozenset(["gb18030", "big5hkscs", "cp932", "euc_jis_2004", "cp949", "iso2022_jp_ext"])
_WEB = _LATIN | _OTHER_SCRIPTS | _EAST_ASIAN | {"utf-8"}
# They run code pages of the machine, or escape codes, or take quadratic time: no page's text needs them.
_REFUSED = frozenset(
    ["charmap", "idna", "mbcs", "oem", "punycode", "undefined", "unicode-escape", "utf-7"]
) | frozenset(["raw-unicode-escape"])
# What is worth guessing.
_GUESSES = (
    *("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "cp1258"),
    *("cp1251", "koi8_r", "iso8859_5", "cp866", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp874"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
)

_META = re.compile(rb"<meta\s[^>]{0,400}", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([a-z0-9_:.-]{1,40})""", re.IGNORECASE)
_LATIN_RUN = re.compile("[\u00a1-\u024f]{2,}")


def python_name(label: str) -> str | None:
    """Python's name of the encoding that a label means, read as widely as browsers read it; None where unknown."""
    folded = label.strip().lower()
    known = _LABELS.get(folded) or _LABELS.get(folded.replace("_", "-"))
    if known:
        return known
    try:
        codec = codecs.lookup(folded)
    except (LookupError, ValueError):
        return None
    if codec.name in _REFUSED or not codec._is_text_encoding:
        return None
    return _WIDER.get(codec.name, codec.name)


def declared(data: bytes) -> str | None:
    """Python's name of the encoding that the page's own head states, where it is one that web pages can have."""
    head = data[:_HEAD]
    found = _XML.match(head)
    for meta in _META.finditer(head):
        if found:
            break
        found = _CHARSET.search(meta.group())
    name = python_name(found.group(1).decode("ascii")) if found else None
    # Whoever could read the statement in ASCII letters does not have UTF-16 before them.
    if name in {"utf-16", "utf-16-le", "utf-16-be", "utf-32"}:
        return "utf-8"
    return name if name in _WEB else None


def believable(sample: bytes, name: str) -> bool:
    """Whether bytes read in a legacy encoding look like text of it."""
    text = sample.decode(name, "replace")
    foreign = sum(char > "\x7f" for char in text)
    if text.count("\ufffd") > max(1, foreign // 50):
        return False
    if name not in _LATIN:
        return True
    # Latin writing seldom has accented letters side by side: runs of them are another script, misread.
    runs = sum(len(run) for run in _LATIN_RUN.findall(text))
    return 2 * runs <= foreign


def guessed(sample: bytes) -> str | None:
    """Python's name of the legacy encoding that bytes seem to be in; None where nothing fits."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_GUESSES)).best()
    if best is None:
        return None
    # Where Latin encodings agree on every byte that is there, the most common one is meant.
    same = python_name(best.encoding) in _LATIN and str(best) == sample.decode("cp1252", "replace")
    return "cp1252" if same else python_name(best.encoding)
