"""Which of a page's dates is the article's, on pages built by hand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.article import Block, Claim, DateEvidence, Evidence, Found, Kind, Label, Page
from newsparse.fields.dates import find_dates, unresolved
from newsparse.lexicon.languages import Lexicon, load

PROSE = (
    "The ferry between the two islands stays in port, its owner said, because the crew has not been paid since spring. "
)
STORY = (PROSE * 2, PROSE * 3, PROSE * 2)


def page_of(*lines: str, claims: Sequence[Claim] = ()) -> tuple[Page, list[Label]]:
    """A page whose long lines are the story."""
    blocks = tuple(Block(line, lines=(number, number)) for number, line in enumerate(lines, 1))
    labels = [
        Label(Kind.PARAGRAPH, True, "prose", 0.9) if len(line) > 150 else Label(Kind.NOISE, False, "short", 0.1)
        for line in lines
    ]
    return Page("text", blocks, tuple(claims)), labels


def date_of(*lines: str, claims: Sequence[Claim] = (), language: str = "en") -> Found[str] | None:
    page, labels = page_of(*lines, claims=claims)
    return found_in(page, labels, language)[0]


def found_in(page: Page, labels: Sequence[Label], language: str = "en") -> tuple[Found[str] | None, Found[str] | None]:
    """The dates of a page whose headline, if it has one, says that it is one."""
    texts = [block.text for block in page.blocks]
    title = Found("A headline", Evidence(""), texts.index("A headline")) if "A headline" in texts else None
    return find_dates(page, labels, load((language,)), title)


def evidence_of(found: Found[str] | None) -> DateEvidence:
    assert found is not None
    assert isinstance(found.evidence, DateEvidence)
    return found.evidence


@pytest.mark.parametrize(
    ("language", "line", "value", "kind"),
    [
        ("en", "Published 26 July 2025", "2025-07-26", "published"),
        ("en", "By Anna Example, July 26, 2025, 2:05 p.m. EDT", "2025-07-26T14:05-04:00", "published"),
        ("en", "Sat 26 Jul 2025 14.05 BST", "2025-07-26T14:05+01:00", "published"),
        ("en", "July 2025", "2025-07", "published"),
        ("de", "Veröffentlicht am 26. Juli 2025 um 14:05", "2025-07-26T14:05", "published"),
        ("de", "Stand: 26.07.2025, 14:05 Uhr", "2025-07-26T14:05", "updated"),
        ("fr", "26/07/2025 à 14h05", "2025-07-26T14:05", "published"),
        ("zh", "2025年7月26日 14:05", "2025-07-26T14:05", "published"),
    ],
)
def test_a_date_line_above_the_story(language: str, line: str, value: str, kind: str) -> None:
    found = date_of("Menu", "A headline", line, *STORY, language=language)
    evidence = evidence_of(found)
    assert found is not None
    assert (found.value, evidence.kind, evidence.lines) == (value, kind, (3, 3))
    assert evidence.confidence > 0.4


def test_a_block_that_is_nothing_but_the_date_is_named() -> None:
    alone = date_of("A headline", "Published: 26 July 2025, 14:05", *STORY)
    beside = date_of("A headline", "Anna Example | 26 July 2025", *STORY)
    assert alone is not None
    assert alone.block == 1
    assert beside is not None
    assert beside.block is None


def test_published_and_updated_are_kept_apart() -> None:
    page, labels = page_of("A headline", "Published 26 July 2025 9:26pm Updated 27 July 2025 4:23pm", *STORY)
    date, modified = found_in(page, labels)
    assert date is not None
    assert modified is not None
    assert (date.value, modified.value) == ("2025-07-26T21:26", "2025-07-27T16:23")
    assert evidence_of(modified).kind == "updated"
    assert found_in(page, labels)[1] == modified


def test_a_word_on_the_line_above_announces_too() -> None:
    page, labels = page_of("A headline", "Last updated:", "26 July 2025", *STORY)
    modified = found_in(page, labels)[1]
    assert modified is not None
    assert modified.value == "2025-07-26"


def test_a_dateline_opens_the_story() -> None:
    found = date_of("A headline", "SHANGHAI, July 26, 2025 (Reuters) — " + PROSE * 2, *STORY)
    assert found is not None
    assert found.value == "2025-07-26"
    assert evidence_of(found).kind == evidence_of(found).origin == "dateline"
    assert found.block is None


def test_a_day_that_the_story_speaks_of_twice_is_mentioned() -> None:
    lede = "Die Werft hat am 26. Juli 2025 in Emden einen Plan für leisere Fähren vorgestellt. " * 3
    body = "Auf der Messe am 26. Juli sagte die Leiterin, das erste Schiff solle im Herbst fahren. " * 3
    found = date_of("Eine Überschrift", lede, body, language="de")
    assert found is not None
    evidence = evidence_of(found)
    assert (found.value, evidence.kind, evidence.lines) == ("2025-07-26", "mentioned", (2, 2))
    assert evidence.confidence < 0.5


@pytest.mark.parametrize(
    "lines",
    [
        ("A headline", *STORY, "© 2019 Company, 26 July 2019"),
        ("A headline", *STORY, "Related", "Other news", "More", "Yet more", "Published 3 March 2024"),
        ("A headline", "On 26 July 2019 the ship was sold. " + PROSE * 2, *STORY),
        ("A headline", *STORY[:2], "It will sail again on 26 July 2031, and on 27 July. " + PROSE * 2),
        ("Saturday, 26 July 2025", *["A menu entry"] * 40, "A headline", *STORY),
    ],
)
def test_other_dates_never_win(lines: tuple[str, ...]) -> None:
    assert date_of(*lines) is None


def test_a_day_far_above_a_story_without_a_headline_is_none() -> None:
    assert date_of("Saturday, 26 July 2025", *["A menu entry"] * 40, *STORY) is None


@pytest.mark.xfail(strict=True, reason="the day that a page shows right below its headline is believed more")
def test_a_claim_outweighs_another_day_below_the_headline() -> None:
    claim = Claim("date", "2025-07-26T12:05:09Z", "json-ld:datePublished")
    found = date_of("A headline", "3 March 2024", *STORY, claims=[claim])
    assert found is not None
    assert found.value == "2025-07-26T12:05:09+00:00"


def test_claims_outweigh_lines_and_agreeing_places_add_up() -> None:
    claim = Claim("date", "2025-07-26T12:05:09Z", "json-ld:datePublished")
    found = date_of("3 March 2024", *["A menu entry"] * 40, "A headline", *STORY, claims=[claim])
    evidence = evidence_of(found)
    assert found is not None
    assert found.value == "2025-07-26T12:05:09+00:00"
    assert (evidence.origin, evidence.text, evidence.lines) == ("json-ld:datePublished", claim.value, None)
    assert (evidence.precision, evidence.zone) == ("second", "stated")
    surer = evidence_of(date_of("A headline", "26 July 2025", *STORY, claims=[claim]))
    assert surer.confidence > evidence.confidence


def test_of_two_that_agree_the_one_that_says_more_is_taken() -> None:
    claim = Claim("date", "2025-07-26", "json-ld:datePublished")
    found = date_of("A headline", "26 July 2025, 14:05 GMT", *STORY, claims=[claim])
    assert found is not None
    assert found.value == "2025-07-26T14:05+00:00"


def test_the_address_is_evidence() -> None:
    found = date_of("A headline", *STORY, claims=[Claim("url", "https://example.org/2025/07/26/ferry", "caller")])
    assert found is not None
    assert (found.value, evidence_of(found).origin) == ("2025-07-26", "url")


def test_a_modification_before_publication_is_none() -> None:
    claims = [
        Claim("date", "2025-07-26", "json-ld:datePublished"),
        Claim("modified", "2025-07-20", "json-ld:dateModified"),
    ]
    page, labels = page_of("A headline", *STORY, claims=claims)
    assert found_in(page, labels)[1] is None


def test_a_sentence_below_the_story_may_tell_when_it_was_published() -> None:
    foot = "This article was published on 26 July 2025."
    found = date_of("A headline", *STORY, "Share", "Print", "Mail", "More", foot)
    assert found is not None
    assert found.value == "2025-07-26"


def test_a_word_before_the_second_date_is_not_said_of_the_first() -> None:
    page, labels = page_of("A headline", "Anna Example 26 July 2025, 11:30 Updated: 26 July 2025, 15:45", *STORY)
    date, modified = found_in(page, labels)
    assert date is not None
    assert modified is not None
    assert (date.value, modified.value) == ("2025-07-26T11:30", "2025-07-26T15:45")


def test_a_sentence_that_tells_of_a_change_gives_a_day_of_change() -> None:
    page, labels = page_of("A headline", "Editor's note: we updated this story on 26 July 2025.", *STORY)
    modified = found_in(page, labels)[1]
    assert modified is None or modified.value == "2025-07-26"
    assert evidence_of(found_in(page, labels)[0] or modified).kind == "updated"


def test_a_day_beside_a_copyright_is_read_and_the_copyright_is_not() -> None:
    block = "© 2019 Company, 3 March 2019\nPublished on: 26 July 2025"
    found = date_of("A headline", block, *STORY)
    assert found is not None
    assert found.value == "2025-07-26"


def test_a_day_in_brackets_opens_a_story() -> None:
    found = date_of("A headline", "(26 July 2025) " + PROSE * 2, *STORY)
    assert found is not None
    assert (found.value, evidence_of(found).kind) == ("2025-07-26", "dateline")


def test_a_day_in_the_month_of_the_address_is_surer() -> None:
    url = Claim("url", "https://example.org/2025/07/ferry", "caller")
    other = Claim("url", "https://example.org/2019/03/ferry", "caller")
    fitting, alien = (date_of("A headline", "26 July 2025", *STORY, claims=[one]) for one in (url, other))
    assert fitting is not None
    assert fitting.value == "2025-07-26"
    assert alien is None or evidence_of(fitting).confidence > evidence_of(alien).confidence


def test_metadata_can_decide_between_day_and_month() -> None:
    claim = Claim("date", "2025-07-08T12:05:09Z", "json-ld:datePublished")
    found = date_of("A headline", "Published 08/07/2025", *STORY, claims=[claim])
    assert found is not None
    assert found.value == "2025-07-08T12:05:09+00:00"


def test_a_day_of_change_alone_is_not_sure() -> None:
    claim = Claim("modified", "2025-07-26T12:05:09Z", "article:modified_time")
    found = date_of("A headline", *STORY, claims=[claim])
    assert found is None or evidence_of(found).confidence < 0.5


@pytest.mark.parametrize("line", ["5 hours ago", "Published yesterday", "Updated 12 min ago", "26 July, 14:05"])
def test_relative_and_yearless_lines_need_the_scrape(line: str) -> None:
    page, labels = page_of("A headline", line, *STORY)
    assert found_in(page, labels)[0] is None
    assert unresolved(page, labels, load(("en",)))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("5 hours ago", "2025-07-26"),
        ("Published yesterday", "2025-07-25"),
        ("26 July, 14:05", "2025-07-26T14:05"),
        ("27 July", "2024-07-27"),
    ],
)
def test_relative_and_yearless_lines_count_from_the_scrape(line: str, value: str) -> None:
    scrape = [Claim("scraped_at", "2025-07-26T20:00:00+02:00", "caller")]
    page, labels = page_of("A headline", line, *STORY, claims=scrape)
    found = found_in(page, labels)[0]
    assert found is not None
    assert found.value == value
    assert not unresolved(page, labels, load(("en",)))


def test_nothing_is_later_than_the_scrape() -> None:
    scrape = [Claim("scraped_at", "2025-07-26", "caller")]
    assert date_of("A headline", "Published 27 July 2025", *STORY, claims=scrape) is None


def test_the_scrape_can_decide_between_day_and_month() -> None:
    open_found = date_of("A headline", "Published 08/07/2025", *STORY)
    assert evidence_of(open_found).ambiguous == ("2025-08-07", "2025-07-08")
    scrape = [Claim("scraped_at", "2025-07-26", "caller")]
    found = date_of("A headline", "Published 08/07/2025", *STORY, claims=scrape)
    assert found is not None
    assert found.value == "2025-07-08"
    assert evidence_of(found).ambiguous is None


@given(
    st.lists(st.sampled_from(["26 July 2025", "5 hours ago", "Menu", PROSE * 2, "", "1/2/2025", "\x1b9"]), max_size=12)
)
def test_any_page_gives_a_date_or_none(lines: list[str]) -> None:
    page, labels = page_of(*lines)
    lexicon: Lexicon = load(("de",))
    for found in find_dates(page, labels, lexicon, None):
        assert found is None or found.evidence.text in "\n".join(lines)
    unresolved(page, labels, lexicon)
