"""Names of people in bylines: cutting a list of them apart, and telling a person from a desk.

Knowledge of particles, titles, degrees and offices is in `data/names.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newsparse.lexicon.agencies import agency_named
from newsparse.lexicon.dates import is_month, mentions, might_hold_date
from newsparse.lexicon.languages import Lexicon, phrase_key, read_data
from newsparse.lexicon.script import fold, has_any, has_digit, script_of

LONGEST = 300
"""Characters of a byline that are read; longer ones are lists of something else."""
_MOST = 20
"""Names of one byline that are believed."""
_LONGEST_AGENCY = 3
"""Words of an agency's name that stands behind others, with its article."""

# None of these is compiled until a page needs it: marks beyond Latin take milliseconds of every start.
# What stands after a list of names: a separator, an address, a figure (of a date, a time, a count).
_CUT = r"\s[|·•●–—‐-]+(?=\s|$)|[|•●]|\s-\s|https?:|www\.|[@#\d＠<>\[\]{}]"
_HARD = r"\s*[,;，；、/／&＆]\s*|\s+[&+]\s+|\n+"
_BRACKETED = r"[(（\[][^()（）\[\]]{0,80}[)）\]]"
# Without any of these marks there is nothing to look for, as in most lines.
_OPENING_BRACKETS, _CUTTING, _PARTING = "(（[", "|·•●–—‐-:.@#＠<>[]{}", ",;，；、/／&＆+\n"
_QUOTES = ' \t"“”„«»*_:：.,;，；-–—|/\u200e\u200f'
_GLUED = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,}?[^\W\d_A-Z])([A-Z]\w{2,})")
"""Two words that a dump has glued together: `Jane DoePublished`, `Jane DoeMarch`."""
_NEAR_OFFICE = 2
"""Words behind a glued one among which an office makes it one, too: `Jane DoeTravel News Reporter`."""
_CAPITAL_WITHIN = re.compile(r"^(?:[^\W\d_]{1,3}['’])?[^\W\d_]")
_HAN_NAME = (
    r"^[\u3400-\u9fff\uf900-\ufaff々]{2,4}$|^[\u3400-\u9fff々\u3041-\u30ff]{1,4}\s?[\u3400-\u9fff々\u3041-\u30ff]{1,5}$"
)
_FOREIGN_HAN_NAME = r"^[\u3400-\u9fff\u30a0-\u30ff]{1,10}(?:[·・‧•][\u3400-\u9fff\u30a0-\u30ff]{1,10}){1,3}$"
_HANGUL_NAME = r"^[가-힣]{2,4}$"
UNCUT = frozenset({"Han", "Kana", "Hangul"})
_SMALL_PREFIXES = ("al-", "el-", "d'", "d’", "ul-")
"""What is written small at the front of a name's word."""
_CASED = frozenset({"Latin", "Greek", "Cyrillic", "Armenian"})


class _Words(NamedTuple):
    particles: frozenset[str]
    employers: frozenset[str]
    articles: frozenset[str]
    titles: frozenset[str]
    degrees: frozenset[str]
    offices: frozenset[str]
    office_endings: tuple[str, ...]
    places: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = read_data("names.toml")
    words = {key: tuple(map(str.strip, fold(words).split(";"))) for key, words in table.items()}
    endings = words.pop("office_endings")
    return _Words(office_endings=endings, **{key: frozenset(forms) for key, forms in words.items()})


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    table = read_data("given_names.toml")
    return frozenset(name for lines in table.values() for names in lines.values() for name in fold(names).split())


def is_known(name: str) -> bool:
    """Whether a name of several words opens with a common first name; in Chinese, Japanese, Korean a family name."""
    words = fold(name).split()
    if not words:
        return False
    first, known = words[0], _given()
    if script_of(name) in UNCUT:
        return any(first[:length] in known for length in (1, 2, 3))
    return first in known or first.split("-")[0] in known


def people(text: str, lexicon: Lexicon, *, single: bool = False) -> tuple[str, ...]:
    """The people that a list of names names, in its order, each once; titles and degrees removed.

    Stops at the first thing that belongs to no list of names (a date, an address, a separator). `single` says that
    names of one word are believed, as after `Author:`.
    """
    return people_among(pieces(text, lexicon), lexicon, single=single)


def people_among(parts: Sequence[str], lexicon: Lexicon, *, single: bool = False) -> tuple[str, ...]:
    """The people among the `pieces` of a list of names."""
    found: dict[str, str] = {}
    for piece in parts[:_MOST]:
        name = _person_in(_before_tail(piece, lexicon), lexicon, single)
        if name is not None and fold(name) not in lexicon.desks:
            found.setdefault(fold(name), name)
    return tuple(_without_houses(list(found.values())))


def _without_houses(names: list[str]) -> list[str]:
    """Names without those all in capitals, where others are not: `Jane Doe, EXAMPLE RADIO`."""
    cased = [name for name in names if not name.isupper()]
    return cased if any(script_of(name) in _CASED for name in cased) else names


def _person_in(text: str, lexicon: Lexicon, single: bool) -> str | None:
    """The person of a piece: all of it, or what stands before an office, an agency or a button."""
    return person(_before_furniture(text, lexicon), single=single) or before_office(text)


def _before_furniture(text: str, lexicon: Lexicon) -> str:
    """Names without the agency or the interface phrase that follows them on one line: `Jane Doe Follow`."""
    tokens = text.split(" ")
    for place in range(max(2, len(tokens) - _LONGEST_AGENCY), len(tokens)):
        rest = " ".join(tokens[place:])
        if phrase_key(rest) in lexicon.interface or agency_named(rest.removeprefix("The ")) is not None:
            return " ".join(tokens[:place])
    return text


def pieces(text: str, lexicon: Lexicon) -> list[str]:
    """The parts of a list of names, cut at commas and at the words between names."""
    head = _unglued(text[:LONGEST], lexicon)
    if has_any(head, _OPENING_BRACKETS):
        head = re.sub(_BRACKETED, " ", head)
    head = _before_date(head, lexicon)
    cut = re.search(_CUT, head) if has_any(head, _CUTTING) or has_digit(head) else None
    if cut:
        head = head[: cut.start()]
    head = _before_date_words(head, lexicon)
    parts: list[str] = []
    for part in re.split(_HARD, head) if has_any(head, _PARTING) else (head,):
        parts.extend(_split_at_words(part, lexicon))
    return [part for part in (_without_small_end(part.strip(_QUOTES)) for part in parts) if part]


def _without_small_end(text: str) -> str:
    """The text without the word that led on to what was cut off: `John at` before a date."""
    name, _, last = text.rpartition(" ")
    return name if name and fold(last) in _words().employers else text


def person(text: str, *, single: bool = False) -> str | None:
    """The name of one person, without title and degree, or None where the text is something else."""
    tokens = _without_titles(text.strip(_QUOTES).split())
    if not tokens or _is_office(tokens) or fold(" ".join(tokens)) in _words().places:
        return None
    if len(tokens) == 2 and fold(tokens[0]) in _words().articles:
        return None
    script = script_of(text)
    if script in _CASED:
        return _cased(tokens, single)
    return _uncased(" ".join(tokens), script, single)


def may_open_with_name(text: str) -> bool:
    """False for most lines that open with no person's name, by their first two words; costs next to nothing."""
    first, _, second = text.partition(" ")
    if text[:1].isdigit() or (not second and text.isascii()):
        return False
    # In alphabets one word is no name, and the second of a sentence is a small one.
    if not second[:1].islower():
        return True
    words = _words()
    word = fold(second.split(None, 1)[0])
    return fold(first) in words.titles or word in words.particles or word.startswith(_SMALL_PREFIXES)


def before_office(text: str) -> str | None:
    """The person whose office follows without any mark, as in `Jane Doe Political Editor`; None where none does."""
    tokens = text.split()
    name = tokens[:1]
    for token in tokens[1:4]:
        name.append(token)
        if fold(token) not in _words().particles:
            break
    rest = tokens[len(name) :]
    if not rest or _is_office(name) or not _is_office(rest):
        return None
    return person(" ".join(name).strip(_QUOTES))


def is_office(text: str) -> bool:
    """Whether the text names an office, a desk or a firm: `Political Editor`, `BBC News`."""
    return _is_office(text.split())


def _is_office(tokens: list[str]) -> bool:
    offices = _words().offices
    words = [fold(token.strip("(),.:")) for token in tokens]
    return any(word in offices or word.endswith(_words().office_endings) for word in words)


def _without_titles(tokens: list[str]) -> list[str]:
    words = _words()
    while tokens and fold(tokens[0]) in words.titles:
        tokens = tokens[1:]
    while len(tokens) > 1 and fold(tokens[-1].strip(",")) in words.degrees:
        tokens = tokens[:-1]
    return tokens


def _cased(tokens: list[str], single: bool) -> str | None:
    name = _leading_name(tokens)
    rest = tokens[len(name) :]
    # "Jane Doe in Washington" goes on with a small word; anything longer is a sentence.
    if rest and (len(rest) > 4 or len(rest[0]) > 4 or not (rest[0].islower() or fold(rest[0]) in _words().employers)):
        return None
    full = [token for token in name if len(token.strip(".")) > 1 and fold(token) not in _words().particles]
    if not full or len(name) > 6 or (len(name) == 1 and (not single or len(name[0]) < 3)):
        return None
    return " ".join(name).strip(_QUOTES.replace(".", "")) if len(name) > 1 or not rest else None


def _leading_name(tokens: list[str]) -> list[str]:
    """The words from the start that can belong to a name: capitals, and particles between them."""
    particles, employers = _words().particles, _words().employers
    length = 0
    for place, token in enumerate(tokens):
        if place > 1 and fold(token) in employers:
            break
        if _capitalised(token):
            length = place + 1
        elif fold(token) not in particles and not token.startswith(_SMALL_PREFIXES):
            break
    return tokens[:length]


def _capitalised(token: str) -> bool:
    if token.endswith(("'s", "’s")) or "…" in token or token[-1] in "!?:":
        return False
    found = _CAPITAL_WITHIN.match(token)
    return found is not None and (token[0].isupper() or token[found.end() - 1].isupper())


def _uncased(text: str, script: str | None, single: bool) -> str | None:
    if script in {"Han", "Kana"}:
        return text if re.match(_HAN_NAME, text) or re.match(_FOREIGN_HAN_NAME, text) else None
    if script == "Hangul":
        return text if re.match(_HANGUL_NAME, text) else None
    words = text.split()
    few = 1 if single or script == "Thai" else 2
    fits = few <= len(words) <= 5 and len(text) <= 40 and all(len(word) <= 16 for word in words)
    return text if script is not None and fits else None


def _unglued(text: str, lexicon: Lexicon) -> str:
    """The text with a blank between a name and the date, its word, or the office that a dump has glued to it."""
    return _GLUED.sub(lambda found: _parted(found, lexicon), text) if _GLUED.search(text) else text


def _parted(found: re.Match[str], lexicon: Lexicon) -> str:
    name, tail = found.groups()
    word = fold(tail)
    behind = found.string[found.end() :].split(maxsplit=_NEAR_OFFICE)[:_NEAR_OFFICE]
    known = word in lexicon.published or word in lexicon.updated or is_month(tail, lexicon.languages)
    apart = fold(name) not in _words().particles and (known or _is_office([tail, *behind]))
    return f"{name} {tail}" if apart else found[0]


def _before_date(text: str, lexicon: Lexicon) -> str:
    """The text before its first date, whose weekday would pass for a name in scripts without capitals."""
    if not might_hold_date(text):
        return text
    first = next(iter(mentions(text, lexicon.languages)), None)
    return text[: first.span[0]].rstrip() if first is not None and first.span[0] > 0 else text


def _before_date_words(text: str, lexicon: Lexicon) -> str:
    """The text before `Published`, `Updated` and their like, which follow names without any mark."""
    tokens = text.split(" ")
    for place, token in enumerate(tokens[1:], start=1):
        word = fold(token.strip(":("))
        if len(word) > 3 and (word in lexicon.published or word in lexicon.updated):
            return " ".join(tokens[:place])
    return text


def _before_tail(text: str, lexicon: Lexicon) -> str:
    """The text before the word that follows names (Korean `기자`), where there is one."""
    tokens = text.split()
    for place, token in enumerate(tokens[1:], start=1):
        if fold(token) in lexicon.byline_tail:
            return " ".join(tokens[:place])
    return text[: len(text) - _glued_tail(text, lexicon)]


def _glued_tail(text: str, lexicon: Lexicon) -> int:
    """How many characters at the end of a text without spaces are such a word: two of `홍길동기자`, `张三报道`."""
    if text.isascii() or not lexicon.byline_tail or script_of(text) not in UNCUT:
        return 0
    fitting = (len(tail) for tail in lexicon.byline_tail if text.endswith(tail) and 2 <= len(tail) <= len(text) - 2)
    return max(fitting, default=0)


def _split_at_words(text: str, lexicon: Lexicon) -> list[str]:
    parts: list[list[str]] = [[]]
    for token in text.split():
        if fold(token) in lexicon.join and parts[-1]:
            parts.append([])
        else:
            parts[-1].append(token)
    return [" ".join(part) for part in parts if part]
