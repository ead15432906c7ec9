"""Dates as values: what a text said, cut to what is known, with its calendar counted over to ours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from newsparse.lexicon.dates.calendars import PERSIAN

EARLIEST, LATEST = 1800, 2100
"""Years outside are misread numbers or jokes, not dates of articles."""


class DateMention(NamedTuple):
    """A date that stands in a text."""

    value: str
    """ISO 8601, cut to what is known: `2025-07`, `2025-07-26T14:05+02:00`; `--07-26` where the year is missing; the
    time alone, or nothing, where the day is relative."""
    precision: str
    """`month`, `day`, `minute` or `second`."""
    span: tuple[int, int]
    """Where it stands in the text."""
    text: str
    """The words that were read."""
    zone: str = "unknown"
    """`stated` or `unknown`."""
    ambiguous: tuple[str, str] | None = None
    """Both readings, the value's first, where day and month could be swapped."""
    calendar: str = "gregorian"
    """The calendar it was written in: `gregorian`, `buddhist`, `persian`, or an era's name."""
    yearless: bool = False
    """Whether the year is missing."""
    relative: tuple[int, str] | None = None
    """How many units ago: `(5, "hour")`; `(1, "day")` is yesterday."""

    @property
    def day(self) -> str:
        """The value without its time."""
        return self.value.partition("T")[0]


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day, in a year that an article can speak of."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return EARLIEST <= year <= LATEST


def full_year(short: int) -> int | None:
    """The year that two digits mean: 1990 to 2059, as the web is no older."""
    if short < 60:
        return 2000 + short
    return 1900 + short if short >= 90 else None


def iso(year: int, month: int, day: int | None = None) -> str | None:
    """`2025-07-26`, or `2025-07` without a day; None where there is no such day."""
    if not is_day(year, month, 1 if day is None else day):
        return None
    return f"{year}-{month:02}" if day is None else f"{year}-{month:02}-{day:02}"


def counted_over(year: int, month: int, day: int | None, languages: tuple[str, ...]) -> tuple[str | None, str]:
    """The date in our calendar, and the name of the calendar it was written in.

    Thai pages count from the Buddha, Persian ones from the Hijra by the sun; other calendars' years give None.
    """
    if month > PERSIAN or ("fa" in languages and 1300 <= year < 1500):
        return _from_persian(year, month % PERSIAN, day), "persian"
    if "th" in languages and 2400 <= year < 2700:
        return iso(year - 543, month, day), "buddhist"
    return iso(year, month, day), "gregorian"


def _from_persian(year: int, month: int, day: int | None) -> str | None:
    if day is None or not 1300 <= year < 1500 or not 1 <= month <= 12 or not 1 <= day <= (31 if month < 7 else 30):
        return None
    # Leap years fall on the same eight of every 33 years from 1178 to 1633; 1 Farvardin 1404 is 21 March 2025.
    found = date.fromordinal(_new_year(year) + _days_before(month) + day - 1)
    if found.toordinal() >= _new_year(year + 1):
        return None
    return found.isoformat()


def _new_year(year: int) -> int:
    shifted = year + 1595
    return 365 * shifted + 8 * (shifted // 33) + (shifted % 33 + 3) // 4 - _FIRST


def _days_before(month: int) -> int:
    return 31 * (month - 1) if month < 7 else 30 * (month - 1) + 6


_FIRST = 365 * 2999 + 8 * (2999 // 33) + (2999 % 33 + 3) // 4 - date(2025, 3, 21).toordinal()


def resolve(mention: DateMention, at: str) -> DateMention | None:
    """A relative or yearless mention as a full date, counted from when the page was fetched; None where too vague.

    `at` is ISO 8601. Hours and minutes need its time of day; weeks and longer give no certain day.
    """
    try:
        anchor = datetime.fromisoformat(at)
    except ValueError:
        return None
    timed = "T" in at or " " in at
    if mention.relative is not None:
        return _counted_back(mention, *mention.relative, anchor, timed)
    if mention.yearless:
        return _with_year(mention, anchor)
    return mention


def _counted_back(mention: DateMention, amount: int, unit: str, anchor: datetime, timed: bool) -> DateMention | None:
    if unit == "day" and amount < 10_000:
        day = (anchor - timedelta(days=amount)).date()
        return mention._replace(value=f"{day.isoformat()}{mention.value}", relative=None)
    if unit in ("hour", "minute", "second") and timed and amount < 100_000:
        moment = anchor - timedelta(**{f"{unit}s": amount})
        if unit == "hour":
            # "5 hours ago" is rounded: the day is known, the minute is not.
            return mention._replace(value=moment.date().isoformat(), precision="day", relative=None)
        stated = "unknown" if anchor.tzinfo is None else "stated"
        return mention._replace(
            value=moment.isoformat(timespec="minutes"), precision="minute", zone=stated, relative=None
        )
    return None


def _with_year(mention: DateMention, anchor: datetime) -> DateMention | None:
    month, day = int(mention.value[2:4]), int(mention.value[5:7])
    for year in range(anchor.year, anchor.year - 5, -1):
        if is_day(year, month, day) and date(year, month, day) <= anchor.date():
            return mention._replace(value=f"{year}{mention.value[1:]}", yearless=False)
    return None
