"""The lede: pages are built by hand; blocks of the story are `kept`, others were dropped by their place or words."""

from collections.abc import Sequence

import pytest

from newsparse.article import Block, Claim, Evidence, Found, Kind, Label, Page, Shape
from newsparse.fields.ledes import WEIGHTS, find_lede
from newsparse.lexicon.languages import load

HEADLINE = "Council votes to keep the old bridge"
STANDFIRST = "After years of debate the council of Lenne has decided that its old bridge will stay, at least for now."
STORY = [
    "The council of the small town voted on Monday evening to keep the old bridge over the river Lenne, by 14 to 11.",
    "A new bridge would have been too dear for the town, the mayor said after the vote, and nobody wanted it.",
]
FURNITURE = ("Share", "Menu", "By Ada Merrow", "3 March 2025", "© Ada Merrow")


def label(text: str, kept: Sequence[str]) -> Label:
    if text in kept:
        return Label(Kind.PARAGRAPH, True, "prose inside the story", 0.95)
    if text.startswith("By "):
        return Label(Kind.BYLINE, False, "byline", 0.0)
    if text in FURNITURE:
        return Label(Kind.NOISE, False, "interface phrase", 0.0)
    return Label(Kind.NOISE, False, "before the story", 0.3)


def find(
    blocks: Sequence[Block | str], kept: Sequence[str] = STORY, claim: str = "", title: str | None = HEADLINE
) -> Found[str] | None:
    made = tuple(block if isinstance(block, Block) else Block(block) for block in blocks)
    claims = (Claim("lede", claim, "og:description"),) if claim else ()
    found = Found(title, Evidence(title)) if title else None
    page = Page("text", made, claims)
    return find_lede(page, [label(block.text, kept) for block in made], load(("en",)), found)


STANDFIRSTS: list[tuple[str, list[Block | str]]] = [
    ("between headline and byline", [HEADLINE, STANDFIRST, "By Ada Merrow", "3 March 2025", *STORY]),
    ("between headline and date", ["Menu", HEADLINE, STANDFIRST, "3 March 2025", *STORY]),
    ("between the headline and its repetition", ["Menu", HEADLINE, STANDFIRST, HEADLINE, *STORY]),
    ("above a picture's credit", [HEADLINE, STANDFIRST, "© Ada Merrow", *STORY]),
    ("below the byline", [HEADLINE, "By Ada Merrow", STANDFIRST, "3 March 2025", *STORY]),
    ("as a heading", [HEADLINE, "Share", Block(STANDFIRST, Shape.HEADING, level=2), "By Ada Merrow", *STORY]),
    ("bold", [HEADLINE, Block(STANDFIRST, strong=True), "Share", *STORY]),
    ("named so", [HEADLINE, Block(STANDFIRST, path=("body", "div article-intro")), "Share", *STORY]),
]


@pytest.mark.parametrize("blocks", [row[1] for row in STANDFIRSTS], ids=[row[0] for row in STANDFIRSTS])
@pytest.mark.parametrize("kept", [STORY, [STANDFIRST, *STORY]], ids=["dropped by the labeller", "kept"])
def test_standfirsts(blocks: list[Block | str], kept: list[str]) -> None:
    found = find(blocks, kept)
    assert found is not None
    assert found.value == STANDFIRST
    assert found.evidence.origin == "standfirst"
    assert found.block is not None
    block = blocks[found.block]
    assert (block.text if isinstance(block, Block) else block) == STANDFIRST


FIRST: list[tuple[str, list[Block | str]]] = [
    ("nothing but the story", [HEADLINE, *STORY]),
    ("no headline", STORY),  # type: ignore[list-item]
    ("byline and date", [HEADLINE, "By Ada Merrow", "3 March 2025", *STORY]),
    ("buttons", ["Menu", HEADLINE, "Share", *STORY]),
    ("a kicker", ["Lenne valley", HEADLINE, *STORY]),
    ("the headline with a kicker", [HEADLINE, f"Lenne valley: {HEADLINE}", "Share", *STORY]),
    ("a name", [HEADLINE, "Ada Merrow, Lenne", "3 March 2025", *STORY]),
    (
        "a cookie notice far above",
        ["We use cookies so that this page works as it should for you.", *["Menu"] * 9, *STORY],
    ),
    ("a caption", [HEADLINE, "The old bridge over the Lenne, seen from the town. (Image: Ada Merrow/AFP)", *STORY]),
    ("names and dates", [HEADLINE, "Mon 3 March 2025, 14:07 | By Ada Merrow and others in Lenne", "Share", *STORY]),
    ("a list of links", [HEADLINE, Block("Swimmers ask the council for a new pool again", link_share=1.0), *STORY]),
]


@pytest.mark.parametrize("blocks", [row[1] for row in FIRST], ids=[row[0] for row in FIRST])
def test_first_paragraphs(blocks: list[Block | str]) -> None:
    found = find(blocks)
    assert found is not None
    assert (found.value, found.evidence.origin) == (STORY[0], "first-paragraph")


def test_a_summary_that_the_page_claims() -> None:
    teaser = "Swimmers in the valley have been asking the council for a new pool since the old one was closed in May."
    page = [HEADLINE, "Share", teaser, "Share", STANDFIRST, "Share", *STORY]
    found = find(page, claim=STANDFIRST)
    assert found is not None
    assert found.value == STANDFIRST


def test_a_summary_that_was_taken_for_something_else() -> None:
    short = "A new start for the old bridge"
    page = Page(
        "html",
        tuple(map(Block, (HEADLINE, "Share", short, "By Ada Merrow", *STORY))),
        (Claim("lede", short, "og:description"),),
    )
    labels = [label(block.text, STORY) for block in page.blocks]
    labels[2] = Label(Kind.NOISE, False, "social or embedded post", 0.02)
    found = find_lede(page, labels, load(("en",)), Found(HEADLINE, Evidence(HEADLINE)))
    assert found is not None
    assert (found.value, found.evidence.origin) == (short, "standfirst")


def test_below_a_headline_in_other_words() -> None:
    blocks = tuple(map(Block, ("Old bridge stays for now, council says", *["Share"] * 4, STANDFIRST, "Share", *STORY)))
    page = Page("html", blocks, (Claim("lede", STANDFIRST, "og:description"),))
    found = find_lede(
        page,
        [label(block.text, STORY) for block in blocks],
        load(("en",)),
        Found(HEADLINE, Evidence(HEADLINE), 0),
    )
    assert found is not None
    assert found.value == STANDFIRST


def test_sub_headings_and_captions_are_no_first_paragraphs() -> None:
    heading = Block("What the council wants", Shape.HEADING, level=2)
    caption = Block("The old bridge over the river Lenne in May.", Shape.CAPTION)
    found = find([HEADLINE, heading, caption, *STORY], ["What the council wants", caption.text, *STORY])
    assert found is not None
    assert found.value == STORY[0]


@pytest.mark.parametrize("blocks", [[], ["Menu"], [HEADLINE], [HEADLINE, "Share", "By Ada Merrow"]])
def test_no_story_has_no_lede(blocks: list[Block | str]) -> None:
    assert find(blocks) is None


def test_the_story_without_a_headline_has_its_first_paragraph() -> None:
    found = find(["Menu", *STORY], title=None)
    assert found is not None
    assert found.value == STORY[0]


def test_scripts_without_spaces() -> None:
    headline = "市议会决定保留河上的老桥"
    standfirst = "经过多年讨论，市议会决定暂时保留河上的老桥，新桥计划被搁置。"
    story = ["市议会昨天晚上经过长时间讨论决定保留河上的老桥，因为新桥的费用太高，商户担心失去顾客。"] * 2
    found = find([headline, standfirst, "3 March 2025", *story], story, title=headline)
    assert found is not None
    assert (found.value, found.evidence.origin) == (standfirst, "standfirst")


def test_evidence() -> None:
    blocks = [Block(HEADLINE, lines=(1, 1)), Block(STANDFIRST, lines=(2, 3)), Block("By Ada Merrow", lines=(4, 4))]
    found = find([*blocks, *STORY])
    assert found is not None
    assert (found.evidence.text, found.evidence.lines, found.block) == (STANDFIRST, (2, 3), 1)
    assert 0 < found.evidence.confidence < 1


def test_no_weight_outweighs_all_others() -> None:
    assert all(abs(weight) <= 3 for weight in WEIGHTS.values())
