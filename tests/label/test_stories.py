"""Pages with more than one story, and tickers: labels and blocks built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsparse.article import Block, Claim, Kind, Label, Page, Shape
from newsparse.label.stories import OTHER_STORY, Told, is_ticker, main_story, told_of_stories

FERRY = (
    "The night ferry to Corran will stop running in October, the operator said on Friday, as so few people use it.",
    "Islanders had collected eleven hundred signatures to keep it, and many had written letters to the council.",
    "A smaller boat is to sail at six in the morning instead, and a second one at noon if the council pays for it.",
)
ORGAN = (
    "Builders who were taking up the floor of the chapel have found the pipes of an organ thought to be lost.",
    "The two hundred pipes lay wrapped in sailcloth between the joists, and most of them still speak, as it turns out.",
    "The parish would like to hear all of them at Christmas, and somebody who is not named has offered to pay.",
)
TITLES = ("Night ferry to Corran stops in October", "Organ pipes found under the chapel floor")
DROPPED = {"h": Kind.NOISE, "b": Kind.BYLINE, "d": Kind.DATE, "-": Kind.NOISE}

Marked = tuple[str, str]
"""What a line is (`h` headline, `s` one that is kept, `b` byline, `d` date line, `p` kept, `-` noise), and its text."""


def story(title: str, *paragraphs: str, mark: str = "h") -> list[Marked]:
    return [(mark, title), ("b", "By Ada Merrow"), *(("p", text) for text in paragraphs)]


def other(title: str, *paragraphs: str) -> list[Marked]:
    """A story further down, whose headline the labeller takes for a sub-heading."""
    return story(title, *paragraphs, mark="s")


def page_of(lines: list[Marked], kind: str = "text", claims: tuple[Claim, ...] = ()) -> tuple[Page, list[Label]]:
    shapes = {"h": Shape.HEADING, "s": Shape.HEADING} if kind == "html" else {}
    blocks = tuple(Block(text, shapes.get(mark, Shape.LINE), level=mark in "hs") for mark, text in lines)
    labels = [
        Label(DROPPED.get(mark, Kind.PARAGRAPH), mark in "ps", "prose inside the story", 0.9) for mark, _ in lines
    ]
    return Page(kind, blocks, claims), labels


def kept(page: Page, labels: list[Label]) -> list[str]:
    decided = main_story(page, labels)
    return [block.text for block, label in zip(page.blocks, decided, strict=True) if label.kept]


@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_first_of_two_stories_is_kept(kind: str) -> None:
    page, labels = page_of([*story(TITLES[0], *FERRY), *other(TITLES[1], *ORGAN)], kind)
    assert kept(page, labels) == list(FERRY)
    decided = main_story(page, labels)
    assert told_of_stories(page, decided) is Told.SEVERAL
    assert {label.reason for label in decided if not label.kept} >= {OTHER_STORY}


def test_the_story_that_the_page_is_named_after_is_kept() -> None:
    lines = [*story(TITLES[0], *FERRY), *other(TITLES[1], *ORGAN)]
    page, labels = page_of(lines, claims=(Claim("title", f"{TITLES[1]} | Marlow Echo", "title"),))
    assert kept(page, labels) == [TITLES[1], *ORGAN]


@pytest.mark.parametrize(
    "lines",
    [
        [*story(TITLES[0], *FERRY, *ORGAN)],
        [*story(TITLES[0], *FERRY), ("s", TITLES[1]), *(("p", text) for text in ORGAN)],
        [*story(TITLES[0], *FERRY), *other(TITLES[1], *ORGAN[:2])],
        [*story(TITLES[0], *FERRY), *story(TITLES[1], *ORGAN)],
        [*story(TITLES[0], *FERRY), *other(TITLES[0], *ORGAN)],
        [*story(TITLES[0], *FERRY), *other("Ines Falk", *ORGAN)],
        [*story(TITLES[0], *FERRY), ("s", TITLES[1]), ("b", "By Ada Merrow"), ("-", ORGAN[0])],
        [("p", FERRY[0]), *story("The Ferryman's Tale", *FERRY), *other("The Organ Beneath Us", *ORGAN)],
        [*story(TITLES[0], *FERRY), *(line for n in "abcd" for line in other(f"The Book of {n}", *ORGAN))],
    ],
    ids=[
        "one story",
        "a sub-heading",
        "one book of a review",
        "a teaser",
        "the headline again",
        "a commenter",
        "a dropped teaser",
        "books of a review",
        "a list of books",
    ],
)
def test_one_story_stays_whole(lines: list[Marked]) -> None:
    page, labels = page_of(lines)
    assert list(main_story(page, labels)) == labels
    assert told_of_stories(page, labels) is None


def test_a_ticker_is_one_story() -> None:
    entries = [("d" if n % 2 else "p", f"{21 - n}:{10 + n} Uhr") for n in range(6)]
    lines = [line for entry, text in zip(entries, FERRY + ORGAN, strict=True) for line in (entry, ("p", text))]
    page, labels = page_of([("h", TITLES[0]), *lines])
    assert is_ticker(page, labels)
    assert told_of_stories(page, labels) is Told.TICKER
    assert list(main_story(page, labels)) == labels


@pytest.mark.parametrize(
    "line",
    [
        "21 people came",
        "2:1",
        "3.39 a month",
        "$3.39",
        "21.04.2024",
        "Corran Rovers 3:0 Westbury",
        "21:405",
        "Room 20:15",
    ],
)
def test_what_is_no_time_of_day_makes_no_ticker(line: str) -> None:
    page, labels = page_of([part for text in FERRY + ORGAN for part in (("p", line), ("p", text))])
    assert not is_ticker(page, labels)


def test_nothing_is_no_story() -> None:
    assert main_story(Page("text", ()), []) == ()
    assert told_of_stories(Page("text", ()), []) is None


def test_articles_side_by_side_in_html() -> None:
    lines = [
        *story(TITLES[0], *FERRY),
        ("h", TITLES[1]),
        ("d", "3 March 2025, 10:15"),
        *(("p", text) for text in ORGAN),
    ]
    page, labels = page_of(lines, "html")
    assert kept(page, labels) == list(FERRY)
    apart = replace(page, blocks=tuple(replace(one, path=(str(n),)) for n, one in enumerate(page.blocks)))
    assert kept(apart, labels) == [*FERRY, *ORGAN]


@pytest.mark.parametrize(("around", "stories"), [(("article", "header", "h1"), 1), (("article", "h1"), 2)])
def test_headers_of_articles_in_html(around: tuple[str, ...], stories: int) -> None:
    """Without bylines, a heading in a header of its own begins another article; one among the prose does not."""
    page, labels = page_of([("h", TITLES[0]), *(("p", one) for one in FERRY)], "html")
    other, more = page_of([("h", TITLES[1]), *(("p", one) for one in ORGAN)], "html")
    blocks = tuple(
        replace(one, path=around if one.shape is Shape.HEADING else ("article", "p"))
        for one in (*page.blocks, *other.blocks)
    )
    assert len(kept(replace(page, blocks=blocks), [*labels, *more])) == stories * len(FERRY)
