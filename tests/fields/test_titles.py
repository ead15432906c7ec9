"""The headline: pages are built by hand, a block per line; long lines that end a sentence are the story."""

from collections.abc import Sequence

import pytest

from newsparse.article import Block, Claim, Found, Kind, Label, Page, Shape
from newsparse.fields.title_evidence import cut, words_of
from newsparse.fields.titles import find_title, title_again
from newsparse.lexicon.languages import load

STORY = [
    "The council of the small town voted on Monday evening to keep the old bridge over the river Lenne.",
    "A new bridge would have been too dear for the town, the mayor said after the vote, and nobody wanted it.",
    "Traders on the other side of the river had feared for years that they would lose their customers for good.",
]
HEADLINE = "Council votes to keep the old bridge"
SITE = "Lenne Courier"
MENU = ["Home", "Sport", "Opinion", "Terms of use", "Sign in"]
BYLINE = "By Ada Merrow"
DATE = "3 March 2025"


def is_story(text: str) -> bool:
    return len(text) > 60 and text.endswith((".", "。"))


def label(text: str) -> Label:
    if text.startswith("By "):
        return Label(Kind.BYLINE, False, "byline", 0.0)
    kept = is_story(text)
    return Label(Kind.PARAGRAPH if kept else Kind.NOISE, kept, "", float(kept))


def find(blocks: Sequence[Block | str], *claims: tuple[str, str], kind: str = "text") -> Found[str] | None:
    made = tuple(block if isinstance(block, Block) else Block(block) for block in blocks)
    said = tuple(Claim("url" if origin == "url" else "title", value, origin) for origin, value in claims)
    return find_title(Page(kind, made, said), [label(block.text) for block in made], load(("en",)))


def title(blocks: Sequence[Block | str], *claims: tuple[str, str], kind: str = "text") -> str | None:
    found = find(blocks, *claims, kind=kind)
    return found.value if found is not None else None


def h(level: int, text: str) -> Block:
    return Block(text, Shape.HEADING, level=level)


TEXTS: list[tuple[str, list[str]]] = [
    ("right above the story", [*MENU, HEADLINE, *STORY]),
    ("above byline and date", [*MENU, HEADLINE, BYLINE, DATE, *STORY]),
    ("a menu entry right above it", ["Home", HEADLINE, *MENU[1:], BYLINE, DATE, *STORY]),
    ("terms of use right above it", [*MENU, "Terms of use", HEADLINE, *STORY]),
    ("a box right below it", [*MENU, HEADLINE, "Share", "Listen to this", "5 min read", *STORY]),
    ("a kicker above it", [*MENU, "Local politics", HEADLINE, BYLINE, *STORY]),
    ("a breadcrumb above it", [*MENU, "Home › News › Lenne valley news", HEADLINE, *STORY]),
    ("teasers of other stories above it", ["Ferry prices rise in summer", "Swimmers ask for a pool", HEADLINE, *STORY]),
    ("a teaser of another story below it", [HEADLINE, BYLINE, DATE, "Swimmers ask for a pool", *STORY]),
    ("a date in words below it", [HEADLINE, "Monday, 3 March 2025", *STORY]),
    ("the window's title first", [f"{HEADLINE} - {SITE}", *MENU, HEADLINE, *STORY]),
    ("the window's title with two names", [f"{HEADLINE} | News | {SITE}", *MENU, HEADLINE, *STORY]),
    ("the site's name in front", [f"{SITE} | {HEADLINE}", *MENU, HEADLINE, *STORY]),
    ("the headline three times", [HEADLINE, *MENU, HEADLINE, STORY[0], HEADLINE, *STORY[1:]]),
    ("a long menu", [*[f"Section {number}" for number in range(90)], HEADLINE, BYLINE, *STORY]),
    ("nothing above it", [HEADLINE, *STORY]),
]


@pytest.mark.parametrize("lines", [row[1] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_the_headline_of_a_text(lines: list[str]) -> None:
    assert title(lines) == HEADLINE


@pytest.mark.parametrize(
    "lines",
    [
        STORY,
        [*MENU, *STORY],
        [DATE, *STORY],
        [BYLINE, DATE, *STORY],
        ["Share", "Menu", "close", *STORY],
        [],
        ["Home"],
        ["·"],
    ],
)
def test_no_title_rather_than_a_wrong_one(lines: list[str]) -> None:
    assert title(lines) is None


OTHERS = [
    (
        "Stadtrat behält die alte Brücke",
        "Der Stadtrat hat am Montagabend beschlossen, dass die alte Brücke über die Lenne bleibt, wie sie ist.",
    ),
    (
        "市议会决定保留河上的老桥",
        "市议会昨天晚上经过长时间讨论决定保留河上的老桥，因为新桥的费用太高，商户担心失去顾客，委员会主席在会前这样表示，大家都同意。",
    ),
    (
        "시의회, 강 위의 옛 다리 지키기로",
        "시의회는 월요일 저녁 긴 토론 끝에 강 위의 옛 다리를 그대로 두기로 결정했다고 위원장이 회의 뒤에 밝혔다.",
    ),
    (
        "المجلس يقرر إبقاء الجسر القديم",
        "قرر مجلس المدينة مساء أمس بعد نقاش طويل أن يبقى الجسر القديم فوق النهر لأن بناء جسر جديد مكلف جدا.",
    ),
]


@pytest.mark.parametrize(("headline", "story"), OTHERS, ids=["German", "Chinese", "Korean", "Arabic"])
def test_scripts_with_and_without_spaces_and_capitals(headline: str, story: str) -> None:
    assert title(["Menu", "Home", headline, "Share", story, story]) == headline


# The claims of a page and what the page shows, and which of them is the headline.
CLAIMS: list[tuple[str, list[tuple[str, str]], list[Block | str], str]] = [
    ("the suffix that nothing else has", [("og:title", f"{HEADLINE} - {SITE}")], [h(1, HEADLINE)], HEADLINE),
    (
        "the suffix where a bare claim attests the rest",
        [("og:title", HEADLINE), ("title", f"{HEADLINE} - {SITE}")],
        [],
        HEADLINE,
    ),
    ("a dash that is the headline's own", [("og:title", f"{HEADLINE} - for now")], [], f"{HEADLINE} - for now"),
    (
        "the name that the address has",
        [("url", "https://www.lenne-courier.example/x"), ("title", f"{HEADLINE} - {SITE}")],
        [],
        HEADLINE,
    ),
    (
        "the main heading beats what networks are told",
        [("og:title", "No new crossing")],
        [h(1, HEADLINE)],
        HEADLINE,
    ),
    ("a kicker before the claimed headline", [("og:title", HEADLINE)], [h(1, f"Lenne valley: {HEADLINE}")], HEADLINE),
    ("a byline behind it", [("og:title", HEADLINE)], [h(1, f"{HEADLINE} by Ada Merrow")], HEADLINE),
    (
        "a logo as main heading",
        [("og:title", HEADLINE), ("title", f"{HEADLINE} - {SITE}")],
        [h(1, SITE), h(2, HEADLINE)],
        HEADLINE,
    ),
    ("a logo and no second heading", [("title", f"{SITE} - {HEADLINE}")], [h(1, SITE), h(2, HEADLINE)], HEADLINE),
    (
        "front matter beats all",
        [("front matter", "Bridge stays"), ("og:title", HEADLINE)],
        [h(1, HEADLINE)],
        "Bridge stays",
    ),
    ("capitals of the window's title", [("title", HEADLINE.upper())], [h(1, HEADLINE)], HEADLINE),
]


@pytest.mark.parametrize(("claims", "heads", "expected"), [row[1:] for row in CLAIMS], ids=[row[0] for row in CLAIMS])
def test_claims(claims: list[tuple[str, str]], heads: list[Block | str], expected: str) -> None:
    assert title([*MENU, *heads, BYLINE, *STORY], *claims, kind="html") == expected


def test_headings_inside_and_below_the_story_are_none() -> None:
    page: list[Block | str] = [
        *MENU,
        h(1, HEADLINE),
        STORY[0],
        h(2, "What the council wants"),
        *STORY[1:],
        h(2, "Most read this week"),
    ]
    assert title(page, kind="html") == HEADLINE


def test_a_markdown_heading() -> None:
    assert title(["Home", h(1, HEADLINE), "Share", *STORY], kind="markdown") == HEADLINE


@pytest.mark.parametrize("address", ["https://[broken", "https://courier.example/2025/council-votes-to-keep-bridge"])
def test_addresses(address: str) -> None:
    assert title([*MENU, HEADLINE, *STORY], ("url", address)) == HEADLINE


def test_an_address_tells_the_headline_from_a_teaser() -> None:
    teaser = "Old bridge over the river Lenne voted the finest"
    assert title([HEADLINE, teaser, *STORY], ("url", f"https://x.example/{HEADLINE.replace(' ', '-')}")) == HEADLINE
    assert title([HEADLINE, teaser, *STORY], ("url", f"https://x.example/{teaser.replace(' ', '-')}")) == teaser


EVIDENCE = [
    ([*MENU, HEADLINE, *STORY], [], "above the story"),
    ([f"{HEADLINE} - {SITE}", *MENU, HEADLINE, *STORY], [], "first line"),
    ([*MENU, h(1, HEADLINE), *STORY], [], "h1"),
    ([*MENU, HEADLINE, *STORY], [("json-ld:headline", HEADLINE)], "json-ld:headline"),
]


@pytest.mark.parametrize(("blocks", "claims", "origin"), EVIDENCE)
def test_evidence(blocks: list[Block | str], claims: list[tuple[str, str]], origin: str) -> None:
    found = find(blocks, *claims)
    assert found is not None
    assert found.evidence.origin == origin
    assert 0 < found.evidence.confidence < 1
    assert found.block == max(
        index for index, block in enumerate(blocks) if HEADLINE in (block, getattr(block, "text", ""))
    )


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (HEADLINE, [(1, True)]),
        (HEADLINE.upper(), [(1, True)]),
        (f"{HEADLINE} | {SITE}", [(1, False)]),
        (f"{SITE} – {HEADLINE}", [(1, False)]),
        (f"{HEADLINE} now", []),
        (f"{SITE}: {STORY[0]}", []),
        ("", []),
        (" | " * 5000, []),
        (" " * 100_000 + "-", []),
    ],
)
def test_title_again(text: str, again: list[tuple[int, bool]]) -> None:
    assert list(title_again(Page("text", (Block(SITE), Block(text))), HEADLINE)) == again


def test_cut() -> None:
    assert cut("a - b | c") == ["a", "a - b", "a - b | c", "b", "b | c", "c"]
    assert cut("a-b") == ["a-b"]
    assert len(cut("a - " * 5000)) < 50


def test_words_are_compared_by_their_beginnings() -> None:
    assert words_of("Bridges over bridged rivers") == {"bridg", "over", "river"}
    assert words_of("河上的老桥") == {"河上", "上的", "的老", "老桥"}
    assert words_of("대통령이 다리를") == {"대통", "다리"}
    assert words_of("المجلس والمجلس") == words_of("مجلس")


@pytest.mark.parametrize("text", [" | ", "|", "- -", "« »", " - " * 300, "x" * 5000, "|x|" * 300])
def test_hostile_lines(text: str) -> None:
    page = [text[:900], text, *MENU, HEADLINE, BYLINE, *STORY]
    assert title([*page], ("og:title", text[:900]), ("url", "https://x.example/")) in (HEADLINE, text.strip(), None)


@pytest.mark.parametrize("little", [[BYLINE], [DATE], [BYLINE, DATE], ["Published 3 March 2025 by Ada Merrow"]])
def test_the_first_line_of_a_text_that_was_kept_whole(little: list[str]) -> None:
    blocks = tuple(map(Block, (HEADLINE, *little, *STORY)))
    kept = [Label(Kind.PARAGRAPH, True, "", 1.0)] * len(blocks)
    found = find_title(Page("text", blocks), kept, load(("en",)))
    assert found is not None
    assert found.value == HEADLINE


def test_two_lines_above_a_text_that_was_kept_whole_are_no_headline() -> None:
    blocks = tuple(map(Block, ("A few words", "and a few words more", *STORY)))
    assert find_title(Page("text", blocks), [Label(Kind.PARAGRAPH, True, "", 1.0)] * 5, load(("en",))) is None
