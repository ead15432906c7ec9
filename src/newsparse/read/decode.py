"""Bytes → text: which encoding, which line ends, and what could not be read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from io import IncrementalNewlineDecoder

from newsparse.article import Decoded
from newsparse.errors import EmptyInput, UnreadableInput
from newsparse.read.binary import refuse_controls, refuse_magic
from newsparse.read.charsets import believable, declared, guessed, python_name

_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_PIECE = 16_384
_WIDE_SAMPLE = 4096
# Editors and `sed -n` count none of these as a line end, Python's splitlines does: as spaces they mean the same to all.
# A form feed, which it takes for one too, stays: it parts the pages of what was printed.
_NO_LINE_ENDS_OF_ASCII = "\v\x1c\x1d\x1e"
_NO_LINE_ENDS = _NO_LINE_ENDS_OF_ASCII + "\x85\u2028\u2029"
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_ASCII_SIGNS = bytes(range(0x20, 0x7F)) + b"\n\r\t"
_STRANGE = frozenset(["Cn", "Co", "Cs"])
_SAFE_CUT = re.compile(rb"[\n\r <>]")

_MOJIBAKE_SAMPLE = 100_000
# UTF-8's later bytes as Windows' Western encoding, or as ISO 8859-1, shows them.
_LATER = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\ufffd]"
# First bytes of two: Latin, Greek, Cyrillic, Hebrew, Arabic. First bytes of three and four: all.
_MISREAD = f"[ÂÃÄÅÎÏÐÑ×ØÙ]{_LATER}|[à-ï]{_LATER}{{2}}|ð{_LATER}{{3}}"
_FOREIGN_RUN = "[\xc2-\xf0][^\0-\x7f]+"
# The start of such a run in UTF-8: bytes are searched several times as fast.
_PERHAPS_MISREAD = re.compile(b"\xc3[\x82-\xb0][\xc2-\xf4]")
_SHOWN = re.compile(rf"[^\s{_INVISIBLE}]")


def decode(data: str | bytes, encoding: str | None = None) -> Decoded:
    """The input as text.

    `encoding` is a name that the caller is sure of; without it, a byte order mark decides, then the pattern of UTF-16,
    then what the page states about itself as far as its bytes agree, then UTF-8, then a guess.
    `\\r\\n` and `\\r` become `\\n`, which then is the only line end; NUL characters are left out.

    Raises EmptyInput, BinaryInput, or UnreadableInput for an unknown `encoding`.
    """
    if isinstance(data, str):
        return _from_text(data)
    if not data:
        raise EmptyInput("is empty; nothing to clean")
    name, how = _encoding_of(data, encoding)
    text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    if lost and name == "utf-8":
        lost -= data.count(b"\xef\xbf\xbd")  # a page may hold the mark itself, from an earlier loss
    return _decoded(text, data, name, how, lost)


def mojibake(text: str) -> bool:
    """Whether text looks like UTF-8 that someone read as ISO 8859-1 or Windows-1252 (`Ã¤`, `â€™`)."""
    sample = text[:_MOJIBAKE_SAMPLE]
    if sample.isascii() or not _PERHAPS_MISREAD.search(sample.encode("utf-8", "surrogatepass")):
        return False
    # What is misread stands side by side, and in most languages few foreign letters do.
    hits = re.findall(_MISREAD, " ".join(re.findall(_FOREIGN_RUN, sample)))
    if not hits:
        return False
    share = sum(map(len, hits)) / (len(sample) - len(sample.encode("ascii", "ignore")))
    # One pair beside letters of another kind may be an accident of capitals and quotes; a page's worth is none.
    return share >= 0.5 or (len(hits) >= 3 and share >= 0.05)


def _from_text(text: str) -> Decoded:
    if not text:
        raise EmptyInput("is empty; nothing to clean")
    lost = 0
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError:
        raw, given = text.encode("utf-8", "surrogatepass"), text
        # The way through UTF-16 joins surrogates that belong together and marks the lone ones.
        text = given.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        lost = text.count("\ufffd") - given.count("\ufffd")
    refuse_magic(raw)
    refuse_controls(raw)
    return _decoded(text, raw, "utf-8", "text", lost)


def _decoded(text: str, raw: bytes, name: str, how: str, lost: int) -> Decoded:
    text = text.removeprefix("\ufeff")
    if b"\0" in raw:
        text = text.replace("\0", "")
    text = _one_line_end(text)
    if not _SHOWN.search(text):
        raise EmptyInput("is nothing but white space; nothing to clean")
    return Decoded(text, name, how, lost, hashlib.sha256(raw).hexdigest(), len(raw))


def _one_line_end(text: str) -> str:
    # Looking for a pair takes far longer than for one character.
    if "\r" in text:
        # `\r\r\n` comes from translating a Windows file twice, and is one line to every program.
        text = text.replace("\r\r\n", "\n")
        text = IncrementalNewlineDecoder(None, translate=True).decode(text, final=True)
    for char in _NO_LINE_ENDS_OF_ASCII if text.isascii() else _NO_LINE_ENDS:
        text = text.replace(char, " ")
    return text


def _encoding_of(data: bytes, given: str | None) -> tuple[str, str]:
    """Python's name of the encoding, and what decided it."""
    mark = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if given is not None:
        return _given(data, given, mark), "given"
    if mark:
        return mark, "bom"
    refuse_magic(data)
    wide = _wide(data[:_WIDE_SAMPLE]) if b"\0" in data[:_WIDE_SAMPLE] else None
    if wide:
        return wide, "pattern"
    refuse_controls(data)
    if data.isascii():
        return _seven_bits(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error)
    return "utf-8", "declared" if declared(data) == "utf-8" else "utf-8"


def _given(data: bytes, given: str, mark: str | None) -> str:
    name = python_name(given)
    if name is None:
        raise UnreadableInput(f"cannot be read as {given!r}, which is no known encoding; try utf-8, or leave it out")
    if name in {"utf-16", "utf-32"}:
        return mark if mark and mark.startswith(name) else f"{name}-le"
    if not name.startswith(("utf-16", "utf-32")):
        refuse_magic(data)
        refuse_controls(data)
    return "utf-8" if name == "utf-8-sig" else name


def _seven_bits(data: bytes) -> tuple[str, str]:
    stated = declared(data)
    if stated == "iso2022_jp_ext":
        return stated, "declared"
    if b"\x1b$B" in data[: 4 * _PIECE] or b"\x1b$@" in data[: 4 * _PIECE]:
        return "iso2022_jp_ext", "pattern"
    return "utf-8", "declared" if stated == "utf-8" else "utf-8"


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, told by where its NUL bytes stand."""
    nulls = [sample[place::4].count(0) for place in range(4)]
    quarter = len(sample) // 4
    if quarter and min(nulls[2], nulls[3]) == quarter > nulls[0]:
        return "utf-32-le"
    if quarter and min(nulls[0], nulls[1]) >= quarter > nulls[3]:
        return "utf-32-be"
    even, odd = nulls[0] + nulls[2], nulls[1] + nulls[3]
    name, high = ("utf-16-le", sample[1::2]) if odd > even else ("utf-16-be", sample[::2])
    if max(even, odd) >= 0.9 * (even + odd) and _one_script(high):
        return name
    return next((name for name in ("utf-16-le", "utf-16-be") if _ideographs(sample, name)), None)


def _one_script(high: bytes) -> bool:
    # The high bytes of an alphabet's UTF-16 are nearly all the same two; every other byte of a text in bytes never is.
    counts = sorted((high.count(byte) for byte in set(high)), reverse=True)
    return not any(high) or (len(high) >= 16 and sum(counts[:2]) > 0.8 * len(high))


def _ideographs(sample: bytes, name: str) -> bool:
    full = sample.replace(b"\0", b"")
    # Pairs of ASCII letters read as ideographs too; half of the bytes of true ones lie beyond ASCII.
    if len(full.translate(None, _ASCII_SIGNS)) < 0.2 * len(full) or _utf8_but_for_the_cut(full):
        return False
    # Other bytes read as UTF-16 fall all over the plane: into private use, into nothing.
    text = sample.decode(name, "replace")
    strange = sum(unicodedata.category(char) in _STRANGE or char == "\ufffd" for char in text)
    return strange <= max(1, len(text) // 100)


def _utf8_but_for_the_cut(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end >= len(sample) and error.reason == "unexpected end of data"
    return True


def _legacy(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """For bytes that are not all UTF-8: damaged UTF-8, or an encoding from before it."""
    sample = _sample(data, error.start).replace(b"\0", b"")
    stated = declared(data)
    good, bad = _utf8_characters(sample)
    cut = error.end >= len(data) and error.reason == "unexpected end of data"
    if good >= 3 * bad or (good and (cut or (stated == "utf-8" and good >= bad))):
        return "utf-8", "declared" if stated == "utf-8" else "utf-8"
    if stated and stated != "utf-8" and believable(sample, stated):
        return stated, "declared"
    # Windows' Western encoding reads every byte but five: the least harm where nothing fits.
    return guessed(sample) or "cp1252", "detected"


def _utf8_characters(sample: bytes) -> tuple[int, int]:
    """How many characters beyond ASCII are UTF-8, and how many places are not."""
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - bad, bad


def _sample(data: bytes, start: int) -> bytes:
    """At most 64 KB: from the head, around the first byte that is not UTF-8, the middle and the end."""
    if len(data) <= 4 * _PIECE:
        return data
    places = sorted({0, max(0, start - _PIECE // 2), len(data) // 2, len(data) - _PIECE})
    pieces = []
    end = 0
    for place in places:
        piece = data[max(place, end) : place + _PIECE]
        end = place + _PIECE
        pieces.append(_whole_characters(piece) if place else piece)
    return b"\n".join(pieces)


def _whole_characters(piece: bytes) -> bytes:
    # A cut through a character of two bytes would put all that follow it out of step.
    safe = _SAFE_CUT.search(piece)
    return piece[safe.end() :] if safe else piece
