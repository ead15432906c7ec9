"""Pages with no clear labels to be had: what comes out is what a reader would take the article to be, or none.

One page for each shape, as text, and as HTML where that says something else.
"""

from __future__ import annotations

from html import escape

import pytest

import newsparse

FERRY = (
    "The night ferry to Corran will stop running in October, the operator said on Friday. Fewer than forty people a "
    "night used it last winter, and the engine needs an overhaul that costs more than the boat is worth.",
    "Islanders had collected eleven hundred signatures to keep it. “We knew the numbers were bad, but nobody told us "
    "it was this close,” said Morag Tennant, who runs the bakery by the pier.",
    "A smaller boat is to sail at six in the morning instead. The council wants to decide in March whether it will pay "
    "for a second one, which would leave Corran at ten in the evening.",
    "Until then, anyone who misses the last sailing has to drive around the loch, an hour and a half on a road that "
    "floods twice a year.",
)
ORGAN = (
    "Builders who were taking up the floor of the chapel have found the pipes of an organ that was thought to have "
    "been melted down for lead three hundred years ago.",
    "The two hundred pipes lay wrapped in sailcloth between the joists. Most of them still speak, said the organ "
    "builder Ines Falk, who blew into them one after the other on Tuesday.",
    "The parish would like to hear all of them at Christmas. A benefactor who does not want to be named has offered to "
    "pay for the bellows.",
)
GEORGIAN = (
    "ქალაქის საბჭომ ორშაბათს ხმა მისცა ახალი ხიდის წინააღმდეგ, რადგან მისი ფასი ერთ წელიწადში გაორმაგდა. "
    "კენჭისყრა ორ საათზე მეტხანს გაგრძელდა და რამდენჯერმე შეწყდა.",
    "მერმა თქვა, რომ მოსახლეობას ამის შესახებ არავინ ჰკითხა. სხდომას ასზე მეტი ადამიანი ესწრებოდა, ბევრი მათგანი "
    "გარეთ იდგა, რადგან დარბაზში ადგილი აღარ იყო.",
    "ინჟინრებმა ჩრდილოეთ კედელში ბზარები იპოვეს და ურჩიეს, რომ სამუშაოები ზამთრამდე დაიწყოს. მათი თქმით, მდინარის "
    "პირას მცხოვრები ოჯახები ყოველ გაზაფხულზე წყალდიდობის საფრთხის წინაშე დგანან.",
    "საბოლოო გადაწყვეტილებას საბჭო გაზაფხულზე მიიღებს, როცა ანგარიში მზად იქნება. მანამდე ძველი ხიდი მხოლოდ "
    "ფეხით მოსიარულეებისთვის იქნება გახსნილი, ავტობუსები კი შემოვლითი გზით ივლიან.",
)
LINKS = (
    "Home,Politics,Business,Sport,Council delays the tram again,Five walks along the canal,Ferry to stop in October,"
    "Weather,Why the old cannery divides the town,Our recipe of the week,Crossword,Archive,Contact us,Jobs,"
    "Museum reopens after the flood,Puzzles,Live scores,Letters,School bus: what parents should know,About us"
).split(",")
CODE = """import csv
from pathlib import Path

LIMIT = 40


def load(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def busiest(rows: list[dict[str, str]]) -> dict[str, str]:
    best = rows[0]
    for row in rows[1:]:
        if int(row["passengers"]) > int(best["passengers"]):
            best = row
    return best


if __name__ == "__main__":
    rows = load(Path("ferry.csv"))
    if len(rows) > LIMIT:
        print(busiest(rows))
"""
POEM = (
    ("The tide went out and took the quay,", "the gulls, the nets, the light,", "and left the rust for company,"),
    ("I counted boats I used to know", "by colour and by sound;", "the last of them was sold to tow"),
    ("Now if you ask me what remains", "I say: the smell of tar,", "the crane that creaks whenever it rains,"),
)
TRANSCRIPT = (
    ("Interviewer", "When did you first hear the organ pipes?"),
    (
        "Ines Falk",
        "On Tuesday morning. The builders called me because they thought it was plumbing, and I drove out at once.",
    ),
    ("Interviewer", "And what was the first thing you did?"),
    (
        "Ines Falk",
        "I blew into one. You do not think about it, you just blow. It was a G sharp, a little flat, and very dusty.",
    ),
    ("Interviewer", "Can all of them be saved?"),
    (
        "Ines Falk",
        "Most of them. Eleven are crushed, and for those we will cast new ones from the old metal, which is allowed.",
    ),
    ("Interviewer", "When will the parish hear them?"),
    ("Ines Falk", "If the bellows come in time, at Christmas. If they do not, I will play a harmonium and apologise."),
)
RESULTS = (
    ("Club", "Played", "Won", "Drawn", "Lost", "Points"),
    ("Corran Rovers", "22", "15", "4", "3", "49"),
    ("Westbury Town", "22", "14", "5", "3", "47"),
    ("Port Ellis", "22", "12", "6", "4", "42"),
    ("Millford United", "22", "11", "3", "8", "36"),
    ("Northmoor", "22", "9", "7", "6", "34"),
    ("Ashby Vale", "22", "8", "4", "10", "28"),
    ("Saltmarsh Athletic", "22", "5", "6", "11", "21"),
    ("East Linton", "22", "2", "3", "17", "9"),
)
TICKER = (
    ("21:40", "The council has voted. Nineteen members were against the bridge, eleven for it, and three abstained."),
    (
        "21:12",
        "The mayor is speaking now. She says that the costs were given to her only this morning and that she is angry.",
    ),
    (
        "20:35",
        "About two hundred people are standing outside in the rain. Some have brought lanterns from the summer fair.",
    ),
    (
        "20:05",
        "The session has begun with a delay of half an hour, because the printer at the town hall would not print.",
    ),
    (
        "19:30",
        "Good evening. Tonight the council decides about the new bridge, and we shall tell you here what happens.",
    ),
)


def text_page(title: str, *paragraphs: str) -> str:
    return "\n\n".join([title, *paragraphs]) + "\n"


def html_page(title: str, *elements: str) -> str:
    head = f"<head><title>{escape(title)}</title></head>"
    return f"<!DOCTYPE html><html>{head}<body><h1>{escape(title)}</h1>{''.join(elements)}</body></html>"


def test_three_lines() -> None:
    article = newsparse.clean(text_page("Bridge shut until Friday", *ORGAN[:2]))
    assert article.title == "Bridge shut until Friday"
    assert all(paragraph in article.text for paragraph in ORGAN[:2])


def test_three_lines_of_nothing() -> None:
    article = newsparse.clean("Home\n\nPage not found\n\nBack to the front page\n")
    assert not article.is_article


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_script_that_no_language_file_has(kind: str) -> None:
    title = "საბჭომ ხიდი უარყო"
    paragraphs = [f"<p>{one}</p>" for one in GEORGIAN]
    article = newsparse.clean(text_page(title, *GEORGIAN) if kind == "text" else html_page(title, *paragraphs))
    assert article.is_article
    assert all(paragraph in article.text for paragraph in GEORGIAN)


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_all_links(kind: str) -> None:
    page = {
        "text": "\n".join(LINKS),
        "markdown": "\n".join(f"* [{text}](https://www.example.org/{n})" for n, text in enumerate(LINKS)),
        "html": "<html><body><ul>"
        + "".join(f'<li><a href="/{n}">{text}</a></li>' for n, text in enumerate(LINKS))
        + "</ul></body></html>",
    }[kind]
    assert not newsparse.clean(page).is_article


@pytest.mark.parametrize("kind", ["text", "html"])
def test_all_prose(kind: str) -> None:
    prose = [paragraph for _ in range(2) for paragraph in (*FERRY, *ORGAN)]
    prose = [f"{paragraph} That was in {1990 + n}." for n, paragraph in enumerate(prose)]
    elements = "".join(f"<p>{paragraph}</p>" for paragraph in prose)
    article = newsparse.clean("\n\n".join(prose) if kind == "text" else f"<html><body>{elements}</body></html>")
    assert article.is_article
    assert article.text == "\n\n".join(prose)


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_page_of_code(kind: str) -> None:
    """No story, or one that is the code with nothing lost of it."""
    page = CODE if kind == "text" else html_page("ferry.py", f"<pre><code>{escape(CODE)}</code></pre>")
    article = newsparse.clean(page)
    assert not article.is_article or all(line.strip() in article.text for line in CODE.splitlines())


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_poem(kind: str) -> None:
    title = "What the tide left"
    stanzas = "\n\n".join("\n".join(stanza) for stanza in POEM)
    elements = [f"<p>{'<br>'.join(stanza)}</p>" for stanza in POEM]
    article = newsparse.clean(text_page(title, stanzas) if kind == "text" else html_page(title, *elements))
    assert all(line in article.text for stanza in POEM for line in stanza)


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_transcript(kind: str) -> None:
    title = "“You just blow”: an organ builder on her find"
    elements = [f"<p><b>{who}:</b> {what}</p>" for who, what in TRANSCRIPT]
    lines = [f"{who}: {what}" for who, what in TRANSCRIPT]
    article = newsparse.clean(text_page(title, *lines) if kind == "text" else html_page(title, *elements))
    assert article.is_article
    assert [what for _, what in TRANSCRIPT if what not in article.text] == []


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_table_of_results(kind: str) -> None:
    """Numbers alone are no story; if it is called one, its rows are whole and in order."""
    rows = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in RESULTS]
    lines = ["  ".join(row) for row in RESULTS]
    page = (
        text_page("League table", "\n".join(lines)) if kind == "text" else html_page("League table", "<table>", *rows)
    )
    article = newsparse.clean(page)
    places = [article.text.find(row[0]) for row in RESULTS[1:]]
    assert not article.is_article or (min(places) >= 0 and places == sorted(places))


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_live_ticker(kind: str) -> None:
    title = "Live: the council decides about the bridge"
    lines = [line for entry in TICKER for line in entry]
    elements = [f"<div class='entry'><time>{time}</time><p>{entry}</p></div>" for time, entry in TICKER]
    article = newsparse.clean(text_page(title, *lines) if kind == "text" else html_page(title, *elements))
    assert article.is_article
    assert [entry for _, entry in TICKER if entry not in article.text] == []
    assert "live-ticker" in article.warnings


TWO_TITLES = ("Night ferry to Corran stops in October", "Organ pipes found under the chapel floor")


def two_stories(kind: str) -> str:
    if kind == "text":
        stories = [
            [title, "By Ada Merrow", "3 March 2025", *body]
            for title, body in zip(TWO_TITLES, (FERRY, ORGAN), strict=True)
        ]
        return "\n\n".join(line for story in stories for line in story)
    articles = [
        f"<article><h1>{title}</h1><p class='byline'>By Ada Merrow</p>{''.join(f'<p>{p}</p>' for p in body)}</article>"
        for title, body in zip(TWO_TITLES, (FERRY, ORGAN), strict=True)
    ]
    return f"<html><head><title>{TWO_TITLES[0]}</title></head><body>{''.join(articles)}</body></html>"


@pytest.mark.parametrize("kind", ["text", "html"])
def test_two_stories_keep_the_first_whole(kind: str) -> None:
    article = newsparse.clean(two_stories(kind))
    assert article.is_article
    assert article.title == TWO_TITLES[0]
    assert all(paragraph in article.text for paragraph in FERRY)


@pytest.mark.parametrize("kind", ["text", "html"])
def test_two_stories_leave_out_the_second(kind: str) -> None:
    article = newsparse.clean(two_stories(kind))
    assert not any(paragraph in article.text for paragraph in ORGAN)


@pytest.mark.parametrize("kind", ["text", "html"])
def test_two_stories_are_said(kind: str) -> None:
    assert "several-stories" in newsparse.clean(two_stories(kind)).warnings


@pytest.mark.slow
def test_very_many_lines() -> None:
    """A story in front of 200,000 lines of something else is still found, and nothing falls over."""
    rows = "\n".join(f"{n} {n * 7919 % 9973} {n % 7}" for n in range(200_000))
    article = newsparse.clean(text_page(TWO_TITLES[0], *FERRY) + "\n" + rows)
    assert FERRY[0] in article.text
    assert len(article.text) < 10_000
