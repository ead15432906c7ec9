"""The labeller on blocks built by hand: no reader, no fields."""

from __future__ import annotations

from array import array
from itertools import chain
from zlib import crc32

import pytest

from newsparse.article import Block, Claim, Kind, Page, Shape
from newsparse.label import STRETCH, label, words
from newsparse.label.features import HTML_FEATURES, TEXT_FEATURES, recognised_in, table_of
from newsparse.label.furniture import furniture
from newsparse.label.neighbourhood import best_run
from newsparse.label.paths import PATH_FEATURES, path_columns, path_hashes, tree_of
from newsparse.label.sequence import decided, is_clean_already, threshold
from newsparse.label.words import hashes, words_of
from newsparse.lexicon import languages

ENGLISH = languages.load(("en",))
PROSE = (
    "The council of Marlow voted on Tuesday night to keep the old bridge open, after forty people had spoken.",
    "Repairs will take two years and cost nine million, the surveyor said, and the ferry will run while they last.",
    "Nobody on the council spoke for a new bridge, though three members had asked for plans of one in the spring.",
    "The work begins in March, as soon as the river is low enough for divers to look at the piers again.",
)
MENU = ("Home", "News", "Sport", "Weather", "Sign in")


def page_of(*texts: str, gap: int = 1, kind: str = "text", claims: tuple[Claim, ...] = ()) -> Page:
    return Page(kind, tuple(Block(text, gap=gap, lines=(n, n)) for n, text in enumerate(texts, 1)), claims)


def test_the_story_is_kept_and_the_menu_is_not() -> None:
    page = page_of(*MENU, *PROSE, "Share", "© 2025 Marlow Echo. All rights reserved.", gap=0)
    assert [one.kept for one in label(page, ENGLISH)] == [False] * 5 + [True] * 4 + [False] * 2


def test_every_label_gives_its_reason() -> None:
    labels = label(page_of(*MENU, *PROSE, "Read more", gap=0), ENGLISH)
    assert all(one.reason and 0 <= one.score <= 1 for one in labels)
    assert labels[0].reason == "interface phrase"
    assert labels[5].reason == "prose inside the story"


def test_nothing_gives_nothing() -> None:
    assert label(page_of(), ENGLISH) == ()


def test_long_pages_are_looked_at_in_stretches() -> None:
    assert len(label(page_of(*["bridge"] * (STRETCH + 10)), ENGLISH)) == STRETCH + 10


def table(page: Page) -> list[dict[str, float]]:
    """The columns of each block by their names."""
    names = HTML_FEATURES if page.kind == "html" else TEXT_FEATURES
    made = table_of(page, recognised_in(page, ENGLISH), ENGLISH)
    rows = (made.numbers[start : start + made.width] for start in range(0, len(made.numbers), made.width))
    return [dict(zip(names, row, strict=True)) for row in rows]


@pytest.mark.parametrize("kind", ["text", "html"])
def test_rows_have_their_columns(kind: str) -> None:
    names = HTML_FEATURES if kind == "html" else TEXT_FEATURES
    assert len({*names}) == len(names)
    assert len(table(page_of(*MENU, *PROSE, kind=kind))) == len(MENU) + len(PROSE)


def test_columns_tell_where_a_block_stands() -> None:
    sentence = "The old bridge over the river was closed again on Monday after heavy rain."
    rows = table(page_of("Menu", "Home", sentence, sentence + " It is said to open soon.", "Share"))
    assert [row["units"] for row in rows] == [1, 1, 14, 20, 1]
    assert [row["since_prose"] for row in rows] == [30, 30, 30, 1, 1]
    assert [row["until_prose"] for row in rows] == [2, 1, 1, 30, 30]
    assert [row["run_inside"] for row in rows] == [0, 0, 1, 1, 0]
    assert [row["position"] for row in rows] == pytest.approx([0, 0.2, 0.4, 0.6, 0.8])


def test_columns_tell_what_another_block_says_too() -> None:
    rows = table(page_of(*PROSE, "A ferry will run while they last, the surveyor said", PROSE[0], "Menu"))
    shares = [row["said_elsewhere"] for row in rows]
    assert shares[0] == shares[5] == 0, "the same line twice is another column's matter"
    assert shares[4] > 0.3 > shares[1] > 0
    pull_quote, other = "市议会昨天晚上决定保留河上的老桥梁", "商户们很高兴，因为他们担心会失去顾客"
    spaceless = table(page_of(f"经过多年讨论，{pull_quote}，新桥计划被搁置。", pull_quote, other))
    assert [row["said_elsewhere"] for row in spaceless[1:]] == [1, 0]


def test_columns_tell_captions_by_their_ends() -> None:
    rows = table(page_of("The bridge in May. (Image: Jane Doe/AFP)", PROSE[0]))
    assert [row["picture_words"] for row in rows] == [2, 0]
    assert [row["bracketed"] for row in rows] == [1, 0]


def test_between_two_paragraphs_no_caution_is_called_for() -> None:
    page = page_of(*PROSE[:3])
    nothing = [None] * 3
    assert decided(page, nothing, [0.9, 0.55, 0.9]) == [True, True, True]
    assert decided(page, nothing, [0.9, 0.55, 0.1]) == [True, False, False]


@pytest.mark.parametrize(("score", "distance", "kept"), [(0.8, 30, False), (0.95, 30, True), (0.8, 20, True)])
def test_the_little_that_stands_far_from_the_story_has_to_be_sure(score: float, distance: int, kept: bool) -> None:
    page = page_of(
        *PROSE, *[f"Story number {n}" for n in range(distance)], "Under the law you have the right to opt out."
    )
    scores = [0.95] * len(PROSE) + [0.1] * distance + [score]
    found = decided(page, [None] * len(page.blocks), scores)
    assert found == [True] * len(PROSE) + [False] * distance + [kept]


def test_the_threshold_falls_where_much_is_in_doubt() -> None:
    assert threshold([0.9, 0.9, 0.1], [50, 50, 5]) == 0.5
    assert threshold([0.45, 0.4, 0.35], [50, 50, 50]) == 0.35
    assert threshold([0.2, 0.1], [50, 50]) == 0.5
    assert threshold([], []) == 0.5


def test_words_are_looked_up_by_what_they_are() -> None:
    assert hashes("Day 1") == hashes("day 7")
    assert not hashes("")
    assert hashes("記者は語った。") != hashes("記者は笑った。")
    assert {*hashes("Read more")} & {*hashes("Read this")}, "the first word is one"


@pytest.mark.parametrize(
    "text",
    ["Day 7", "A\tb  c ", "Zwölf große Fähren", "one two three four five six 7", "word " * 20, "—", "6,1 ,2"],
)
def test_compiled_hashes_are_those_of_the_words(text: str) -> None:
    spelled = words._spelled(text)
    told = words._of_split_words(spelled.split(), words._spelled(text[-words.END :]).split())
    assert sorted(hashes(text)) == sorted(told)


@pytest.mark.parametrize("element", ["p", "div a-bc articleBody x2 ABc _", "li  Two-THREe 33 a.b", "h\u00e9 pr\u00e9"])
def test_compiled_hashes_are_those_of_the_names(element: str) -> None:
    tag, _, names = element.partition(" ")
    spelled = [f"<{tag}>", *chain.from_iterable(map(words_of, names.split()))]
    assert words.of_element(element) == [crc32(word.encode()) for word in spelled]


@pytest.mark.parametrize(
    ("scores", "run"),
    [([-1, 2, 3, -1, 4, -9, 5], (1, 4)), ([1], (0, 0)), ([-3, -1, -2], (1, 1)), ([-1, -1, 5], (2, 2))],
)
def test_best_run(scores: list[float], run: tuple[int, int]) -> None:
    assert best_run(array("d", scores), len(scores)) == run


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Published 14 May 2025, 18:30", Kind.DATE),
        ("14 May 2025, 18:30", Kind.DATE),
        ("14 May 2025", None),
        ("By Elin Marsh", Kind.BYLINE),
        ("Share", Kind.NOISE),
        ("On 14 May 2025 the bridge fell.", None),
    ],
)
def test_furniture(text: str, kind: Kind | None) -> None:
    found = furniture(text, ENGLISH)
    assert (found.kind if found else None) == kind


def test_a_cleaned_text_is_told_from_a_scrape() -> None:
    clean, scrape = page_of(*PROSE), page_of(*MENU, *PROSE, *MENU)
    assert is_clean_already(clean, [True] * 4, [False] * 4)
    assert is_clean_already(clean, [True, True, False, True], [False] * 4), "one paragraph in doubt is kept"
    assert not is_clean_already(scrape, [False] * 5 + [True] * 4 + [False] * 5, [True] * 5 + [False] * 4 + [True] * 5)
    assert not is_clean_already(page_of(*PROSE, gap=0), [True] * 4, [False] * 4)


def test_front_matter_alone_makes_no_clean_document() -> None:
    claim = Claim("title", "A bridge stays", "front matter")
    linked = Page("markdown", tuple(Block(text, link_share=0.3) for text in PROSE), (claim,))
    assert is_clean_already(page_of(*PROSE, gap=0, kind="markdown", claims=(claim,)), [True] * 4, [False] * 4)
    assert not is_clean_already(linked, [True] * 4, [False] * 4)


def test_kinds_follow_shapes() -> None:
    shapes = (Shape.PARAGRAPH, Shape.HEADING, Shape.PARAGRAPH, Shape.QUOTE)
    blocks = tuple(
        Block("What the surveyor found" if shape is Shape.HEADING else text, shape, path=("body", "article", "p"))
        for text, shape in zip(PROSE, shapes, strict=True)
    )
    kinds = [one.kind for one in label(Page("html", blocks), ENGLISH) if one.kept]
    assert kinds[0] is Kind.PARAGRAPH
    assert kinds[-1] is Kind.QUOTE


def test_words_of_a_name() -> None:
    assert words_of("articleBody") == ["article", "body"]
    assert words_of("main-text_2") == ["main", "text", ".main-text_2"]


def test_words_of_a_path_are_those_of_its_nearest_elements() -> None:
    paths = (("body", "div story"), ("body", "div story", "div story"), ("p",))
    shallow, deep, other = path_hashes(tree_of([Block("Told.", path=path) for path in paths]))
    assert set(shallow) == set(deep), "a word counts once however often it stands on the path"
    assert not set(shallow) & set(other)


def test_path_columns_tell_how_prose_is_spread() -> None:
    blocks = (Block("Told.", path=("body", "div story")), Block("Sold.", path=("body", "div story", "div sidebar")))
    rows = path_columns(tree_of(blocks), blocks, [20.0, 0.0], [20.0, 5.0])
    story, box = (dict(zip(PATH_FEATURES, row, strict=True)) for row in rows)
    assert (story["twin_share"], box["twin_share"], box["parent_share"]) == (1, 0, 0)
    assert (story["is_div"], story["in_article"], story["depth"]) == (1, 0, 2)
