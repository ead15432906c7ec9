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
from typing import Any

from newsparse.lexicon.script import fold, scripts

DATA = Path(__file__).parent.parent / "data"
"""The folder of the package's data files."""


def read_data(*path: str) -> dict[str, Any]:
    """One of the package's TOML files, by its place in the data folder."""
    return tomllib.loads(DATA.joinpath(*path).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a page's likely languages, folded (see `script.fold`)."""

    languages: tuple[str, ...]
    """BCP 47 codes, the likeliest first."""
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

_EDGES = re.compile(r"^[^\w#©]+|[^\w#©]+$")
_ACCENTS = dict.fromkeys(range(0x0300, 0x0370)) | {ord("ı"): "i"}
_MARKED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]")


def base_language(tag: str) -> str:
    """The language of a BCP 47 tag (or of `de_CH`), as the code of its file: `de-CH` gives `de`, `no` gives `nb`."""
    base = re.split(r"[-_.]", tag.strip(), maxsplit=1)[0].lower()
    return _SAME_LANGUAGE.get(base, base)


def phrase_key(text: str) -> str:
    """How a whole line is looked up among the interface phrases: folded, no accents, no marks at the ends.

    Menus are often in capitals, which lose their accents in French and Greek.
    """
    folded = fold(text)
    if _MARKED.search(folded):
        folded = unicodedata.normalize("NFD", folded).translate(_ACCENTS)
        folded = unicodedata.normalize("NFC", folded)
    return _EDGES.sub("", folded)


@lru_cache(maxsize=64)
def load(codes: tuple[str, ...]) -> Lexicon:
    """The merged words of the languages and English; codes without a file are passed over."""
    wanted = tuple(dict.fromkeys(base_language(code) for code in codes))
    tables = {code: language(code) for code in dict.fromkeys((*wanted, "en"))}
    known = {code: table for code, table in tables.items() if table}
    words = {
        name: frozenset(fold(word) for table in known.values() for word in table[section][key])
        for name, (section, key) in _PLACES.items()
    }
    interface = frozenset(
        phrase_key(line) for table in known.values() for line in table["interface"]["phrases"].splitlines() if line
    )
    return Lexicon(languages=tuple(code for code in wanted if code in known) or ("en",), interface=interface, **words)


@lru_cache(maxsize=64)
def language(code: str) -> dict[str, Any]:
    """One language file as it stands; empty where there is none."""
    # A code from a page is not to be trusted as part of a path.
    if not re.fullmatch(r"[a-z]{2,3}", code):
        return {}
    if not (DATA / "languages" / f"{code}.toml").is_file():
        return {}
    return read_data("languages", f"{code}.toml")


def codes() -> tuple[str, ...]:
    """The codes of all languages that have a file, sorted."""
    return tuple(sorted(file.stem for file in (DATA / "languages").glob("*.toml")))


_SAMPLE = 5_000
_WINDOWS = 5
# Prose of every language in the table is a tenth function words or more (lists of names and figures less), prose of
# one that is not in it a fortieth at most.
_LEAST_SHARE = 0.04
_ENOUGH_WORDS = 50
# Not \w, which leaves out the vowel signs of Indian scripts.
_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~«»„“”–—…।॥،؛؟。、！？]+")


def guess(text: str) -> tuple[str, ...]:
    """The likeliest languages of a text, best first, at most three; empty where nothing can be said.

    Looks at 5,000 characters, spread over the text, since the start and the end of a page are menus.
    """
    sample = _sample(text)
    table = _function_words()
    script = _leading_script(scripts(sample))
    if script is None:
        return ()
    candidates = table.get(script, {})
    if len(candidates) == 1:
        return tuple(candidates)
    scores = _scores(sample, candidates)
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


def _scores(sample: str, candidates: dict[str, frozenset[str]]) -> dict[str, float]:
    """For each language, how many of its function words stand in the text; a word of several languages counts less.

    Longer texts with hardly any of them are in another language, which has none.
    """
    owners = Counter(word for words in candidates.values() for word in words)
    counts = Counter(_WORD.findall(fold(sample)))
    length = sum(counts.values())
    least = _LEAST_SHARE * length if length >= _ENOUGH_WORDS else 0
    scores: dict[str, float] = {}
    for code, words in candidates.items():
        if sum(counts[word] for word in words & counts.keys()) < least:
            continue
        score = sum(counts[word] / owners[word] for word in words & counts.keys())
        if score:
            scores[code] = score
    return scores


@lru_cache(maxsize=1)
def _function_words() -> dict[str, dict[str, frozenset[str]]]:
    """Script → language → its commonest words."""
    table = read_data("function_words.toml")
    return {
        script: {code: frozenset(fold(words).split()) for code, words in languages.items()}
        for script, languages in table.items()
    }
