"""Traces may say that a text has a word that it has not, and never the other way round."""

from __future__ import annotations

import pytest

from newsparse.lexicon.script import fold, stems
from newsparse.lexicon.traces import (
    known_stems,
    known_words,
    may_hold,
    may_open_in,
    may_share,
    opening_traces,
    run_traces,
    traces,
)

TEXTS = (
    "Bridge closed",
    "  THE\tbridge`s end ",
    "to day",
    "Heute im Fernsehen",
    "Gestern…",
    "Über die Brücke",
    "",
    "a\u3000b",
    "-- 12.5 --",
    "yester.day",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_with_a_word_may_share_it(text: str) -> None:
    assert all(may_share(text, traces([word, "other"])) for word in fold(text).split())


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_may_hold_what_stands_in_it(text: str) -> None:
    squeezed = text.lower().replace(" ", "").replace(".", "").replace("\t", "")
    words = [squeezed[start:end] for start in range(len(squeezed)) for end in range(start + 2, len(squeezed) + 1)]
    assert all(may_hold(text, opening_traces([word])) for word in words)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_may_open_in_a_body_that_has_it(text: str) -> None:
    squeezed = "".join(filter(str.isalnum, fold(text)))
    assert may_open_in(text, 80, run_traces(["before" + squeezed + "behind"]))


def test_known_words_are_found_and_parted_at_any_white_space() -> None:
    words = "the bridge the old\u3000bridge of stra\u00dfe end".encode()
    assert {"the", "old", "bridge", "end"} <= set(known_words(words, traces(["the", "old", "bridge", "end"])))


@pytest.mark.parametrize("text", [*map(fold, TEXTS), "ab abcd abcde_ ärzte’s bridges 12345 6", "会议 昨天开始"])
def test_known_stems_are_all_that_stand_in_a_text(text: str) -> None:
    every = stems(text, 4, 5)
    assert known_stems(text, 4, 5, every | {"other"}) == every
    assert known_stems(text, 4, 5, {"bridg"}) == every & {"bridg"}
