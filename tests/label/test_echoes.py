"""Runs of words that stand twice on a page, and words that its prose has."""

from __future__ import annotations

import pytest

from newsparse.label import echoes
from newsparse.label.echoes import familiar, said_elsewhere

TOLD = "The mayor opened the new bridge on Tuesday morning."
QUOTED = "“The mayor opened the new bridge”"
OTHER = "Ferries keep running until spring."


def test_runs_of_another_text_count() -> None:
    told, other, again = said_elsewhere([TOLD, OTHER, "He said the mayor opened the new lock."])
    assert told == pytest.approx(3 / 7)
    assert again == pytest.approx(3 / 6)
    assert other == 0


def test_a_run_that_only_its_own_text_repeats_does_not_count() -> None:
    assert said_elsewhere(["one two three one two three", OTHER]) == [0, 0]


def test_scripts_without_spaces_have_runs_of_characters() -> None:
    told, other = said_elsewhere(
        ["市長は火曜日に新しい橋を開通させたと発表した", "市長は火曜日に会見した。内容は明らかでない"]
    )
    assert 0 < told < other < 1


def test_few_words_have_no_runs() -> None:
    assert said_elsewhere(["two words", "two words here", "x"]) == [0, 0, 0]


def test_longer_words_are_compared_in_small_letters() -> None:
    shares = familiar(["BRIDGE opened twice", "a new day", "Mayor", "x" * echoes.COMPARED], [TOLD, OTHER])
    assert shares == [pytest.approx(2 / 3), -1, 1, -1]


def test_nothing_is_familiar_without_prose() -> None:
    assert familiar(["bridge"], []) == [0]


@pytest.mark.parametrize("texts", [[], ["İstanbul İSTANBUL ıssız yerler"], ["a\u00a0b\u2003c d", "a b c d", "\u3000"]])
def test_hashes_tell_what_words_do(texts: list[str]) -> None:
    assert said_elsewhere(texts) == echoes._words_elsewhere(texts)
    known = {word for text in texts for word in echoes._long_words(text)}
    assert familiar(texts, texts) == [echoes._share_in(known, text) for text in texts]
