"""The shapes of dates and times as regular expressions over folded text, compiled once per choice of languages.

Every repetition is bounded and every window short, so that a text costs time in proportion to its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from newsparse.lexicon.dates.calendars import Calendar, calendar, signs
from newsparse.lexicon.dates.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTER = r"[^\W\d_]"
# A number that is part of a longer one (1.26, 12:26) is no day; a name may be glued to one (Meier26.07.2025).
_NEW_NUMBER = r"(?<!\d)(?<!\d[.,:/–-])"
# A year, also with the time glued to it, or another date: Apr 28 20232:23 PM, 26.07.202527.07.2025.
_YEAR = r"(?:\d{4}(?!\d)(?![.,]\d{3}(?!\d))|\d{4}(?=\d{1,2}(?::\d{2}|[./]\d{1,2}[./]\d{4}(?!\d))))"
# A year of two digits with the time glued to it: 28.09.1912:44 is noon of 2019.
_YEAR_AND_TIME = r"\d{2}(?=(?:[01]\d|2[0-3]):[0-5]\d(?![:\d]))"
_SHORT_YEAR = r"(?<=[-/'])\d{2}(?!\d)|\d{2}(?=\s?(?:$|[,|–-]?\s?\d{1,2}[:.]\d{2}(?!\d)))"


@dataclass(frozen=True)
class Scanner:
    """Shapes for some languages; all of them are for folded text, and compiled when a text first needs them."""

    calendar: Calendar

    @cached_property
    def day_first(self) -> re.Pattern[str]:
        """`26. Juli 2025`, `26 de julio`, `2025. július 26`; groups year_first, day, month, year, short."""
        return re.compile(_day_first(self.calendar))

    @cached_property
    def month_first(self) -> re.Pattern[str]:
        """`July 26, 2025`, `July 2025`; groups year_first, month, day, year."""
        return re.compile(_month_first(self.calendar))

    @cached_property
    def time_after(self) -> re.Pattern[str]:
        """A time behind a date."""
        return re.compile(_time_after(self.calendar))

    @cached_property
    def time_before(self) -> re.Pattern[str]:
        """A time in front of a date, at the end of the text searched."""
        weekdays = _any(self.calendar.weekdays)
        return re.compile(
            rf"(?<![\d.:]){_time(self.calendar)}\)?[\s,|•·–—/-]{{1,4}}(?:(?:on|am|el|le|{weekdays})[\s,.]{{1,2}})?$"
        )

    @cached_property
    def weekday_before(self) -> re.Pattern[str]:
        """A weekday at the end of the text searched."""
        weekdays = _any(self.calendar.weekdays)
        return re.compile(rf"(?<!{_LETTER})(?:{weekdays})\.?[\s,]{{0,3}}(?:(?:de[nm]|el|le)\s)?$")

    @cached_property
    def ago(self) -> re.Pattern[str]:
        """`vor 3 Stunden`; groups before, number, after, of which not every pair means something: see `ago_units`."""
        return _ago(self.calendar)

    @cached_property
    def ago_units(self) -> dict[tuple[str, str], str]:
        """What stands before and after the number, without blanks and dots → unit."""
        return {
            (bare(before), bare(after)): unit
            for pattern, unit in self.calendar.ago.items()
            for before, _, after in [pattern.partition("{0}")]
        }

    @cached_property
    def days(self) -> re.Pattern[str]:
        """`today`, `yesterday`."""
        return re.compile(rf"(?<!{_LETTER})(?:{_any(self.calendar.days)})(?!{_LETTER})")

    @cached_property
    def bare_days(self) -> tuple[str, ...]:
        """The same words without blanks and dots."""
        return _shortest(self.calendar.days)

    @cached_property
    def bare_months(self) -> tuple[str, ...]:
        """Without blanks and dots, what the name of any month holds."""
        return _shortest(self.calendar.months)

    @cached_property
    def bare_agos(self) -> tuple[str, ...]:
        """Without blanks and dots, what stands before or after the number of any `ago`."""
        return _shortest(part for pattern in self.calendar.ago for part in pattern.split("{0}") if part)


def _shortest(words: Iterable[str]) -> tuple[str, ...]:
    """The words without blanks and dots, but those that hold another: what holds none of these holds no word."""
    found: list[str] = []
    for word in sorted(map(bare, words), key=len):
        if not any(map(word.__contains__, found)):
            found.append(word)
    return tuple(found)


NUMERIC = re.compile(
    rf"{_NEW_NUMBER}(?P<a>\d{{1,4}})\s?(?P<sign>[./–-])\s?(?P<b>\d{{1,2}})(?!\d)\s?(?P=sign)\s?"
    rf"(?P<c>{_YEAR_AND_TIME}|{_YEAR}|\d{{2}}(?=T?\b)|\d{{1,2}}(?!\d))(?!\d[.,/-]|[./-]\d)"
)
"""Three numbers with one sign between them: `26.07.2025`, `2025-07-26`, `7/26/25`."""

CLOCK = re.compile(r"\d(?:\s?[h時点點时시]\s?|[:.])\d\d")
"""What every time of day holds, in any language; tells where there is none to look for."""


def _any(words: Iterable[str]) -> str:
    """One expression for the words, the longest first, grouped by first letter so that most text is passed quickly."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(_loose(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items())) or "(?!)"


def _loose(word: str) -> str:
    """The word with its blanks and dots optional: `p. m.` is `pm` too."""
    return re.escape(word).replace(r"\ ", r"\s?").replace(r"\.", r"\.?")


def _exact(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


def _time(known: Calendar) -> str:
    """A time of day with its half, zone name and offset; a bare hour is none, as no minute may be invented."""
    halves = rf"(?:(?P<am>{_any(known.am)})|(?P<pm>{_any(known.pm)}))"
    before = halves.replace("<am>", "<am_before>").replace("<pm>", "<pm_before>")
    clock = _exact(map(fold, signs()["between"]["clock"]))
    zones = _exact(map(str.lower, signs()["zones"]))
    return (
        rf"(?:{before}\s?)?(?P<hour>\d{{1,2}})(?:\s?h\s?|\s?[時点點时시]\s?|[:.])(?P<minute>\d{{2}})(?!\d|\.\d{{4}})"
        rf"(?:(?:[:.]|\s?[分분]\s?)(?P<second>\d{{2}})(?!\d)(?:[.,]\d{{1,9}})?)?"
        rf":?(?:\s?(?:{halves})(?!{_LETTER}))?(?:\s?(?:{clock})(?!{_LETTER}))?"
        rf"(?:\s?\(?(?P<zone>{zones})(?!{_LETTER}))?"
        r"(?:\s?\(?(?P<sign>[+-])(?P<ahead>\d{1,2})(?:(?P<colon>:?)(?P<past>\d{2}))?(?!\d|[.:]\d))?"
    )


def _day_first(known: Calendar) -> str:
    return (
        rf"{_year_first(known)}{_NEW_NUMBER}(?P<day>\d{{1,2}}){_endings()}{_gap(known)}{_joins(known)}{_months(known)}"
        rf"(?:{_gap(known)}'?(?:(?P<year>{_YEAR})|(?P<short>{_SHORT_YEAR})))?"
    )


def _month_first(known: Calendar) -> str:
    # A range (26–28 July, July 26-28) is an event, and a day with a comma and three digits a number.
    no_day = r"(?!\d|[:h]\s?\d|[.,]\d{3}(?!\d)|[.]\d|\s?[–-]\s?\d{1,2}(?!\d)|\s?[ap]\.?m)"
    return (
        rf"{_year_first(known)}(?<!{_LETTER}){_months(known)}"
        rf"(?:{_gap(known)}(?P<day>\d{{1,2}}){no_day}{_endings()})?(?:{_gap(known)}'?(?P<year>{_YEAR}))?"
    )


def _time_after(known: Calendar) -> str:
    words_before_time = rf"(?:(?:{_exact(map(fold, signs()['between']['time']))})[\s:]{{0,2}})?"
    bracket = rf"(?:[(（][^()（）\d]{{1,12}}[)）]|(?:{_any(known.weekdays)})(?!{_LETTER})\.?)?"
    return (
        rf"\.?(?:\s?{_joins(known)})?[\s,|•·–—/-]{{0,4}}{bracket}[\s,|•·–—/-]{{0,3}}"
        rf"(?P<t>t)?{words_before_time}{_time(known)}"
    )


def _months(known: Calendar) -> str:
    return rf"(?P<month>{_any(known.months)})(?!{_LETTER})"


def _joins(known: Calendar) -> str:
    return rf"(?:(?:{_any(known.joins)})(?!{_LETTER})[\s.]{{0,2}})?"


def _gap(known: Calendar) -> str:
    return rf"[\s.,/–-]{{0,3}}{_joins(known)}"


def _endings() -> str:
    return rf"(?:(?:{_exact(map(fold, signs()['ordinal']['endings']))})(?!{_LETTER}))?"


def _year_first(known: Calendar) -> str:
    return rf"(?:(?P<year_first>{_YEAR}){_glued(known)}{_gap(known)}{_joins(known)})?"


def _glued(known: Calendar) -> str:
    """Endings right on a year: Basque 2025eko, Lithuanian 2025 m."""
    return r"(?:e?ko)?" if "eu" in known.languages else ""


def _ago(known: Calendar) -> re.Pattern[str]:
    befores, afters = zip(*(pattern.split("{0}") for pattern in known.ago), strict=True)
    before = rf"(?:(?<!{_LETTER})(?P<before>{_any(b.strip() for b in befores if b)})\s?)?"
    after = rf"(?:\s?(?P<after>{_any(a.strip() for a in afters if a)}))?"
    return re.compile(rf"{before}(?<![\d.,:])(?P<number>\d{{1,4}})(?![\d.,:]){after}")


@lru_cache(maxsize=1)
def ideographic() -> re.Pattern[str]:
    """`2025年7月26日`, `令和7年7月26日`, `2025년 7월 26일`."""
    eras = "|".join(map(fold, signs()["eras"]))
    return re.compile(
        rf"(?<!\d)(?:(?:(?P<era>{eras})\s?(?P<era_year>\d{{1,3}}|元)|(?P<year>\d{{1,4}}))"
        r"\s?[年년]\s?)?(?<!\d)(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일号號])?"
    )


def bare(words: str | None) -> str:
    """Without blanks and dots, about which the patterns are lenient."""
    return re.sub(r"[\s.]", "", words or "")


@lru_cache(maxsize=32)
def scanner(languages: tuple[str, ...]) -> Scanner:
    """The shapes for some languages (BCP 47), and English."""
    return Scanner(calendar(languages))
