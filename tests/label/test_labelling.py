"""The labeller on blocks built by hand: no reader, no fields."""

from __future__ import annotations

import pytest

from newsparse.article import Block, Claim, Kind, Page, Shape
from newsparse.label import STRETCH, label
from newsparse.label.features import TEXT_FEATURES, best_run, facts_of, rows_of
from newsparse.label.furniture import furniture
from newsparse.label.paths import PATH_FEATURES, path_scores, words_of
from newsparse.label.second import SECOND_FEATURES, second_rows
from newsparse.label.sequence import is_clean_already
from newsparse.learnt import load
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


@pytest.mark.parametrize("kind", ["text", "html"])
def test_rows_have_the_columns_of_the_weights(kind: str) -> None:
    page = page_of(*MENU, *PROSE, kind=kind)
    rows = rows_of(page, facts_of(page, ENGLISH))
    names = (*TEXT_FEATURES, *PATH_FEATURES) if kind == "html" else TEXT_FEATURES
    assert {len(row) for row in rows} == {len(names)}
    assert load(f"labels_{kind}_1").features == names
    second = second_rows(rows, [0.5] * len(rows))
    assert {len(row) for row in second} == {len(names) + len(SECOND_FEATURES)}
    assert load(f"labels_{kind}_2").features == (*names, *SECOND_FEATURES)


@pytest.mark.parametrize(
    ("scores", "run"),
    [([-1, 2, 3, -1, 4, -9, 5], (1, 4)), ([1], (0, 0)), ([-3, -1, -2], (1, 1)), ([-1, -1, 5], (2, 2))],
)
def test_best_run(scores: list[float], run: tuple[int, int]) -> None:
    assert best_run(scores) == run


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


def test_path_words() -> None:
    words = words_of(("body", "div articleBody main-text", "p"))
    assert {"article", "body", "main", "text", "<p>"} <= words
    assert path_scores(("div sidebar",), {"sidebar": -1.0, "<div>": 0.25}) == [-0.75, -0.75, -1.0, 0.25]
