"""Source and agency: pages are built by hand, a block per line; the lines of STORY are the story."""

import pytest

from newsparse.article import Block, Claim, Found, Kind, Label, Page
from newsparse.fields.source import find_agency, find_source
from newsparse.lexicon.languages import load

STORY = ["The council of the small town met on Monday evening to talk about the new bridge."] * 4


def page(lines: list[str], *claims: tuple[str, str, str]) -> tuple[Page, tuple[Label, ...]]:
    labels = tuple(Label(Kind.PARAGRAPH, len(line) > 60, "", 1.0) for line in lines)
    return Page("text", tuple(map(Block, lines)), tuple(Claim(*claim) for claim in claims)), labels


def source(lines: list[str], *claims: tuple[str, str, str]) -> Found[str] | None:
    return find_source(*page(lines, *claims), load(("de",)))


def agency(lines: list[str], *claims: tuple[str, str, str]) -> str | None:
    found = find_agency(*page(lines, *claims), load(("de", "fr", "zh")))
    return found.value if found is not None else None


def test_a_source_line_is_answered_as_the_page_says_it() -> None:
    found = source([*STORY, "Source: Cnbc", "Latest News"])
    assert found is not None
    assert (found.value, found.evidence.origin, found.block) == ("Cnbc", "source line", 4)


def test_the_caller_knows_best() -> None:
    found = source([*STORY, "Source: Cnbc"], ("source", "Example Post", "caller"))
    assert found is not None
    assert found.value == "Example Post"


def test_front_matter_outweighs_its_own_lines() -> None:
    found = source(["source: 'Example Post'", *STORY], ("source", "Example Post", "front matter"))
    assert found is not None
    assert (found.value, found.evidence.origin) == ("Example Post", "front matter")


def test_a_source_between_paragraphs_belongs_to_a_chart() -> None:
    assert source([*STORY, "Source: Statista", *STORY, *STORY]) is None


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([("source", "Example Post", "og:site_name")], "Example Post"),
        ([("source", "Post", "og:site_name"), ("source", "Post Media AG", "json-ld:publisher")], "Post"),
        ([("source", "Example Post – News from the whole valley", "og:site_name")], "Example Post"),
        ([("source", "@examplepost", "meta:publisher")], None),
    ],
)
def test_claims(claims: list[tuple[str, str, str]], expected: str | None) -> None:
    found = source(STORY, *claims)
    assert (found and found.value) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["A bridge | Example Post", "Menu", "A bridge", *STORY], "Example Post"),
        (["A bridge - Example Post", *STORY, "© 2025 Example Post. All rights reserved."], "Example Post"),
        (["A bridge - a plan", *STORY], None),
        (["A bridge - Example Post", *STORY], None),
        (["Example Post", "A bridge", *STORY, "© 2019–2025 Example Post Ltd"], "Example Post"),
        (["A bridge", *STORY, "© Jane Doe / Example Post"], None),
    ],
)
def test_names_that_other_places_attest(lines: list[str], expected: str | None) -> None:
    found = source(lines)
    assert (found and found.value) == expected


def test_the_domain_is_the_last_resort() -> None:
    address = ("url", "https://www.example-post.org/2025/bridge", "caller")
    found = source(STORY, address)
    assert found is not None
    assert (found.value, found.evidence.origin) == ("example-post.org", "url")
    named = source(["A bridge | Example Post", *STORY], address)
    assert named is not None
    assert named.value == "Example Post"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["A bridge | The Example Post Sport", *STORY], "The Example Post"),
        ([*STORY, "© 2025 Example Post Media Group"], "Example Post"),
        ([*STORY, "© 2025 House of Example Post"], "Example Post"),
        ([*STORY, "© 2025 Post Media Group"], "example-post.org"),
    ],
)
def test_a_house_is_left_out_where_the_domain_is_the_name(lines: list[str], expected: str) -> None:
    found = source(lines, ("url", "https://www.example-post.org/2025/bridge", "caller"))
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize("text", ["Source: " * 2000, "© 2025 " * 2000, " | " * 5000, "a - " * 5000])
def test_hostile_lines(text: str) -> None:
    assert source([text[:300], text, *STORY], ("url", "https://[broken", "caller")) is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["PARIS, March 3 (Reuters) - " + STORY[0], *STORY], "Reuters"),
        ([STORY[0] + " (dpa)"], "dpa"),
        (["Von Erika Muster mit AFP", *STORY], "AFP"),
        ([*STORY, "dpa/AFP"], "dpa"),
        (["Wolfsau (KNA/iz). " + STORY[0], *STORY], "KNA"),
        ([STORY[0] + " (Kurier mit dpa)"], "dpa"),
        ([*STORY, "(Con información de AFP, EFE y Reuters)"], "AFP"),
        ([*STORY, "abc/PAP"], "PAP"),
        ([*STORY, "dpa/Mustermann"], None),
        ([*STORY, "PA/NY"], None),
        (["Quelle: beispiel.de, ino/dpa", *STORY], "dpa"),
        (["2025年8月16日 来源：新华网", *STORY], "Xinhua"),
        (["2025年8月16日\n来源：新华网", *STORY], "Xinhua"),
        (["By Jane Doe and Erika Muster The Associated Press", *STORY], "AP"),
        (["By Jane Doe AFP", *STORY], "AFP"),
        (["By Jane Petra", *STORY], None),
        (["Associated Press in Lisbon", *STORY], "AP"),
        (["AA", *STORY], None),
        (["Anadolu Ajansı", *STORY], "AA"),
        ([STORY[0] + " The mayor told Reuters that it was late."], None),
        (["Reuters reported on Monday that the bridge of the small town would be built soon."], None),
    ],
)
def test_agency(lines: list[str], expected: str | None) -> None:
    assert agency(lines) == expected


def test_a_byline_far_above_the_story_counts_under_its_headline_only() -> None:
    lines = ["A bridge", "By Associated Press", *["Share"] * 10, *STORY]
    told, labels = page(lines)
    signed = (labels[0], Label(Kind.BYLINE, False, "", 1.0), *labels[2:])
    assert find_agency(told, signed, load(("en",))) is None
    found = find_agency(told, (Label(Kind.TITLE, False, "", 1.0), *signed[1:]), load(("en",)))
    assert found is not None
    assert (found.value, found.evidence.origin) == ("AP", "byline")


@pytest.mark.parametrize("byline", ["By Associated Press", "Associated Press", "Von: det/dpa", "Von Doe, Muster, AFP"])
def test_a_byline_behind_the_standfirst_counts_and_a_credit_or_source_there_does_not(byline: str) -> None:
    for kind in (Kind.BYLINE, Kind.CAPTION):
        told, labels = page([STORY[0], byline, *STORY])
        found = find_agency(told, (labels[0], Label(kind, False, "", 1.0), *labels[2:]), load(("de",)))
        assert (found is not None) == (kind is Kind.BYLINE)
    told, labels = page(["Jane Doe / Europa Press", *STORY])
    assert find_agency(told, (Label(Kind.BYLINE, False, "", 1.0), *labels[1:]), load(("es",))) is None
    assert agency([STORY[0], "Quelle: dpa", *STORY]) is None


def test_turkish_pages_credit_aa_where_others_have_buttons_for_the_size_of_letters() -> None:
    told, labels = page(["AA", *STORY])
    found = find_agency(told, labels, load(("tr",)))
    assert found is not None
    assert found.value == "AA"


def test_agency_as_author() -> None:
    assert agency(STORY, ("author", "Agence France-Presse", "json-ld:author")) == "AFP"
    assert agency(STORY, ("author", "Jane Doe", "json-ld:author")) is None
