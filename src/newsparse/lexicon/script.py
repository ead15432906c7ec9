"""Writing systems: how long a text is, where its sentences end, which script it stands in.

Everything here works on characters alone, in linear time, for scripts with and without spaces or capitals. Compiled
where newsparse was built with a C compiler (`script.pxd` has the types), and the same in plain Python.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from math import ceil
from string import ascii_letters, digits
from typing import Any, NamedTuple

COMPILED = not __file__.endswith(".py")
# First code point, last code point, script. Only letters matter: punctuation and digits belong to no script.
_RANGES = (
    (0x0041, 0x024F, "Latin"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0531, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Odia"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x1F00, 0x1FFF, "Greek"),
    (0x3041, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hangul"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Han"),
    (0x4E00, 0x9FFF, "Han"),
    (0xA960, 0xA97F, "Hangul"),
    (0xAC00, 0xD7AF, "Hangul"),
    (0xF900, 0xFAFF, "Han"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFC, "Arabic"),
    (0xFF66, 0xFF9D, "Kana"),
    (0x20000, 0x323AF, "Han"),
)
_STARTS = tuple(first for first, _, _ in _RANGES)

# A word is about two characters of Chinese or Japanese, and about four and a half (vowel signs and tone marks counted)
# of Thai, Lao, Khmer, Burmese and Tibetan, so thresholds in words mean the same amount of text in every script.
_IDEOGRAPHIC = "[\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U000323af]+"
_SYLLABIC = "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]+"
# The two above are large and slow to compile; no text needs them that stands below Thai but for its punctuation.
_PERHAPS_SPACELESS = re.compile("[^\0-\u0dff\u1e00-\u2bff]")
_CHARACTERS_PER_IDEOGRAPHIC_WORD = 2
_CHARACTERS_PER_SYLLABIC_WORD = 4.5
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_ASCII = re.compile("[\0-\x7f]+")
_ASCII_LETTER = re.compile("[A-Za-z]")
_ASCII_LETTERS = ascii_letters.encode()
_ASCII_KINDS = bytes.maketrans((ascii_letters + digits).encode(), b"a" * 26 + b"A" * 26 + b"0" * 10)
# A letter of these carries more than one of an alphabet: five Latin letters stand against two of them.
_WEIGHT = {"Han": 2.5, "Kana": 2.5, "Hangul": 2.0}
_SPACELESS = frozenset({"Han", "Kana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"})

_SENTENCE_ENDS = frozenset(".!?…‥。．｡！？⁇⁈⁉‼۔؟।॥։።፧፨။៕།༎᠃܀\u037e")
_CLOSERS = "\"'”’“‘»«›‹)]}」』）】〉》〕］｝＂＇*_\u200e\u200f\u200b \t\r\n\u00a0"

_INVISIBLE = "\u00ad\u0307\u0640\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\ufeff"
_REPLACED = dict(zip("يىكأإآ’‘ʼ`", "ییکااا''''", strict=True)) | dict.fromkeys(_INVISIBLE, "")
_TO_BE_REPLACED = re.compile(f"[{''.join(_REPLACED)}]")


def fold(text: str) -> str:
    """The form in which words are compared: NFKC, casefold, white space squeezed.

    Invisible characters go, and letters that keyboards write in two ways (apostrophes, Arabic alef, yeh and kaf,
    the Turkish dotted capital) become one.
    """
    if COMPILED and _folds_by_case(text):
        return text.lower()
    # The short lines and words of a page are compared many times, by many rooms.
    return _folded_before(text) if len(text) <= _REMEMBERED else _folded(text)


_REMEMBERED = 64
"""Characters of the longest text that is worth remembering."""


def _folded(text: str) -> str:
    folded = fold_letters(text).strip()
    # White space other than a blank does not count as printable: nothing is to be squeezed where all is.
    return folded if folded.isprintable() and "  " not in folded else " ".join(folded.split())


def fold_letters(text: str) -> str:
    """The same but for the white space, for those who look at the words of a long text only."""
    if text.isascii():
        return text.casefold().replace("`", "'")
    if COMPILED and _folds_by_bytes(text):
        return _folded_by_bytes(text)
    # NFKC makes a mere letter of the circled c, which stands for the copyright sign.
    folded = unicodedata.normalize("NFKC", text.replace("ⓒ", "©")).casefold()
    # Few letters of any text are among them: `str.translate`, which looks every letter up, takes many times as long.
    return _TO_BE_REPLACED.sub(_replacement, folded)


def _folds_by_case(text: str) -> bool:
    """Whether all is ASCII, with single blanks between words: then there is nothing to fold but capitals."""
    before = " "
    for character in text:
        if character > "~" or character < " " or character == "`" or (character == " " and before == " "):
            return False
        before = character
    return before != " "


def _folds_by_bytes(text: str) -> bool:
    """Whether all that is not ASCII are letters of Western Europe and typographic marks, as in most texts."""
    plain = True
    for character in text:
        if character > "\x7f" and not ("à" <= character <= "ÿ" or character in "–—‘’“”„«»€…•·©®°\u00a0ÄÖÜÉß"):
            plain = False
            break
    return plain


def _folded_by_bytes(text: str) -> str:
    """Folds such a text, nearly all of whose capitals are ASCII's, in a quarter of the time."""
    for written, folded in _WESTERN:
        if written in text:
            text = text.replace(written, folded)
    return text.encode().lower().decode()


_WESTERN = tuple(zip("’‘`ÄÖÜÉß…\u00a0", ("'", "'", "'", "ä", "ö", "ü", "é", "ss", "...", " "), strict=True))


def fold_lines(text: str) -> list[str]:
    """Each line folded: a long list is done in a third of the time that its entries take one by one."""
    return [" ".join(line.split()) for line in fold_letters(text).split("\n")]


def _replacement(found: re.Match[str]) -> str:
    return _REPLACED[found[0]]


_folded_before = lru_cache(maxsize=4096)(_folded)


def units(text: str) -> int:
    """Length in words; two characters of Chinese or Japanese, or four and a half of Thai and its kin, count as one."""
    if COMPILED:
        words = _spaced_words(text)
        return words if words >= 0 else _spaceless_units(text)
    if text.isascii() or not _PERHAPS_SPACELESS.search(text):
        return len(text.split())
    return _spaceless_units(text)


def _spaced_words(text: str) -> int:
    """How many words stand in a text, between spaces; less than none where some may stand without."""
    words = 0
    inside = False
    for character in text:
        if character.isspace():
            inside = False
        elif not inside:
            inside = True
            words += 1
        if character > "\u0dff" and not "\u1e00" <= character <= "\u2bff":
            return -1
    return words


def _spaceless_units(text: str) -> int:
    spaced, runs = re.subn(_IDEOGRAPHIC, " ", text)
    plain, more_runs = re.subn(_SYLLABIC, " ", spaced)
    if not runs and not more_runs:
        return len(text.split())
    ideographic = (len(text) - len(spaced) + runs) / _CHARACTERS_PER_IDEOGRAPHIC_WORD
    syllabic = (len(spaced) - len(plain) + more_runs) / _CHARACTERS_PER_SYLLABIC_WORD
    # Cutting the runs out leaves punctuation standing alone, which is no word.
    words = sum(1 for word in plain.split() if any(map(str.isalnum, word)))
    return words + ceil(ideographic + syllabic)


def letters(text: str) -> tuple[int, int, int]:
    """How many of its characters are letters, digits and capitals."""
    return _counted_letters(text) if COMPILED else _found_letters(text)


def _counted_letters(text: str) -> tuple[int, int, int]:
    alphabetic = figures = capitals = 0
    for character in text:
        if "a" <= character <= "z":
            alphabetic += 1
        elif character > "\x7f":
            alphabetic += character.isalpha()
            figures += character.isdigit()
            capitals += character.isupper()
        elif "A" <= character <= "Z":
            alphabetic += 1
            capitals += 1
        else:
            figures += "0" <= character <= "9"
    return alphabetic, figures, capitals


def _found_letters(text: str) -> tuple[int, int, int]:
    kinds = text.encode("ascii", "ignore").translate(_ASCII_KINDS)
    small, figures, capitals = kinds.count(b"a"), kinds.count(b"0"), kinds.count(b"A")
    if len(kinds) == len(text):
        return small + capitals, figures, capitals
    others = _ASCII.sub("", text)
    more = [sum(map(is_kind, others)) for is_kind in (str.isalpha, str.isdigit, str.isupper)]
    return small + capitals + more[0], figures + more[1], capitals + more[2]


def has_digit(text: str) -> bool:
    """Whether there is a figure in it, of whatever script."""
    return _holds_digit(text) if COMPILED else _DIGIT.search(text) is not None


def _holds_digit(text: str) -> bool:
    found = False
    for character in text:
        if "0" <= character <= "9" or (character > "\x7f" and character.isdecimal()):
            found = True
            break
    return found


def small(text: str) -> str:
    """The same as `str.casefold`, in less time where all that is not ASCII are small letters of Western Europe."""
    return _small_by_bytes(text) if COMPILED and not text.isascii() else text.casefold()


def _small_by_bytes(text: str) -> str:
    for character in text:
        if character > "\x7f" and not ("à" <= character <= "ÿ" or character in "–—‘’“”„«»€…•·©®°\u00a0"):
            return text.casefold()
    return text.encode().lower().decode()


def first_word(text: str, marks: str) -> str:
    """The first stretch of a text without white space and some marks; empty where there is none."""
    start = place = 0
    for character in text:
        if not ("a" <= character <= "z") and (character.isspace() or character in marks):
            if place > start:
                break
            start = place + 1
        place += 1
    return text[start:place]


def counted_words(text: str, marks: str, among: dict[str, Any], left: bytes) -> tuple[dict[str, int], int]:
    """How often each word of `among` stands in a text, in the order of the first ones, and how many words there are.

    White space, figures and marks part words. `left` are the `traces` of `among`: what left none is not even cut out.
    """
    if not COMPILED:
        words = [word for word in re.split(rf"[\s\d{re.escape(marks)}]+", text) if word]
        return Counter(filter(among.__contains__, words)), len(words)
    counts: dict[str, int] = {}
    number = start = trace = 0
    foreign = False
    last = len(left) - 1
    for place, character in enumerate(f"{text} "):
        if not ("a" <= character <= "z") and (
            character.isspace() or character in marks or (not character.isalpha() and character.isdecimal())
        ):
            if place > start:
                number += 1
                word = text[start:place] if foreign or left[trace] else ""
                if word in among:
                    counts[word] = counts.get(word, 0) + 1
            start = place + 1
            trace = 0
            foreign = False
        else:
            trace = 31 * trace + ord(character) & last
            foreign = foreign or character > "\x7f"
    return counts, number


def has_any(text: str, marks: str) -> bool:
    """Whether one of some marks stands in a text."""
    if not COMPILED:
        return any(map(text.__contains__, marks))
    found = False
    for character in text:
        if not ("a" <= character <= "z") and character in marks:
            found = True
            break
    return found


def is_like_latin(text: str) -> bool:
    """Whether all of its letters are of Latin, Greek, Cyrillic or Armenian."""
    if text.isascii():
        return True
    plain = True
    for character in text:
        if character > "\u058f" and not "\u1e00" <= character <= "\u2e7f":
            plain = False
            break
    return plain


def stems(text: str, least: int, most: int) -> set[str]:
    """The words of a text of at least `least` letters, figures and `_`, by the first `most` of these."""
    if not COMPILED:
        return {word[:most] for word in _WORD.findall(text) if len(word) >= least}
    found: set[str] = set()
    start = place = 0
    for character in text:
        if not ("a" <= character <= "z" or character.isalnum() or character == "_"):
            if place - start >= least:
                found.add(text[start : min(place, start + most)])
            start = place + 1
        place += 1
    if place - start >= least:
        found.add(text[start : start + most])
    return found


class Marks(NamedTuple):
    """Punctuation that is looked for in a text."""

    commas: str
    stops: str
    """Those that end a sentence if a space stands behind them."""
    full_stops: str
    """Those that always do."""
    quotes: str
    asks: str


_MARKS = Marks(",;،、，；", ".!?।؟", "。", '"“”„«»「」『』‘’', "?？؟")
_PLAIN_MARKS = Marks(*("".join(filter(str.isascii, kind)) for kind in _MARKS))
"""Those that a text in ASCII can have."""


def marks(text: str) -> tuple[int, int, bool, bool]:
    """How many commas and ends of sentences a text has, and whether it has quotes and question marks."""
    return _counted_marks(text) if COMPILED else _found_marks(text)


def _counted_marks(text: str) -> tuple[int, int, bool, bool]:
    commas, stops, full_stops, quotes, asks = _MARKS
    comma_count = stop_count = 0
    quoted = asked = stopped = False
    for character in text:
        stop_count += stopped and character == " "
        stopped = False
        if "a" <= character <= "z" or character == " " or character.isalnum():
            continue
        stopped = character in stops
        comma_count += character in commas
        stop_count += character in full_stops
        quoted = quoted or character in quotes
        asked = asked or character in asks
    return comma_count, stop_count, quoted, asked


def _found_marks(text: str) -> tuple[int, int, bool, bool]:
    wanted = _PLAIN_MARKS if text.isascii() else _MARKS
    ends = sum([text.count(f"{stop} ") for stop in wanted.stops]) + sum(map(text.count, wanted.full_stops))
    quoted, asked = any(map(text.__contains__, wanted.quotes)), any(map(text.__contains__, wanted.asks))
    return sum(map(text.count, wanted.commas)), ends, quoted, asked


def ends_sentence(text: str) -> bool:
    """Whether the text ends like a sentence, in any script, closing quotes and brackets aside.

    Thai and Lao close sentences with a space only, so nothing in them ends one.
    """
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _SENTENCE_ENDS


def starts_lower(text: str) -> bool:
    """Whether its first letter is a small one; never in scripts without capitals."""
    for character in text[:20]:
        if character.isalnum():
            return character.islower()
    return False


def is_spaceless(text: str) -> bool:
    """Whether most of its letters stand in a script that puts no spaces between words."""
    if text.isascii():
        return False
    return script_of(text) in _SPACELESS


@lru_cache(maxsize=4096)
def _script_of_character(character: str) -> str | None:
    place = bisect_right(_STARTS, ord(character)) - 1
    if place < 0 or ord(character) > _RANGES[place][1] or not character.isalpha():
        return None
    return _RANGES[place][2]


def scripts(text: str) -> dict[str, float]:
    """How much of the text stands in each script, in letters of an alphabet, the commonest first."""
    plain = text.encode("ascii", "ignore")
    latin = len(plain) - len(plain.translate(None, _ASCII_LETTERS))
    counts: dict[str, float] = {"Latin": latin} if latin else {}
    for character, count in Counter(_beyond_ascii(text)).items():
        script = _script_of_character(character)
        if script is not None:
            counts[script] = counts.get(script, 0.0) + count * _WEIGHT.get(script, 1.0)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _beyond_ascii(text: str) -> str:
    if not COMPILED:
        return _ASCII.sub("", text)
    return "".join([character for character in text if character > "\x7f"])


def script_of(text: str) -> str | None:
    """The script that most of the text stands in, None where there are no letters."""
    if text.isascii():
        return "Latin" if _ASCII_LETTER.search(text) else None
    return next(iter(scripts(text)), None)


def reads_like_headline(text: str, below: str) -> bool:
    """Whether a line could head what stands below it: short, no sentence, and a longer sentence follows."""
    length = units(text)
    return length <= LONGEST_HEADLINE and length < units(below) and ends_sentence(below) and not ends_sentence(text)


LONGEST_HEADLINE = 24
"""Words; a longer line above a text is its first paragraph."""
