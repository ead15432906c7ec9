"""Expressions of dates and what they must, and must not, give."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.lexicon.dates import in_url, mentions, might_hold_date, resolve, stamp
from newsparse.lexicon.dates.calendars import FOLDER, calendar
from newsparse.lexicon.dates.folding import fold

FULL = "2025-07-26"
TIMED = "2025-07-26T14:05"

READ = [
    # language, text, value, zone
    ("en", "2025-07-26T14:05:00+02:00", "2025-07-26T14:05:00+02:00", "stated"),
    ("en", "2025-07-26T14:05Z", "2025-07-26T14:05+00:00", "stated"),
    ("en", "2025-07-26T23:30:00.123456-07:00", "2025-07-26T23:30:00-07:00", "stated"),
    ("en", "2025-07-26 14:05:00 UTC", "2025-07-26T14:05:00+00:00", "stated"),
    ("en", "Sat, 26 Jul 2025 14:05:00 +0200", "2025-07-26T14:05:00+02:00", "stated"),
    ("en", "July 26, 2025 at 2:05 p.m. EDT", "2025-07-26T14:05-04:00", "stated"),
    ("en", "Sat 26 Jul 2025 14.05 BST", "2025-07-26T14:05+01:00", "stated"),
    ("en", "Published Sat, Jul 26 20252:05 PM EDT", "2025-07-26T14:05-04:00", "stated"),
    ("en", "14:05, 26 Jul 2025", TIMED, "unknown"),
    ("en", "26 July 2025 • 2:05pm", TIMED, "unknown"),
    ("en", "the 26th of July, 2025", FULL, "unknown"),
    ("en", "26-Jul-2025", FULL, "unknown"),
    ("en", "07/26/2025", FULL, "unknown"),
    ("en", "July 26, 2025 12:05 am", "2025-07-26T00:05", "unknown"),
    ("en", "July 26, 2025 at 2 p.m.", FULL, "unknown"),
    ("en", "Open on 26 July 2025 10:00-12:00", "2025-07-26T10:00", "unknown"),
    ("en", "July 2025", "2025-07", "unknown"),
    ("en", "June 15,1987", "1987-06-15", "unknown"),
    ("de", "26. Juli 2025, 14:05 Uhr", TIMED, "unknown"),
    ("de", "Stand: 26.07.2025 14:05 MESZ", "2025-07-26T14:05+02:00", "stated"),
    ("de", "Anna Beispiel26.07.2025, 14.05 Uhr", TIMED, "unknown"),
    ("de", "26.07.2514:05", TIMED, "unknown"),
    ("de", "26.07.202527.07.2025", FULL, "unknown"),
    ("de", "1. Jänner 2025", "2025-01-01", "unknown"),
    ("de", "26.07.25", FULL, "unknown"),
    ("de", "Juli 2025", "2025-07", "unknown"),
    ("fr", "26/07/2025 14h05", TIMED, "unknown"),
    ("fr", "2 janvier 2025 à 14h05", "2025-01-02T14:05", "unknown"),
    ("fr", "1er mars 2025", "2025-03-01", "unknown"),
    ("fr", "26 juillet 2025 à 14 h 05 est un jour", TIMED, "unknown"),
    ("es", "26 de julio de 2025", FULL, "unknown"),
    ("pt", "26 de julho de 2025 às 14h05", TIMED, "unknown"),
    ("ca", "26 d'agost del 2025", "2025-08-26", "unknown"),
    ("ro", "26 iulie 2025, ora 14:05", TIMED, "unknown"),
    ("nb", "26. juli 2025 kl. 14.05", TIMED, "unknown"),
    ("fi", "26. heinäkuuta 2025 klo 14.05", TIMED, "unknown"),
    ("cs", "26. 7. 2025 14:05", TIMED, "unknown"),
    ("pl", "26 lipca 2025", FULL, "unknown"),
    ("hr", "26. srpnja 2025. u 14:05", TIMED, "unknown"),
    ("bs", "26. juli 2025", FULL, "unknown"),
    ("sr", "26. јул 2025.", FULL, "unknown"),
    ("hu", "2025. július 26. 14:05", TIMED, "unknown"),
    ("lv", "2025. gada 26. jūlijs", FULL, "unknown"),
    ("lt", "2025 m. liepos 26 d.", FULL, "unknown"),
    ("eu", "2025eko uztailaren 26a", FULL, "unknown"),
    ("tr", "26 AĞUSTOS 2025 14:05", "2025-08-26T14:05", "unknown"),
    ("el", "26 ΙΟΥΛΙΟΥ 2025", FULL, "unknown"),
    ("ru", "26 июля 2025, 14:05", TIMED, "unknown"),
    ("bg", "26 юли 2025 г., 14:05 ч.", TIMED, "unknown"),
    ("uk", "26 липня 2025", FULL, "unknown"),
    ("ar", "٢٦ يوليو ٢٠٢٥", FULL, "unknown"),
    ("ar", "26 تموز 2025", FULL, "unknown"),
    ("fa", "۵ مرداد ۱۴۰۴", "2025-07-27", "unknown"),
    ("fa", "۱۴۰۴/۰۵/۰۵", "2025-07-27", "unknown"),
    ("he", "26 ביולי 2025", FULL, "unknown"),
    ("ur", "26 جولائی، 2025", FULL, "unknown"),
    ("hi", "26 जुलाई 2025", FULL, "unknown"),
    ("bn", "২৬ জুলাই ২০২৫", FULL, "unknown"),
    ("ta", "26 ஜூலை, 2025", FULL, "unknown"),
    ("th", "26 กรกฎาคม 2568", FULL, "unknown"),
    ("th", "26 ก.ค. 2568 14:05 น.", TIMED, "unknown"),
    ("vi", "26 tháng 7 năm 2025", FULL, "unknown"),
    ("vi", "Thứ bảy, 26/7/2025, 14:05 (GMT+7)", "2025-07-26T14:05+07:00", "stated"),
    ("id", "26 Juli 2025 pukul 14.05 WIB", "2025-07-26T14:05+07:00", "stated"),
    ("ka", "26 ივლისი, 2025", FULL, "unknown"),
    ("ja", "2025年7月26日（土） 14:05", TIMED, "unknown"),
    ("ja", "令和7年7月26日", FULL, "unknown"),
    ("ja", "令和元年5月1日", "2019-05-01", "unknown"),
    ("zh", "2025年7月26日 星期六 下午2:05", TIMED, "unknown"),
    ("zh", "2025年07月26日14时05分", TIMED, "unknown"),
    ("zh", "２０２５年７月", "2025-07", "unknown"),
    ("ko", "2025년 7월 26일 오후 2시 05분", TIMED, "unknown"),
    ("ko", "25.07.26", FULL, "unknown"),
]


def precision_of(value: str) -> str:
    day, _, time = value.partition("T")
    if not time:
        return "day" if day.count("-") == 2 else "month"
    return "second" if re.match(r"\d\d:\d\d:\d\d", time) else "minute"


NOTHING = [
    ("en", "2025.07.00"),
    ("de", "00.07.2025"),
    ("en", "It may cut 3 percent in march on Monday at 10 a.m."),
    ("en", "© 2019 Company. All rights reserved."),
    ("en", "1,200 people in May 1,200"),
    ("en", "2025-13-45"),
    ("en", "1 July 9999"),
    ("en", "July 4, 1700"),
    ("en", "version 1.2.3.4, 192.168.10.25"),
    ("en", "ISBN 978-3-16-148410-0"),
    ("en", "July 26-28, 2025"),
    ("en", "3-1-20"),
    ("en", "10/12"),
    ("de", "31.02.2025"),
    ("de", "31. Februar 2025"),
    ("de", "26.-28. Juli 2025"),
    ("fr", "en mars, 3 personnes"),
    ("zh", "7年7月26日"),
    ("he", "5785"),
    ("ar", "1447/01/30"),
    ("fa", "۳۱ مهر ۱۴۰۴"),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "text", "value", "zone"), READ)
def test_reads_what_is_said_and_no_more(language: str, text: str, value: str, zone: str) -> None:
    first = mentions(text, (language,))[0]
    assert (first.value, first.zone) == (value, zone)
    assert first.precision == precision_of(value)
    assert text[slice(*first.span)] == first.text


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_gives_nothing(language: str, text: str) -> None:
    assert mentions(text, (language,)) == ()


def test_two_dates_keep_their_own_times() -> None:
    found = mentions("08:39, 06 Jan 2026 Updated 08:41, 06 Jan 2026", ("en",))
    assert [mention.value for mention in found] == ["2026-01-06T08:39", "2026-01-06T08:41"]


@pytest.mark.parametrize(
    ("language", "text", "value", "other"),
    [
        ("en", "03/04/2025", "2025-03-04", "2025-04-03"),
        ("de", "03/04/2025 14:05", "2025-04-03T14:05", "2025-03-04T14:05"),
        ("en", "03.04.2025", "2025-04-03", "2025-03-04"),
    ],
)
def test_day_and_month_that_could_be_swapped(language: str, text: str, value: str, other: str) -> None:
    first = mentions(text, (language,))[0]
    assert first.value == value
    assert first.ambiguous == (value, other)


@pytest.mark.parametrize(
    ("language", "text"), [("de", "03.04.2025"), ("es", "03/04/2025"), ("en", "04/04/2025"), ("en", "2025-04-03")]
)
def test_nothing_is_ambiguous_in_a_languages_own_form(language: str, text: str) -> None:
    assert mentions(text, (language,))[0].ambiguous is None


@pytest.mark.parametrize(
    ("language", "text", "relative", "resolved"),
    [
        ("en", "5 hours ago", (5, "hour"), "2025-07-26"),
        ("en", "12 min ago", (12, "minute"), "2025-07-26T13:53+02:00"),
        ("de", "vor 20 Stunden", (20, "hour"), "2025-07-25"),
        ("de", "heute um 12:19 Uhr", (0, "day"), "2025-07-26T12:19"),
        ("en", "yesterday", (1, "day"), "2025-07-25"),
        ("ja", "3日前", (3, "day"), "2025-07-23"),
        ("en", "2 weeks ago", (2, "week"), None),
    ],
)
def test_relative_dates_count_from_the_scrape(
    language: str, text: str, relative: tuple[int, str], resolved: str | None
) -> None:
    first = mentions(text, (language,))[0]
    assert first.relative == relative
    found = resolve(first, "2025-07-26T14:05+02:00")
    assert (found and found.value) == resolved


def test_hours_ago_need_the_hour_of_the_scrape() -> None:
    assert resolve(mentions("5 hours ago", ("en",))[0], "2025-07-26") is None


@pytest.mark.parametrize(
    ("language", "text", "at", "resolved"),
    [
        ("en", "July 26", "2025-08-01", "2025-07-26"),
        ("en", "Dec. 30", "2025-01-02", "2024-12-30"),
        ("he", "יולי 26", "2025-07-26", "2025-07-26"),
        ("ru", "8 января, 17:46", "2026-02-01", "2026-01-08T17:46"),
        ("en", "29 February", "2025-07-26", "2024-02-29"),
    ],
)
def test_missing_years_are_the_last_before_the_scrape(language: str, text: str, at: str, resolved: str) -> None:
    first = mentions(text, (language,))[0]
    assert first.yearless
    found = resolve(first, at)
    assert found is not None
    assert found.value == resolved


@pytest.mark.parametrize(
    ("value", "read", "precision"),
    [
        ("2025-07-26T14:05:09.000Z", "2025-07-26T14:05:09+00:00", "second"),
        ("2025-07-26T00:00:00+02:00", "2025-07-26", "day"),
        ("20250726", "2025-07-26", "day"),
        ("20250726T140500Z", "2025-07-26T14:05:00+00:00", "second"),
        ("1753531509", "2025-07-26T12:05:09+00:00", "second"),
        ("1753531509123", "2025-07-26T12:05:09+00:00", "second"),
        ("2025-07", "2025-07", "month"),
        ("2025", "2025", "year"),
        ("Sat Jul 26 14:05:09 CEST 2025", "2025-07-26T14:05:09+02:00", "second"),
        ("Sun Jul  6 14:05:09 2025", "2025-07-06T14:05:09", "second"),
        ("Sat Jul 26 2025 14:05:09 GMT+0200 (CEST)", "2025-07-26T14:05:09+02:00", "second"),
    ],
)
def test_values_of_metadata(value: str, read: str, precision: str) -> None:
    found = stamp(value, ("en",))
    assert found is not None
    assert (found.value, found.precision) == (read, precision)


@pytest.mark.parametrize("value", ["", "yesterday", "July 26", "20251345", "9999999999999", "0000", "abc"])
def test_values_that_state_no_date(value: str) -> None:
    assert stamp(value, ("en",)) is None


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://example.org/2025/07/26/ein-plan.html", "2025-07-26"),
        ("https://example.org/world/2025-07-26-a-plan", "2025-07-26"),
        ("https://example.org/world/20250726/a-plan", "2025-07-26"),
        ("https://example.org/world/2025/jul/26/a-plan", "2025-07-26"),
        ("https://example.org/world/2025/july/26/a-plan", "2025-07-26"),
        ("https://example.org/2025/7/6/a-plan", "2025-07-06"),
        ("https://example.org/2025/07/a-plan", "2025-07"),
        ("https://example.org/world/26-07-2025", "2025-07-26"),
        ("https://example.org/world/06-07-2025", None),
        ("https://example.org/2025/13/a-plan", None),
        ("https://example.org/id/1202507269", None),
        ("https://example.org/2025-27-30", None),
    ],
)
def test_dates_in_addresses(url: str, value: str | None) -> None:
    found = in_url(url)
    assert (found and found.value) == value


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: str(path.stem))
def test_every_calendar_is_whole(path: object) -> None:
    data = json.loads((FOLDER / str(path)).read_text(encoding="utf-8"))
    assert len(data["months"]) == 12
    assert all(data["months"])
    assert len(data["weekdays"]) == 7
    assert sorted(data["order"]) == ["d", "m", "y"]
    for names in data["months"]:
        assert all(fold(name) == name for name in names)


def test_there_are_calendars_for_the_languages_of_the_world() -> None:
    wanted = (
        "de en fr es it pt nl da sv no nb nn fi is pl cs sk sl hr sr bs uk ru bg mk ro hu el tr az ar fa he ur hi bn "
        "ta te mr ne th vi id ms sw ko ja zh lt lv et ca eu gl ka hy sq"
    )
    for code in wanted.split():
        assert calendar((code,)).languages[0] != "en" or code == "en"


@given(
    st.text(alphabet=st.sampled_from("0123456789./-: ,年月日Januarymi.٢अTZ+\n\x1b"), max_size=60),
    st.sampled_from(["de", "zh", "fa", "th"]),
)
def test_any_text_is_read_without_fear(text: str, language: str) -> None:
    for mention in mentions(text, (language,)):
        assert text[slice(*mention.span)] == mention.text
        assert might_hold_date(text)
        resolve(mention, "2025-07-26T14:05+02:00")
    stamp(text, (language,))
    in_url(text)


@given(st.text(max_size=40))
def test_folding_keeps_every_character_at_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("unit", ["1", "1 ", "26. ", "26.07.", "1 jan, ", "vor ", "1年", "2025-07-26 ", "14:"])
def test_long_hostile_lines_are_read_to_the_end(unit: str) -> None:
    text = unit * 5000 + " | 2 July 2025"
    assert mentions(text, ("de",))[-1].day == "2025-07-02"
