"""The calendars of languages as data: month names, weekdays, orders, relative times, merged for a page's languages."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, NamedTuple

from newsparse.lexicon.dates.folding import fold
from newsparse.lexicon.languages import DATA, base_language

FOLDER = DATA / "calendars"
PERSIAN = 100
"""Added to the number of a Persian month, so that one table holds the months of both calendars."""


class Calendar(NamedTuple):
    """What is known of dates in some languages, folded; the first language wins where two disagree."""

    languages: tuple[str, ...]
    """The languages that have a calendar, the likeliest first, English last unless it was named."""
    months: dict[str, int]
    """Month name → 1 to 12, or 101 to 112 for the Persian calendar."""
    weekdays: frozenset[str]
    order: str
    """Order of the first language's numeric dates: `dmy`, `mdy` or `ymd`."""
    separator: str
    """What stands in them: `.`, `/` or `-`."""
    joins: frozenset[str]
    """Words inside a date: `de`, `of`."""
    am: frozenset[str]
    pm: frozenset[str]
    ago: dict[str, str]
    """Pattern → unit: `vor {0} stunden` → `hour`."""
    days: dict[str, int]
    """`today` → 0, `yesterday` → 1."""


@lru_cache(maxsize=128)
def _load(code: str) -> dict[str, Any]:
    file = FOLDER / f"{code}.json"
    if not code.isalpha() or not file.is_file():
        return {}
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def signs() -> dict[str, Any]:
    """Signs of dates that belong to no single language: zones, eras, ordinal endings."""
    import tomllib

    return tomllib.loads((FOLDER / "signs.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def calendar(languages: tuple[str, ...]) -> Calendar:
    """The merged calendar of some languages (BCP 47) and English."""
    codes = tuple(code for code in dict.fromkeys((*map(base_language, languages), "en")) if _load(code))
    loaded = [_load(code) for code in codes]
    first = loaded[0]
    return Calendar(
        languages=codes,
        months=_months(codes),
        weekdays=frozenset(name for table in loaded for names in table["weekdays"] for name in names if len(name) > 1),
        order=first["order"],
        separator=first["separator"],
        joins=frozenset(
            join
            for joins in (*(table["joins"] for table in loaded), map(fold, signs()["between"]["parts"]))
            for join in joins
        ),
        am=frozenset(word for words in (signs()["halves"]["am"], *(t["am"] for t in loaded)) for word in words),
        pm=frozenset(word for words in (signs()["halves"]["pm"], *(t["pm"] for t in loaded)) for word in words),
        ago={pattern: unit for table in loaded for unit, patterns in table["ago"].items() for pattern in patterns},
        days={fold(word): back for code in codes for back, word in enumerate(signs()["days"].get(code, ()))},
    )


def is_month(word: str, languages: tuple[str, ...]) -> bool:
    """Whether a word is the name of a month in some languages (BCP 47), or in English."""
    return fold(word) in calendar(languages).months


def _months(codes: tuple[str, ...]) -> dict[str, int]:
    names: dict[str, int] = {}
    for code in codes:
        for number, forms in enumerate(_load(code)["months"], start=1):
            for form in forms:
                # 7月 has a pattern of its own.
                if not form[0].isdecimal():
                    names.setdefault(form, number)
        if code == "fa":
            for number, form in enumerate(signs()["persian"]["months"], start=1 + PERSIAN):
                names.setdefault(fold(form), number)
    return names
