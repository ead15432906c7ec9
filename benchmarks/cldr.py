"""Writes data/calendars/<language>.json from CLDR, as Babel ships it.

    python benchmarks/cldr.py            # write
    python benchmarks/cldr.py --check    # say what differs, exit 1 if anything does

One file per language: `months` (twelve lists of forms), `weekdays` (seven, from Monday), `order` (dmy, mdy, ymd) and
`separator` of the short date, `joins` (words inside its dates), `am`, `pm`, and `ago` (patterns per unit).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import localedata

from newsparse.lexicon.dates.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = Path(__file__).parent.parent / "src" / "newsparse" / "data" / "calendars"

# Every locale whose own names join a language's file: other scripts, regions with other words (Jänner, تموز), and
# languages that share a code's file (see `languages.base_language`).
_ALONE = """
it nl da sv fi is pl cs sk sl uk ru bg mk ro hu el tr az fa he ur hi bn ta te mr ne th vi id ms sw ko ja lt lv et ca eu
gl ka hy sq af cy ga be kk ky mn gu kn ml pa si km lo my am fil zu
"""
LOCALES: dict[str, tuple[str, ...]] = {
    **{code: (code,) for code in _ALONE.split()},
    "en": ("en", "en_GB", "en_AU", "en_CA"),
    "de": ("de", "de_AT"),
    "fr": ("fr", "fr_CA"),
    "es": ("es", "es_MX", "es_PE"),
    "pt": ("pt", "pt_PT"),
    "ar": ("ar", "ar_LB", "ar_MA", "ar_DZ"),
    "nb": ("no", "nn"),
    "sr": ("sr", "sr_Latn", "sr_Cyrl_BA", "sr_Latn_ME"),
    "hr": ("hr", "bs", "bs_Cyrl"),
    "uz": ("uz", "uz_Cyrl"),
    "zh": ("zh", "zh_Hant"),
}
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
DATE_LENGTHS = ("full", "long", "medium")


def names(locale: str, what: str) -> Iterator[tuple[int, str]]:
    """The locale's own names of a kind; narrow ones are single letters and name nothing for certain."""
    # Unmerged data: Babel resolves the aliases of merged stand-alone names into the locale that was loaded last.
    for widths in localedata.load(locale, merge_inherited=False).get(what, {}).values():
        for width, forms in widths.items() if isinstance(widths, dict) else ():
            if width != "narrow" and isinstance(forms, dict):
                yield from forms.items()


def form(name: str) -> str:
    return " ".join(fold(name).split()).rstrip(".॰")


def forms(locales: Iterable[str], what: str, numbers: Iterable[int]) -> list[list[str]]:
    by_number: dict[int, dict[str, None]] = {number: {} for number in numbers}
    for locale in locales:
        for number, name in names(locale, what):
            by_number[number].setdefault(form(name))
    return [list(found) for found in by_number.values()]


def literals(pattern: str) -> Iterator[str]:
    """Words of a CLDR date pattern that are no fields: `de` of `d 'de' MMMM`."""
    for quoted, bare in re.findall(r"((?:'[^']*')+)|([^\s'.,/()\-GyMLdEc\u200f\u202f\xa0]+)", pattern):
        word = form(quoted.replace("'", "") or bare)
        if any(character.isalpha() for character in word):
            yield word


def date_patterns(locale: str, lengths: Iterable[str]) -> Iterator[str]:
    formats = localedata.load(locale, merge_inherited=False).get("date_formats", {})
    for length in lengths:
        if hasattr(formats.get(length), "pattern"):
            yield formats[length].pattern


def glued(pattern: str) -> Iterator[str]:
    """What a pattern puts right on the month: `ב{}` in Hebrew, `{}ren` in Basque."""
    for before, after in re.findall(r"([^\W\d]?)MMMM(?:'([^\W\d]+)')?", pattern):
        if before or after:
            yield f"{form(before)}{{}}{form(after)}"


def months(locales: tuple[str, ...]) -> list[list[str]]:
    found = forms(locales, "months", range(1, 13))
    shapes = sorted({shape for locale in locales for p in date_patterns(locale, DATE_LENGTHS) for shape in glued(p)})
    padded = [re.sub(r"(?<=\D )(\d)$", r"0\1", name) for month in found for name in month]
    all_names = iter(padded)
    for month in found:
        twins = [next(all_names) for _ in list(month)]
        month += [shape.format(name) for shape in shapes for name in month if not name[0].isdigit()]
        month += [twin for twin in twins if twin not in month]
    return found


def joins(locales: tuple[str, ...]) -> list[str]:
    words = {word for locale in locales for p in date_patterns(locale, DATE_LENGTHS) for word in literals(p)}
    # A single letter on the month is part of its form already; 年, 月 and 日 are a pattern of their own.
    return sorted(word for word in words if not re.search("[年月日년월일ב]", word))


def halves(locales: tuple[str, ...], half: str) -> list[str]:
    found: dict[str, None] = {}
    for locale in locales:
        for context in localedata.load(locale, merge_inherited=False).get("day_periods", {}).values():
            for width, periods in context.items() if isinstance(context, dict) else ():
                if width != "narrow" and isinstance(periods, dict) and half in periods:
                    found.setdefault(" ".join(fold(periods[half]).split()))
    return list(found)


def ago(locales: tuple[str, ...]) -> dict[str, list[str]]:
    patterns: dict[str, dict[str, None]] = {unit: {} for unit in UNITS}
    for locale in locales:
        fields = localedata.load(locale, merge_inherited=False).get("date_fields", {})
        for unit in UNITS:
            for width in (unit, f"{unit}-short", f"{unit}-narrow"):
                past = fields.get(width, {})
                for pattern in past.get("past", {}).values() if isinstance(past, dict) else ():
                    if "{0}" in pattern and pattern.strip("-−.+ ") != "{0}" and not pattern.startswith("-"):
                        patterns[unit].setdefault(" ".join(fold(pattern).split()))
    return {unit: list(found) for unit, found in patterns.items() if found}


def calendar(locales: tuple[str, ...]) -> dict[str, Any]:
    short = next(date_patterns(locales[0], ("short",)))
    order = "".join(dict.fromkeys(re.findall("[yMd]", short))).lower()
    separator = re.search(r"[./\-]", short)
    return {
        "months": months(locales),
        "weekdays": forms(locales, "days", range(7)),
        "order": order,
        "separator": separator.group() if separator else "",
        "joins": joins(locales),
        "am": halves(locales, "am"),
        "pm": halves(locales, "pm"),
        "ago": ago(locales),
    }


def as_text(data: dict[str, Any]) -> str:
    lines = (f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False)}" for key, value in data.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    checking = parser.parse_args().check
    differ = 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for code, locales in sorted(LOCALES.items()):
        path, text = FOLDER / f"{code}.json", as_text(calendar(locales))
        if not path.exists() or path.read_text("utf-8") != text:
            differ += 1
            print(f"{path.name} {'differs' if checking else 'written'}")
            if not checking:
                path.write_text(text, "utf-8")
    return int(checking and differ > 0)


if __name__ == "__main__":
    sys.exit(main())
