"""Whether a page is an article: pages as they come, and pages built by hand."""

from __future__ import annotations

from html import escape

import pytest

import newsparse
from newsparse.article import Block, Claim, Evidence, Found, Kind, Label, Page, Shape
from newsparse.fields.story import LIKELY, OTHER, TEASERS, WALL, find_story, is_crumbs, probability, without_story
from newsparse.fields.story_evidence import COLUMNS, GROUPS, Parts, row_of, weights, words_of

STORIES = {
    "en": (
        "Council votes to keep the old bridge",
        "The council of the small town voted on Monday evening to keep the old bridge over the river Lenne. Nineteen "
        "members were for it, eleven against, and three abstained.",
        "“A new bridge would have been too dear for the town,” the mayor said after the vote. The costs had doubled "
        "within a year, and nobody could say who was to pay for them.",
        "Traders on the other side of the river had feared for years that they would lose their customers. About two "
        "hundred people stood outside the town hall in the rain until the result was known.",
    ),
    "th": (
        "สภาเทศบาลลงมติเก็บสะพานเก่าไว้",
        "สภาเทศบาลลงมติเมื่อเย็นวันจันทร์ให้เก็บสะพานเก่าข้ามแม่น้ำไว้ต่อไป สมาชิกสิบเก้าคนเห็นด้วย สิบเอ็ดคนคัดค้าน "
        "และสามคนงดออกเสียง การประชุมใช้เวลานานกว่าสองชั่วโมงและต้องหยุดพักหลายครั้ง",
        "นายกเทศมนตรีกล่าวหลังการลงมติว่าสะพานใหม่มีราคาแพงเกินไปสำหรับเมือง ค่าใช้จ่ายเพิ่มขึ้นเป็นสองเท่าภายในหนึ่งปี "
        "และไม่มีใครบอกได้ว่าใครจะเป็นผู้จ่าย ชาวบ้านหลายคนบอกว่าไม่เคยมีใครถามความเห็นของพวกเขาเลย",
        "พ่อค้าแม่ค้าอีกฝั่งของแม่น้ำกลัวมาหลายปีว่าจะเสียลูกค้าไป มีผู้คนราวสองร้อยคนยืนรออยู่หน้าศาลากลางท่ามกลางสายฝน "
        "จนกระทั่งทราบผลการลงคะแนน วิศวกรแนะนำให้เริ่มซ่อมแซมก่อนฤดูหนาวปีหน้า",
    ),
    "zh": (
        "市议会决定保留老桥",
        "市议会周一晚上投票决定保留横跨河流的老桥。十九名议员赞成，十一名反对，三人弃权。会议持续了两个多小时，其间多次中断。",
        "市长在投票后说，新桥对这座小城来说太贵了。一年之内造价翻了一番，谁也说不清由谁来付钱。许多居民表示，从来没有人问过他们的意见。",
        "河对岸的商人多年来一直担心会失去顾客。大约两百人冒雨站在市政厅外面，一直等到结果公布。工程师建议在冬天之前开始维修工作。",
    ),
}
NO_STORIES = {
    "an error page": (
        "Home",
        "Page not found",
        "The page that you asked for is not here any more.",
        "Back to the front",
    ),
    "three lines": ("Home", "Sport", "Weather"),
    "a consent wall": (
        "We value your privacy",
        "We and our partners store and access personal data, such as cookies, on your device, and use it for adverts, "
        "for measuring them and for research about those who read us.",
        "With your consent we may use precise location data. You may withdraw your consent at any time in our privacy "
        "settings, and you may object where we rely on legitimate interest.",
        "Accept all",
        "Reject all",
        "Privacy policy",
    ),
    "links": tuple(f"{place}: {what}" for place in ("Port", "Town", "Lake") for what in ("News", "Weather", "Jobs")),
}


def as_page(kind: str, lines: tuple[str, ...]) -> str:
    if kind == "text":
        return "\n\n".join(lines)
    body = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
    return f"<html><head><title>{escape(lines[0])}</title></head><body><h1>{escape(lines[0])}</h1>{body}</body></html>"


@pytest.mark.parametrize("kind", ["text", "html"])
@pytest.mark.parametrize("language", STORIES)
def test_stories_are_articles(language: str, kind: str) -> None:
    article = newsparse.clean(as_page(kind, STORIES[language]), kind=kind)
    assert article.is_article
    assert article.evidence["is_article"].origin == "prose of one story"
    assert all(paragraph in article.text for paragraph in STORIES[language][1:])


@pytest.mark.parametrize("kind", ["text", "html"])
@pytest.mark.parametrize("name", NO_STORIES)
def test_what_is_no_story_is_no_article(name: str, kind: str) -> None:
    assert not newsparse.clean(as_page(kind, NO_STORIES[name]), kind=kind).is_article


def test_nothing_is_no_article() -> None:
    article = newsparse.clean("Home")
    assert not article.is_article
    assert article.evidence["is_article"].origin == "no text"


def test_a_wall_has_no_body() -> None:
    article = newsparse.clean(as_page("text", NO_STORIES["a consent wall"]))
    assert (article.body, article.lede, article.date, article.authors) == ("", None, None, ())
    assert article.evidence.keys() & {"lede", "date", "authors"} == set()
    assert [block.reason for block in article.blocks if not block.reason] == []


def test_the_confidence_is_that_of_what_is_said() -> None:
    pages = [as_page("text", lines) for lines in (*STORIES.values(), *NO_STORIES.values())]
    said = [newsparse.clean(page).evidence["is_article"] for page in pages]
    assert all(LIKELY <= one.confidence <= 1 for one in said)


def test_evidence_says_where_the_text_stands() -> None:
    article = newsparse.clean("Home\n\n" + as_page("text", STORIES["en"]))
    assert article.evidence["is_article"].lines == (5, 9)


def test_probability_rises_with_the_score() -> None:
    scores = [n / 100 for n in range(101)]
    said = [probability(score) for score in scores]
    assert said == sorted(said)
    assert 0 < said[0] < 0.5 < said[-1] < 1


def page_of(*texts: str, url: str = "") -> tuple[Page, list[Label]]:
    claims = (Claim("url", url, "caller"),) if url else ()
    blocks = tuple(Block(text, Shape.PARAGRAPH) for text in texts)
    return Page("text", blocks, claims), [Label(Kind.PARAGRAPH, True, "prose", 0.9) for _ in texts]


@pytest.mark.parametrize("url", ["", "https://[not-an-address", "https://paper.example/2025/03/04/old-bridge.html?a=1"])
def test_a_row_has_every_column(url: str) -> None:
    page, labels = page_of(*STORIES["en"], url=url)
    assert len(row_of(page, labels, {}, Parts.of(page, labels))) == len(COLUMNS) == len(set(COLUMNS))


def test_a_page_without_blocks_has_every_column() -> None:
    assert len(row_of(Page("text", ()), [], {}, Parts.of(Page("text", ()), []))) == len(COLUMNS)


def test_an_address_counts_by_its_words() -> None:
    page, labels = page_of("A text.", url="https://docs.paper.example/guides/old-bridge")
    assert words_of(page, {}, Parts.of(page, labels))["url"] == ["docs", "guides", "old", "bridge"]


def test_weighed_words_stand_in_known_places() -> None:
    assert set(weights()) == set(GROUPS)
    assert all(isinstance(weight, int) for words in weights().values() for weight in words.values())


@pytest.mark.parametrize(
    ("origin", "confidence", "crumbs"),
    [(WALL, 0.95, True), (TEASERS, 0.95, True), (TEASERS, 0.6, False), (OTHER, 0.99, False)],
)
def test_only_crumbs_are_taken_away(origin: str, confidence: float, crumbs: bool) -> None:
    assert is_crumbs(Found(False, Evidence("", None, origin, confidence))) is crumbs


def test_crumbs_are_dropped_with_a_reason() -> None:
    page, labels = page_of("One teaser.", "Another teaser.")
    story = Found(False, Evidence("", None, TEASERS, 0.99))
    assert {(label.kept, label.reason, label.score) for label in without_story(labels, story)} == {
        (False, "of a list of teasers", 0.9)
    }
    assert not find_story(page, labels, {}).value
