"""Authors: pages are built by hand, a block per line; lines of ten words or more are the story."""

import pytest

from newsparse.article import Block, Claim, Evidence, Found, Kind, Label, Page
from newsparse.fields.authors import find_authors
from newsparse.lexicon.languages import load

STORY = ["The council of the small town met on Monday evening to talk about the new bridge, as other towns do."] * 6


def found(
    lines: list[str], claims: list[tuple[str, str]] | None = None, language: str = "en"
) -> Found[tuple[str, ...]] | None:
    blocks = tuple(Block(line) for line in lines)
    labels = tuple(Label(Kind.PARAGRAPH, line in STORY, "", float(line in STORY)) for line in lines)
    page = Page("text", blocks, tuple(Claim("author", value, origin) for origin, value in claims or []))
    title = Found(lines[0], Evidence(lines[0]), 0) if lines[:1] == ["A bridge is planned"] else None
    return find_authors(page, labels, load((language,)), title)


def names(lines: list[str], claims: list[tuple[str, str]] | None = None, language: str = "en") -> tuple[str, ...]:
    answer = found(lines, claims, language)
    return answer.value if answer is not None else ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By Jane Doe and John Q. Roe, Example News", ("Jane Doe", "John Q. Roe")),
        ("By Dr. Jane van der Doe, PhD, Senior Correspondent", ("Jane van der Doe",)),
        ("JANE DOE | Political Editor", ("JANE DOE",)),
        ("By The Associated Press", ("Associated Press",)),
        ("By Staff", ()),
        ("By the numbers", ()),
        ("Small Towns", ()),
        ("Jane Doe/Getty Images", ()),
    ],
)
def test_a_line_above_the_story(line: str, expected: tuple[str, ...]) -> None:
    assert names(["A bridge is planned", line, "26 July 2025", *STORY]) == expected


def test_the_bylines_block_is_found() -> None:
    answer = found(["A bridge is planned", "Menu", "By Jane Doe", *STORY])
    assert answer is not None
    assert (answer.block, answer.evidence.origin, answer.evidence.text) == (2, "byline", "By Jane Doe")


def test_a_name_among_the_tags_below_the_story_is_no_author() -> None:
    told = [*STORY[:5], "Mayor Jane Doe said on Monday that the bridge would be built within three years."]
    texts = ["A bridge is planned", "26 July 2025", *told, "Topics", "Bridges", "Jane Doe", "Small towns"]
    labels = tuple(Label(Kind.PARAGRAPH, text in told, "", 1.0) for text in texts)
    title = Found(texts[0], Evidence(texts[0]), 0)
    assert find_authors(Page("text", tuple(map(Block, texts))), labels, load(("en",)), title) is None


@pytest.mark.xfail(strict=True, reason="right below the headline and beside a date, names are believed")
def test_a_bare_name_that_the_story_mentions_is_no_author() -> None:
    told = [*STORY[:5], "Mayor Jane Doe said on Monday that the bridge would be built within three years."]
    blocks = tuple(Block(text) for text in ["A bridge is planned", "Jane Doe", "26 July 2025", *told])
    labels = tuple(Label(Kind.PARAGRAPH, index > 2, "", 1.0) for index in range(len(blocks)))
    assert find_authors(Page("text", blocks), labels, load(("en",)), None) is None


@pytest.mark.xfail(strict=True, reason="right below the headline and beside a date, two capitals are a name")
def test_a_section_below_the_headline_is_no_author() -> None:
    assert names(["A bridge is planned", "Living Cities", "26 July 2025", *STORY]) == ()


def test_closing_credits_name_reporters_and_no_editors() -> None:
    ending = "(Reporting by Jane Doe and John Roe in Exampleton; Editing by Max Mustermann)"
    assert names(["A bridge is planned", *STORY, ending]) == ("Jane Doe", "John Roe")
    assert names(["A bridge is planned", *STORY, "(Editing by Max Mustermann)"]) == ()


def test_authors_on_lines_of_their_own() -> None:
    lines = ["A bridge is planned", "Jane Doe", "Reporter", "John Roe", "Reporter", "26 July 2025", *STORY]
    assert names(lines) == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([("json-ld:author", "Jane Doe"), ("json-ld:author", "John Roe")], ("Jane Doe", "John Roe")),
        ([("json-ld:author", "Jane Doe and John Roe"), ("meta:author", "admin")], ("Jane Doe", "John Roe")),
        ([("meta:author", "Staff Writer")], ()),
        ([("meta:author", "Redaktion")], ()),
        ([("article:author", "https://example.org/jane")], ()),
        ([("meta:author", "jane@example.org")], ()),
        ([("meta:author", "@janedoe")], ()),
        ([("json-ld:author", "Associated Press")], ("Associated Press",)),
        ([("json-ld:author", "Jane Doe"), ("json-ld:author", "AFP")], ("Jane Doe",)),
        ([("json-ld:author.Organization", "Example Institute")], ("Example Institute",)),
        ([("json-ld:author.Organization", "Example Newsroom")], ()),
    ],
)
def test_claims(claims: list[tuple[str, str]], expected: tuple[str, ...]) -> None:
    assert names(["A bridge is planned", *STORY], claims) == expected


def test_a_claim_is_answered_with_the_block_that_says_the_same() -> None:
    answer = found(["A bridge is planned", "By Jane Doe", *STORY], [("json-ld:author", "Jane Doe")])
    assert answer is not None
    assert answer.block == 1


def test_a_publisher_is_no_person() -> None:
    page = Page(
        "html",
        (Block(STORY[0]),),
        (Claim("author", "Daily Example", "json-ld:author"), Claim("source", "Daily Example", "og:site_name")),
    )
    answer = find_authors(page, (Label(Kind.PARAGRAPH, True, "", 1.0),), load(("en",)), None)
    assert answer is not None
    assert answer.value == ("Daily Example",)


@pytest.mark.parametrize(
    "text", ["Jane Doe, " * 1000, "x" * 10_000, ", " * 5000, "By " + "Jane " * 2000, "\u202e\ufffd"]
)
def test_hostile_claims_and_lines(text: str) -> None:
    assert len(names(["A bridge is planned", text, *STORY], [("json-ld:author", text)])) <= 1


def test_nothing_at_all() -> None:
    assert found([]) is None


def test_a_bylines_word_may_stand_on_the_line_above() -> None:
    lines = ["A bridge is planned", *["Menu"] * 30, "By", "Zitherine Muster", "26 July 2025", *STORY]
    assert names(lines) == ("Zitherine Muster",)
    answer = found(lines)
    assert answer is not None
    assert answer.evidence.confidence > 0.6
