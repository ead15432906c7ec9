"""Languages as data: `data/languages/<code>.toml`, loaded when a page needs them.

A page is read with a Lexicon: the words of its likely languages, always with English, merged.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import punctuation
from typing import Any

from newsparse.lexicon.script import counted_words, fold, fold_letters, fold_lines, is_spaceless, scripts
from newsparse.lexicon.traces import traces

DATA = Path(__file__).parent.parent / "data"
"""The folder of the package's data files."""


def read_data(*path: str) -> dict[str, Any]:
    """One of the package's TOML files, by its place in the data folder."""
    return tomllib.loads(DATA.joinpath(*path).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of a page's likely languages, folded (see `script.fold`).

    A word that announces and ends with a colon in its file (`كتب:`) counts only where a mark parts it from what
    follows (a space in scripts that have none), since it also opens headlines.
    """

    languages: tuple[str, ...]
    """BCP 47 codes, the likeliest first; also those that have no file, whose dates may be known all the same."""
    interface: frozenset[str]
    """Whole lines that are never story: `menu`, `share`, `read more`; as `phrase_key` makes them."""
    byline: frozenset[str]
    """What stands before names: `by`, `von`, `文/`."""
    byline_tail: frozenset[str]
    """What stands after names: `기자`."""
    join: frozenset[str]
    """What stands between names: `and`, `und`."""
    desks: frozenset[str]
    """Generic authors that are no names: `staff`, `redaktion`."""
    roles: frozenset[str]
    """What opens a closing credit: `reporting by`, `editing by`."""
    reporting: frozenset[str]
    """Those of the roles that make an author: `reporting by`, not `editing by`."""
    source: frozenset[str]
    """What stands before a publisher: `source`, `quelle`."""
    published: frozenset[str]
    """What stands before a publication date: `published`, `veröffentlicht am`."""
    updated: frozenset[str]
    """What stands before a date of change: `updated`, `stand`."""
    caption: frozenset[str]
    """What opens a picture's credit: `photo`, `foto`."""
    openings: frozenset[str]
    """The first words of all that announces (byline, roles, source, caption), and where there are no spaces the first
    two characters: a line that opens with none of them announces nothing."""


# Where each of the Lexicon's words stands in a language file.
_PLACES = {
    "byline": ("byline", "lead"),
    "byline_tail": ("byline", "tail"),
    "join": ("byline", "join"),
    "desks": ("byline", "desks"),
    "roles": ("byline", "roles"),
    "reporting": ("byline", "reporting"),
    "source": ("source", "lead"),
    "published": ("date", "published"),
    "updated": ("date", "updated"),
    "caption": ("caption", "lead"),
}

_ANNOUNCING = ("byline", "roles", "source", "caption")
_NAMES = (*_PLACES, "interface", "openings")
SEPARATORS = ":：/／|｜=＝"
"""Marks between a word that announces and what it announces."""
_WORD_ENDS = re.compile(rf"[\s{SEPARATORS}]+")
_CODE = re.compile(r"[a-z]{2,3}")

# One language under several codes; the files have the code on the right.
_SAME_LANGUAGE = {
    "no": "nb",
    "nn": "nb",
    "iw": "he",
    "in": "id",
    "bs": "hr",
    "sh": "sr",
    "cmn": "zh",
    "yue": "zh",
    "gb": "en",
    "jp": "ja",
    "cz": "cs",
    "ua": "uk",
    "gr": "el",
    "se": "sv",
    "dk": "da",
}

# The vowel signs of Indian scripts and Thai are no \w, but part of a word; danda and double danda are marks.
_KEPT = r"\w#©\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff"
_ASCII_EDGES = "".join(mark for mark in map(chr, range(128)) if not mark.isalnum() and mark not in "_#")
_EDGES = re.compile(f"^[^{_KEPT}]+|[^{_KEPT}]+$")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_MARKED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]")


def base_language(tag: str) -> str:
    """The language of a BCP 47 tag (or of `de_CH`), as the code of its file: `de-CH` gives `de`, `no` gives `nb`."""
    base = re.split(r"[-_.]", tag.strip(), maxsplit=1)[0].lower()
    return _SAME_LANGUAGE.get(base, base)


def phrase_key(text: str) -> str:
    """How a whole line is looked up among the interface phrases: folded, no accents, no marks at the ends.

    Menus are often in capitals, which lose their accents in French and Greek.
    """
    return key_of_folded(fold(text))


def key_of_folded(folded: str) -> str:
    """The `phrase_key` of a text that is folded already."""
    if not folded.isascii() and _MARKED.search(folded):
        plain = _ACCENTS.sub("", unicodedata.normalize("NFD", folded)).replace("ı", "i")
        folded = unicodedata.normalize("NFC", plain)
    bare = folded.strip(_ASCII_EDGES)
    if bare.isascii() or (bare[:1].isalnum() and bare[-1:].isalnum()):
        return bare
    return _EDGES.sub("", bare)


@lru_cache(maxsize=64)
def load(codes: tuple[str, ...]) -> Lexicon:
    """The merged words of the languages and English; what is no code of a language is passed over."""
    wanted = tuple(code for code in dict.fromkeys(map(base_language, codes)) if _CODE.fullmatch(code))
    tables = [_words_of(code) for code in dict.fromkeys((*wanted, "en"))]
    words = {name: frozenset().union(*(table[name] for table in tables if table)) for name in _NAMES}
    return Lexicon(languages=wanted or ("en",), **words)


@lru_cache(maxsize=64)
def language(code: str) -> dict[str, Any]:
    """One language file as it stands; empty where there is none."""
    # A code from a page is not to be trusted as part of a path.
    if not _CODE.fullmatch(code) or not (DATA / "languages" / f"{code}.toml").is_file():
        return {}
    return read_data("languages", f"{code}.toml")


@lru_cache(maxsize=64)
def _words_of(code: str) -> dict[str, frozenset[str]]:
    """One language's part of a Lexicon; empty where there is no file."""
    table = language(code)
    if not table:
        return {}
    lists = {name: table[section][key] for name, (section, key) in _PLACES.items()}
    words = {name: frozenset(fold_lines("\n".join(entries)) if entries else ()) for name, entries in lists.items()}
    words["interface"] = frozenset(key_of_folded(line) for line in fold_lines(table["interface"]["phrases"]) if line)
    words["openings"] = frozenset(
        opening for name in _ANNOUNCING for word in words[name] for opening in _openings(word)
    )
    return words


def _openings(lead: str) -> tuple[str, ...]:
    first = next(word for word in _WORD_ENDS.split(lead) if word)
    return (first,) if first.isascii() or not is_spaceless(first) else (first, lead[:2])


def codes() -> tuple[str, ...]:
    """The codes of all languages that have a file, sorted."""
    return tuple(sorted(file.stem for file in (DATA / "languages").glob("*.toml")))


_SAMPLE = 2_500
_WINDOWS = 5
# Prose of every language in the table is a tenth function words or more (lists of names and figures less), prose of
# one that is not in it a fortieth at most.
_LEAST_SHARE = 0.04
_ENOUGH_WORDS = 50
# A letter beside a function word: they are commoner, and names from abroad bring theirs along.
_LETTER = 0.5
_LEAST_LETTERS = 0.4
_GENITIVE = re.compile(r"'s(?!\w)")
"""Of English; it would be a preposition of Slavic languages."""
# Not \w, which leaves out the vowel signs of Indian scripts.
_PARTING = punctuation + "«»„“”–—…।॥،؛؟。、！？"


def guess(text: str) -> tuple[str, ...]:
    """The likeliest languages of a text, best first, at most three; empty where nothing can be said.

    Looks at 2,500 characters, spread over the text, since the start and the end of a page are menus.
    """
    sample = _sample(text)
    table = _function_words()
    script = _leading_script(scripts(sample))
    if script is None:
        return ()
    candidates = table.get(script, {})
    if len(candidates) == 1:
        return tuple(candidates)
    scores = _scores(sample, script)
    if not scores:
        return ()
    best = max(scores.values())
    # The table has the more spoken language first, which decides a tie.
    near = sorted((code for code in scores if scores[code] >= 0.4 * best), key=lambda code: -scores[code])
    return tuple(near[:3])


def guessable(code: str) -> bool:
    """Whether a text in that language would be guessed to be, if it is long enough."""
    return any(code in languages for languages in _function_words().values())


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    size = _SAMPLE // _WINDOWS
    step = (len(text) - size) // (_WINDOWS - 1)
    return " ".join(text[start : start + size] for start in range(0, step * _WINDOWS, step))


def _leading_script(shares: dict[str, float]) -> str | None:
    if not shares:
        return None
    # Japanese prose is a third kana or more, Chinese has none but in names.
    han, kana = shares.get("Han", 0.0), shares.get("Kana", 0.0)
    if kana > 0.1 * han:
        shares = {**shares, "Kana": han + kana, "Han": 0.0}
    return max(shares, key=lambda script: (shares[script], script))


def _scores(sample: str, script: str) -> dict[str, float]:
    """For each language, how many of its function words stand in the text, and how many of the letters it has.

    A word or letter of several languages counts less. Longer texts with hardly any of the words are in another
    language, which has none; a language that has none of them in a short text needs several letters of its own.
    """
    owners = _owners("function_words.toml", script)
    counts, words = counted_words(_GENITIVE.sub("", fold_letters(sample)), _PARTING, owners, _traces(script))
    spelt = _letter_scores(sample, script)
    scores = dict.fromkeys(_function_words().get(script, {}), 0.0)
    standing = dict.fromkeys(scores, 0)
    for word, count in counts.items():
        codes = owners[word]
        for code in codes:
            scores[code] += count / len(codes)
            standing[code] += count
    least = _LEAST_SHARE * words if words >= _ENOUGH_WORDS else 0
    whole = {code: score + spelt.get(code, 0.0) for code, score in scores.items()}
    return {
        code: score
        for code, score in whole.items()
        if standing[code] >= max(least, 1) or (not least and score >= _LEAST_LETTERS)
    }


def _letter_scores(sample: str, script: str) -> dict[str, float]:
    """For each language, how many letters stand in the text that it has and few others have."""
    if sample.isascii():
        return {}
    owners = _owners("letters.toml", script)
    if not owners:
        return {}
    scores: dict[str, float] = {}
    for letter, count in Counter(_letters(script).findall(unicodedata.normalize("NFC", sample).lower())).items():
        codes = owners[letter]
        for code in codes:
            scores[code] = scores.get(code, 0.0) + _LETTER * count / len(codes)
    return scores


@lru_cache(maxsize=16)
def _letters(script: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(_owners('letters.toml', script))}]")


@lru_cache(maxsize=16)
def _owners(table: str, script: str) -> dict[str, tuple[str, ...]]:
    """Function word or letter, as the table has it → the languages of the script that have it."""
    owners: dict[str, tuple[str, ...]] = {}
    languages = _function_words() if table == "function_words.toml" else _own_letters()
    for code, units in languages.get(script, {}).items():
        for unit in units:
            owners[unit] = (*owners.get(unit, ()), code)
    return owners


@lru_cache(maxsize=16)
def _traces(script: str) -> bytes:
    return traces(_owners("function_words.toml", script))


@lru_cache(maxsize=1)
def _function_words() -> dict[str, dict[str, frozenset[str]]]:
    """Script → language → its commonest words."""
    table = read_data("function_words.toml")
    return {
        script: {code: frozenset(fold(words).split()) for code, words in languages.items()}
        for script, languages in table.items()
    }


@lru_cache(maxsize=1)
def _own_letters() -> dict[str, dict[str, str]]:
    """Script → language → the letters that few others have."""
    return read_data("letters.toml")
