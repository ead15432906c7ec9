"""Times of day, read from what the scanner matched."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsparse.lexicon.dates.calendars import signs

if TYPE_CHECKING:
    import re


class Clock(NamedTuple):
    """A time of day, with what was said of its zone."""

    hour: int
    minute: int
    second: int | None = None
    offset: int | None = None
    """Minutes east of Greenwich; None where nothing was said."""

    def __str__(self) -> str:
        seconds = "" if self.second is None else f":{self.second:02}"
        return f"T{self.hour:02}:{self.minute:02}{seconds}{_offset(self.offset)}"


def _offset(minutes: int | None) -> str:
    if minutes is None:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


@lru_cache(maxsize=1)
def _zones() -> dict[str, int]:
    """Zone name → minutes east of Greenwich."""
    found: dict[str, int] = signs()["zones"]
    return found


def read_clock(match: re.Match[str], text: str) -> Clock | None:
    """The time that a pattern of the scanner matched in the folded text; None where there is no such time."""
    hour, minute = int(match["hour"]), int(match["minute"])
    second = int(match["second"]) if match["second"] else None
    afternoon, morning = match["pm"] or match["pm_before"], match["am"] or match["am_before"]
    if (afternoon or morning) and 1 <= hour <= 12:
        hour = hour % 12 + (12 if afternoon else 0)
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    return Clock(hour, minute, second, _zone(match, text))


def _zone(match: re.Match[str], text: str) -> int | None:
    name = match["zone"] and text[slice(*match.span("zone"))]
    # In small letters, est and eat are words.
    named = _zones()[name] if name and name in _zones() else None
    if not match["sign"]:
        return named
    hours, minutes = int(match["ahead"]), int(match["past"] or 0)
    # "10:00-12:00" is a span of time: a minus with a colon counts only where seconds or ISO's T show a machine's date.
    machine = "t" in match.re.groupindex and match["t"]
    if match["sign"] == "-" and not (
        machine or match["second"] or named == 0 or (match["colon"] == "" and match["past"])
    ):
        return named
    if named is None and len(match["ahead"]) == 1:
        return None
    if hours > 14 or minutes > 59:
        return named
    return (hours * 60 + minutes) * (-1 if match["sign"] == "-" else 1)
