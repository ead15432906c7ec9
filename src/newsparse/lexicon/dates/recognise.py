"""Finding every date that stands in a text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsparse.lexicon.dates.calendars import PERSIAN, Calendar, signs
from newsparse.lexicon.dates.clock import read_clock
from newsparse.lexicon.dates.folding import fold
from newsparse.lexicon.dates.patterns import CLOCK, NUMERIC, Scanner, bare, ideographic, scanner
from newsparse.lexicon.dates.values import DateMention, counted_over, full_year, iso
from newsparse.lexicon.script import has_digit
from newsparse.lexicon.traces import may_hold, opening_traces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.lexicon.dates.clock import Clock

_PARTED = re.compile(r"\d\s?[./–-]\s?\d")
"""What every date in numbers holds."""
_SHORT = 60
"""Longest text, in characters, in which "today" or "yesterday" without any number may be a page's date."""
_BEFORE = 40
"""Characters in front of a date in which its time or weekday may stand."""


def might_hold_date(text: str) -> bool:
    """False where `mentions` has nothing to find for certain; costs next to nothing."""
    return len(text) <= _SHORT or has_digit(text)


def mentions(text: str, languages: tuple[str, ...]) -> tuple[DateMention, ...]:
    """Every date in the text, in its order; languages (BCP 47, the likeliest first) say how to read names and numbers.

    English is always among them. Impossible days, bare years, bare hours and words that are also months give nothing.
    """
    if not has_digit(text) and (
        len(text) > _SHORT or not may_hold(text, _traces_of_days(languages)) or not _names_day(text, languages)
    ):
        return ()  # as of nearly every line
    return _short_mentions(text, languages) if len(text) <= _LINE else _mentions(text, languages)


@lru_cache(maxsize=64)
def _traces_of_days(languages: tuple[str, ...]) -> bytes:
    return opening_traces(scanner(languages).bare_days)


@lru_cache(maxsize=1024)
def _names_day(text: str, languages: tuple[str, ...]) -> bool:
    return _may_name_day(_squeezed(fold(text)), scanner(languages))


def _mentions(text: str, languages: tuple[str, ...]) -> tuple[DateMention, ...]:
    scan = scanner(languages)
    folded = fold(text)
    days = sorted(_days(folded, scan), key=lambda found: (found.span[0], -found.span[1]))
    found: list[DateMention] = []
    floor = 0
    for number, day in enumerate(days):
        if day.span[0] < floor:
            continue
        mention = _with_surroundings(day, text, folded, (floor, _next_start(days, number, len(text))), scan)
        found.append(mention)
        floor = mention.span[1]
    return tuple(found)


_LINE = 120
"""Characters of a line that may be a date line, which several rooms ask about."""
_short_mentions = lru_cache(maxsize=512)(_mentions)


def _may_name_day(squeezed: str, scan: Scanner) -> bool:
    """Whether "today" or "yesterday" can stand in it; nearly all short lines without a number end here."""
    return any(map(squeezed.__contains__, scan.bare_days))


def _squeezed(folded: str) -> str:
    """Without blanks and dots, as the words of a scanner are that tell quickly what a text holds none of."""
    return folded.replace(" ", "").replace(".", "")


def _next_start(days: list[DateMention], number: int, end: int) -> int:
    """Where the next date starts that does not overlap this one; never more than a few overlap."""
    for other in range(number + 1, min(number + 8, len(days))):
        if days[other].span[0] >= days[number].span[1]:
            return days[other].span[0]
    return end


def _days(folded: str, scan: Scanner) -> Iterator[DateMention]:
    squeezed = _squeezed(folded)
    numbered = has_digit(folded)
    if numbered:
        if any(map(squeezed.__contains__, scan.bare_months)):
            yield from _named(folded, scan)
        if _PARTED.search(folded):
            yield from _numeric(folded, scan.calendar)
        if "月" in folded or "월" in folded:
            yield from _ideographic(folded)
        if any(map(squeezed.__contains__, scan.bare_agos)):
            yield from _ago(folded, scan)
    if (numbered or len(folded) <= _SHORT) and _may_name_day(squeezed, scan):
        for match in scan.days.finditer(folded):
            yield _mention("", "day", match.span(), relative=(scan.calendar.days[_word(match.group(), scan)], "day"))


def _word(written: str, scan: Scanner) -> str:
    return next(word for word in scan.calendar.days if bare(word) == bare(written))


def _mention(
    value: str,
    precision: str,
    span: tuple[int, int],
    *,
    calendar: str = "gregorian",
    relative: tuple[int, str] | None = None,
) -> DateMention:
    return DateMention(
        value, precision, span, "", calendar=calendar, relative=relative, yearless=value.startswith("--")
    )


def _named(folded: str, scan: Scanner) -> Iterator[DateMention]:
    for pattern in (scan.day_first, scan.month_first):
        for match in pattern.finditer(folded):
            parts = match.groupdict()
            day = int(parts["day"]) if parts["day"] else None
            year = parts["year_first"] or parts["year"]
            number = int(year) if year else full_year(int(parts["short"])) if parts.get("short") else None
            if _no_date(folded, match, day, number):
                continue
            month = _month(parts["month"], scan.calendar)
            found = _dated(number, month, day, match.span(), scan.calendar.languages)
            if found is not None:
                yield found


def _no_date(folded: str, match: re.Match[str], day: int | None, year: int | None) -> bool:
    """Whether the words name no date after all: a bare month, a range's end, a month whose day could not be read."""
    if year is None and (day is None or "," in match.group()):
        return True
    if day is None and folded[max(0, match.start() - 4) : match.start()].rstrip(" .,/-–")[-1:].isdecimal():
        return True
    return _ends_range(folded, match.start())


def _month(written: str, known: Calendar) -> int:
    number = known.months.get(written)
    if number is None:
        # The pattern is lenient about blanks and dots.
        number = next(number for name, number in known.months.items() if bare(name) == bare(written))
    return number


def _ends_range(folded: str, start: int) -> bool:
    """Whether the date is the end of a range, `26. – 28. Juli`: an event, not a day of publication."""
    before = folded[max(0, start - 5) : start].rstrip()
    return before[-1:] in ("-", "–", "—") and before[:-1].rstrip(" .")[-1:].isdecimal()


def _dated(
    year: int | None, month: int, day: int | None, span: tuple[int, int], languages: tuple[str, ...]
) -> DateMention | None:
    if year is None:
        # A leap year, so that 29 February may stand without its year.
        if month > PERSIAN or day is None or iso(2024, month, day) is None:
            return None
        return _mention(f"--{month:02}-{day:02}", "day", span)
    value, calendar = counted_over(year, month, day, languages)
    if value is None:
        return None
    return _mention(value, "day" if day else "month", span, calendar=calendar)


def _numeric(folded: str, known: Calendar) -> Iterator[DateMention]:
    for match in NUMERIC.finditer(folded):
        readings = _readings(match["a"], match["b"], match["c"], match["sign"], known)
        values = [v for v in (counted_over(*reading, known.languages) for reading in readings) if v[0] is not None]
        if not values or _ends_range(folded, match.start()):
            continue
        value, calendar = values[0]
        other = values[1][0] if len(values) > 1 else None
        found = _mention(str(value), "day", match.span(), calendar=calendar)
        yield found._replace(ambiguous=(str(value), other)) if other and other != value else found


def _readings(a: str, b: str, c: str, sign: str, known: Calendar) -> list[tuple[int, int, int]]:
    """(year, month, day) as the numbers may be read, the likelier first."""
    first, middle, last = int(a), int(b), int(c)
    own = sign == known.separator
    if len(a) == 4:
        return [(first, middle, last)] if len(c) <= 2 else []
    if len(a) == 3 or len(c) == 1:
        return []
    if len(c) == 2:
        # Scores and ranges have hyphens too.
        if sign not in "./":
            return []
        if own and known.order == "ymd":
            year = full_year(first)
            return [(year, middle, last)] if year else []
        short = full_year(last)
        if short is None:
            return []
        last = short
    readings = [(last, middle, first), (last, first, middle)]
    if sign == ".":
        # Dots are the sign of those who name the day first.
        return readings[:1] if known.languages[0] != "en" else readings
    if known.order == "mdy":
        readings.reverse()
    elif own:
        # The language's own way of writing leaves no doubt.
        return readings[:1]
    return readings


def _ideographic(folded: str) -> Iterator[DateMention]:
    for match in ideographic().finditer(folded):
        day = int(match["day"]) if match["day"] else None
        year, calendar = _era_year(match)
        if year == 0 or (year is None and day is None):
            continue
        found = _dated(year, int(match["month"]), day, match.span(), ())
        if found is not None:
            yield found._replace(calendar=calendar)


def _era_year(match: re.Match[str]) -> tuple[int | None, str]:
    """The year in our count, None where there is none, 0 where it cannot be told (`7年7月26日`)."""
    if match["era"]:
        first = {fold(name): (year, name) for name, year in signs()["eras"].items()}[match["era"]]
        return first[0] + (1 if match["era_year"] == "元" else int(match["era_year"])), first[1]
    if match["year"]:
        return (int(match["year"]) if len(match["year"]) == 4 else 0), "gregorian"
    return None, "gregorian"


def _ago(folded: str, scan: Scanner) -> Iterator[DateMention]:
    for match in scan.ago.finditer(folded):
        unit = scan.ago_units.get((bare(match["before"]), bare(match["after"])))
        if unit is not None and not _cut(folded, match.end()):
            yield _mention("", "day", match.span(), relative=(int(match["number"]), unit))


def _cut(folded: str, end: int) -> bool:
    """Whether the place cuts a word of an alphabet in two; scripts without spaces may go on."""
    around = folded[end - 1 : end + 1]
    return len(around) == 2 and around.isalpha() and around[1] < "\u0e00"


def _with_surroundings(day: DateMention, text: str, folded: str, bounds: tuple[int, int], scan: Scanner) -> DateMention:
    """The mention with the time and the weekday that stand beside it, and the words of the text."""
    start, end = day.span
    clock: Clock | None = None
    counted = day.relative is not None and day.relative[1] != "day"
    if day.precision == "day" and not counted:
        match = _time_after(folded, end, min(bounds[1], end + 80), scan)
        clock = read_clock(match, text) if match else None
        if match and clock:
            # A zone in brackets.
            end = match.end() + ("(" in match.group() and folded[match.end() : match.end() + 1] == ")")
        else:
            window = max(bounds[0], start - _BEFORE)
            match = _time_before(folded[window:start], scan)
            clock = read_clock(match, text[window:]) if match else None
            start = window + match.start() if match and clock else start
    if not counted:
        window = max(bounds[0], start - 20)
        weekday = scan.weekday_before.search(folded[window:start])
        start = window + weekday.start() if weekday else start
    timed = day if clock is None else _timed(day, clock)
    return timed._replace(span=(start, end), text=text[start:end])


def _time_after(folded: str, start: int, end: int, scan: Scanner) -> re.Match[str] | None:
    # Most dates stand without a time.
    return scan.time_after.match(folded, start, end) if CLOCK.search(folded, start, end) else None


def _time_before(folded: str, scan: Scanner) -> re.Match[str] | None:
    return scan.time_before.search(folded) if CLOCK.search(folded) else None


def _timed(day: DateMention, clock: Clock) -> DateMention:
    return day._replace(
        value=f"{day.value}{clock}",
        precision="minute" if clock.second is None else "second",
        zone="unknown" if clock.offset is None else "stated",
        ambiguous=day.ambiguous and (f"{day.ambiguous[0]}{clock}", f"{day.ambiguous[1]}{clock}"),
    )
