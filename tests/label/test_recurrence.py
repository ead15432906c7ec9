"""What recurs on a site speaks against a block; copies of a story, quotes and clean texts are not lost by it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

import newsparse
from newsparse import Article, Profile
from newsparse.batch.learning import profile_of
from newsparse.label.recurrence import without_copies
from newsparse.pipeline import page_of
from newsroom import BIO, FOOT, PITCH, SPEECH, page, story


def cleaned(pages: Sequence[str], folder: Path) -> list[tuple[Article, Article]]:
    """Each page, without and with what is learnt from all of them."""
    path = folder / "profile.jsonl"
    path.write_text("".join(f"{row}\n" for row in profile_of([(page_of(text), None) for text in pages])))
    known = Profile.load(path)
    return [(newsparse.clean(text), newsparse.clean(text, profile=known)) for text in pages]


def with_inside(number: int, text: str) -> str:
    first, second, *rest = story(number)
    return page(number, [first, second, text, *rest])


def test_a_pitch_inside_every_story_goes_and_says_so(tmp_path: Path) -> None:
    for before, after in cleaned([with_inside(number, PITCH) for number in range(14)], tmp_path):
        assert PITCH in before.body
        assert PITCH not in after.body
        dropped = [block for block in after.blocks if block.text == PITCH]
        assert [(block.kept, block.reason) for block in dropped] == [(False, "on 14 of 14 pages of this site")]
        assert dropped[0].score < 0.5
        explained = [block.reason for block in after.explained().blocks if block.text == PITCH]
        assert explained == ["on 14 of 14 pages of this site"]


def test_the_rest_of_the_page_stays_what_it_was(tmp_path: Path) -> None:
    for before, after in cleaned([with_inside(number, PITCH) for number in range(14)], tmp_path):
        assert after.body == before.body.replace(f"{PITCH}\n\n", "")
        for field in ("title", "date", "authors", "source", "language", "is_article", "lede"):
            assert getattr(after, field) == getattr(before, field)


@pytest.mark.parametrize("pages", [5, 8, 14, 40])
def test_a_speech_that_five_stories_quote_is_kept(pages: int, tmp_path: Path) -> None:
    quoting = [with_inside(number, SPEECH) for number in range(5)]
    others = [page(number, story(number)) for number in range(5, pages)]
    for _, after in cleaned([*quoting, *others], tmp_path)[:5]:
        assert SPEECH in after.body


@pytest.mark.parametrize("others", [0, 4, 24])
def test_a_story_scraped_ten_times_is_kept(others: int, tmp_path: Path) -> None:
    copies = [page(1, story(1)) + f"\nMost read {number}\nHeadline {number * 7} here\n" for number in range(10)]
    found = cleaned([*copies, *(page(number, story(number)) for number in range(2, 2 + others))], tmp_path)
    for before, after in found:
        assert before.body == after.body
    assert story(1)[3] in found[0][1].body


def test_a_story_that_was_edited_between_scrapes_is_kept(tmp_path: Path) -> None:
    scrapes = [page(1, [*story(1, 6)[:3], *story(number + 7, 2)]) for number in range(12)]
    for before, after in cleaned(scrapes, tmp_path):
        assert before.body == after.body


def test_what_a_clean_text_repeats_is_kept(tmp_path: Path) -> None:
    clean = ["\n\n".join([f"The boats of {number}", *story(number), PITCH]) for number in range(10)]
    for before, after in cleaned(clean, tmp_path):
        assert before.body == after.body


def test_labels_of_a_list_are_kept(tmp_path: Path) -> None:
    def goods(number: int) -> str:
        entries = (line for text in story(number) for line in (text, "Free shipping on all orders", "In stock"))
        return page(number, list(entries))

    for before, after in cleaned([goods(number) for number in range(10)], tmp_path):
        assert before.body == after.body


def test_two_pages_tell_nothing(tmp_path: Path) -> None:
    pages = [with_inside(number, PITCH if number < 2 else story(number + 50)[0]) for number in range(8)]
    for before, after in cleaned(pages, tmp_path):
        assert before.body == after.body


def test_four_pages_teach_nothing() -> None:
    assert profile_of([(page_of(with_inside(number, PITCH)), None) for number in range(4)]) == []


def test_pages_of_other_sites_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "p"
    text = with_inside(3, PITCH)
    rows = profile_of([(page_of(with_inside(number, PITCH), url="https://news.example/"), None) for number in range(9)])
    path.write_text("\n".join(rows))
    known = Profile.load(path)
    assert PITCH not in newsparse.clean(text, url="https://www.news.example/3", profile=known).body
    assert PITCH in newsparse.clean(text, url="https://other.example/3", profile=known).body


def test_more_pages_speak_louder(tmp_path: Path) -> None:
    scores = []
    for pages in (8, 16, 32):
        _, after = cleaned([with_inside(number, PITCH) for number in range(pages)], tmp_path)[0]
        scores.append(next(block.score for block in after.blocks if block.text == PITCH))
    assert all(one > two for one, two in pairwise(scores))


def test_copies_are_told_by_what_recurs_least() -> None:
    found = [(10, 10), (4, 10), (4, 10), None]
    assert without_copies(found, [30, 40, 40, 5], [0.9] * 4) == [(7, 7), (1, 7), (1, 7), (1, 1)]
    assert without_copies(found, [30, 5, 5, 90], [0.9] * 4) == [(10, 10), (4, 10), (4, 10), (1, 1)]


def test_notes_on_an_author_are_told_by_their_number(tmp_path: Path) -> None:
    """Ten of sixty pages have it, below the story."""
    pages = [page(number, [*story(number), BIO] if number < 10 else story(number)) for number in range(60)]
    for before, after in cleaned(pages, tmp_path)[:10]:
        block = next(one for one in after.blocks if one.text == BIO)
        assert block.score < next(one.score for one in before.blocks if one.text == BIO)
    assert FOOT not in after.body
