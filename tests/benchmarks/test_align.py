"""Which blocks of a page are its gold article."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"

STORY = (
    "The ferry left the harbour at dawn with forty people on board.",
    "Nobody saw the fog that came in from the north an hour later.",
    "The captain turned back, and all of them were home for dinner.",
)


@pytest.fixture(scope="module")
def align() -> Any:
    """The module, which is no part of what is installed."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return import_module("align")
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_the_words_of_the_gold_are_found_at_their_place(align: Any) -> None:
    page = ["Menu", *STORY, "Read also: the ferry left the harbour", "© Marlow Echo"]
    assert align.shares(page, "\n".join(STORY)) == ([0, 1, 1, 1, 0, 0], [1, 12, 13, 12, 7, 2])


def test_a_block_of_which_half_is_gold(align: Any) -> None:
    found, _ = align.shares([f"{STORY[0]} Share this story with all of your many friends now please yes do"], STORY[0])
    assert found == [12 / 25]


def test_a_story_that_stands_twice_is_true_twice(align: Any) -> None:
    found, sizes = align.shares(["Home", *STORY, "Print version", *STORY], "\n".join(STORY))
    assert found == [0, 1, 1, 1, 0, 1, 1, 1]
    assert sizes == [1, 12, 13, 12, 2, 12, 13, 12]


def test_a_story_whose_paragraphs_are_cut_otherwise_the_second_time(align: Any) -> None:
    found, _ = align.shares(["Home", *STORY, "Print version", " ".join(STORY)], "\n".join(STORY))
    assert sum(found) >= 1


@pytest.mark.parametrize("gold", ["", "Nothing of it stands in the page, not a single word."])
def test_nothing_in_common(align: Any, gold: str) -> None:
    assert max(align.shares(["Menu", "Home"], gold)[0]) == 0


def test_scores_are_carried_to_the_same_words_in_another_form(align: Any) -> None:
    html = ["Menu", STORY[0], STORY[1], STORY[2]]
    text = ["Menu", f"{STORY[0]} {STORY[1]}", "by the way, here is something else", STORY[2]]
    first, both, other, last = align.carried(text, html, [0.0, 1.0, 0.5, 0.25])
    assert (first, last) == (0.0, 0.25)
    assert both == pytest.approx((12 * 1.0 + 13 * 0.5) / 25)
    assert other is None


def test_where_the_words_of_a_block_stand_in_another_form(align: Any) -> None:
    joined = [f"{STORY[0]} {STORY[1]}", STORY[2], "Read more"]
    assert [set(places) for places in align.met(joined, ["Menu", *STORY])] == [{1, 2}, {3}, set()]
