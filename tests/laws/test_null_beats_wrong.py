"""Law 6: a copyright year is never a publication date, and what is relative needs the day of the scrape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsparse

STORY = """The bridge across the Lohe will stay closed for at least another winter, the harbour council decided after a
debate that lasted until midnight and emptied most of the benches reserved for the public.

Engineers had found cracks in two of the seven piers and asked for more time. Traders on the southern bank said they
would sue, because every week without the bridge costs them a quarter of their customers.

The council promised to run a free ferry every ten minutes and to pay for it from the road fund. Nobody could say how
long the fund would last, and the treasurer left the hall before the vote.
"""
GERMAN_STORY = """Die Brücke über die Lohe bleibt mindestens noch einen Winter gesperrt. Das beschloss der Hafenrat
nach einer Debatte, die bis Mitternacht dauerte und die meisten Plätze auf der Tribüne leerte.

Ingenieure hatten in zwei der sieben Pfeiler Risse gefunden und um mehr Zeit gebeten. Die Händler am Südufer wollen
klagen, weil jede Woche ohne Brücke sie ein Viertel ihrer Kunden koste.

Der Rat versprach eine kostenlose Fähre im Takt von zehn Minuten, bezahlt aus dem Straßenfonds. Niemand konnte sagen,
wie lange das Geld reicht, und der Kämmerer verließ den Saal vor der Abstimmung.
"""
NO_DATES = (
    "© 2024 Harbour Ledger",
    "Copyright 2019–2025 Harbour Ledger. All rights reserved.",
    "Copyright (c) 2025",
    "© Copyright Harbour Ledger 1998 - 2025",
    "Harbour Ledger © 2003-2026",
    "© 2026 Lohetal-Bote Verlagsgesellschaft mbH",
    "版权所有 © 2005-2026 青川晚报",
    "© 2009–2026 «Северный вестник». Все права защищены",
    "جميع الحقوق محفوظة © 2026",
    "Alle Rechte vorbehalten, 2025",
)
RELATIVE = (
    "5 hours ago",
    "Published 3 days ago",
    "Yesterday, 14:05",
    "Today at 9:30",
    "vor 5 Stunden",
    "vor 2 Tagen aktualisiert",
    "Gestern, 18:20 Uhr",
    "Heute 09:15",
    "il y a 3 heures",
    "hace 2 días",
    "ieri, 18:20",
    "wczoraj, 17:02",
    "вчера, 17:02",
    "3 часа назад",
    "منذ 3 ساعات",
    "לפני 3 שעות",
    "3 घंटे पहले",
    "3小时前",
    "昨天 17:02",
    "3時間前",
    "3시간 전",
    "há 3 horas",
    "3 uur geleden",
    "3 saat önce",
)


def page(above: str = "", below: str = "") -> str:
    return f"Home\nSport\n\nBridge stays closed for another winter\n{above}\n\n{STORY}\n{below}\n"


def german_page(above: str) -> str:
    return f"Start\nSport\n\nBrücke bleibt noch einen Winter gesperrt\n{above}\n\n{GERMAN_STORY}\n"


@pytest.mark.parametrize("line", NO_DATES, ids=range(len(NO_DATES)))
@pytest.mark.parametrize("place", ["above", "below"])
def test_copyright_is_no_date(line: str, place: str) -> None:
    article = newsparse.clean(page(**{place: line}))
    assert (article.date, article.modified) == (None, None)


@pytest.mark.parametrize("line", NO_DATES, ids=range(len(NO_DATES)))
def test_copyright_in_html_is_no_date(line: str) -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY.split("\n\n"))
    html = f"<html><body><h1>Bridge stays closed</h1>{story}<footer><p>{line}</p></footer></body></html>"
    article = newsparse.clean(html)
    assert (article.date, article.modified) == (None, None)


@given(st.integers(1950, 2060), st.sampled_from(["© {}", "© {} X", "Copyright {}", "X (c) {}.", "©{}", "© 1990-{}"]))
def test_no_copyright_year_is_a_date(year: int, form: str) -> None:
    assert newsparse.clean(page(below=form.format(year))).date is None


@pytest.mark.parametrize("line", RELATIVE, ids=range(len(RELATIVE)))
def test_relative_date_alone_is_no_date(line: str) -> None:
    article = newsparse.clean(page(above=line))
    assert (article.date, article.modified) == (None, None)


@pytest.mark.parametrize(
    "scrape",
    [page("5 hours ago"), page("Published 3 days ago"), german_page("vor 5 Stunden"), german_page("Gestern")],
    ids=["hours", "days", "Stunden", "Gestern"],
)
def test_relative_date_is_warned_of(scrape: str) -> None:
    assert "relative-date-unresolved" in newsparse.clean(scrape).warnings


@pytest.mark.parametrize(
    ("scrape", "date"),
    [
        (page("3 days ago"), "2025-11-28"),
        (page("Yesterday"), "2025-11-30"),
        (german_page("vor 2 Tagen"), "2025-11-29"),
        (german_page("Gestern, 18:20 Uhr"), "2025-11-30T18:20"),
    ],
    ids=["days", "Yesterday", "Tagen", "Gestern"],
)
def test_relative_date_is_resolved_against_the_scrape(scrape: str, date: str) -> None:
    found = newsparse.clean(scrape, scraped_at="2025-12-01T12:00").date
    assert found is not None
    assert found.startswith(date)


@pytest.mark.parametrize("line", ["3 March", "3 March, 14:05", "March 3", "Published March 3"])
def test_missing_year_is_not_made_up(line: str) -> None:
    assert newsparse.clean(page(above=line)).date is None


def test_missing_year_is_inferred_against_the_scrape() -> None:
    article = newsparse.clean(page(above="Published March 3, 14:05"), scraped_at="2025-12-01")
    assert article.date is not None
    assert article.date.startswith("2025-03-03")


def test_date_does_not_depend_on_today() -> None:
    assert newsparse.clean(page(above="Updated today")).modified is None
