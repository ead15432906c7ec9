"""Dates as machines write them: values of metadata, and addresses."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from newsparse.lexicon.dates.recognise import mentions
from newsparse.lexicon.dates.values import EARLIEST, LATEST, DateMention, iso

_LONGEST = 200
"""Characters of a metadata value that are looked at; a date is short, and stands first."""
_COMPACT = r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?"
_MIDNIGHT = r"T00:00(:00)?([+-]\d{2}:\d{2})?$"
_EPOCH = re.compile(r"(\d{10})(\d{3})?")
_COARSE = re.compile(r"(\d{4})(?:-(\d{2}))?")
_MOMENT = re.compile(
    r"(?a)(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?(Z|[+-](?:0\d|1[0-3]):?[0-5]\d)"
)
"""ISO 8601 to the second with its offset, as most metadata has it."""
_UNIX = r"[A-Za-z]{3} ([A-Za-z]{3}) +(\d{1,2}) (\d\d:\d\d:\d\d)( [A-Z]{3,5})? (\d{4})"
"""`Sat Jul 26 14:05:09 CEST 2025`, as `date` and Java's programs print it."""
_URL_DAY = (
    r"(?a)(?<![\d])(?P<year>(?:19|20)\d{2})(?P<sign>[/_.-]?)(?P<month>\d{2}|[a-z]{3,9}|(?<=/)\d)(?P=sign)"
    r"(?P<day>\d{2}|(?<=/)\d(?=/))(?!\d)"
)
_URL_DAY_FIRST = r"(?<=/)(?P<day>1[3-9]|2\d|3[01])[-_.](?P<month>\d{2})[-_.](?P<year>(?:19|20)\d{2})(?!\d)"
_URL_MONTH = r"/(?P<year>(?:19|20)\d{2})/(?P<month>\d{2})/"


def stamp(value: str, languages: tuple[str, ...]) -> DateMention | None:
    """The date that a metadata value states: ISO 8601, RFC 2822, Unix, seconds since 1970, or words; None for others.

    Midnight to the second is how a day without a time is filled up, so it is cut to the day.
    """
    text = value.strip()[:_LONGEST]
    found = _moment(text)
    if found is None:
        text = re.sub(_UNIX, r"\2 \1 \5 \3\4", text)
        found = _coarse(text) or _compact(text) or _epoch(text)
    if found is None:
        found = next((m for m in mentions(text, languages) if m.relative is None and not m.yearless), None)
    if found is not None and re.search(_MIDNIGHT, found.value):
        return found._replace(value=found.day, precision="day", zone="unknown", ambiguous=_days(found.ambiguous))
    return found


def in_url(url: str) -> DateMention | None:
    """Date of an address: `/2025/07/26/`, `/2025-07-26-`, `/20250726`, `/2025/jul/26/`, `/26-07-2025`, or the month of
    `/2025/07/`."""
    lower = url[:2000].lower()
    for match in (*re.finditer(_URL_DAY, lower), *re.finditer(_URL_DAY_FIRST, lower)):
        found = stamp(f"{match['year']}-{match['month']}-{match['day']}", ("en",))
        if found is not None:
            return found._replace(span=match.span(), text=url[slice(*match.span())])
    for match in re.finditer(_URL_MONTH, lower):
        month = iso(int(match["year"]), int(match["month"]))
        if month is not None:
            return DateMention(month, "month", match.span(), match.group())
    return None


def _days(values: tuple[str, str] | None) -> tuple[str, str] | None:
    return values and (values[0].partition("T")[0], values[1].partition("T")[0])


def _moment(text: str) -> DateMention | None:
    match = _MOMENT.fullmatch(text)
    if match is None or iso(int(match[1]), int(match[2]), int(match[3])) is None:
        return None
    zone = match[7] if match[7][1:].strip("0:") else "+0000"
    return DateMention(f"{text[:19]}{zone[:3]}:{zone[-2:]}", "second", (0, len(text)), text, zone="stated")


def _coarse(text: str) -> DateMention | None:
    match = _COARSE.fullmatch(text)
    if match is None or iso(int(match[1]), int(match[2] or 1)) is None:
        return None
    return DateMention(text, "month" if match[2] else "year", (0, len(text)), text)


def _compact(text: str) -> DateMention | None:
    match = re.fullmatch(_COMPACT, text)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    written = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{offset or ''}" if hour else "")
    found = next(iter(mentions(written, ("en",))), None)
    return found and found._replace(span=(0, len(text)), text=text)


def _epoch(text: str) -> DateMention | None:
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    moment = datetime.fromtimestamp(int(match[1]), UTC)
    if not EARLIEST <= moment.year <= LATEST:
        return None
    return DateMention(moment.isoformat(), "second", (0, len(text)), text, zone="stated")
