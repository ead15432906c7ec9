"""What kind of noise dropped blocks are said to be."""

from __future__ import annotations

import pytest

import newsparse
from newsparse.article import Block, Kind, LabelledBlock, Page, Shape
from newsparse.label.features import recognised_in
from newsparse.label.noise import OTHER, NoiseWords, load, told
from newsparse.label.noise_paths import NoisePaths
from newsparse.label.reasons import AFTER, labelled
from newsparse.learnt import DATA
from newsparse.lexicon import languages

KINDS = {
    "teaser or related story",
    "newsletter or advert",
    "interface or navigation",
    "consent notice",
    "reader comments",
    "legal footer",
    "correction notice",
    "social or embedded post",
    "author biography",
    OTHER,
}
PROSE = (
    "The council of Marlow voted on Tuesday night to keep the old bridge open, after forty people had spoken.",
    "Repairs will take two years and cost nine million, the surveyor said, and the ferry will run while they last.",
    "Nobody on the council spoke for a new bridge, though three members had asked for plans of one in the spring.",
    "The work begins in March, as soon as the river is low enough for divers to look at the piers again.",
)
STORY = ("body", "div page", "article story", "p")


def block(text: str, reason: str = AFTER, kind: Kind = Kind.NOISE, kept: bool = False) -> LabelledBlock:
    return LabelledBlock(kind, text, None, kept, reason, 0.1)


@pytest.mark.parametrize(
    ("elements", "reason"),
    [
        (("div comments-area", "p"), "reader comments"),
        (("div relatedPosts", "ul", "li"), "teaser or related story"),
        (("section most-read", "li"), "teaser or related story"),
        (("div newsletter-signup", "p"), "newsletter or advert"),
        (("nav", "ul", "li"), "interface or navigation"),
        (("footer", "div copyright", "p"), "legal footer"),
        (("div onetrust-consent-sdk", "p"), "consent notice"),
        (("div author-box", "p"), "author biography"),
        (("div correction", "p"), "correction notice"),
        (("blockquote twitter-tweet", "p"), "social or embedded post"),
        (("aside comments", "div share-bar", "a"), "social or embedded post"),
        (("div entry", "p"), None),
        (("p",), None),
        ((), None),
    ],
)
def test_what_classes_say(elements: tuple[str, ...], reason: str | None) -> None:
    said = NoisePaths([Block(PROSE[0], path=STORY)])
    assert said.reason(Block("A line of words that give nothing away", path=("body", "div page", *elements))) == reason


def test_what_stands_around_the_story_says_nothing() -> None:
    said = NoisePaths([Block(PROSE[0], path=("body nav-open has-comments", "div ads", "p"))])
    assert said.reason(Block("text", path=("body nav-open has-comments", "div ads", "p"))) is None


def test_links_of_a_footer_lead_elsewhere() -> None:
    said = NoisePaths([])
    assert said.reason(Block("About us", path=("body", "footer", "a"), link_share=1.0)) == "interface or navigation"


def test_labels_say_what_classes_say() -> None:
    blocks = (
        *(Block(text, Shape.PARAGRAPH, path=STORY) for text in PROSE),
        Block("bridgefan", path=("body", "div page", "div comments", "p")),
        Block("Ferry to Corran stops in October", path=("body", "div page", "div related-stories", "p")),
        Block("Marlow", path=("body", "div page", "p")),
    )
    page = Page("html", blocks)
    kept = [True] * 4 + [False] * 3
    labels = labelled(page, recognised_in(page, languages.load(("en",))), [0.5] * 7, kept)
    assert [one.reason for one in labels[4:]] == ["reader comments", "teaser or related story", AFTER]


def test_only_places_are_told_more_of() -> None:
    blocks = [
        block(PROSE[0], "prose inside the story", Kind.PARAGRAPH, kept=True),
        block("© Marlow Echo", "copyright line"),
        block("The bridge in spring", AFTER, Kind.CAPTION),
    ]
    assert told(blocks) == tuple(blocks)
    assert told([]) == ()


def test_the_list_of_reasons_is_closed() -> None:
    assert set(load().kinds) == KINDS
    lines = ["Related stories", *(f"{text[:50]}" for text in PROSE), "Subscribe to our newsletter", "Reply", "42"]
    found = told([block(PROSE[0], "prose inside the story", Kind.PARAGRAPH, kept=True), *map(block, lines)])
    assert {one.reason for one in found[1:]} <= {*KINDS - {OTHER}, AFTER}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            ("Comments", "bridgefan", "I walked over that bridge for years, and I am glad that they keep it!", "Reply"),
            "reader comments",
        ),
        (
            ("Related stories", "Ferry to Corran stops in October", "Why the cannery divides the town"),
            "teaser or related story",
        ),
        (
            ("Sign up for our newsletter and get the news of the day in your inbox every morning.",),
            "newsletter or advert",
        ),
        (("We and our partners use cookies to store and access information on your device.",), "consent notice"),
    ],
)
def test_what_words_say(lines: tuple[str, ...], reason: str) -> None:
    story = [block(text, "prose inside the story", Kind.PARAGRAPH, kept=True) for text in PROSE]
    assert reason in {one.reason for one in told([*story, *map(block, lines)])}


def test_weights_are_small_and_say_where_they_come_from() -> None:
    assert (DATA / "noise.bin").stat().st_size < 80_000
    assert {"command", "corpus", "licences"} <= load().about.keys()


def test_a_model_file_gives_the_model_back() -> None:
    model = NoiseWords(("one", "two"), {"command": "none"}, {0: (1, -1), 3_000_000_000: (127, -127)})
    assert NoiseWords.from_bytes(model.to_bytes()) == model


def test_blocks_as_json_have_the_kind_of_noise() -> None:
    article = newsparse.clean("\n\n".join(["Bridge stays open", *PROSE, "We use cookies to personalise ads."]))
    assert article.to_dict(blocks=True) == article.explained().to_dict(blocks=True)
    assert "blocks" not in article.to_dict()
